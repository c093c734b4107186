import Kubernetes

extension ServedResource {
    /// The names of resources that the pipeline treats in a way of their own.
    enum Name {
        static let namespaces = "namespaces"
        static let secrets = "secrets"
        static let configMaps = "configmaps"
        static let nodes = "nodes"
        static let pods = "pods"
        static let services = "services"
        static let jobs = "jobs.batch"
        static let definitions = "customresourcedefinitions.apiextensions.k8s.io"
        static let events = "events"
    }

    /// Kubernetes' own resources.
    static let builtin: [ServedResource] = BuiltinKinds.all.map { ServedResource($0) }

    /// Built-in resources whose objects count their generations; custom resources all do.
    private static let countingGenerations: Set<String> = [
        "deployments.apps", "daemonsets.apps", "statefulsets.apps", "replicasets.apps",
        "replicationcontrollers",
        "jobs.batch", "cronjobs.batch", "networkpolicies.networking.k8s.io", "ingresses.networking.k8s.io",
        "ingressclasses.networking.k8s.io", "poddisruptionbudgets.policy",
        "priorityclasses.scheduling.k8s.io", "flowschemas.flowcontrol.apiserver.k8s.io",
        "prioritylevelconfigurations.flowcontrol.apiserver.k8s.io",
        "validatingwebhookconfigurations.admissionregistration.k8s.io",
        "mutatingwebhookconfigurations.admissionregistration.k8s.io",
        "validatingadmissionpolicies.admissionregistration.k8s.io",
        "validatingadmissionpolicybindings.admissionregistration.k8s.io", Name.definitions,
    ]

    /// Whether `metadata.generation` counts the changes of what is wanted.
    var hasGeneration: Bool { isCustom || Self.countingGenerations.contains(type.qualifiedName) }

    /// Whether a subresource can be written.
    func takesWrites(to subresource: String) -> Bool {
        switch subresource {
        case "status": hasStatus
        case "finalize": type.qualifiedName == Name.namespaces
        default: false
        }
    }
}
