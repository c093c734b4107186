import Bytes
import Capability
import Cluster
import Kubernetes

@testable import Compliance

extension ComplianceRoom {
    /// The namespace as a command sees it.
    var place: ClusterNamespace {
        ClusterNamespace(cluster, name: ComplianceGroup.namespace, server: "https://test")
    }

    /// Stores a resource with labels and annotations.
    func store<Resource: CustomResource>(
        _ resource: Resource.Type, _ name: String, labels: [String: String] = [:],
        annotations: [String: String] = [:], _ members: JSON
    ) async throws {
        var object = Object(kind: Resource.type.kind, name: name, namespace: ComplianceGroup.namespace)
        for (key, value) in members.object ?? JSONObject() { object[key] = value }
        object.labels = labels
        object.annotations = annotations
        _ = try await cluster.create(
            Resource.type, namespace: object.namespace, object, options: WriteOptions())
    }

    /// A rule of the bundle `b` with what its content says of it.
    func storeRule(_ name: String, controls: [String: String] = [:], fixes: [JSON] = []) async throws {
        var annotations = ["compliance.openshift.io/rule": name]
        for (framework, list) in controls {
            annotations["control.compliance.openshift.io/\(framework)"] = list
        }
        try await store(
            RuleResource.self, "b-\(name)", labels: ["compliance.openshift.io/profile-bundle": "b"],
            annotations: annotations,
            [
                "id": .string(StubScanner.id(name)), "title": .string("Title of \(name)"),
                "severity": "medium",
                "availableFixes": .array(fixes.map { ["disruption": "low", "fixObject": $0] }),
            ])
    }

    /// A profile of the bundle `b`.
    func storeProfile(_ name: String, rules: [String]) async throws {
        try await store(
            Profile.self, "b-\(name)", labels: ["compliance.openshift.io/profile-bundle": "b"],
            annotations: ["compliance.openshift.io/product-type": "Node"],
            [
                "id": .string("xccdf_x_profile_\(name)"), "title": "T", "description": "D",
                "rules": .array(rules.map { .string("b-\($0)") }),
            ])
    }
}
