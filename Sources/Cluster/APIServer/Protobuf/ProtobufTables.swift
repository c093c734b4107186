extension ProtobufSchema {
    /// What `kubectl create` and the typed Go clients send; field numbers from the `generated.proto` files of
    /// k8s.io/api and k8s.io/apimachinery.
    static let kubernetes = ProtobufSchema(metadata, core, workloads, access, reviews, others)

    private static let metadata = """
        Unknown: 1 typeMeta TypeMeta, 2 raw bytes, 3 contentEncoding, 4 contentType
        TypeMeta: 1 apiVersion, 2 kind
        ObjectMeta: 1 name, 2 generateName, 3 namespace, 4 selfLink, 5 uid, 6 resourceVersion, \
          7 generation int, 8 creationTimestamp time, 9 deletionTimestamp time, \
          10 deletionGracePeriodSeconds int?, 11 labels map, 12 annotations map, \
          13 ownerReferences []OwnerReference, 14 finalizers []string, \
          17 managedFields []ManagedFieldsEntry
        OwnerReference: 1 kind, 3 name, 4 uid, 5 apiVersion, 6 controller bool?, 7 blockOwnerDeletion bool?
        ManagedFieldsEntry: 1 manager, 2 operation, 3 apiVersion, 4 time time, 6 fieldsType, \
          7 fieldsV1 rawJSON, 8 subresource
        LabelSelector: 1 matchLabels map, 2 matchExpressions []LabelSelectorRequirement
        LabelSelectorRequirement: 1 key, 2 operator, 3 values []string
        DeleteOptions: 1 gracePeriodSeconds int?, 2 preconditions Preconditions, 3 orphanDependents bool?, \
          4 propagationPolicy, 5 dryRun []string
        Preconditions: 1 uid, 2 resourceVersion
        Condition: 1 type, 2 status, 3 observedGeneration int, 4 lastTransitionTime time, 5 reason, \
          6 message
        """

    private static let core = """
        ConfigMap: 1 metadata ObjectMeta, 2 data map, 3 binaryData map:bytes, 4 immutable bool?
        Secret: 1 metadata ObjectMeta, 2 data map:bytes, 3 type, 4 stringData map, 5 immutable bool?
        Namespace: 1 metadata ObjectMeta, 2 spec NamespaceSpec, 3 status NamespaceStatus
        NamespaceSpec: 1 finalizers []string
        NamespaceStatus: 1 phase, 2 conditions []NamespaceCondition
        NamespaceCondition: 1 type, 2 status, 4 lastTransitionTime time, 5 reason, 6 message
        ServiceAccount: 1 metadata ObjectMeta, 2 secrets []ObjectReference, \
          3 imagePullSecrets []LocalObjectReference, 4 automountServiceAccountToken bool?
        ObjectReference: 1 kind, 2 namespace, 3 name, 4 uid, 5 apiVersion, 6 resourceVersion, 7 fieldPath
        LocalObjectReference: 1 name
        Service: 1 metadata ObjectMeta, 2 spec ServiceSpec, 3 status ServiceStatus
        ServiceSpec: 1 ports []ServicePort, 2 selector map, 3 clusterIP, 4 type, 5 externalIPs []string, \
          7 sessionAffinity, 8 loadBalancerIP, 9 loadBalancerSourceRanges []string, 10 externalName, \
          11 externalTrafficPolicy, 12 healthCheckNodePort int, 13 publishNotReadyAddresses bool, \
          17 ipFamilyPolicy, 18 clusterIPs []string, 19 ipFamilies []string, \
          20 allocateLoadBalancerNodePorts bool?, 21 loadBalancerClass, 22 internalTrafficPolicy, \
          23 trafficDistribution
        ServicePort: 1 name, 2 protocol, 3 port int, 4 targetPort intOrString, 5 nodePort int, 6 appProtocol
        ServiceStatus: 1 loadBalancer LoadBalancerStatus, 2 conditions []Condition
        LoadBalancerStatus: 1 ingress []LoadBalancerIngress
        LoadBalancerIngress: 1 ip, 2 hostname
        ResourceQuota: 1 metadata ObjectMeta, 2 spec ResourceQuotaSpec, 3 status ResourceQuotaStatus
        ResourceQuotaSpec: 1 hard map:quantity, 2 scopes []string
        ResourceQuotaStatus: 1 hard map:quantity, 2 used map:quantity
        Event: 1 metadata ObjectMeta, 2 involvedObject ObjectReference, 3 reason, 4 message, \
          5 source EventSource, 6 firstTimestamp time, 7 lastTimestamp time, 8 count int, 9 type, \
          10 eventTime microTime, 11 series EventSeries, 12 action, 13 related ObjectReference, \
          14 reportingComponent, 15 reportingInstance
        EventSource: 1 component, 2 host
        EventSeries: 1 count int, 2 lastObservedTime microTime
        """

    private static let workloads = """
        Deployment: 1 metadata ObjectMeta, 2 spec DeploymentSpec, 3 status DeploymentStatus
        DeploymentSpec: 1 replicas int?, 2 selector LabelSelector, 3 template PodTemplateSpec, \
          4 strategy DeploymentStrategy, 5 minReadySeconds int, 6 revisionHistoryLimit int?, \
          7 paused bool, 9 progressDeadlineSeconds int?
        DeploymentStrategy: 1 type, 2 rollingUpdate RollingUpdateDeployment
        RollingUpdateDeployment: 1 maxUnavailable intOrString, 2 maxSurge intOrString
        DeploymentStatus: 1 observedGeneration int, 2 replicas int, 3 updatedReplicas int, \
          4 availableReplicas int, 5 unavailableReplicas int, 7 readyReplicas int, 8 collisionCount int?
        PodTemplateSpec: 1 metadata ObjectMeta, 2 spec PodSpec
        PodSpec: 2 containers []Container, 3 restartPolicy, 4 terminationGracePeriodSeconds int?, \
          5 activeDeadlineSeconds int?, 6 dnsPolicy, 7 nodeSelector map, 8 serviceAccountName, \
          9 serviceAccount, 10 nodeName, 11 hostNetwork bool, 12 hostPID bool, 13 hostIPC bool, \
          15 imagePullSecrets []LocalObjectReference, 16 hostname, 17 subdomain, 19 schedulerName, \
          20 initContainers []Container, 21 automountServiceAccountToken bool?, 24 priorityClassName, \
          25 priority int?
        Container: 1 name, 2 image, 3 command []string, 4 args []string, 5 workingDir, \
          6 ports []ContainerPort, 7 env []EnvVar, 8 resources ResourceRequirements, \
          13 terminationMessagePath, 14 imagePullPolicy, 16 stdin bool, 17 stdinOnce bool, 18 tty bool, \
          20 terminationMessagePolicy
        ContainerPort: 1 name, 2 hostPort int, 3 containerPort int, 4 protocol, 5 hostIP
        EnvVar: 1 name, 2 value
        ResourceRequirements: 1 limits map:quantity, 2 requests map:quantity
        Job: 1 metadata ObjectMeta, 2 spec JobSpec, 3 status JobStatus
        JobSpec: 1 parallelism int?, 2 completions int?, 3 activeDeadlineSeconds int?, \
          4 selector LabelSelector, 5 manualSelector bool?, 6 template PodTemplateSpec, \
          7 backoffLimit int?, 8 ttlSecondsAfterFinished int?, 9 completionMode, 10 suspend bool?
        JobStatus: 1 conditions []JobCondition, 2 startTime time, 3 completionTime time, 4 active int, \
          5 succeeded int, 6 failed int, 7 completedIndexes, \
          8 uncountedTerminatedPods UncountedTerminatedPods, 9 ready int?, 10 failedIndexes?, \
          11 terminating int?
        JobCondition: 1 type, 2 status, 3 lastProbeTime time, 4 lastTransitionTime time, 5 reason, 6 message
        UncountedTerminatedPods: 1 succeeded []string, 2 failed []string
        CronJob: 1 metadata ObjectMeta, 2 spec CronJobSpec, 3 status CronJobStatus
        CronJobSpec: 1 schedule, 2 startingDeadlineSeconds int?, 3 concurrencyPolicy, 4 suspend bool?, \
          5 jobTemplate JobTemplateSpec, 6 successfulJobsHistoryLimit int?, 7 failedJobsHistoryLimit int?, \
          8 timeZone
        JobTemplateSpec: 1 metadata ObjectMeta, 2 spec JobSpec
        CronJobStatus: 1 active []ObjectReference, 4 lastScheduleTime time, 5 lastSuccessfulTime time
        """

    private static let access = """
        Role: 1 metadata ObjectMeta, 2 rules []PolicyRule
        ClusterRole: 1 metadata ObjectMeta, 2 rules []PolicyRule, 3 aggregationRule AggregationRule
        AggregationRule: 1 clusterRoleSelectors []LabelSelector
        PolicyRule: 1 verbs []string, 2 apiGroups []string, 3 resources []string, \
          4 resourceNames []string, 5 nonResourceURLs []string
        RoleBinding: 1 metadata ObjectMeta, 2 subjects []Subject, 3 roleRef RoleRef
        ClusterRoleBinding: 1 metadata ObjectMeta, 2 subjects []Subject, 3 roleRef RoleRef
        Subject: 1 kind, 2 apiGroup, 3 name, 4 namespace
        RoleRef: 1 apiGroup, 2 kind, 3 name
        """

    private static let others = """
        Lease: 1 metadata ObjectMeta, 2 spec LeaseSpec
        LeaseSpec: 1 holderIdentity, 2 leaseDurationSeconds int?, 3 acquireTime microTime, \
          4 renewTime microTime, 5 leaseTransitions int?, 6 strategy, 7 preferredHolder
        PriorityClass: 1 metadata ObjectMeta, 2 value int?, 3 globalDefault bool, 4 description, \
          5 preemptionPolicy
        PodDisruptionBudget: 1 metadata ObjectMeta, 2 spec PodDisruptionBudgetSpec, \
          3 status PodDisruptionBudgetStatus
        PodDisruptionBudgetSpec: 1 minAvailable intOrString, 2 selector LabelSelector, \
          3 maxUnavailable intOrString, 4 unhealthyPodEvictionPolicy
        PodDisruptionBudgetStatus: 1 observedGeneration int, 3 disruptionsAllowed int?, \
          4 currentHealthy int?, 5 desiredHealthy int?, 6 expectedPods int?
        Ingress: 1 metadata ObjectMeta, 2 spec IngressSpec, 3 status IngressStatus
        IngressStatus: 1 loadBalancer LoadBalancerStatus
        IngressSpec: 1 defaultBackend IngressBackend, 2 tls []IngressTLS, 3 rules []IngressRule, \
          4 ingressClassName
        IngressTLS: 1 hosts []string, 2 secretName
        IngressRule: 1 host, 2 ingressRuleValue IngressRuleValue
        IngressRuleValue: 1 http HTTPIngressRuleValue
        HTTPIngressRuleValue: 1 paths []HTTPIngressPath
        HTTPIngressPath: 1 path, 2 backend IngressBackend, 3 pathType
        IngressBackend: 3 resource TypedLocalObjectReference, 4 service IngressServiceBackend
        IngressServiceBackend: 1 name, 2 port ServiceBackendPort
        ServiceBackendPort: 1 name, 2 number int
        TypedLocalObjectReference: 1 apiGroup, 2 kind, 3 name
        """
}
