import Bytes
import Cluster
import Kubernetes
import Testing
import YAML

@testable import NodeIntegrity

@Suite("The File Integrity Operator's kinds")
struct DefinitionsTests {
    private static let definitions = ResourceType(
        kind: GroupVersionKind(
            group: "apiextensions.k8s.io", version: "v1", kind: "CustomResourceDefinition"),
        plural: "customresourcedefinitions", scope: .cluster)

    @Test("agree with upstream on names, columns and subresources")
    func agrees() async throws {
        let room = try await IntegrityRoom()
        for type in [FileIntegrityResource.type, NodeStatus.type] {
            let definition = try await room.cluster.get(
                Self.definitions, namespace: nil, name: type.qualifiedName)
            #expect(definition["spec"]?["names"]?["kind"]?.string == type.kind.kind)
            #expect(definition["spec"]?["scope"] == "Namespaced")
            let version = definition["spec"]?["versions"]?.array?.first
            #expect(version?["name"] == "v1alpha1")
            #expect((version?["subresources"]?["status"] != nil) == type.subresources.contains("status"))
            let columns = version?["additionalPrinterColumns"]?.array?.compactMap { $0["jsonPath"]?.string }
            #expect(columns == (type == NodeStatus.type ? [".nodeName", ".lastResult.condition"] : nil))
        }
    }

    @Test("take the manifest of upstream's documentation and fill in its defaults")
    func fillsIn() async throws {
        let room = try await IntegrityRoom()
        let manifest = """
            apiVersion: fileintegrity.openshift.io/v1alpha1
            kind: FileIntegrity
            metadata:
              name: worker-fileintegrity
              namespace: openshift-file-integrity
            spec:
              nodeSelector:
                node-role.kubernetes.io/worker: ""
              priorityClassName: system-node-critical
              debug: true
              tolerations:
              - key: "myNode"
                operator: "Exists"
                effect: "NoSchedule"
              config:
                name: "myconfig"
                namespace: "openshift-file-integrity"
                key: "config"
                initialDelay: 60
            """
        let object = Object(try #require(try YAML.parse(manifest).first))
        let made = try await room.cluster.create(
            FileIntegrityResource.type, namespace: object.namespace, object,
            options: WriteOptions(fieldValidation: .strict))
        let integrity = FileIntegrityResource(made)
        #expect(integrity.gracePeriod == 900)
        #expect(integrity.maxBackups == 5)
        #expect(integrity.initialDelay == 60)
        #expect(integrity.isDebugged)
        #expect(integrity.userConfiguration?.key == "config")
        #expect(integrity.nodeSelector == ["node-role.kubernetes.io/worker": ""])
        try await room.create("plain")
        let plain = try #require(try await room.integrity("plain"))
        #expect(plain.object["spec"]?["tolerations"]?.array?.count == 2)
        #expect(plain.object["spec"]?["config"] == ["gracePeriod": 900, "maxBackups": 5])
        #expect(plain.userConfiguration == nil)
    }

    private static let refused: [JSON] = [[:], ["config": "x"], ["config": ["gracePeriod": "1"]]]

    @Test("refuse what upstream refuses", arguments: refused)
    func refuses(spec: JSON) async throws {
        let room = try await IntegrityRoom()
        await #expect(throws: StatusError.self) { try await room.create(spec: spec) }
    }

    @Test("tolerations make up for taints as the scheduler reads them")
    func tolerates() async throws {
        let room = try await IntegrityRoom()
        try await room.create()
        let integrity = try #require(try await room.integrity())
        func node(_ taints: JSON) -> Object {
            var node = Object(kind: FileIntegrityGroup.nodes.kind, name: "n")
            node["spec"] = ["taints": taints]
            return node
        }
        #expect(integrity.selects(node([])))
        #expect(integrity.selects(node([["key": "node-role.kubernetes.io/master", "effect": "NoSchedule"]])))
        #expect(!integrity.selects(node([["key": "node-role.kubernetes.io/master", "effect": "NoExecute"]])))
        #expect(!integrity.selects(node([["key": "mine", "value": "1", "effect": "NoSchedule"]])))
        #expect(integrity.selects(node([["key": "mine", "value": "1", "effect": "PreferNoSchedule"]])))
        #expect(integrity.selects(node([["key": "node.kubernetes.io/not-ready", "effect": "NoExecute"]])))
    }
}
