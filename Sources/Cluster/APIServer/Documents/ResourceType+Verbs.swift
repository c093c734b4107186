import Kubernetes

extension ResourceType {
    /// The verbs that discovery lists for the resource.
    var verbs: [String] {
        let all = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"]
        // Deleting every namespace at once is refused by kube-apiserver too.
        return group.isEmpty && plural == "namespaces" ? all.filter { $0 != "deletecollection" } : all
    }

    /// The kind that a subresource answers with.
    func kind(ofSubresource name: String) -> GroupVersionKind {
        name == "scale" ? GroupVersionKind(group: "autoscaling", version: "v1", kind: "Scale") : kind
    }

    /// The verbs of every subresource.
    static let subresourceVerbs = ["get", "patch", "update"]
}
