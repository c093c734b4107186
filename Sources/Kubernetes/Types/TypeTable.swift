/// The facts of Kubernetes' own types, one line a field.
///
/// `Scripts/generate-type-table` writes it and says how to read it. Source: the Go types in kubectl 1.32.3 and
/// the published definitions of Kubernetes 1.32.
enum TypeTable {
    static let text: StaticString = """
        =admissionregistration/v1.AuditAnnotation
        key s 1 +,!
        valueExpression s 2 +,!
        =admissionregistration/v1.ExpressionWarning
        fieldRef s 2 +,!
        warning s 3 +,!
        =admissionregistration/v1.MatchCondition
        name s 1 +,!
        expression s 2 +,!
        =admissionregistration/v1.MatchResources atomic
        namespaceSelector *meta/v1.LabelSelector 1
        objectSelector *meta/v1.LabelSelector 2
        resourceRules [admissionregistration/v1.NamedRuleWithOperations 3 a
        excludeResourceRules [admissionregistration/v1.NamedRuleWithOperations 4 a
        matchPolicy *(v1.MatchPolicyType)s 7
        =admissionregistration/v1.MutatingWebhook
        name s 1 +,!
        clientConfig admissionregistration/v1.WebhookClientConfig 2 +,!
        rules [admissionregistration/v1.RuleWithOperations 3 a
        failurePolicy *(v1.FailurePolicyType)s 4
        matchPolicy *(v1.MatchPolicyType)s 9
        namespaceSelector *meta/v1.LabelSelector 5
        objectSelector *meta/v1.LabelSelector 11
        sideEffects *(v1.SideEffectClass)s 6 +,!
        timeoutSeconds *i 7
        admissionReviewVersions [s 8 +,!,a
        reinvocationPolicy *(v1.ReinvocationPolicyType)s 10
        matchConditions [admissionregistration/v1.MatchCondition 12 k=name,m=name
        =admissionregistration/v1.MutatingWebhookConfiguration kind
        metadata meta/v1.ObjectMeta 1
        webhooks [admissionregistration/v1.MutatingWebhook 2 k=name,m=name
        =admissionregistration/v1.NamedRuleWithOperations atomic
        resourceNames [s 1 a
        - admissionregistration/v1.RuleWithOperations 2
        =admissionregistration/v1.ParamKind atomic
        apiVersion s 1
        kind s 2
        =admissionregistration/v1.ParamRef atomic
        name s 1
        namespace s 2
        selector *meta/v1.LabelSelector 3
        parameterNotFoundAction *(v1.ParameterNotFoundActionType)s 4
        =admissionregistration/v1.Rule
        apiGroups [s 1
        apiVersions [s 2
        resources [s 3
        scope *(v1.ScopeType)s 4
        =admissionregistration/v1.RuleWithOperations
        operations [(v1.OperationType)s 1 a
        - admissionregistration/v1.Rule 2
        =admissionregistration/v1.ServiceReference
        namespace s 1 +,!
        name s 2 +,!
        path *s 3
        port *i 4
        =admissionregistration/v1.TypeChecking
        expressionWarnings [admissionregistration/v1.ExpressionWarning 1 a
        =admissionregistration/v1.ValidatingAdmissionPolicy kind
        metadata meta/v1.ObjectMeta 1
        spec admissionregistration/v1.ValidatingAdmissionPolicySpec 2
        status admissionregistration/v1.ValidatingAdmissionPolicyStatus 3
        =admissionregistration/v1.ValidatingAdmissionPolicyBinding kind
        metadata meta/v1.ObjectMeta 1
        spec admissionregistration/v1.ValidatingAdmissionPolicyBindingSpec 2
        =admissionregistration/v1.ValidatingAdmissionPolicyBindingSpec
        policyName s 1
        paramRef *admissionregistration/v1.ParamRef 2
        matchResources *admissionregistration/v1.MatchResources 3
        validationActions [(v1.ValidationAction)s 4 u
        =admissionregistration/v1.ValidatingAdmissionPolicySpec
        paramKind *admissionregistration/v1.ParamKind 1
        matchConstraints *admissionregistration/v1.MatchResources 2
        validations [admissionregistration/v1.Validation 3 a
        failurePolicy *(v1.FailurePolicyType)s 4
        auditAnnotations [admissionregistration/v1.AuditAnnotation 5 a
        matchConditions [admissionregistration/v1.MatchCondition 6 k=name,m=name
        variables [admissionregistration/v1.Variable 7 k=name,m=name
        =admissionregistration/v1.ValidatingAdmissionPolicyStatus
        observedGeneration l 1
        typeChecking *admissionregistration/v1.TypeChecking 2
        conditions [meta/v1.Condition 3 k=type
        =admissionregistration/v1.ValidatingWebhook
        name s 1 +,!
        clientConfig admissionregistration/v1.WebhookClientConfig 2 +,!
        rules [admissionregistration/v1.RuleWithOperations 3 a
        failurePolicy *(v1.FailurePolicyType)s 4
        matchPolicy *(v1.MatchPolicyType)s 9
        namespaceSelector *meta/v1.LabelSelector 5
        objectSelector *meta/v1.LabelSelector 10
        sideEffects *(v1.SideEffectClass)s 6 +,!
        timeoutSeconds *i 7
        admissionReviewVersions [s 8 +,!,a
        matchConditions [admissionregistration/v1.MatchCondition 11 k=name,m=name
        =admissionregistration/v1.ValidatingWebhookConfiguration kind
        metadata meta/v1.ObjectMeta 1
        webhooks [admissionregistration/v1.ValidatingWebhook 2 k=name,m=name
        =admissionregistration/v1.Validation
        expression s 1 +,!
        message s 2
        reason *(v1.StatusReason)s 3
        messageExpression s 4
        =admissionregistration/v1.Variable atomic
        name s 1 +,!
        expression s 2 +,!
        =admissionregistration/v1.WebhookClientConfig
        url *s 3
        service *admissionregistration/v1.ServiceReference 1
        caBundle y 2
        =apps/v1.ControllerRevision kind
        metadata meta/v1.ObjectMeta 1
        data r 2
        revision l 3 +,!
        =apps/v1.DaemonSet kind
        metadata meta/v1.ObjectMeta 1
        spec apps/v1.DaemonSetSpec 2
        status apps/v1.DaemonSetStatus 3
        =apps/v1.DaemonSetCondition
        type (v1.DaemonSetConditionType)s 1 +,!
        status (v1.ConditionStatus)s 2 +,!
        lastTransitionTime t 3
        reason s 4
        message s 5
        =apps/v1.DaemonSetSpec
        selector *meta/v1.LabelSelector 1 +,!
        template core/v1.PodTemplateSpec 2 +,!
        updateStrategy apps/v1.DaemonSetUpdateStrategy 3
        minReadySeconds i 4
        revisionHistoryLimit *i 6
        =apps/v1.DaemonSetStatus
        currentNumberScheduled i 1 +,!
        numberMisscheduled i 2 +,!
        desiredNumberScheduled i 3 +,!
        numberReady i 4 +,!
        observedGeneration l 5
        updatedNumberScheduled i 6
        numberAvailable i 7
        numberUnavailable i 8
        collisionCount *i 9
        conditions [apps/v1.DaemonSetCondition 10 k=type,m=type
        =apps/v1.DaemonSetUpdateStrategy
        type (v1.DaemonSetUpdateStrategyType)s 1
        rollingUpdate *apps/v1.RollingUpdateDaemonSet 2
        =apps/v1.Deployment kind
        metadata meta/v1.ObjectMeta 1
        spec apps/v1.DeploymentSpec 2
        status apps/v1.DeploymentStatus 3
        =apps/v1.DeploymentCondition
        type (v1.DeploymentConditionType)s 1 +,!
        status (v1.ConditionStatus)s 2 +,!
        lastUpdateTime t 6
        lastTransitionTime t 7
        reason s 4
        message s 5
        =apps/v1.DeploymentSpec
        replicas *i 1
        selector *meta/v1.LabelSelector 2 +,!
        template core/v1.PodTemplateSpec 3 +,!
        strategy apps/v1.DeploymentStrategy 4 R
        minReadySeconds i 5
        revisionHistoryLimit *i 6
        paused b 7
        progressDeadlineSeconds *i 9
        =apps/v1.DeploymentStatus
        observedGeneration l 1
        replicas i 2
        updatedReplicas i 3
        readyReplicas i 7
        availableReplicas i 4
        unavailableReplicas i 5
        conditions [apps/v1.DeploymentCondition 6 k=type,m=type
        collisionCount *i 8
        =apps/v1.DeploymentStrategy
        type (v1.DeploymentStrategyType)s 1
        rollingUpdate *apps/v1.RollingUpdateDeployment 2
        =apps/v1.ReplicaSet kind
        metadata meta/v1.ObjectMeta 1
        spec apps/v1.ReplicaSetSpec 2
        status apps/v1.ReplicaSetStatus 3
        =apps/v1.ReplicaSetCondition
        type (v1.ReplicaSetConditionType)s 1 +,!
        status (v1.ConditionStatus)s 2 +,!
        lastTransitionTime t 3
        reason s 4
        message s 5
        =apps/v1.ReplicaSetSpec
        replicas *i 1
        minReadySeconds i 4
        selector *meta/v1.LabelSelector 2 +,!
        template core/v1.PodTemplateSpec 3
        =apps/v1.ReplicaSetStatus
        replicas i 1 +,!
        fullyLabeledReplicas i 2
        readyReplicas i 4
        availableReplicas i 5
        observedGeneration l 3
        conditions [apps/v1.ReplicaSetCondition 6 k=type,m=type
        =apps/v1.RollingUpdateDaemonSet
        maxUnavailable *x 1
        maxSurge *x 2
        =apps/v1.RollingUpdateDeployment
        maxUnavailable *x 1
        maxSurge *x 2
        =apps/v1.RollingUpdateStatefulSetStrategy
        partition *i 1
        maxUnavailable *x 2
        =apps/v1.StatefulSet kind
        metadata meta/v1.ObjectMeta 1
        spec apps/v1.StatefulSetSpec 2
        status apps/v1.StatefulSetStatus 3
        =apps/v1.StatefulSetCondition
        type (v1.StatefulSetConditionType)s 1 +,!
        status (v1.ConditionStatus)s 2 +,!
        lastTransitionTime t 3
        reason s 4
        message s 5
        =apps/v1.StatefulSetOrdinals
        start i 1 +
        =apps/v1.StatefulSetPersistentVolumeClaimRetentionPolicy
        whenDeleted (v1.PersistentVolumeClaimRetentionPolicyType)s 1
        whenScaled (v1.PersistentVolumeClaimRetentionPolicyType)s 2
        =apps/v1.StatefulSetSpec
        replicas *i 1
        selector *meta/v1.LabelSelector 2 +,!
        template core/v1.PodTemplateSpec 3 +,!
        volumeClaimTemplates [core/v1.PersistentVolumeClaim 4 a
        serviceName s 5 +,!
        podManagementPolicy (v1.PodManagementPolicyType)s 6
        updateStrategy apps/v1.StatefulSetUpdateStrategy 7
        revisionHistoryLimit *i 8
        minReadySeconds i 9
        persistentVolumeClaimRetentionPolicy *apps/v1.StatefulSetPersistentVolumeClaimRetentionPolicy 10
        ordinals *apps/v1.StatefulSetOrdinals 11
        =apps/v1.StatefulSetStatus
        observedGeneration l 1
        replicas i 2 +,!
        readyReplicas i 3
        currentReplicas i 4
        updatedReplicas i 5
        currentRevision s 6
        updateRevision s 7
        collisionCount *i 9
        conditions [apps/v1.StatefulSetCondition 10 k=type,m=type
        availableReplicas i 11 +
        =apps/v1.StatefulSetUpdateStrategy
        type (v1.StatefulSetUpdateStrategyType)s 1
        rollingUpdate *apps/v1.RollingUpdateStatefulSetStrategy 2
        =authentication/v1.BoundObjectReference
        kind s 1
        apiVersion s 2
        name s 3
        uid (types.UID)s 4
        =authentication/v1.SelfSubjectReview kind
        metadata meta/v1.ObjectMeta 1
        status authentication/v1.SelfSubjectReviewStatus 2
        =authentication/v1.SelfSubjectReviewStatus
        userInfo authentication/v1.UserInfo 1
        =authentication/v1.TokenRequest kind
        metadata meta/v1.ObjectMeta 1
        spec authentication/v1.TokenRequestSpec 2 +,!
        status authentication/v1.TokenRequestStatus 3
        =authentication/v1.TokenRequestSpec
        audiences [s 1 +,!,a
        expirationSeconds *l 4 +
        boundObjectRef *authentication/v1.BoundObjectReference 3 +
        =authentication/v1.TokenRequestStatus
        token s 1 +,!
        expirationTimestamp t 2 +,!
        =authentication/v1.TokenReview kind
        metadata meta/v1.ObjectMeta 1
        spec authentication/v1.TokenReviewSpec 2 +,!
        status authentication/v1.TokenReviewStatus 3
        =authentication/v1.TokenReviewSpec
        token s 1
        audiences [s 2 a
        =authentication/v1.TokenReviewStatus
        authenticated b 1
        user authentication/v1.UserInfo 2
        audiences [s 4 a
        error s 3
        =authentication/v1.UserInfo
        username s 1
        uid s 2
        groups [s 3 a
        extra {(v1.ExtraValue)w 4
        =authorization/v1.FieldSelectorAttributes
        rawSelector s 1
        requirements [meta/v1.FieldSelectorRequirement 2 a
        =authorization/v1.LabelSelectorAttributes
        rawSelector s 1
        requirements [meta/v1.LabelSelectorRequirement 2 a
        =authorization/v1.LocalSubjectAccessReview kind
        metadata meta/v1.ObjectMeta 1
        spec authorization/v1.SubjectAccessReviewSpec 2 +,!
        status authorization/v1.SubjectAccessReviewStatus 3
        =authorization/v1.NonResourceAttributes
        path s 1
        verb s 2
        =authorization/v1.NonResourceRule
        verbs [s 1 +,!,a
        nonResourceURLs [s 2 a
        =authorization/v1.ResourceAttributes
        namespace s 1
        verb s 2
        group s 3
        version s 4
        resource s 5
        subresource s 6
        name s 7
        fieldSelector *authorization/v1.FieldSelectorAttributes 8
        labelSelector *authorization/v1.LabelSelectorAttributes 9
        =authorization/v1.ResourceRule
        verbs [s 1 +,!,a
        apiGroups [s 2 a
        resources [s 3 a
        resourceNames [s 4 a
        =authorization/v1.SelfSubjectAccessReview kind
        metadata meta/v1.ObjectMeta 1
        spec authorization/v1.SelfSubjectAccessReviewSpec 2 +,!
        status authorization/v1.SubjectAccessReviewStatus 3
        =authorization/v1.SelfSubjectAccessReviewSpec
        resourceAttributes *authorization/v1.ResourceAttributes 1
        nonResourceAttributes *authorization/v1.NonResourceAttributes 2
        =authorization/v1.SelfSubjectRulesReview kind
        metadata meta/v1.ObjectMeta 1
        spec authorization/v1.SelfSubjectRulesReviewSpec 2 +,!
        status authorization/v1.SubjectRulesReviewStatus 3
        =authorization/v1.SelfSubjectRulesReviewSpec
        namespace s 1
        =authorization/v1.SubjectAccessReview kind
        metadata meta/v1.ObjectMeta 1
        spec authorization/v1.SubjectAccessReviewSpec 2 +,!
        status authorization/v1.SubjectAccessReviewStatus 3
        =authorization/v1.SubjectAccessReviewSpec
        resourceAttributes *authorization/v1.ResourceAttributes 1
        nonResourceAttributes *authorization/v1.NonResourceAttributes 2
        user s 3
        groups [s 4 a
        extra {(v1.ExtraValue)w 5
        uid s 6
        =authorization/v1.SubjectAccessReviewStatus
        allowed b 1 +,!
        denied b 4
        reason s 2
        evaluationError s 3
        =authorization/v1.SubjectRulesReviewStatus
        resourceRules [authorization/v1.ResourceRule 1 +,!,a
        nonResourceRules [authorization/v1.NonResourceRule 2 +,!,a
        incomplete b 3 +,!
        evaluationError s 4
        =autoscaling/v1.CrossVersionObjectReference atomic
        kind s 1 +,!
        name s 2 +,!
        apiVersion s 3
        =autoscaling/v1.HorizontalPodAutoscaler kind
        metadata meta/v1.ObjectMeta 1
        spec autoscaling/v1.HorizontalPodAutoscalerSpec 2
        status autoscaling/v1.HorizontalPodAutoscalerStatus 3
        =autoscaling/v1.HorizontalPodAutoscalerSpec
        scaleTargetRef autoscaling/v1.CrossVersionObjectReference 1 +,!
        minReplicas *i 2
        maxReplicas i 3 +,!
        targetCPUUtilizationPercentage *i 4
        =autoscaling/v1.HorizontalPodAutoscalerStatus
        observedGeneration *l 1
        lastScaleTime *t 2
        currentReplicas i 3 +,!
        desiredReplicas i 4 +,!
        currentCPUUtilizationPercentage *i 5
        =autoscaling/v1.Scale kind
        metadata meta/v1.ObjectMeta 1
        spec autoscaling/v1.ScaleSpec 2
        status autoscaling/v1.ScaleStatus 3
        =autoscaling/v1.ScaleSpec
        replicas i 1
        =autoscaling/v1.ScaleStatus
        replicas i 1 +,!
        selector s 2
        =autoscaling/v2.ContainerResourceMetricSource
        name (v1.ResourceName)s 1 +,!
        target autoscaling/v2.MetricTarget 2 +,!
        container s 3 +,!
        =autoscaling/v2.ContainerResourceMetricStatus
        name (v1.ResourceName)s 1 +,!
        current autoscaling/v2.MetricValueStatus 2 +,!
        container s 3 +,!
        =autoscaling/v2.CrossVersionObjectReference
        kind s 1 +,!
        name s 2 +,!
        apiVersion s 3
        =autoscaling/v2.ExternalMetricSource
        metric autoscaling/v2.MetricIdentifier 1 +,!
        target autoscaling/v2.MetricTarget 2 +,!
        =autoscaling/v2.ExternalMetricStatus
        metric autoscaling/v2.MetricIdentifier 1 +,!
        current autoscaling/v2.MetricValueStatus 2 +,!
        =autoscaling/v2.HPAScalingPolicy
        type (v2.HPAScalingPolicyType)s 1 +,!
        value i 2 +,!
        periodSeconds i 3 +,!
        =autoscaling/v2.HPAScalingRules
        stabilizationWindowSeconds *i 3
        selectPolicy *(v2.ScalingPolicySelect)s 1
        policies [autoscaling/v2.HPAScalingPolicy 2 a
        =autoscaling/v2.HorizontalPodAutoscaler kind
        metadata meta/v1.ObjectMeta 1
        spec autoscaling/v2.HorizontalPodAutoscalerSpec 2
        status autoscaling/v2.HorizontalPodAutoscalerStatus 3
        =autoscaling/v2.HorizontalPodAutoscalerBehavior
        scaleUp *autoscaling/v2.HPAScalingRules 1
        scaleDown *autoscaling/v2.HPAScalingRules 2
        =autoscaling/v2.HorizontalPodAutoscalerCondition
        type (v2.HorizontalPodAutoscalerConditionType)s 1 +,!
        status (v1.ConditionStatus)s 2 +,!
        lastTransitionTime t 3
        reason s 4
        message s 5
        =autoscaling/v2.HorizontalPodAutoscalerSpec
        scaleTargetRef autoscaling/v2.CrossVersionObjectReference 1 +,!
        minReplicas *i 2
        maxReplicas i 3 +,!
        metrics [autoscaling/v2.MetricSpec 4 a
        behavior *autoscaling/v2.HorizontalPodAutoscalerBehavior 5
        =autoscaling/v2.HorizontalPodAutoscalerStatus
        observedGeneration *l 1
        lastScaleTime *t 2
        currentReplicas i 3
        desiredReplicas i 4 +,!
        currentMetrics [autoscaling/v2.MetricStatus 5 +,a
        conditions [autoscaling/v2.HorizontalPodAutoscalerCondition 6 k=type,m=type
        =autoscaling/v2.MetricIdentifier
        name s 1 +,!
        selector *meta/v1.LabelSelector 2
        =autoscaling/v2.MetricSpec
        type (v2.MetricSourceType)s 1 +,!
        object *autoscaling/v2.ObjectMetricSource 2
        pods *autoscaling/v2.PodsMetricSource 3
        resource *autoscaling/v2.ResourceMetricSource 4
        containerResource *autoscaling/v2.ContainerResourceMetricSource 7
        external *autoscaling/v2.ExternalMetricSource 5
        =autoscaling/v2.MetricStatus
        type (v2.MetricSourceType)s 1 +,!
        object *autoscaling/v2.ObjectMetricStatus 2
        pods *autoscaling/v2.PodsMetricStatus 3
        resource *autoscaling/v2.ResourceMetricStatus 4
        containerResource *autoscaling/v2.ContainerResourceMetricStatus 7
        external *autoscaling/v2.ExternalMetricStatus 5
        =autoscaling/v2.MetricTarget
        type (v2.MetricTargetType)s 1 +,!
        value *q 2
        averageValue *q 3
        averageUtilization *i 4
        =autoscaling/v2.MetricValueStatus
        value *q 1
        averageValue *q 2
        averageUtilization *i 3
        =autoscaling/v2.ObjectMetricSource
        describedObject autoscaling/v2.CrossVersionObjectReference 1 +,!
        target autoscaling/v2.MetricTarget 2 +,!
        metric autoscaling/v2.MetricIdentifier 3 +,!
        =autoscaling/v2.ObjectMetricStatus
        metric autoscaling/v2.MetricIdentifier 1 +,!
        current autoscaling/v2.MetricValueStatus 2 +,!
        describedObject autoscaling/v2.CrossVersionObjectReference 3 +,!
        =autoscaling/v2.PodsMetricSource
        metric autoscaling/v2.MetricIdentifier 1 +,!
        target autoscaling/v2.MetricTarget 2 +,!
        =autoscaling/v2.PodsMetricStatus
        metric autoscaling/v2.MetricIdentifier 1 +,!
        current autoscaling/v2.MetricValueStatus 2 +,!
        =autoscaling/v2.ResourceMetricSource
        name (v1.ResourceName)s 1 +,!
        target autoscaling/v2.MetricTarget 2 +,!
        =autoscaling/v2.ResourceMetricStatus
        name (v1.ResourceName)s 1 +,!
        current autoscaling/v2.MetricValueStatus 2 +,!
        =batch/v1.CronJob kind
        metadata meta/v1.ObjectMeta 1
        spec batch/v1.CronJobSpec 2
        status batch/v1.CronJobStatus 3
        =batch/v1.CronJobSpec
        schedule s 1 +,!
        timeZone *s 8
        startingDeadlineSeconds *l 2
        concurrencyPolicy (v1.ConcurrencyPolicy)s 3
        suspend *b 4
        jobTemplate batch/v1.JobTemplateSpec 5 +,!
        successfulJobsHistoryLimit *i 6
        failedJobsHistoryLimit *i 7
        =batch/v1.CronJobStatus
        active [core/v1.ObjectReference 1 a
        lastScheduleTime *t 4
        lastSuccessfulTime *t 5
        =batch/v1.Job kind
        metadata meta/v1.ObjectMeta 1
        spec batch/v1.JobSpec 2
        status batch/v1.JobStatus 3
        =batch/v1.JobCondition
        type (v1.JobConditionType)s 1 +,!
        status (v1.ConditionStatus)s 2 +,!
        lastProbeTime t 3
        lastTransitionTime t 4
        reason s 5
        message s 6
        =batch/v1.JobSpec
        parallelism *i 1
        completions *i 2
        activeDeadlineSeconds *l 3
        podFailurePolicy *batch/v1.PodFailurePolicy 11
        successPolicy *batch/v1.SuccessPolicy 16
        backoffLimit *i 7
        backoffLimitPerIndex *i 12
        maxFailedIndexes *i 13
        selector *meta/v1.LabelSelector 4
        manualSelector *b 5
        template core/v1.PodTemplateSpec 6 +,!
        ttlSecondsAfterFinished *i 8
        completionMode *(v1.CompletionMode)s 9
        suspend *b 10
        podReplacementPolicy *(v1.PodReplacementPolicy)s 14
        managedBy *s 15
        =batch/v1.JobStatus
        conditions [batch/v1.JobCondition 1 a,m=type
        startTime *t 2
        completionTime *t 3
        active i 4
        succeeded i 5
        failed i 6
        terminating *i 11
        completedIndexes s 7
        failedIndexes *s 10
        uncountedTerminatedPods *batch/v1.UncountedTerminatedPods 8
        ready *i 9
        =batch/v1.JobTemplateSpec
        metadata meta/v1.ObjectMeta 1
        spec batch/v1.JobSpec 2
        =batch/v1.PodFailurePolicy
        rules [batch/v1.PodFailurePolicyRule 1 +,!,a
        =batch/v1.PodFailurePolicyOnExitCodesRequirement
        containerName *s 1
        operator (v1.PodFailurePolicyOnExitCodesOperator)s 2 +,!
        values [i 3 +,!,u
        =batch/v1.PodFailurePolicyOnPodConditionsPattern
        type (v1.PodConditionType)s 1 +,!
        status (v1.ConditionStatus)s 2 +,!
        =batch/v1.PodFailurePolicyRule
        action (v1.PodFailurePolicyAction)s 1 +,!
        onExitCodes *batch/v1.PodFailurePolicyOnExitCodesRequirement 2
        onPodConditions [batch/v1.PodFailurePolicyOnPodConditionsPattern 3 a
        =batch/v1.SuccessPolicy
        rules [batch/v1.SuccessPolicyRule 1 +,!,a
        =batch/v1.SuccessPolicyRule
        succeededIndexes *s 1
        succeededCount *i 2
        =batch/v1.UncountedTerminatedPods
        succeeded [(types.UID)s 1 u
        failed [(types.UID)s 2 u
        =certificates/v1.CertificateSigningRequest kind
        metadata meta/v1.ObjectMeta 1
        spec certificates/v1.CertificateSigningRequestSpec 2 +,!
        status certificates/v1.CertificateSigningRequestStatus 3
        =certificates/v1.CertificateSigningRequestCondition
        type (v1.RequestConditionType)s 1 +,!
        status (v1.ConditionStatus)s 6 +,!
        reason s 2
        message s 3
        lastUpdateTime t 4
        lastTransitionTime t 5
        =certificates/v1.CertificateSigningRequestSpec
        request y 1 +,!,a
        signerName s 7 +,!
        expirationSeconds *i 8
        usages [(v1.KeyUsage)s 5 a
        username s 2
        uid s 3
        groups [s 4 a
        extra {(v1.ExtraValue)w 6
        =certificates/v1.CertificateSigningRequestStatus
        conditions [certificates/v1.CertificateSigningRequestCondition 1 k=type
        certificate y 2 a
        =coordination/v1.Lease kind
        metadata meta/v1.ObjectMeta 1
        spec coordination/v1.LeaseSpec 2
        =coordination/v1.LeaseSpec
        holderIdentity *s 1
        leaseDurationSeconds *i 2
        acquireTime *T 3
        renewTime *T 4
        leaseTransitions *i 5
        strategy *(v1.CoordinatedLeaseStrategy)s 6
        preferredHolder *s 7
        =core/v1.AWSElasticBlockStoreVolumeSource
        volumeID s 1 +,!
        fsType s 2
        partition i 3
        readOnly b 4
        =core/v1.Affinity
        nodeAffinity *core/v1.NodeAffinity 1
        podAffinity *core/v1.PodAffinity 2
        podAntiAffinity *core/v1.PodAntiAffinity 3
        =core/v1.AppArmorProfile
        type (v1.AppArmorProfileType)s 1 +,!
        localhostProfile *s 2
        =core/v1.AttachedVolume
        name (v1.UniqueVolumeName)s 1 +,!
        devicePath s 2 +,!
        =core/v1.AzureDiskVolumeSource
        diskName s 1 +,!
        diskURI s 2 +,!
        cachingMode *(v1.AzureDataDiskCachingMode)s 3
        fsType *s 4
        readOnly *b 5
        kind *(v1.AzureDataDiskKind)s 6
        =core/v1.AzureFilePersistentVolumeSource
        secretName s 1 +,!
        shareName s 2 +,!
        readOnly b 3
        secretNamespace *s 4 +
        =core/v1.AzureFileVolumeSource
        secretName s 1 +,!
        shareName s 2 +,!
        readOnly b 3
        =core/v1.Binding kind
        metadata meta/v1.ObjectMeta 1
        target core/v1.ObjectReference 2 +,!
        =core/v1.CSIPersistentVolumeSource
        driver s 1 +,!
        volumeHandle s 2 +,!
        readOnly b 3
        fsType s 4
        volumeAttributes {s 5
        controllerPublishSecretRef *core/v1.SecretReference 6
        nodeStageSecretRef *core/v1.SecretReference 7
        nodePublishSecretRef *core/v1.SecretReference 8
        controllerExpandSecretRef *core/v1.SecretReference 9
        nodeExpandSecretRef *core/v1.SecretReference 10
        =core/v1.CSIVolumeSource
        driver s 1 +,!
        readOnly *b 2
        fsType *s 3
        volumeAttributes {s 4
        nodePublishSecretRef *core/v1.LocalObjectReference 5
        =core/v1.Capabilities
        add [(v1.Capability)s 1 a
        drop [(v1.Capability)s 2 a
        =core/v1.CephFSPersistentVolumeSource
        monitors [s 1 +,!,a
        path s 2
        user s 3
        secretFile s 4
        secretRef *core/v1.SecretReference 5
        readOnly b 6
        =core/v1.CephFSVolumeSource
        monitors [s 1 +,!,a
        path s 2
        user s 3
        secretFile s 4
        secretRef *core/v1.LocalObjectReference 5
        readOnly b 6
        =core/v1.CinderPersistentVolumeSource
        volumeID s 1 +,!
        fsType s 2
        readOnly b 3
        secretRef *core/v1.SecretReference 4
        =core/v1.CinderVolumeSource
        volumeID s 1 +,!
        fsType s 2
        readOnly b 3
        secretRef *core/v1.LocalObjectReference 4
        =core/v1.ClientIPConfig
        timeoutSeconds *i 1
        =core/v1.ClusterTrustBundleProjection
        name *s 1
        signerName *s 2
        labelSelector *meta/v1.LabelSelector 3
        optional *b 5
        path s 4 +,!
        =core/v1.ConfigMap kind
        metadata meta/v1.ObjectMeta 1
        immutable *b 4
        data {s 2
        binaryData {y 3
        =core/v1.ConfigMapEnvSource
        - core/v1.LocalObjectReference 1
        optional *b 2
        =core/v1.ConfigMapKeySelector atomic
        - core/v1.LocalObjectReference 1
        key s 2 +,!
        optional *b 3
        =core/v1.ConfigMapNodeConfigSource
        namespace s 1 +,!
        name s 2 +,!
        uid (types.UID)s 3
        resourceVersion s 4
        kubeletConfigKey s 5 +,!
        =core/v1.ConfigMapProjection
        - core/v1.LocalObjectReference 1
        items [core/v1.KeyToPath 2 a
        optional *b 4
        =core/v1.ConfigMapVolumeSource
        - core/v1.LocalObjectReference 1
        items [core/v1.KeyToPath 2 a
        defaultMode *i 3
        optional *b 4
        =core/v1.Container
        name s 1 +,!
        image s 2
        command [s 3 a
        args [s 4 a
        workingDir s 5
        ports [core/v1.ContainerPort 6 k=containerPort:protocol,m=containerPort
        envFrom [core/v1.EnvFromSource 19 a
        env [core/v1.EnvVar 7 k=name,m=name
        resources core/v1.ResourceRequirements 8
        resizePolicy [core/v1.ContainerResizePolicy 23 a
        restartPolicy *(v1.ContainerRestartPolicy)s 24
        volumeMounts [core/v1.VolumeMount 9 k=mountPath,m=mountPath
        volumeDevices [core/v1.VolumeDevice 21 k=devicePath,m=devicePath
        livenessProbe *core/v1.Probe 10
        readinessProbe *core/v1.Probe 11
        startupProbe *core/v1.Probe 22
        lifecycle *core/v1.Lifecycle 12
        terminationMessagePath s 13
        terminationMessagePolicy (v1.TerminationMessagePolicy)s 20
        imagePullPolicy (v1.PullPolicy)s 14
        securityContext *core/v1.SecurityContext 15
        stdin b 16
        stdinOnce b 17
        tty b 18
        =core/v1.ContainerImage
        names [s 1 +,a
        sizeBytes l 2
        =core/v1.ContainerPort
        name s 1
        hostPort i 2
        containerPort i 3 +,!
        protocol (v1.Protocol)s 4 d=TCP
        hostIP s 5
        =core/v1.ContainerResizePolicy
        resourceName (v1.ResourceName)s 1 +,!
        restartPolicy (v1.ResourceResizeRestartPolicy)s 2 +,!
        =core/v1.ContainerState
        waiting *core/v1.ContainerStateWaiting 1
        running *core/v1.ContainerStateRunning 2
        terminated *core/v1.ContainerStateTerminated 3
        =core/v1.ContainerStateRunning
        startedAt t 1
        =core/v1.ContainerStateTerminated
        exitCode i 1 +,!
        signal i 2
        reason s 3
        message s 4
        startedAt t 5
        finishedAt t 6
        containerID s 7
        =core/v1.ContainerStateWaiting
        reason s 1
        message s 2
        =core/v1.ContainerStatus
        name s 1 +,!
        state core/v1.ContainerState 2
        lastState core/v1.ContainerState 3
        ready b 4 +,!
        restartCount i 5 +,!
        image s 6 +,!
        imageID s 7 +,!
        containerID s 8
        started *b 9
        allocatedResources (v1.ResourceList){q 10
        resources *core/v1.ResourceRequirements 11
        volumeMounts [core/v1.VolumeMountStatus 12 k=mountPath,m=mountPath
        user *core/v1.ContainerUser 13
        allocatedResourcesStatus [core/v1.ResourceStatus 14 k=name,m=name
        =core/v1.ContainerUser
        linux *core/v1.LinuxContainerUser 1
        =core/v1.DaemonEndpoint
        Port i 1 +,!
        =core/v1.DownwardAPIProjection
        items [core/v1.DownwardAPIVolumeFile 1 a
        =core/v1.DownwardAPIVolumeFile
        path s 1 +,!
        fieldRef *core/v1.ObjectFieldSelector 2
        resourceFieldRef *core/v1.ResourceFieldSelector 3
        mode *i 4
        =core/v1.DownwardAPIVolumeSource
        items [core/v1.DownwardAPIVolumeFile 1 a
        defaultMode *i 2
        =core/v1.EmptyDirVolumeSource
        medium (v1.StorageMedium)s 1
        sizeLimit *q 2
        =core/v1.EndpointAddress atomic
        ip s 1 +,!
        hostname s 3
        nodeName *s 4
        targetRef *core/v1.ObjectReference 2
        =core/v1.EndpointPort atomic
        name s 1
        port i 2 +,!
        protocol (v1.Protocol)s 3
        appProtocol *s 4
        =core/v1.EndpointSubset
        addresses [core/v1.EndpointAddress 1 a
        notReadyAddresses [core/v1.EndpointAddress 2 a
        ports [core/v1.EndpointPort 3 a
        =core/v1.Endpoints kind
        metadata meta/v1.ObjectMeta 1
        subsets [core/v1.EndpointSubset 2 a
        =core/v1.EnvFromSource
        prefix s 1
        configMapRef *core/v1.ConfigMapEnvSource 2
        secretRef *core/v1.SecretEnvSource 3
        =core/v1.EnvVar
        name s 1 +,!
        value s 2
        valueFrom *core/v1.EnvVarSource 3
        =core/v1.EnvVarSource
        fieldRef *core/v1.ObjectFieldSelector 1
        resourceFieldRef *core/v1.ResourceFieldSelector 2
        configMapKeyRef *core/v1.ConfigMapKeySelector 3
        secretKeyRef *core/v1.SecretKeySelector 4
        =core/v1.EphemeralContainer
        - core/v1.EphemeralContainerCommon 1
        targetContainerName s 2
        =core/v1.EphemeralContainerCommon
        name s 1 +
        image s 2
        command [s 3
        args [s 4
        workingDir s 5
        ports [core/v1.ContainerPort 6 m=containerPort
        envFrom [core/v1.EnvFromSource 19
        env [core/v1.EnvVar 7 m=name
        resources core/v1.ResourceRequirements 8
        resizePolicy [core/v1.ContainerResizePolicy 23
        restartPolicy *(v1.ContainerRestartPolicy)s 24
        volumeMounts [core/v1.VolumeMount 9 m=mountPath
        volumeDevices [core/v1.VolumeDevice 21 m=devicePath
        livenessProbe *core/v1.Probe 10
        readinessProbe *core/v1.Probe 11
        startupProbe *core/v1.Probe 22
        lifecycle *core/v1.Lifecycle 12
        terminationMessagePath s 13
        terminationMessagePolicy (v1.TerminationMessagePolicy)s 20
        imagePullPolicy (v1.PullPolicy)s 14
        securityContext *core/v1.SecurityContext 15
        stdin b 16
        stdinOnce b 17
        tty b 18
        =core/v1.EphemeralVolumeSource
        volumeClaimTemplate *core/v1.PersistentVolumeClaimTemplate 1
        =core/v1.Event kind
        metadata meta/v1.ObjectMeta 1 +,!
        involvedObject core/v1.ObjectReference 2 +,!
        reason s 3
        message s 4
        source core/v1.EventSource 5
        firstTimestamp t 6
        lastTimestamp t 7
        count i 8
        type s 9
        eventTime T 10
        series *core/v1.EventSeries 11
        action s 12
        related *core/v1.ObjectReference 13
        reportingComponent s 14 +
        reportingInstance s 15 +
        =core/v1.EventSeries
        count i 1
        lastObservedTime T 2
        =core/v1.EventSource
        component s 1
        host s 2
        =core/v1.ExecAction
        command [s 1 a
        =core/v1.FCVolumeSource
        targetWWNs [s 1 a
        lun *i 2
        fsType s 3
        readOnly b 4
        wwids [s 5 a
        =core/v1.FlexPersistentVolumeSource
        driver s 1 +,!
        fsType s 2
        secretRef *core/v1.SecretReference 3
        readOnly b 4
        options {s 5
        =core/v1.FlexVolumeSource
        driver s 1 +,!
        fsType s 2
        secretRef *core/v1.LocalObjectReference 3
        readOnly b 4
        options {s 5
        =core/v1.FlockerVolumeSource
        datasetName s 1
        datasetUUID s 2
        =core/v1.GCEPersistentDiskVolumeSource
        pdName s 1 +,!
        fsType s 2
        partition i 3
        readOnly b 4
        =core/v1.GRPCAction
        port i 1 +,!
        service *s 2 +
        =core/v1.GitRepoVolumeSource
        repository s 1 +,!
        revision s 2
        directory s 3
        =core/v1.GlusterfsPersistentVolumeSource
        endpoints s 1 +,!
        path s 2 +,!
        readOnly b 3
        endpointsNamespace *s 4
        =core/v1.GlusterfsVolumeSource
        endpoints s 1 +,!
        path s 2 +,!
        readOnly b 3
        =core/v1.HTTPGetAction
        path s 1
        port x 2 +,!
        host s 3
        scheme (v1.URIScheme)s 4
        httpHeaders [core/v1.HTTPHeader 5 a
        =core/v1.HTTPHeader
        name s 1 +,!
        value s 2 +,!
        =core/v1.HostAlias
        ip s 1 +,!
        hostnames [s 2 a
        =core/v1.HostIP
        ip s 1 +,!
        =core/v1.HostPathVolumeSource
        path s 1 +,!
        type *(v1.HostPathType)s 2
        =core/v1.ISCSIPersistentVolumeSource
        targetPortal s 1 +,!
        iqn s 2 +,!
        lun i 3 +,!
        iscsiInterface s 4
        fsType s 5
        readOnly b 6
        portals [s 7 a
        chapAuthDiscovery b 8
        chapAuthSession b 11
        secretRef *core/v1.SecretReference 10
        initiatorName *s 12
        =core/v1.ISCSIVolumeSource
        targetPortal s 1 +,!
        iqn s 2 +,!
        lun i 3 +,!
        iscsiInterface s 4
        fsType s 5
        readOnly b 6
        portals [s 7 a
        chapAuthDiscovery b 8
        chapAuthSession b 11
        secretRef *core/v1.LocalObjectReference 10
        initiatorName *s 12
        =core/v1.ImageVolumeSource
        reference s 1
        pullPolicy (v1.PullPolicy)s 2
        =core/v1.KeyToPath
        key s 1 +,!
        path s 2 +,!
        mode *i 3
        =core/v1.Lifecycle
        postStart *core/v1.LifecycleHandler 1
        preStop *core/v1.LifecycleHandler 2
        =core/v1.LifecycleHandler
        exec *core/v1.ExecAction 1
        httpGet *core/v1.HTTPGetAction 2
        tcpSocket *core/v1.TCPSocketAction 3
        sleep *core/v1.SleepAction 4
        =core/v1.LimitRange kind
        metadata meta/v1.ObjectMeta 1
        spec core/v1.LimitRangeSpec 2
        =core/v1.LimitRangeItem
        type (v1.LimitType)s 1 +,!
        max (v1.ResourceList){q 2
        min (v1.ResourceList){q 3
        default (v1.ResourceList){q 4
        defaultRequest (v1.ResourceList){q 5
        maxLimitRequestRatio (v1.ResourceList){q 6
        =core/v1.LimitRangeSpec
        limits [core/v1.LimitRangeItem 1 +,!,a
        =core/v1.LinuxContainerUser
        uid l 1 +,!
        gid l 2 +,!
        supplementalGroups [l 3 a
        =core/v1.LoadBalancerIngress
        ip s 1
        hostname s 2
        ipMode *(v1.LoadBalancerIPMode)s 3
        ports [core/v1.PortStatus 4 a
        =core/v1.LoadBalancerStatus
        ingress [core/v1.LoadBalancerIngress 1 a
        =core/v1.LocalObjectReference atomic
        name s 1
        =core/v1.LocalVolumeSource
        path s 1 +,!
        fsType *s 2
        =core/v1.ModifyVolumeStatus
        targetVolumeAttributesClassName s 1
        status (v1.PersistentVolumeClaimModifyVolumeStatus)s 2 +,!
        =core/v1.NFSVolumeSource
        server s 1 +,!
        path s 2 +,!
        readOnly b 3
        =core/v1.Namespace kind
        metadata meta/v1.ObjectMeta 1
        spec core/v1.NamespaceSpec 2
        status core/v1.NamespaceStatus 3
        =core/v1.NamespaceCondition
        type (v1.NamespaceConditionType)s 1 +,!
        status (v1.ConditionStatus)s 2 +,!
        lastTransitionTime t 4
        reason s 5
        message s 6
        =core/v1.NamespaceSpec
        finalizers [(v1.FinalizerName)s 1 a
        =core/v1.NamespaceStatus
        phase (v1.NamespacePhase)s 1
        conditions [core/v1.NamespaceCondition 2 k=type,m=type
        =core/v1.Node kind
        metadata meta/v1.ObjectMeta 1
        spec core/v1.NodeSpec 2
        status core/v1.NodeStatus 3
        =core/v1.NodeAddress
        type (v1.NodeAddressType)s 1 +,!
        address s 2 +,!
        =core/v1.NodeAffinity
        requiredDuringSchedulingIgnoredDuringExecution *core/v1.NodeSelector 1
        preferredDuringSchedulingIgnoredDuringExecution [core/v1.PreferredSchedulingTerm 2 a
        =core/v1.NodeCondition
        type (v1.NodeConditionType)s 1 +,!
        status (v1.ConditionStatus)s 2 +,!
        lastHeartbeatTime t 3
        lastTransitionTime t 4
        reason s 5
        message s 6
        =core/v1.NodeConfigSource
        configMap *core/v1.ConfigMapNodeConfigSource 2
        =core/v1.NodeConfigStatus
        assigned *core/v1.NodeConfigSource 1
        active *core/v1.NodeConfigSource 2
        lastKnownGood *core/v1.NodeConfigSource 3
        error s 4
        =core/v1.NodeDaemonEndpoints
        kubeletEndpoint core/v1.DaemonEndpoint 1
        =core/v1.NodeFeatures
        supplementalGroupsPolicy *b 1
        =core/v1.NodeRuntimeHandler
        name s 1 +
        features *core/v1.NodeRuntimeHandlerFeatures 2
        =core/v1.NodeRuntimeHandlerFeatures
        recursiveReadOnlyMounts *b 1
        userNamespaces *b 2
        =core/v1.NodeSelector atomic
        nodeSelectorTerms [core/v1.NodeSelectorTerm 1 +,!,a
        =core/v1.NodeSelectorRequirement
        key s 1 +,!
        operator (v1.NodeSelectorOperator)s 2 +,!
        values [s 3 a
        =core/v1.NodeSelectorTerm atomic
        matchExpressions [core/v1.NodeSelectorRequirement 1 a
        matchFields [core/v1.NodeSelectorRequirement 2 a
        =core/v1.NodeSpec
        podCIDR s 1
        podCIDRs [s 7 u,m
        providerID s 3
        unschedulable b 4
        taints [core/v1.Taint 5 a
        configSource *core/v1.NodeConfigSource 6
        externalID s 2
        =core/v1.NodeStatus
        capacity (v1.ResourceList){q 1
        allocatable (v1.ResourceList){q 2
        phase (v1.NodePhase)s 3
        conditions [core/v1.NodeCondition 4 k=type,m=type
        addresses [core/v1.NodeAddress 5 k=type,m=type
        daemonEndpoints core/v1.NodeDaemonEndpoints 6
        nodeInfo core/v1.NodeSystemInfo 7
        images [core/v1.ContainerImage 8 a
        volumesInUse [(v1.UniqueVolumeName)s 9 a
        volumesAttached [core/v1.AttachedVolume 10 a
        config *core/v1.NodeConfigStatus 11
        runtimeHandlers [core/v1.NodeRuntimeHandler 12 a
        features *core/v1.NodeFeatures 13
        =core/v1.NodeSystemInfo
        machineID s 1 +,!
        systemUUID s 2 +,!
        bootID s 3 +,!
        kernelVersion s 4 +,!
        osImage s 5 +,!
        containerRuntimeVersion s 6 +,!
        kubeletVersion s 7 +,!
        kubeProxyVersion s 8 +,!
        operatingSystem s 9 +,!
        architecture s 10 +,!
        =core/v1.ObjectFieldSelector atomic
        apiVersion s 1
        fieldPath s 2 +,!
        =core/v1.ObjectReference atomic
        kind s 1
        namespace s 2
        name s 3
        uid (types.UID)s 4
        apiVersion s 5
        resourceVersion s 6
        fieldPath s 7
        =core/v1.PersistentVolume kind
        metadata meta/v1.ObjectMeta 1
        spec core/v1.PersistentVolumeSpec 2
        status core/v1.PersistentVolumeStatus 3
        =core/v1.PersistentVolumeClaim kind
        metadata meta/v1.ObjectMeta 1
        spec core/v1.PersistentVolumeClaimSpec 2
        status core/v1.PersistentVolumeClaimStatus 3
        =core/v1.PersistentVolumeClaimCondition
        type (v1.PersistentVolumeClaimConditionType)s 1 +,!
        status (v1.ConditionStatus)s 2 +,!
        lastProbeTime t 3
        lastTransitionTime t 4
        reason s 5
        message s 6
        =core/v1.PersistentVolumeClaimSpec
        accessModes [(v1.PersistentVolumeAccessMode)s 1 a
        selector *meta/v1.LabelSelector 4
        resources core/v1.VolumeResourceRequirements 2
        volumeName s 3
        storageClassName *s 5
        volumeMode *(v1.PersistentVolumeMode)s 6
        dataSource *core/v1.TypedLocalObjectReference 7
        dataSourceRef *core/v1.TypedObjectReference 8
        volumeAttributesClassName *s 9
        =core/v1.PersistentVolumeClaimStatus
        phase (v1.PersistentVolumeClaimPhase)s 1
        accessModes [(v1.PersistentVolumeAccessMode)s 2 a
        capacity (v1.ResourceList){q 3
        conditions [core/v1.PersistentVolumeClaimCondition 4 k=type,m=type
        allocatedResources (v1.ResourceList){q 5
        allocatedResourceStatuses (map[v1.ResourceName]v1.ClaimResourceStatus){(v1.ClaimResourceStatus)s 7
        currentVolumeAttributesClassName *s 8
        modifyVolumeStatus *core/v1.ModifyVolumeStatus 9
        =core/v1.PersistentVolumeClaimTemplate
        metadata meta/v1.ObjectMeta 1
        spec core/v1.PersistentVolumeClaimSpec 2 +,!
        =core/v1.PersistentVolumeClaimVolumeSource
        claimName s 1 +,!
        readOnly b 2
        =core/v1.PersistentVolumeSource
        gcePersistentDisk *core/v1.GCEPersistentDiskVolumeSource 1
        awsElasticBlockStore *core/v1.AWSElasticBlockStoreVolumeSource 2
        hostPath *core/v1.HostPathVolumeSource 3
        glusterfs *core/v1.GlusterfsPersistentVolumeSource 4
        nfs *core/v1.NFSVolumeSource 5
        rbd *core/v1.RBDPersistentVolumeSource 6
        iscsi *core/v1.ISCSIPersistentVolumeSource 7
        cinder *core/v1.CinderPersistentVolumeSource 8
        cephfs *core/v1.CephFSPersistentVolumeSource 9
        fc *core/v1.FCVolumeSource 10
        flocker *core/v1.FlockerVolumeSource 11
        flexVolume *core/v1.FlexPersistentVolumeSource 12
        azureFile *core/v1.AzureFilePersistentVolumeSource 13
        vsphereVolume *core/v1.VsphereVirtualDiskVolumeSource 14
        quobyte *core/v1.QuobyteVolumeSource 15
        azureDisk *core/v1.AzureDiskVolumeSource 16
        photonPersistentDisk *core/v1.PhotonPersistentDiskVolumeSource 17
        portworxVolume *core/v1.PortworxVolumeSource 18
        scaleIO *core/v1.ScaleIOPersistentVolumeSource 19
        local *core/v1.LocalVolumeSource 20
        storageos *core/v1.StorageOSPersistentVolumeSource 21
        csi *core/v1.CSIPersistentVolumeSource 22
        =core/v1.PersistentVolumeSpec
        capacity (v1.ResourceList){q 1
        - core/v1.PersistentVolumeSource 2
        accessModes [(v1.PersistentVolumeAccessMode)s 3 a
        claimRef *core/v1.ObjectReference 4
        persistentVolumeReclaimPolicy (v1.PersistentVolumeReclaimPolicy)s 5
        storageClassName s 6
        mountOptions [s 7 a
        volumeMode *(v1.PersistentVolumeMode)s 8
        nodeAffinity *core/v1.VolumeNodeAffinity 9
        volumeAttributesClassName *s 10
        =core/v1.PersistentVolumeStatus
        phase (v1.PersistentVolumePhase)s 1
        message s 2
        reason s 3
        lastPhaseTransitionTime *t 4
        =core/v1.PhotonPersistentDiskVolumeSource
        pdID s 1 +,!
        fsType s 2
        =core/v1.Pod kind
        metadata meta/v1.ObjectMeta 1
        spec core/v1.PodSpec 2
        status core/v1.PodStatus 3
        =core/v1.PodAffinity
        requiredDuringSchedulingIgnoredDuringExecution [core/v1.PodAffinityTerm 1 a
        preferredDuringSchedulingIgnoredDuringExecution [core/v1.WeightedPodAffinityTerm 2 a
        =core/v1.PodAffinityTerm
        labelSelector *meta/v1.LabelSelector 1
        namespaces [s 2 a
        topologyKey s 3 +,!
        namespaceSelector *meta/v1.LabelSelector 4
        matchLabelKeys [s 5 a
        mismatchLabelKeys [s 6 a
        =core/v1.PodAntiAffinity
        requiredDuringSchedulingIgnoredDuringExecution [core/v1.PodAffinityTerm 1 a
        preferredDuringSchedulingIgnoredDuringExecution [core/v1.WeightedPodAffinityTerm 2 a
        =core/v1.PodCondition
        type (v1.PodConditionType)s 1 +,!
        status (v1.ConditionStatus)s 2 +,!
        lastProbeTime t 3
        lastTransitionTime t 4
        reason s 5
        message s 6
        =core/v1.PodDNSConfig
        nameservers [s 1 a
        searches [s 2 a
        options [core/v1.PodDNSConfigOption 3 a
        =core/v1.PodDNSConfigOption
        name s 1
        value *s 2
        =core/v1.PodIP
        ip s 1 +,!
        =core/v1.PodOS
        name (v1.OSName)s 1 +,!
        =core/v1.PodReadinessGate
        conditionType (v1.PodConditionType)s 1 +,!
        =core/v1.PodResourceClaim
        name s 1 +,!
        resourceClaimName *s 3
        resourceClaimTemplateName *s 4
        =core/v1.PodResourceClaimStatus
        name s 1 +,!
        resourceClaimName *s 2
        =core/v1.PodSchedulingGate
        name s 1 +,!
        =core/v1.PodSecurityContext
        seLinuxOptions *core/v1.SELinuxOptions 1
        windowsOptions *core/v1.WindowsSecurityContextOptions 8
        runAsUser *l 2
        runAsGroup *l 6
        runAsNonRoot *b 3
        supplementalGroups [l 4 a
        supplementalGroupsPolicy *(v1.SupplementalGroupsPolicy)s 12
        fsGroup *l 5
        sysctls [core/v1.Sysctl 7 a
        fsGroupChangePolicy *(v1.PodFSGroupChangePolicy)s 9
        seccompProfile *core/v1.SeccompProfile 10
        appArmorProfile *core/v1.AppArmorProfile 11
        seLinuxChangePolicy *(v1.PodSELinuxChangePolicy)s 13
        =core/v1.PodSpec
        volumes [core/v1.Volume 1 k=name,m=name,R
        initContainers [core/v1.Container 20 k=name,m=name
        containers [core/v1.Container 2 +,!,k=name,m=name
        ephemeralContainers [core/v1.EphemeralContainer 34 k=name,m=name
        restartPolicy (v1.RestartPolicy)s 3
        terminationGracePeriodSeconds *l 4
        activeDeadlineSeconds *l 5
        dnsPolicy (v1.DNSPolicy)s 6
        nodeSelector {s 7 A
        serviceAccountName s 8
        serviceAccount s 9
        automountServiceAccountToken *b 21
        nodeName s 10
        hostNetwork b 11
        hostPID b 12
        hostIPC b 13
        shareProcessNamespace *b 27
        securityContext *core/v1.PodSecurityContext 14
        imagePullSecrets [core/v1.LocalObjectReference 15 k=name,m=name
        hostname s 16
        subdomain s 17
        affinity *core/v1.Affinity 18
        schedulerName s 19
        tolerations [core/v1.Toleration 22 a
        hostAliases [core/v1.HostAlias 23 k=ip,m=ip
        priorityClassName s 24
        priority *i 25
        dnsConfig *core/v1.PodDNSConfig 26
        readinessGates [core/v1.PodReadinessGate 28 a
        runtimeClassName *s 29
        enableServiceLinks *b 30
        preemptionPolicy *(v1.PreemptionPolicy)s 31
        overhead (v1.ResourceList){q 32
        topologySpreadConstraints [core/v1.TopologySpreadConstraint 33 k=topologyKey:whenUnsatisfiable,m=topologyKey
        setHostnameAsFQDN *b 35
        os *core/v1.PodOS 36
        hostUsers *b 37
        schedulingGates [core/v1.PodSchedulingGate 38 k=name,m=name
        resourceClaims [core/v1.PodResourceClaim 39 k=name,m=name,R
        resources *core/v1.ResourceRequirements 40
        =core/v1.PodStatus
        phase (v1.PodPhase)s 1
        conditions [core/v1.PodCondition 2 k=type,m=type
        message s 3
        reason s 4
        nominatedNodeName s 11
        hostIP s 5
        hostIPs [core/v1.HostIP 16 a,m=ip
        podIP s 6
        podIPs [core/v1.PodIP 12 k=ip,m=ip
        startTime *t 7
        initContainerStatuses [core/v1.ContainerStatus 10 a
        containerStatuses [core/v1.ContainerStatus 8 a
        qosClass (v1.PodQOSClass)s 9
        ephemeralContainerStatuses [core/v1.ContainerStatus 13 a
        resize (v1.PodResizeStatus)s 14
        resourceClaimStatuses [core/v1.PodResourceClaimStatus 15 k=name,m=name,R
        =core/v1.PodTemplate kind
        metadata meta/v1.ObjectMeta 1
        template core/v1.PodTemplateSpec 2
        =core/v1.PodTemplateSpec
        metadata meta/v1.ObjectMeta 1
        spec core/v1.PodSpec 2
        =core/v1.PortStatus
        port i 1 +,!
        protocol (v1.Protocol)s 2 +,!
        error *s 3
        =core/v1.PortworxVolumeSource
        volumeID s 1 +,!
        fsType s 2
        readOnly b 3
        =core/v1.PreferredSchedulingTerm
        weight i 1 +,!
        preference core/v1.NodeSelectorTerm 2 +,!
        =core/v1.Probe
        - core/v1.ProbeHandler 1
        initialDelaySeconds i 2
        timeoutSeconds i 3
        periodSeconds i 4
        successThreshold i 5
        failureThreshold i 6
        terminationGracePeriodSeconds *l 7
        =core/v1.ProbeHandler
        exec *core/v1.ExecAction 1
        httpGet *core/v1.HTTPGetAction 2
        tcpSocket *core/v1.TCPSocketAction 3
        grpc *core/v1.GRPCAction 4
        =core/v1.ProjectedVolumeSource
        sources [core/v1.VolumeProjection 1 +,a
        defaultMode *i 2
        =core/v1.QuobyteVolumeSource
        registry s 1 +,!
        volume s 2 +,!
        readOnly b 3
        user s 4
        group s 5
        tenant s 6
        =core/v1.RBDPersistentVolumeSource
        monitors [s 1 +,!,a
        image s 2 +,!
        fsType s 3
        pool s 4
        user s 5
        keyring s 6
        secretRef *core/v1.SecretReference 7
        readOnly b 8
        =core/v1.RBDVolumeSource
        monitors [s 1 +,!,a
        image s 2 +,!
        fsType s 3
        pool s 4
        user s 5
        keyring s 6
        secretRef *core/v1.LocalObjectReference 7
        readOnly b 8
        =core/v1.ReplicationController kind
        metadata meta/v1.ObjectMeta 1
        spec core/v1.ReplicationControllerSpec 2
        status core/v1.ReplicationControllerStatus 3
        =core/v1.ReplicationControllerCondition
        type (v1.ReplicationControllerConditionType)s 1 +,!
        status (v1.ConditionStatus)s 2 +,!
        lastTransitionTime t 3
        reason s 4
        message s 5
        =core/v1.ReplicationControllerSpec
        replicas *i 1
        minReadySeconds i 4
        selector {s 2 A
        template *core/v1.PodTemplateSpec 3
        =core/v1.ReplicationControllerStatus
        replicas i 1 +,!
        fullyLabeledReplicas i 2
        readyReplicas i 4
        availableReplicas i 5
        observedGeneration l 3
        conditions [core/v1.ReplicationControllerCondition 6 k=type,m=type
        =core/v1.ResourceClaim
        name s 1 +,!
        request s 2
        =core/v1.ResourceFieldSelector atomic
        containerName s 1
        resource s 2 +,!
        divisor q 3
        =core/v1.ResourceHealth
        resourceID (v1.ResourceID)s 1 +,!
        health (v1.ResourceHealthStatus)s 2
        =core/v1.ResourceQuota kind
        metadata meta/v1.ObjectMeta 1
        spec core/v1.ResourceQuotaSpec 2
        status core/v1.ResourceQuotaStatus 3
        =core/v1.ResourceQuotaSpec
        hard (v1.ResourceList){q 1
        scopes [(v1.ResourceQuotaScope)s 2 a
        scopeSelector *core/v1.ScopeSelector 3
        =core/v1.ResourceQuotaStatus
        hard (v1.ResourceList){q 1
        used (v1.ResourceList){q 2
        =core/v1.ResourceRequirements
        limits (v1.ResourceList){q 1
        requests (v1.ResourceList){q 2
        claims [core/v1.ResourceClaim 3 k=name
        =core/v1.ResourceStatus
        name (v1.ResourceName)s 1 +,!
        resources [core/v1.ResourceHealth 2 k=resourceID
        =core/v1.SELinuxOptions
        user s 1
        role s 2
        type s 3
        level s 4
        =core/v1.ScaleIOPersistentVolumeSource
        gateway s 1 +,!
        system s 2 +,!
        secretRef *core/v1.SecretReference 3 +,!
        sslEnabled b 4
        protectionDomain s 5
        storagePool s 6
        storageMode s 7
        volumeName s 8
        fsType s 9
        readOnly b 10
        =core/v1.ScaleIOVolumeSource
        gateway s 1 +,!
        system s 2 +,!
        secretRef *core/v1.LocalObjectReference 3 +,!
        sslEnabled b 4
        protectionDomain s 5
        storagePool s 6
        storageMode s 7
        volumeName s 8
        fsType s 9
        readOnly b 10
        =core/v1.ScopeSelector atomic
        matchExpressions [core/v1.ScopedResourceSelectorRequirement 1 a
        =core/v1.ScopedResourceSelectorRequirement
        scopeName (v1.ResourceQuotaScope)s 1 +,!
        operator (v1.ScopeSelectorOperator)s 2 +,!
        values [s 3 a
        =core/v1.SeccompProfile
        type (v1.SeccompProfileType)s 1 +,!
        localhostProfile *s 2
        =core/v1.Secret kind
        metadata meta/v1.ObjectMeta 1
        immutable *b 5
        data {y 2
        stringData {s 4
        type (v1.SecretType)s 3
        =core/v1.SecretEnvSource
        - core/v1.LocalObjectReference 1
        optional *b 2
        =core/v1.SecretKeySelector atomic
        - core/v1.LocalObjectReference 1
        key s 2 +,!
        optional *b 3
        =core/v1.SecretProjection
        - core/v1.LocalObjectReference 1
        items [core/v1.KeyToPath 2 a
        optional *b 4
        =core/v1.SecretReference atomic
        name s 1
        namespace s 2
        =core/v1.SecretVolumeSource
        secretName s 1
        items [core/v1.KeyToPath 2 a
        defaultMode *i 3
        optional *b 4
        =core/v1.SecurityContext
        capabilities *core/v1.Capabilities 1
        privileged *b 2
        seLinuxOptions *core/v1.SELinuxOptions 3
        windowsOptions *core/v1.WindowsSecurityContextOptions 10
        runAsUser *l 4
        runAsGroup *l 8
        runAsNonRoot *b 5
        readOnlyRootFilesystem *b 6
        allowPrivilegeEscalation *b 7
        procMount *(v1.ProcMountType)s 9
        seccompProfile *core/v1.SeccompProfile 11
        appArmorProfile *core/v1.AppArmorProfile 12
        =core/v1.Service kind
        metadata meta/v1.ObjectMeta 1
        spec core/v1.ServiceSpec 2
        status core/v1.ServiceStatus 3
        =core/v1.ServiceAccount kind
        metadata meta/v1.ObjectMeta 1
        secrets [core/v1.ObjectReference 2 k=name,m=name
        imagePullSecrets [core/v1.LocalObjectReference 3 a
        automountServiceAccountToken *b 4
        =core/v1.ServiceAccountTokenProjection
        audience s 1
        expirationSeconds *l 2
        path s 3 +,!
        =core/v1.ServicePort
        name s 1
        protocol (v1.Protocol)s 2 d=TCP
        appProtocol *s 6
        port i 3 +,!
        targetPort x 4
        nodePort i 5
        =core/v1.ServiceSpec
        ports [core/v1.ServicePort 1 k=port:protocol,m=port
        selector {s 2 A
        clusterIP s 3
        clusterIPs [s 18 a
        type (v1.ServiceType)s 4
        externalIPs [s 5 a
        sessionAffinity (v1.ServiceAffinity)s 7
        loadBalancerIP s 8
        loadBalancerSourceRanges [s 9 a
        externalName s 10
        externalTrafficPolicy (v1.ServiceExternalTrafficPolicy)s 11
        healthCheckNodePort i 12
        publishNotReadyAddresses b 13
        sessionAffinityConfig *core/v1.SessionAffinityConfig 14
        ipFamilies [(v1.IPFamily)s 19 a
        ipFamilyPolicy *(v1.IPFamilyPolicy)s 17
        allocateLoadBalancerNodePorts *b 20
        loadBalancerClass *s 21
        internalTrafficPolicy *(v1.ServiceInternalTrafficPolicy)s 22
        trafficDistribution *s 23
        =core/v1.ServiceStatus
        loadBalancer core/v1.LoadBalancerStatus 1
        conditions [meta/v1.Condition 2 k=type,m=type
        =core/v1.SessionAffinityConfig
        clientIP *core/v1.ClientIPConfig 1
        =core/v1.SleepAction
        seconds l 1 +,!
        =core/v1.StorageOSPersistentVolumeSource
        volumeName s 1
        volumeNamespace s 2
        fsType s 3
        readOnly b 4
        secretRef *core/v1.ObjectReference 5
        =core/v1.StorageOSVolumeSource
        volumeName s 1
        volumeNamespace s 2
        fsType s 3
        readOnly b 4
        secretRef *core/v1.LocalObjectReference 5
        =core/v1.Sysctl
        name s 1 +,!
        value s 2 +,!
        =core/v1.TCPSocketAction
        port x 1 +,!
        host s 2
        =core/v1.Taint
        key s 1 +,!
        value s 2
        effect (v1.TaintEffect)s 3 +,!
        timeAdded *t 4
        =core/v1.Toleration
        key s 1
        operator (v1.TolerationOperator)s 2
        value s 3
        effect (v1.TaintEffect)s 4
        tolerationSeconds *l 5
        =core/v1.TopologySelectorLabelRequirement
        key s 1 +,!
        values [s 2 +,!,a
        =core/v1.TopologySelectorTerm atomic
        matchLabelExpressions [core/v1.TopologySelectorLabelRequirement 1 a
        =core/v1.TopologySpreadConstraint
        maxSkew i 1 +,!
        topologyKey s 2 +,!
        whenUnsatisfiable (v1.UnsatisfiableConstraintAction)s 3 +,!
        labelSelector *meta/v1.LabelSelector 4
        minDomains *i 5
        nodeAffinityPolicy *(v1.NodeInclusionPolicy)s 6
        nodeTaintsPolicy *(v1.NodeInclusionPolicy)s 7
        matchLabelKeys [s 8 a
        =core/v1.TypedLocalObjectReference atomic
        apiGroup *s 1 +
        kind s 2 +,!
        name s 3 +,!
        =core/v1.TypedObjectReference
        apiGroup *s 1 +
        kind s 2 +,!
        name s 3 +,!
        namespace *s 4
        =core/v1.Volume
        name s 1 +,!
        - core/v1.VolumeSource 2
        =core/v1.VolumeDevice
        name s 1 +,!
        devicePath s 2 +,!
        =core/v1.VolumeMount
        name s 1 +,!
        readOnly b 2
        recursiveReadOnly *(v1.RecursiveReadOnlyMode)s 7
        mountPath s 3 +,!
        subPath s 4
        mountPropagation *(v1.MountPropagationMode)s 5
        subPathExpr s 6
        =core/v1.VolumeMountStatus
        name s 1 +,!
        mountPath s 2 +,!
        readOnly b 3
        recursiveReadOnly *(v1.RecursiveReadOnlyMode)s 4
        =core/v1.VolumeNodeAffinity
        required *core/v1.NodeSelector 1
        =core/v1.VolumeProjection
        secret *core/v1.SecretProjection 1
        downwardAPI *core/v1.DownwardAPIProjection 2
        configMap *core/v1.ConfigMapProjection 3
        serviceAccountToken *core/v1.ServiceAccountTokenProjection 4
        clusterTrustBundle *core/v1.ClusterTrustBundleProjection 5
        =core/v1.VolumeResourceRequirements
        limits (v1.ResourceList){q 1
        requests (v1.ResourceList){q 2
        =core/v1.VolumeSource
        hostPath *core/v1.HostPathVolumeSource 1
        emptyDir *core/v1.EmptyDirVolumeSource 2
        gcePersistentDisk *core/v1.GCEPersistentDiskVolumeSource 3
        awsElasticBlockStore *core/v1.AWSElasticBlockStoreVolumeSource 4
        gitRepo *core/v1.GitRepoVolumeSource 5
        secret *core/v1.SecretVolumeSource 6
        nfs *core/v1.NFSVolumeSource 7
        iscsi *core/v1.ISCSIVolumeSource 8
        glusterfs *core/v1.GlusterfsVolumeSource 9
        persistentVolumeClaim *core/v1.PersistentVolumeClaimVolumeSource 10
        rbd *core/v1.RBDVolumeSource 11
        flexVolume *core/v1.FlexVolumeSource 12
        cinder *core/v1.CinderVolumeSource 13
        cephfs *core/v1.CephFSVolumeSource 14
        flocker *core/v1.FlockerVolumeSource 15
        downwardAPI *core/v1.DownwardAPIVolumeSource 16
        fc *core/v1.FCVolumeSource 17
        azureFile *core/v1.AzureFileVolumeSource 18
        configMap *core/v1.ConfigMapVolumeSource 19
        vsphereVolume *core/v1.VsphereVirtualDiskVolumeSource 20
        quobyte *core/v1.QuobyteVolumeSource 21
        azureDisk *core/v1.AzureDiskVolumeSource 22
        photonPersistentDisk *core/v1.PhotonPersistentDiskVolumeSource 23
        projected *core/v1.ProjectedVolumeSource 26
        portworxVolume *core/v1.PortworxVolumeSource 24
        scaleIO *core/v1.ScaleIOVolumeSource 25
        storageos *core/v1.StorageOSVolumeSource 27
        csi *core/v1.CSIVolumeSource 28
        ephemeral *core/v1.EphemeralVolumeSource 29
        image *core/v1.ImageVolumeSource 30
        =core/v1.VsphereVirtualDiskVolumeSource
        volumePath s 1 +,!
        fsType s 2
        storagePolicyName s 3
        storagePolicyID s 4
        =core/v1.WeightedPodAffinityTerm
        weight i 1 +,!
        podAffinityTerm core/v1.PodAffinityTerm 2 +,!
        =core/v1.WindowsSecurityContextOptions
        gmsaCredentialSpecName *s 1
        gmsaCredentialSpec *s 2
        runAsUserName *s 3
        hostProcess *b 4
        =discovery/v1.Endpoint
        addresses [s 1 +,!,u
        conditions discovery/v1.EndpointConditions 2
        hostname *s 3
        targetRef *core/v1.ObjectReference 4
        deprecatedTopology {s 5
        nodeName *s 6
        zone *s 7
        hints *discovery/v1.EndpointHints 8
        =discovery/v1.EndpointConditions
        ready *b 1
        serving *b 2
        terminating *b 3
        =discovery/v1.EndpointHints
        forZones [discovery/v1.ForZone 1 a
        =discovery/v1.EndpointPort atomic
        name *s 1
        protocol *(v1.Protocol)s 2
        port *i 3
        appProtocol *s 4
        =discovery/v1.EndpointSlice kind
        metadata meta/v1.ObjectMeta 1
        addressType (v1.AddressType)s 4 +,!
        endpoints [discovery/v1.Endpoint 2 +,!,a
        ports [discovery/v1.EndpointPort 3 +,a
        =discovery/v1.ForZone
        name s 1 +,!
        =events/v1.Event kind
        metadata meta/v1.ObjectMeta 1 +
        eventTime T 2 +,!
        series *events/v1.EventSeries 3
        reportingController s 4
        reportingInstance s 5
        action s 6
        reason s 7
        regarding core/v1.ObjectReference 8
        related *core/v1.ObjectReference 9
        note s 10
        type s 11
        deprecatedSource core/v1.EventSource 12
        deprecatedFirstTimestamp t 13
        deprecatedLastTimestamp t 14
        deprecatedCount i 15
        =events/v1.EventSeries
        count i 1 +,!
        lastObservedTime T 2 +,!
        =flowcontrol/v1.ExemptPriorityLevelConfiguration
        nominalConcurrencyShares *i 1
        lendablePercent *i 2
        =flowcontrol/v1.FlowDistinguisherMethod
        type (v1.FlowDistinguisherMethodType)s 1 +,!
        =flowcontrol/v1.FlowSchema kind
        metadata meta/v1.ObjectMeta 1
        spec flowcontrol/v1.FlowSchemaSpec 2
        status flowcontrol/v1.FlowSchemaStatus 3
        =flowcontrol/v1.FlowSchemaCondition
        type (v1.FlowSchemaConditionType)s 1
        status (v1.ConditionStatus)s 2
        lastTransitionTime t 3
        reason s 4
        message s 5
        =flowcontrol/v1.FlowSchemaSpec
        priorityLevelConfiguration flowcontrol/v1.PriorityLevelConfigurationReference 1 +,!
        matchingPrecedence i 2 +
        distinguisherMethod *flowcontrol/v1.FlowDistinguisherMethod 3
        rules [flowcontrol/v1.PolicyRulesWithSubjects 4 a
        =flowcontrol/v1.FlowSchemaStatus
        conditions [flowcontrol/v1.FlowSchemaCondition 1 k=type,m=type
        =flowcontrol/v1.GroupSubject
        name s 1 +,!
        =flowcontrol/v1.LimitResponse
        type (v1.LimitResponseType)s 1 +,!
        queuing *flowcontrol/v1.QueuingConfiguration 2
        =flowcontrol/v1.LimitedPriorityLevelConfiguration
        nominalConcurrencyShares *i 1 +
        limitResponse flowcontrol/v1.LimitResponse 2
        lendablePercent *i 3
        borrowingLimitPercent *i 4
        =flowcontrol/v1.NonResourcePolicyRule
        verbs [s 1 +,!,u
        nonResourceURLs [s 6 +,!,u
        =flowcontrol/v1.PolicyRulesWithSubjects
        subjects [flowcontrol/v1.Subject 1 +,!,a
        resourceRules [flowcontrol/v1.ResourcePolicyRule 2 a
        nonResourceRules [flowcontrol/v1.NonResourcePolicyRule 3 a
        =flowcontrol/v1.PriorityLevelConfiguration kind
        metadata meta/v1.ObjectMeta 1
        spec flowcontrol/v1.PriorityLevelConfigurationSpec 2
        status flowcontrol/v1.PriorityLevelConfigurationStatus 3
        =flowcontrol/v1.PriorityLevelConfigurationCondition
        type (v1.PriorityLevelConfigurationConditionType)s 1
        status (v1.ConditionStatus)s 2
        lastTransitionTime t 3
        reason s 4
        message s 5
        =flowcontrol/v1.PriorityLevelConfigurationReference
        name s 1 +,!
        =flowcontrol/v1.PriorityLevelConfigurationSpec
        type (v1.PriorityLevelEnablement)s 1 +,!
        limited *flowcontrol/v1.LimitedPriorityLevelConfiguration 2
        exempt *flowcontrol/v1.ExemptPriorityLevelConfiguration 3
        =flowcontrol/v1.PriorityLevelConfigurationStatus
        conditions [flowcontrol/v1.PriorityLevelConfigurationCondition 1 k=type,m=type
        =flowcontrol/v1.QueuingConfiguration
        queues i 1 +
        handSize i 2 +
        queueLengthLimit i 3 +
        =flowcontrol/v1.ResourcePolicyRule
        verbs [s 1 +,!,u
        apiGroups [s 2 +,!,u
        resources [s 3 +,!,u
        clusterScope b 4
        namespaces [s 5 +,u
        =flowcontrol/v1.ServiceAccountSubject
        namespace s 1 +,!
        name s 2 +,!
        =flowcontrol/v1.Subject
        kind (v1.SubjectKind)s 1 +,!
        user *flowcontrol/v1.UserSubject 2
        group *flowcontrol/v1.GroupSubject 3
        serviceAccount *flowcontrol/v1.ServiceAccountSubject 4
        =flowcontrol/v1.UserSubject
        name s 1 +,!
        =meta/v1.Condition
        type s 1 +,!
        status (v1.ConditionStatus)s 2 +,!
        observedGeneration l 3
        lastTransitionTime t 4 +,!
        reason s 5 +,!
        message s 6 +,!
        =meta/v1.CreateOptions kind
        dryRun [s 1
        fieldManager s 3
        fieldValidation s 4
        =meta/v1.DeleteOptions kind
        gracePeriodSeconds *l 1
        preconditions *meta/v1.Preconditions 2
        orphanDependents *b 3
        propagationPolicy *(v1.DeletionPropagation)s 4
        dryRun [s 5 a
        ignoreStoreReadErrorWithClusterBreakingPotential *b 6
        =meta/v1.FieldSelectorRequirement
        key s 1 +,!
        operator (v1.FieldSelectorOperator)s 2 +,!
        values [s 3 a
        =meta/v1.GetOptions kind
        resourceVersion s 1
        =meta/v1.LabelSelector atomic
        matchLabels {s 1
        matchExpressions [meta/v1.LabelSelectorRequirement 2 a
        =meta/v1.LabelSelectorRequirement
        key s 1 +,!
        operator (v1.LabelSelectorOperator)s 2 +,!
        values [s 3 a
        =meta/v1.ListMeta
        selfLink s 1
        resourceVersion s 2
        continue s 3
        remainingItemCount *l 4
        =meta/v1.ListOptions kind
        labelSelector s 1
        fieldSelector s 2
        watch b 3
        allowWatchBookmarks b 9
        resourceVersion s 4
        resourceVersionMatch (v1.ResourceVersionMatch)s 10
        timeoutSeconds *l 5
        limit l 7
        continue s 8
        sendInitialEvents *b 11
        =meta/v1.ManagedFieldsEntry
        manager s 1
        operation (v1.ManagedFieldsOperationType)s 2
        apiVersion s 3
        time *t 4
        fieldsType s 6
        fieldsV1 *F 7
        subresource s 8
        =meta/v1.ObjectMeta
        name s 1
        generateName s 2
        namespace s 3
        selfLink s 4
        uid (types.UID)s 5
        resourceVersion s 6
        generation l 7
        creationTimestamp t 8
        deletionTimestamp *t 9
        deletionGracePeriodSeconds *l 10
        labels {s 11
        annotations {s 12
        ownerReferences [meta/v1.OwnerReference 13 k=uid,m=uid
        finalizers [s 14 u,m
        managedFields [meta/v1.ManagedFieldsEntry 17 a
        =meta/v1.OwnerReference atomic
        apiVersion s 5 +,!
        kind s 1 +,!
        name s 3 +,!
        uid (types.UID)s 4 +,!
        controller *b 6
        blockOwnerDeletion *b 7
        =meta/v1.PartialObjectMetadata kind
        metadata meta/v1.ObjectMeta 1
        =meta/v1.PatchOptions kind
        dryRun [s 1
        force *b 2
        fieldManager s 3
        fieldValidation s 4
        =meta/v1.Preconditions
        uid *(types.UID)s 1
        resourceVersion *s 2
        =meta/v1.Status kind
        metadata meta/v1.ListMeta 1
        status s 2
        message s 3
        reason (v1.StatusReason)s 4
        details *meta/v1.StatusDetails 5 a
        code i 6
        =meta/v1.StatusCause
        reason (v1.CauseType)s 1
        message s 2
        field s 3
        =meta/v1.StatusDetails
        name s 1
        group s 2
        kind s 3
        uid (types.UID)s 6
        causes [meta/v1.StatusCause 4 a
        retryAfterSeconds i 5
        =meta/v1.UpdateOptions kind
        dryRun [s 1
        fieldManager s 2
        fieldValidation s 3
        =networking/v1.HTTPIngressPath
        path s 1
        pathType *(v1.PathType)s 3 +,!
        backend networking/v1.IngressBackend 2 +,!
        =networking/v1.HTTPIngressRuleValue
        paths [networking/v1.HTTPIngressPath 1 +,!,a
        =networking/v1.IPBlock
        cidr s 1 +,!
        except [s 2 a
        =networking/v1.Ingress kind
        metadata meta/v1.ObjectMeta 1
        spec networking/v1.IngressSpec 2
        status networking/v1.IngressStatus 3
        =networking/v1.IngressBackend
        service *networking/v1.IngressServiceBackend 4
        resource *core/v1.TypedLocalObjectReference 3
        =networking/v1.IngressClass kind
        metadata meta/v1.ObjectMeta 1
        spec networking/v1.IngressClassSpec 2
        =networking/v1.IngressClassParametersReference
        apiGroup *s 1
        kind s 2 +,!
        name s 3 +,!
        scope *s 4 +
        namespace *s 5
        =networking/v1.IngressClassSpec
        controller s 1
        parameters *networking/v1.IngressClassParametersReference 2
        =networking/v1.IngressLoadBalancerIngress
        ip s 1
        hostname s 2
        ports [networking/v1.IngressPortStatus 4 a
        =networking/v1.IngressLoadBalancerStatus
        ingress [networking/v1.IngressLoadBalancerIngress 1 a
        =networking/v1.IngressPortStatus
        port i 1 +,!
        protocol (v1.Protocol)s 2 +,!
        error *s 3
        =networking/v1.IngressRule
        host s 1
        - networking/v1.IngressRuleValue 2
        =networking/v1.IngressRuleValue
        http *networking/v1.HTTPIngressRuleValue 1
        =networking/v1.IngressServiceBackend
        name s 1 +,!
        port networking/v1.ServiceBackendPort 2
        =networking/v1.IngressSpec
        ingressClassName *s 4
        defaultBackend *networking/v1.IngressBackend 1
        tls [networking/v1.IngressTLS 2 a
        rules [networking/v1.IngressRule 3 a
        =networking/v1.IngressStatus
        loadBalancer networking/v1.IngressLoadBalancerStatus 1
        =networking/v1.IngressTLS
        hosts [s 1 a
        secretName s 2
        =networking/v1.NetworkPolicy kind
        metadata meta/v1.ObjectMeta 1
        spec networking/v1.NetworkPolicySpec 2
        =networking/v1.NetworkPolicyEgressRule
        ports [networking/v1.NetworkPolicyPort 1 a
        to [networking/v1.NetworkPolicyPeer 2 a
        =networking/v1.NetworkPolicyIngressRule
        ports [networking/v1.NetworkPolicyPort 1 a
        from [networking/v1.NetworkPolicyPeer 2 a
        =networking/v1.NetworkPolicyPeer
        podSelector *meta/v1.LabelSelector 1
        namespaceSelector *meta/v1.LabelSelector 2
        ipBlock *networking/v1.IPBlock 3
        =networking/v1.NetworkPolicyPort
        protocol *(v1.Protocol)s 1
        port *x 2
        endPort *i 3
        =networking/v1.NetworkPolicySpec
        podSelector meta/v1.LabelSelector 1 +,!
        ingress [networking/v1.NetworkPolicyIngressRule 2 a
        egress [networking/v1.NetworkPolicyEgressRule 3 a
        policyTypes [(v1.PolicyType)s 4 a
        =networking/v1.ServiceBackendPort atomic
        name s 1
        number i 2
        =node/v1.Overhead
        podFixed (v1.ResourceList){q 1
        =node/v1.RuntimeClass kind
        metadata meta/v1.ObjectMeta 1
        handler s 2 +,!
        overhead *node/v1.Overhead 3
        scheduling *node/v1.Scheduling 4
        =node/v1.Scheduling
        nodeSelector {s 1 A
        tolerations [core/v1.Toleration 2 a
        =policy/v1.Eviction kind
        metadata meta/v1.ObjectMeta 1
        deleteOptions *meta/v1.DeleteOptions 2
        =policy/v1.PodDisruptionBudget kind
        metadata meta/v1.ObjectMeta 1
        spec policy/v1.PodDisruptionBudgetSpec 2
        status policy/v1.PodDisruptionBudgetStatus 3
        =policy/v1.PodDisruptionBudgetSpec
        minAvailable *x 1
        selector *meta/v1.LabelSelector 2
        maxUnavailable *x 3
        unhealthyPodEvictionPolicy *(v1.UnhealthyPodEvictionPolicyType)s 4
        =policy/v1.PodDisruptionBudgetStatus
        observedGeneration l 1
        disruptedPods {t 2
        disruptionsAllowed i 3 +,!
        currentHealthy i 4 +,!
        desiredHealthy i 5 +,!
        expectedPods i 6 +,!
        conditions [meta/v1.Condition 7 k=type,m=type
        =rbac/v1.AggregationRule
        clusterRoleSelectors [meta/v1.LabelSelector 1 a
        =rbac/v1.ClusterRole kind
        metadata meta/v1.ObjectMeta 1
        rules [rbac/v1.PolicyRule 2 +,a
        aggregationRule *rbac/v1.AggregationRule 3
        =rbac/v1.ClusterRoleBinding kind
        metadata meta/v1.ObjectMeta 1
        subjects [rbac/v1.Subject 2 a
        roleRef rbac/v1.RoleRef 3 +,!
        =rbac/v1.PolicyRule
        verbs [s 1 +,!,a
        apiGroups [s 2 a
        resources [s 3 a
        resourceNames [s 4 a
        nonResourceURLs [s 5 a
        =rbac/v1.Role kind
        metadata meta/v1.ObjectMeta 1
        rules [rbac/v1.PolicyRule 2 +,a
        =rbac/v1.RoleBinding kind
        metadata meta/v1.ObjectMeta 1
        subjects [rbac/v1.Subject 2 a
        roleRef rbac/v1.RoleRef 3 +,!
        =rbac/v1.RoleRef atomic
        apiGroup s 1 +,!
        kind s 2 +,!
        name s 3 +,!
        =rbac/v1.Subject atomic
        kind s 1 +,!
        apiGroup s 2
        name s 3 +,!
        namespace s 4
        =scheduling/v1.PriorityClass kind
        metadata meta/v1.ObjectMeta 1
        value i 2 +,!
        globalDefault b 3
        description s 4
        preemptionPolicy *(v1.PreemptionPolicy)s 5
        =storage/v1.CSIDriver kind
        metadata meta/v1.ObjectMeta 1
        spec storage/v1.CSIDriverSpec 2 +,!
        =storage/v1.CSIDriverSpec
        attachRequired *b 1
        podInfoOnMount *b 2
        volumeLifecycleModes [(v1.VolumeLifecycleMode)s 3 u
        storageCapacity *b 4
        fsGroupPolicy *(v1.FSGroupPolicy)s 5
        tokenRequests [storage/v1.TokenRequest 6 a
        requiresRepublish *b 7
        seLinuxMount *b 8
        =storage/v1.CSINode kind
        metadata meta/v1.ObjectMeta 1
        spec storage/v1.CSINodeSpec 2 +,!
        =storage/v1.CSINodeDriver
        name s 1 +,!
        nodeID s 2 +,!
        topologyKeys [s 3 +,a
        allocatable *storage/v1.VolumeNodeResources 4
        =storage/v1.CSINodeSpec
        drivers [storage/v1.CSINodeDriver 1 +,!,k=name,m=name
        =storage/v1.CSIStorageCapacity kind
        metadata meta/v1.ObjectMeta 1
        nodeTopology *meta/v1.LabelSelector 2
        storageClassName s 3 +,!
        capacity *q 4
        maximumVolumeSize *q 5
        =storage/v1.StorageClass kind
        metadata meta/v1.ObjectMeta 1
        provisioner s 2 +,!
        parameters {s 3
        reclaimPolicy *(v1.PersistentVolumeReclaimPolicy)s 4
        mountOptions [s 5 a
        allowVolumeExpansion *b 6
        volumeBindingMode *(v1.VolumeBindingMode)s 7
        allowedTopologies [core/v1.TopologySelectorTerm 8 a
        =storage/v1.TokenRequest
        audience s 1 +,!
        expirationSeconds *l 2
        =storage/v1.VolumeAttachment kind
        metadata meta/v1.ObjectMeta 1
        spec storage/v1.VolumeAttachmentSpec 2 +,!
        status storage/v1.VolumeAttachmentStatus 3
        =storage/v1.VolumeAttachmentSource
        persistentVolumeName *s 1
        inlineVolumeSpec *core/v1.PersistentVolumeSpec 2
        =storage/v1.VolumeAttachmentSpec
        attacher s 1 +,!
        source storage/v1.VolumeAttachmentSource 2 +,!
        nodeName s 3 +,!
        =storage/v1.VolumeAttachmentStatus
        attached b 1 +,!
        attachmentMetadata {s 2
        attachError *storage/v1.VolumeError 3
        detachError *storage/v1.VolumeError 4
        =storage/v1.VolumeError
        time t 1
        message s 2
        =storage/v1.VolumeNodeResources
        count *i 1
        =apiextensions/v1.CustomResourceDefinition kind
        metadata meta/v1.ObjectMeta 1
        spec apiextensions/v1.CustomResourceDefinitionSpec 2 !
        status apiextensions/v1.CustomResourceDefinitionStatus 3
        =apiextensions/v1.CustomResourceDefinitionSpec
        group s 1 +,!
        names apiextensions/v1.CustomResourceDefinitionNames 3 +,!
        scope (v1.ResourceScope)s 4 +,!
        versions [apiextensions/v1.CustomResourceDefinitionVersion 7 +,!,a
        conversion *apiextensions/v1.CustomResourceConversion 9
        preserveUnknownFields b 10
        =apiextensions/v1.CustomResourceConversion
        strategy (v1.ConversionStrategyType)s 1 +,!
        webhook *apiextensions/v1.WebhookConversion 2
        =apiextensions/v1.WebhookConversion
        clientConfig *apiextensions/v1.WebhookClientConfig 2
        conversionReviewVersions [s 3 +,!,a
        =apiextensions/v1.WebhookClientConfig
        url *s 3
        service *apiextensions/v1.ServiceReference 1
        caBundle y 2
        =apiextensions/v1.ServiceReference
        namespace s 1 +,!
        name s 2 +,!
        path *s 3
        port *i 4
        =apiextensions/v1.CustomResourceDefinitionVersion
        name s 1 +,!
        served b 2 +,!
        storage b 3 +,!
        schema *apiextensions/v1.CustomResourceValidation 4
        subresources *apiextensions/v1.CustomResourceSubresources 5
        additionalPrinterColumns [apiextensions/v1.CustomResourceColumnDefinition 6 a
        deprecated b 7
        deprecationWarning *s 8
        selectableFields [apiextensions/v1.SelectableField 9 a
        =apiextensions/v1.SelectableField
        jsonPath s 1 +,!
        =apiextensions/v1.CustomResourceColumnDefinition
        name s 1 +,!
        type s 2 +,!
        format s 3
        description s 4
        priority i 5
        jsonPath s 6 +,!
        =apiextensions/v1.CustomResourceDefinitionNames
        plural s 1 +,!
        singular s 2
        shortNames [s 3 a
        kind s 4 +,!
        listKind s 5
        categories [s 6 a
        =apiextensions/v1.CustomResourceDefinitionCondition
        type (v1.CustomResourceDefinitionConditionType)s 1 +,!
        status (v1.ConditionStatus)s 2 +,!
        lastTransitionTime t 3
        reason s 4
        message s 5
        =apiextensions/v1.CustomResourceDefinitionStatus
        conditions [apiextensions/v1.CustomResourceDefinitionCondition 1 +,k=type
        acceptedNames apiextensions/v1.CustomResourceDefinitionNames 2 +
        storedVersions [s 3 +,a
        =apiextensions/v1.CustomResourceValidation
        openAPIV3Schema *apiextensions/v1.JSONSchemaProps 1
        =apiextensions/v1.CustomResourceSubresources
        status *apiextensions/v1.CustomResourceSubresourceStatus 1
        scale *apiextensions/v1.CustomResourceSubresourceScale 2
        =apiextensions/v1.CustomResourceSubresourceStatus
        =apiextensions/v1.CustomResourceSubresourceScale
        specReplicasPath s 1 +,!
        statusReplicasPath s 2 +,!
        labelSelectorPath *s 3
        =apiextensions/v1.ExternalDocumentation
        description s 1
        url s 2
        =apiextensions/v1.ValidationRule
        rule s 1 +,!
        message s 2
        messageExpression s 3
        reason *(v1.FieldValueErrorReason)s 4
        fieldPath s 5
        optionalOldSelf *b 6
        =apiextensions/v1.JSONSchemaProps
        id s 1
        $schema s 2
        $ref *s 3
        description s 4
        type s 5
        format s 6
        title s 7
        default *J 8
        maximum *f 9
        exclusiveMaximum b 10
        minimum *f 11
        exclusiveMinimum b 12
        maxLength *l 13
        minLength *l 14
        pattern s 15
        maxItems *l 16
        minItems *l 17
        uniqueItems b 18
        multipleOf *f 19
        enum [J 20 a
        maxProperties *l 21
        minProperties *l 22
        required [s 23 a
        items *A 24
        allOf [apiextensions/v1.JSONSchemaProps 25 a
        oneOf [apiextensions/v1.JSONSchemaProps 26 a
        anyOf [apiextensions/v1.JSONSchemaProps 27 a
        not *apiextensions/v1.JSONSchemaProps 28
        properties {apiextensions/v1.JSONSchemaProps 29
        additionalProperties *O 30
        patternProperties {apiextensions/v1.JSONSchemaProps 31
        dependencies (v1.JSONSchemaDependencies){P 32
        additionalItems *O 33
        definitions (v1.JSONSchemaDefinitions){apiextensions/v1.JSONSchemaProps 34
        externalDocs *apiextensions/v1.ExternalDocumentation 35
        example *J 36
        nullable b 37
        x-kubernetes-preserve-unknown-fields *b 38
        x-kubernetes-embedded-resource b 39
        x-kubernetes-int-or-string b 40
        x-kubernetes-list-map-keys [s 41 a
        x-kubernetes-list-type *s 42
        x-kubernetes-map-type *s 43
        x-kubernetes-validations (v1.ValidationRules)[apiextensions/v1.ValidationRule 44 k=rule,m=rule
        =apiregistration/v1.APIService kind
        metadata meta/v1.ObjectMeta 1
        spec apiregistration/v1.APIServiceSpec 2
        status apiregistration/v1.APIServiceStatus 3
        =apiregistration/v1.APIServiceSpec
        service *apiregistration/v1.ServiceReference 1
        group s 2
        version s 3
        insecureSkipTLSVerify b 4
        caBundle y 5 a
        groupPriorityMinimum i 7 +,!
        versionPriority i 8 +,!
        =apiregistration/v1.ServiceReference
        namespace s 1
        name s 2
        port *i 3
        =apiregistration/v1.APIServiceStatus
        conditions [apiregistration/v1.APIServiceCondition 1 k=type,m=type
        =apiregistration/v1.APIServiceCondition
        type (v1.APIServiceConditionType)s 1 +,!
        status (v1.ConditionStatus)s 2 +,!
        lastTransitionTime t 3
        reason s 4
        message s 5
        """
}
