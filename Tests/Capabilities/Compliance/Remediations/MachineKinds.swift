import Bytes
import Cluster
import Kubernetes

@testable import Compliance

/// OpenShift's kinds of machine configuration, as far as remediations need them, in a cluster that has none.
enum MachineKinds {
    static let pools = type("MachineConfigPool", "machineconfigpools")
    static let configs = type("MachineConfig", "machineconfigs")

    private static func type(_ kind: String, _ plural: String) -> ResourceType {
        ResourceType(
            kind: GroupVersionKind(
                group: "machineconfiguration.openshift.io", version: "v1", kind: kind),
            plural: plural, scope: .cluster)
    }

    private static let definitions = ResourceType(
        kind: GroupVersionKind(
            group: "apiextensions.k8s.io", version: "v1", kind: "CustomResourceDefinition"),
        plural: "customresourcedefinitions", scope: .cluster)

    /// Defines the kinds and makes the pool of the workers.
    static func install(in cluster: any Cluster, paused: Bool = false) async throws {
        for type in [pools, configs] {
            var definition = Object(kind: definitions.kind, name: type.qualifiedName)
            definition["spec"] = [
                "group": .string(type.group), "scope": "Cluster",
                "names": [
                    "kind": .string(type.kind.kind), "listKind": .string("\(type.kind.kind)List"),
                    "plural": .string(type.plural), "singular": .string(type.kind.kind.lowercased()),
                ],
                "versions": [
                    [
                        "name": "v1", "served": true, "storage": true,
                        "schema": [
                            "openAPIV3Schema": [
                                "type": "object", "x-kubernetes-preserve-unknown-fields": true,
                            ]
                        ],
                    ]
                ],
            ]
            _ = try await cluster.create(
                definitions, namespace: nil, definition, options: WriteOptions())
        }
        var pool = Object(kind: pools.kind, name: "worker")
        pool["spec"] = [
            "paused": .bool(paused),
            "nodeSelector": ["matchLabels": ["node-role.kubernetes.io/worker": ""]],
        ]
        _ = try await cluster.create(pools, namespace: nil, pool, options: WriteOptions())
    }
}
