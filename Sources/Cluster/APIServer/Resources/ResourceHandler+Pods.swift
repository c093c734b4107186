import Bytes
import Cluster
import EmbeddedCluster
import Hummingbird
import Kubernetes

/// What can be asked of a pod beyond its object. No kubelet serves this cluster, so what only a kubelet could
/// answer is answered as kube-apiserver does for a pod that no node has taken yet.
extension ResourceHandler {
    /// GET of `pods/NAME/log`: empty until a node has taken the pod.
    func log(_ target: ResourceTarget, _ request: ResourceRequest) throws(StatusError) -> Response {
        let pod = try pod(target)
        try Self.checkContainer(request.query["container"] ?? "", of: pod)
        if let node = pod[["spec", "nodeName"]]?.string, !node.isEmpty { throw .noKubelet(node) }
        return Response(text: "", contentType: "text/plain")
    }

    /// `exec`, `attach` and `portforward` of a pod.
    func connect(_ target: ResourceTarget) throws(StatusError) -> Response {
        let pod = try pod(target)
        guard let node = pod[["spec", "nodeName"]]?.string, !node.isEmpty else {
            throw .badRequest("pod \(target.name) does not have a host assigned")
        }
        throw .noKubelet(node)
    }

    /// POST of a `Binding`: a scheduler gives the pod a node.
    func bind(_ target: ResourceTarget, _ request: ResourceRequest) async throws(StatusError) -> Response {
        guard let binding = try await request.body(), binding.object != nil else {
            throw .badRequest("the request has no Binding in its body")
        }
        guard let node = binding[["target", "name"]]?.string, !node.isEmpty else {
            throw .invalid(
                GroupVersionKind(group: "", version: "v1", kind: "Binding"), target.name,
                [.required("target.name", "")])
        }
        let pod = try pod(target)
        if let taken = pod[["spec", "nodeName"]]?.string, !taken.isEmpty {
            throw .conflict(
                Self.named("pods/binding", target.type), target.name,
                "pod \(target.name) is already assigned to node \"\(taken)\"")
        }
        let options = try request.writeOptions()
        // The pod keeps the version that was looked at, so that of two schedulers only one wins.
        var bound = Object(pod)
        var spec = bound["spec"] ?? [:]
        spec["nodeName"] = .string(node)
        bound["spec"] = spec
        var status = bound["status"] ?? [:]
        let others = (status["conditions"]?.array ?? []).filter { $0["type"]?.string != "PodScheduled" }
        let scheduled: JSON = [
            "type": "PodScheduled", "status": "True", "lastProbeTime": .null,
            "lastTransitionTime": .string(Timestamp.now().text),
        ]
        status["conditions"] = .array(others + [scheduled])
        bound["status"] = status
        _ = try await cluster.rawUpdate(
            target.type, namespace: target.namespace, name: target.name, bound, subresource: "binding",
            options: options)
        return Self.created
    }

    /// POST of an `Eviction`: a deletion that the pod's disruption budget allows.
    func evict(_ target: ResourceTarget, _ request: ResourceRequest) async throws(StatusError) -> Response {
        guard let eviction = try await request.body(), eviction.object != nil else {
            throw .badRequest("the request has no Eviction in its body")
        }
        let pod = try pod(target)
        if Self.needsBudget(pod) { try await DisruptionBudget(of: pod, target, in: cluster)?.spend() }
        var options = try Self.deleteOptions(eviction["deleteOptions"] ?? [:], request)
        if options.resourceVersion == nil {
            options.resourceVersion = pod[["metadata", "resourceVersion"]]?.string
        }
        _ = try await cluster.rawDelete(
            target.type, namespace: target.namespace, name: target.name, options: options)
        return Self.created
    }

    private func pod(_ target: ResourceTarget) throws(StatusError) -> JSON {
        try cluster.rawGet(target.type, namespace: target.namespace, name: target.name).json
    }

    /// A pod that serves nobody may always go.
    private static func needsBudget(_ pod: JSON) -> Bool {
        let phase = pod[["status", "phase"]]?.string ?? ""
        let isGoing = pod[["metadata", "deletionTimestamp"]]?.string != nil
        return !isGoing && !["Succeeded", "Failed", "Pending"].contains(phase)
    }

    private static func checkContainer(_ name: String, of pod: JSON) throws(StatusError) {
        let pod = Object(pod)
        let lists = ["containers", "initContainers", "ephemeralContainers"]
        let names = lists.map { (pod["spec"]?[$0]?.array ?? []).compactMap { $0["name"]?.string } }
        if name.isEmpty {
            guard names[0].count > 1 else { return }
            throw .badRequest(
                "a container name must be specified for pod \(pod.name), choose one of: "
                    + "[\(names[0].joined(separator: " "))]")
        }
        guard names.joined().contains(name) else {
            throw .badRequest("container \(name) is not valid for pod \(pod.name)")
        }
    }

    static func named(_ plural: String, _ type: ResourceType) -> ResourceType {
        var type = type
        type.plural = plural
        return type
    }

    private static var created: Response {
        Response(
            status: .created,
            json: ["kind": "Status", "apiVersion": "v1", "metadata": [:], "status": "Success", "code": 201])
    }
}

extension StatusError {
    fileprivate static func noKubelet(_ node: String) -> StatusError {
        .internalError("node \"\(node)\" has no kubelet that this server could ask")
    }
}
