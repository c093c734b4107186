import Bytes
import EmbeddedCluster
import Kubernetes

/// Turns the name of a PriorityClass into a pod's priority (kube-apiserver's Priority).
struct PriorityAdmission: Sendable {
    /// Classes that every cluster has, whether somebody has written them down or not.
    private static let systemClasses = [
        "system-cluster-critical": 2_000_000_000, "system-node-critical": 2_000_001_000,
    ]

    private let classes: ResourceReader

    init(_ cluster: EmbeddedCluster) throws(StatusError) {
        classes = try cluster.reader(of: "scheduling.k8s.io", "priorityclasses")
    }

    /// Gives a new pod its priority.
    func mutate(_ request: inout AdmissionRequest) throws(StatusError) {
        guard request.createsPod, var pod = request.object, pod["spec"]?.object != nil else { return }
        var (value, policy) = (0, "PreemptLowerPriority")
        let name = pod["spec"]?["priorityClassName"]?.string ?? ""
        if let known = name.isEmpty ? globalDefault : classes.object(namespace: nil, name: name)?.json {
            value = known["value"]?.int ?? 0
            policy = known["preemptionPolicy"]?.string ?? policy
            pod["spec"]?["priorityClassName"] = known["metadata"]?["name"]
        } else if let system = Self.systemClasses[name] {
            value = system
        } else if !name.isEmpty {
            throw request.forbidden("no PriorityClass with name \(name) was found")
        }
        if let sent = pod["spec"]?["priority"]?.int, sent != value {
            throw request.forbidden(
                "the integer value of priority (\(sent)) must not be provided in pod spec; "
                    + "priority admission controller computed \(value) from the given PriorityClass name")
        }
        if let sent = pod["spec"]?["preemptionPolicy"]?.string, sent != policy {
            throw request.forbidden(
                "the string value of PreemptionPolicy (\(sent)) must not be provided in pod spec; "
                    + "priority admission controller computed \(policy) from the given PriorityClass name")
        }
        pod["spec"]?["priority"] = .int(Int64(value))
        pod["spec"]?["preemptionPolicy"] = .string(policy)
        request.object = pod
    }

    /// Refuses a second global default.
    func validate(_ request: AdmissionRequest) throws(StatusError) {
        guard request.resource.plural == "priorityclasses",
            request.resource.group == "scheduling.k8s.io",
            request.object?["globalDefault"]?.bool == true, let present = globalDefault,
            let name = present["metadata"]?["name"]?.string, name != request.name
        else { return }
        throw request.forbidden(
            "PriorityClass \(name) is already marked as default. Only one default can exist")
    }

    /// The class of pods that name none; of several the lowest, as kube-apiserver chooses.
    private var globalDefault: JSON? {
        if classes.isEmpty { return nil }
        return classes.objects().map(\.json).filter { $0["globalDefault"]?.bool == true }
            .min { $0["value"]?.int ?? 0 < $1["value"]?.int ?? 0 }
    }
}
