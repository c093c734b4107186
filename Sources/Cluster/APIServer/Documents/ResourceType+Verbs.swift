import Kubernetes

extension ResourceType {
    /// The verbs that discovery lists for the resource.
    var verbs: [String] {
        if Reviews.types.contains(self) { return ["create"] }
        let all = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"]
        // Deleting every namespace at once is refused by kube-apiserver too.
        return group.isEmpty && plural == "namespaces" ? all.filter { $0 != "deletecollection" } : all
    }

    /// The kind that a subresource answers with or takes.
    func kind(ofSubresource name: String) -> GroupVersionKind {
        switch name {
        case "scale": GroupVersionKind(group: "autoscaling", version: "v1", kind: "Scale")
        case "eviction": GroupVersionKind(group: "policy", version: "v1", kind: "Eviction")
        case "binding": GroupVersionKind(group: "", version: "v1", kind: "Binding")
        case "exec": GroupVersionKind(group: "", version: "v1", kind: "PodExecOptions")
        case "attach": GroupVersionKind(group: "", version: "v1", kind: "PodAttachOptions")
        case "portforward": GroupVersionKind(group: "", version: "v1", kind: "PodPortForwardOptions")
        case "token": GroupVersionKind(group: "authentication.k8s.io", version: "v1", kind: "TokenRequest")
        default: kind
        }
    }

    /// The verbs of a subresource.
    func verbs(ofSubresource name: String) -> [String] {
        switch name {
        case "log": ["get"]
        case "eviction", "binding", "token": ["create"]
        case "exec", "attach", "portforward": ["create", "get"]
        default: ["get", "patch", "update"]
        }
    }
}
