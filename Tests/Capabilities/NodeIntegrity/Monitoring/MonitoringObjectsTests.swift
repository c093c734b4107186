import Bytes
import Cluster
import Controllers
import Kubernetes
import Testing

@testable import NodeIntegrity

@Suite("The alert about changed files")
struct MonitoringObjectsTests {
    private static let rules = ResourceType(
        kind: GroupVersionKind(group: "monitoring.coreos.com", version: "v1", kind: "PrometheusRule"),
        plural: "prometheusrules")

    private func serveRules(in cluster: any Cluster) async throws {
        let definitions = ResourceType(
            kind: GroupVersionKind(
                group: "apiextensions.k8s.io", version: "v1", kind: "CustomResourceDefinition"),
            plural: "customresourcedefinitions", scope: .cluster)
        var definition = Object(kind: definitions.kind, name: Self.rules.qualifiedName)
        definition["spec"] = [
            "group": .string(Self.rules.group), "scope": "Namespaced",
            "names": ["kind": "PrometheusRule", "plural": "prometheusrules", "singular": "prometheusrule"],
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

    @Test(
        "is created where its kind is served, asks for the gauge that is served, and stays as people change it"
    )
    func created() async throws {
        let room = try await IntegrityRoom()
        let namespaces = ResourceType(
            kind: GroupVersionKind(version: "v1", kind: "Namespace"), plural: "namespaces", scope: .cluster)
        _ = try await room.cluster.createIfAbsent(
            namespaces, Object(kind: namespaces.kind, name: "openshift-compliance"))
        await MonitoringObjects(room: room.room).create()
        try await serveRules(in: room.cluster)
        await MonitoringObjects(room: room.room).create()
        func rule() async throws -> Object {
            try await room.cluster.get(
                Self.rules, namespace: "openshift-compliance", name: "file-integrity")
        }
        var found = try await rule()
        let alert = found["spec"]?["groups"]?.array?.first?["rules"]?.array?.first
        #expect(alert?["alert"] == "NodeHasIntegrityFailure")
        #expect(alert?["expr"] == "file_integrity_operator_node_failed{node=~\".+\"} > 0")
        let metrics = IntegrityMetrics()
        metrics.show(room.key(), failures: ["n": true])
        #expect(metrics.text.contains("\nfile_integrity_operator_node_failed{node=\"n\"} 1\n"))
        found["spec"] = ["groups": []]
        _ = try await room.cluster.update(
            Self.rules, namespace: found.namespace, found, subresource: nil, options: WriteOptions())
        await MonitoringObjects(room: room.room).create()
        #expect(try await rule()["spec"] == ["groups": []])
    }

    @Test("counters and the gauge have upstream's names, and no label breaks a line")
    func names() {
        let metrics = IntegrityMetrics()
        var verdict = CheckVerdict(.errored, at: "")
        verdict.problem = "a \"quoted\"\nline \\"
        metrics.changed("n", verdict)
        for name in [
            "phase_total", "error_total", "pause_total", "unpause_total", "reinit_total", "node_status_total",
            "node_status_error_total", "daemonset_update_total", "reinit_daemonset_update_total",
        ] { #expect(metrics.text.contains("# TYPE file_integrity_operator_\(name) counter\n")) }
        #expect(metrics.text.contains("# TYPE file_integrity_operator_node_failed gauge\n"))
        #expect(metrics.text.contains(#"{error="a \"quoted\"\nline \\",node="n"} 1"#))
    }

    @Test("of two FileIntegrities about one node, the one that failed shows")
    func shared() {
        let metrics = IntegrityMetrics()
        metrics.show(.init(namespace: "n", name: "a"), failures: ["node": true])
        metrics.show(.init(namespace: "n", name: "b"), failures: ["node": false])
        #expect(metrics.text.contains("node_failed{node=\"node\"} 1"))
        metrics.forget(.init(namespace: "n", name: "a"))
        #expect(metrics.text.contains("node_failed{node=\"node\"} 0"))
    }
}
