/// One line about the kinds and the fields that people ask for most.
enum Descriptions {
    static func type(_ name: String) -> String? { table[name] }

    /// About a field of a type; the members of every kind share theirs.
    static func field(_ type: String, _ field: String) -> String? {
        table["\(type).\(field)"] ?? (type.hasPrefix("meta/") ? nil : common[field])
    }

    private static let common: [String: String] = [
        "metadata": "Names, labels and what else every object has.",
        "spec": "What is wanted.",
        "status": "What has been observed; written by the system.",
    ]

    private static let table: [String: String] = {
        var table: [String: String] = [:]
        for line in rows.split(separator: "\n") {
            let halves = line.split(separator: " ", maxSplits: 1)
            if halves.count == 2 { table[String(halves[0])] = String(halves[1]) }
        }
        return table
    }()

    private static let rows = """
        core/v1.Pod Containers that run together on one node.
        core/v1.PodSpec How a pod runs.
        core/v1.PodSpec.containers The containers of the pod; at least one, and fixed after creation.
        core/v1.PodSpec.initContainers Containers that run to their end, one after the other, before the \
        others start.
        core/v1.PodSpec.volumes Volumes that the containers may mount.
        core/v1.PodSpec.nodeName The node that runs the pod; set by the scheduler.
        core/v1.PodSpec.nodeSelector Labels that a node must have to run the pod.
        core/v1.PodSpec.restartPolicy When ended containers start again: Always, OnFailure or Never.
        core/v1.PodSpec.serviceAccountName The ServiceAccount that the pod acts as.
        core/v1.PodSpec.securityContext Security settings of all containers.
        core/v1.PodSpec.hostNetwork True to use the node's network instead of an own one.
        core/v1.PodSpec.tolerations Taints of nodes that the pod puts up with.
        core/v1.Container One container of a pod.
        core/v1.Container.name The container's name, unique in its pod.
        core/v1.Container.image The image that the container runs.
        core/v1.Container.command What to start instead of the image's entry point.
        core/v1.Container.args Arguments of the entry point.
        core/v1.Container.env Environment variables.
        core/v1.Container.ports Ports that the container listens on.
        core/v1.Container.resources What the container asks for and what it may use at most.
        core/v1.Container.volumeMounts Where volumes appear in the container.
        core/v1.Container.livenessProbe How to see whether the container must be restarted.
        core/v1.Container.readinessProbe How to see whether the container may receive requests.
        core/v1.Container.imagePullPolicy When to pull the image: Always, IfNotPresent or Never.
        core/v1.Container.securityContext Security settings of this container.
        core/v1.SecurityContext Security settings of a container.
        core/v1.SecurityContext.privileged True for a container that may do what root on the node may.
        core/v1.SecurityContext.runAsNonRoot True to refuse images that would run as root.
        core/v1.SecurityContext.readOnlyRootFilesystem True for a root file system that cannot be written.
        core/v1.SecurityContext.capabilities Linux capabilities that are added or dropped.
        core/v1.Service One address for the pods that a selector chooses.
        core/v1.ServiceSpec.selector Labels of the pods behind the service.
        core/v1.ServiceSpec.ports The ports of the service.
        core/v1.ServiceSpec.type ClusterIP, NodePort, LoadBalancer or ExternalName.
        core/v1.ConfigMap Configuration that is no secret.
        core/v1.ConfigMap.data Texts by name.
        core/v1.ConfigMap.binaryData Bytes by name, in base64.
        core/v1.Secret Data that few should read.
        core/v1.Secret.data Bytes by name, in base64.
        core/v1.Secret.stringData Texts by name; only written, they appear in data.
        core/v1.Secret.type What the secret is for; Opaque when it is not said.
        core/v1.Namespace A part of the cluster in which names are unique.
        core/v1.Node A machine that runs pods.
        core/v1.ServiceAccount An identity for programs.
        core/v1.Event Something that happened to an object.
        core/v1.PersistentVolume Storage that outlives pods.
        core/v1.PersistentVolumeClaim A request for storage.
        core/v1.ResourceQuota Limits on what a namespace may use.
        core/v1.LimitRange Defaults and limits for single objects of a namespace.
        apps/v1.Deployment Pods of one template, replaced step by step when it changes.
        apps/v1.DeploymentSpec.replicas How many pods are wanted.
        apps/v1.DeploymentSpec.selector Labels of the pods; fixed after creation and part of the \
        template's labels.
        apps/v1.DeploymentSpec.template The pods to run.
        apps/v1.DeploymentSpec.strategy How pods are replaced.
        apps/v1.StatefulSet Pods with stable names and storage of their own.
        apps/v1.DaemonSet One pod on every node that fits.
        apps/v1.ReplicaSet A number of pods of one template.
        batch/v1.Job Pods that run to their end.
        batch/v1.CronJob Jobs that start by the clock.
        batch/v1.CronJobSpec.schedule When to start, in cron's five fields.
        networking/v1.NetworkPolicy Which traffic pods may have.
        networking/v1.Ingress How requests from outside reach services.
        policy/v1.PodDisruptionBudget How many pods of an application may be down on purpose.
        rbac/v1.Role Permissions in one namespace.
        rbac/v1.ClusterRole Permissions in the whole cluster.
        rbac/v1.RoleBinding Who has a role in a namespace.
        rbac/v1.ClusterRoleBinding Who has a role in the whole cluster.
        meta/v1.ObjectMeta What every object has: its name, labels, owners and history.
        meta/v1.ObjectMeta.name The object's name, unique for its kind in its namespace.
        meta/v1.ObjectMeta.namespace The namespace that the object lives in.
        meta/v1.ObjectMeta.labels Pairs to select objects by.
        meta/v1.ObjectMeta.annotations Pairs for tools and people; nothing selects by them.
        meta/v1.ObjectMeta.ownerReferences The objects that this one is deleted with.
        meta/v1.ObjectMeta.finalizers What must be done before the object goes.
        meta/v1.ObjectMeta.resourceVersion The version of the object; changes with every write.
        meta/v1.LabelSelector Chooses objects by their labels; an empty one chooses all.
        apiextensions/v1.CustomResourceDefinition A kind of resource that somebody adds to the cluster.
        """
}
