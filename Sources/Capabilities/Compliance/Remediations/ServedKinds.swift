import Bytes
import Cluster
import Kubernetes

/// Finds the resource under which a cluster serves a kind: the built-in ones are known, the others are defined.
struct ServedKinds {
    let cluster: any Cluster

    private static let definitions = ResourceType(
        kind: GroupVersionKind(
            group: "apiextensions.k8s.io", version: "v1", kind: "CustomResourceDefinition"),
        plural: "customresourcedefinitions", scope: .cluster)

    /// The built-in kinds that repairs and expressions name.
    private static let builtIn: [ResourceType] = {
        func type(
            _ group: String, _ version: String, _ kind: String, _ plural: String, isGlobal: Bool = false
        ) -> ResourceType {
            ResourceType(
                kind: GroupVersionKind(group: group, version: version, kind: kind), plural: plural,
                scope: isGlobal ? .cluster : .namespaced)
        }
        return [
            type("", "v1", "ConfigMap", "configmaps"), type("", "v1", "Secret", "secrets"),
            type("", "v1", "Service", "services"), type("", "v1", "ServiceAccount", "serviceaccounts"),
            type("", "v1", "Pod", "pods"), type("", "v1", "Event", "events"),
            type("", "v1", "Namespace", "namespaces", isGlobal: true),
            type("", "v1", "Node", "nodes", isGlobal: true),
            type("", "v1", "ResourceQuota", "resourcequotas"), type("", "v1", "LimitRange", "limitranges"),
            type("", "v1", "PersistentVolumeClaim", "persistentvolumeclaims"),
            type("", "v1", "PersistentVolume", "persistentvolumes", isGlobal: true),
            type("apps", "v1", "Deployment", "deployments"), type("apps", "v1", "DaemonSet", "daemonsets"),
            type("apps", "v1", "StatefulSet", "statefulsets"),
            type("apps", "v1", "ReplicaSet", "replicasets"),
            type("batch", "v1", "Job", "jobs"), type("batch", "v1", "CronJob", "cronjobs"),
            type("networking.k8s.io", "v1", "NetworkPolicy", "networkpolicies"),
            type("networking.k8s.io", "v1", "Ingress", "ingresses"),
            type("policy", "v1", "PodDisruptionBudget", "poddisruptionbudgets"),
            type("rbac.authorization.k8s.io", "v1", "Role", "roles"),
            type("rbac.authorization.k8s.io", "v1", "RoleBinding", "rolebindings"),
            type("rbac.authorization.k8s.io", "v1", "ClusterRole", "clusterroles", isGlobal: true),
            type(
                "rbac.authorization.k8s.io", "v1", "ClusterRoleBinding", "clusterrolebindings", isGlobal: true
            ),
            definitions,
        ]
    }()

    /// Whether the cluster serves a resource that is defined there; asks for that definition only, for OpenShift has
    /// hundreds.
    func areServed(_ type: ResourceType) async throws(StatusError) -> Bool {
        let definition = try await cluster.find(Self.definitions, namespace: nil, name: type.qualifiedName)
        return definition?["spec"]?["versions"]?.array?.contains {
            $0["name"]?.string == type.version && $0["served"] == true
        } == true
    }

    /// The resource of a kind, or nil when the cluster does not serve it.
    func resource(of kind: GroupVersionKind) async throws(StatusError) -> ResourceType? {
        if let known = Self.builtIn.first(where: { $0.kind == kind }) { return known }
        return try await defined(group: kind.group, version: kind.version) { $0["kind"]?.string == kind.kind }
    }

    /// The resource of a plural, or nil when the cluster does not serve it.
    func resource(group: String, version: String, plural: String) async throws(StatusError) -> ResourceType? {
        if let known = Self.builtIn.first(where: {
            $0.group == group && $0.version == version && $0.plural == plural
        }) {
            return known
        }
        return try await defined(group: group, version: version) { $0["plural"]?.string == plural }
    }

    private func defined(
        group: String, version: String, _ isWanted: (JSON) -> Bool
    ) async throws(StatusError) -> ResourceType? {
        for definition in try await cluster.list(Self.definitions, namespace: nil, options: ListOptions())
            .items
        {
            guard let spec = definition["spec"], spec["group"]?.string == group, let names = spec["names"],
                isWanted(names), let kind = names["kind"]?.string, let plural = names["plural"]?.string,
                spec["versions"]?.array?.contains(where: {
                    $0["name"]?.string == version && $0["served"] == true
                }) == true
            else { continue }
            return ResourceType(
                kind: GroupVersionKind(group: group, version: version, kind: kind), plural: plural,
                scope: spec["scope"] == "Cluster" ? .cluster : .namespaced)
        }
        return nil
    }
}
