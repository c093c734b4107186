import Bytes
import Cluster
import Kubernetes
import Testing

@testable import Compliance

@Suite("What a Prometheus needs")
struct MonitoringObjectsTests {
    private static func type(_ kind: String, _ plural: String) -> ResourceType {
        ResourceType(
            kind: GroupVersionKind(group: "monitoring.coreos.com", version: "v1", kind: kind), plural: plural)
    }
    private static let rules = type("PrometheusRule", "prometheusrules")
    private static let monitors = type("ServiceMonitor", "servicemonitors")

    /// Makes the cluster serve a kind, as the Prometheus Operator does.
    private func serve(_ type: ResourceType, in cluster: any Cluster) async throws {
        let definitions = ResourceType(
            kind: GroupVersionKind(
                group: "apiextensions.k8s.io", version: "v1", kind: "CustomResourceDefinition"),
            plural: "customresourcedefinitions", scope: .cluster)
        var definition = Object(kind: definitions.kind, name: type.qualifiedName)
        definition["spec"] = [
            "group": .string(type.group), "scope": "Namespaced",
            "names": [
                "kind": .string(type.kind.kind), "plural": .string(type.plural),
                "singular": .string(type.singular),
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
        _ = try await cluster.create(definitions, namespace: nil, definition, options: WriteOptions())
    }

    @Test("they are created where their kinds are served, and stay as people change them")
    func created() async throws {
        let room = try await ComplianceRoom()
        try await MonitoringObjects(room: room.room).create()
        try await serve(Self.rules, in: room.cluster)
        try await MonitoringObjects(room: room.room).create()
        var rule = try await room.cluster.get(
            Self.rules, namespace: ComplianceGroup.namespace, name: "compliance")
        let alert = rule["spec"]?["groups"]?.array?.first?["rules"]?.array?.first
        #expect(alert?["alert"] == "NonCompliant")
        #expect(alert?["expr"] == "compliance_operator_compliance_state{name=~\".+\"} > 0")
        #expect(alert?["for"] == "1s")
        #expect(alert?["labels"] == ["severity": "warning"])
        rule["spec"] = ["groups": []]
        _ = try await room.cluster.update(
            Self.rules, namespace: ComplianceGroup.namespace, rule, subresource: nil, options: WriteOptions())
        try await serve(Self.monitors, in: room.cluster)
        try await MonitoringObjects(room: room.room).create()
        let kept = try await room.cluster.get(
            Self.rules, namespace: ComplianceGroup.namespace, name: "compliance")
        #expect(kept["spec"] == ["groups": []])
        let monitor = try await room.cluster.get(
            Self.monitors, namespace: ComplianceGroup.namespace, name: "martlet-operator")
        #expect(monitor["spec"]?["endpoints"]?.array?.first?["port"] == "metrics")
    }

    @Test("the alert's expression asks for the gauge that the operator serves")
    func gauge() {
        let metrics = ComplianceMetrics()
        metrics.suiteReached("x", .nonCompliant)
        #expect(metrics.text.contains("compliance_operator_compliance_state{name=\"x\"} 1"))
        metrics.forgetSuites()
        #expect(!metrics.text.contains("name=\"x\""))
    }
}
