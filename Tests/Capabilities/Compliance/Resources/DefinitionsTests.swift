import Bytes
import Cluster
import EmbeddedCluster
import Kubernetes
import Testing
import YAML

@testable import Compliance

@Suite("The Compliance Operator's twelve kinds")
struct DefinitionsTests {
    private static let types: [ResourceType] = [
        ComplianceCheckResult.type, ComplianceRemediation.type, ComplianceScan.type, ComplianceSuite.type,
        CustomRule.type, Profile.type, ProfileBundle.type, RuleResource.type, ScanSetting.type,
        ScanSettingBinding.type, TailoredProfile.type, Variable.type,
    ]

    private func apply(_ document: JSON, in room: ComplianceRoom) async throws -> Object {
        let object = Object(document)
        let type = try #require(Self.types.first { $0.kind == object.kind })
        var options = WriteOptions(fieldValidation: .strict)
        options.fieldManager = "kubectl"
        return try await room.cluster.create(
            type, namespace: ComplianceGroup.namespace, object, options: options)
    }

    @Test("take the manifests that people have, field by field")
    func takesManifests() async throws {
        let room = try await ComplianceRoom()
        var kinds: Set<GroupVersionKind> = []
        for document in try YAML.parse(Manifests.all) {
            kinds.insert(try await apply(document, in: room).kind)
        }
        #expect(kinds == Set(Self.types.map(\.kind)))
    }

    @Test("agree with the types that controllers use on names, scope and subresources")
    func agrees() async throws {
        let room = try await ComplianceRoom()
        let definitions = ResourceType(
            kind: GroupVersionKind(
                group: "apiextensions.k8s.io", version: "v1", kind: "CustomResourceDefinition"),
            plural: "customresourcedefinitions", scope: .cluster)
        for type in Self.types {
            let definition = try await room.cluster.get(
                definitions, namespace: nil, name: type.qualifiedName)
            let names = definition["spec"]?["names"]
            #expect(names?["kind"]?.string == type.kind.kind)
            #expect(names?["shortNames"]?.array?.compactMap(\.string) ?? [] == type.shortNames)
            let version = definition["spec"]?["versions"]?.array?.first
            #expect((version?["subresources"]?["status"] != nil) == type.subresources.contains("status"))
        }
    }

    @Test("fill in the operator's defaults")
    func fillsIn() async throws {
        let room = try await ComplianceRoom()
        try await room.create(ScanSetting.self, "s", ["rawResultStorage": [:]])
        let setting = try #require(try await room.find(ScanSetting.self, "s")).object
        #expect(
            setting["rawResultStorage"]
                == ["enabled": true, "size": "1Gi", "rotation": 3, "pvAccessModes": ["ReadWriteOnce"]])
        #expect(setting["scanTolerations"] == [["operator": "Exists"]])
        #expect(setting["strictNodeScan"] == true)
        #expect(setting["showNotApplicable"] == false)
        #expect(setting["timeout"] == "30m")
        #expect(setting["maxRetryOnTimeout"] == 3)
        #expect(setting["suspend"] == false)
        try await room.create(ScanSettingBinding.self, "b", ["profiles": [["name": "p"]]])
        #expect(
            try await room.find(ScanSettingBinding.self, "b")?.object["settingsRef"]
                == [
                    "apiGroup": "compliance.openshift.io/v1alpha1", "kind": "ScanSetting", "name": "default",
                ])
        try await room.create(ComplianceScan.self, "c", ["spec": [:]])
        let scan = try #require(try await room.find(ComplianceScan.self, "c")).object
        #expect(scan["spec"]?["scanType"] == "Node")
        #expect(scan["spec"]?["scannerType"] == "OpenSCAP")
        try await room.create(
            ComplianceRemediation.self, "r", ["spec": ["apply": false, "current": ["object": .null]]])
        let remediation = try #require(try await room.find(ComplianceRemediation.self, "r"))
        #expect(remediation.type == "Configuration")
    }

    @Test(
        "refuse what upstream refuses",
        arguments: [
            ("TailoredProfile", "{spec: {title: '', description: d}}", "spec.title"),
            ("TailoredProfile", "{spec: {title: t, description: ''}}", "spec.description"),
            ("TailoredProfile", "{spec: {title: t}}", "spec.description"),
            (
                "TailoredProfile", "{spec: {title: t, description: d, enableRules: [{name: a}]}}",
                "rationale"
            ),
            ("ComplianceCheckResult", "{id: i, status: MAYBE, severity: low}", "status"),
            ("ComplianceCheckResult", "{id: i, status: PASS, severity: grave}", "severity"),
            ("ComplianceCheckResult", "{id: i, status: PASS}", "severity"),
            ("ComplianceRemediation", "{spec: {type: Enforcement}}", "spec.apply"),
            ("ComplianceRemediation", "{spec: {apply: true, type: Wish}}", "spec.type"),
            ("ComplianceScan", "{spec: {scannerType: Guess}}", "spec.scannerType"),
            ("ComplianceScan", "{spec: {scanType: Guess}}", "spec.scanType"),
            ("ProfileBundle", "{spec: {contentFile: f}}", "spec.contentImage"),
            ("Variable", "{id: i, title: t, type: list}", "type"),
            (
                "CustomRule",
                "{spec: {id: i, title: t, expression: 'true', scannerType: OpenSCAP, inputs: []}}",
                "spec.scannerType"
            ),
            (
                "CustomRule", "{spec: {id: i, title: t, expression: 'true', scannerType: CEL, inputs: []}}",
                "spec.inputs"
            ),
            ("Rule", "{id: i, title: t, availableFixes: [{fixObject: {data: {}}}]}", "fixObject"),
        ])
    func refuses(kind: String, members: String, field: String) async throws {
        let room = try await ComplianceRoom()
        var document = try YAML.parseOne(members)
        document["apiVersion"] = "compliance.openshift.io/v1alpha1"
        document["kind"] = .string(kind)
        document["metadata"] = ["name": "x"]
        let object = document
        let error = await #expect(throws: StatusError.self) { _ = try await apply(object, in: room) }
        #expect(error?.message.contains(field) == true, "\(error?.message ?? "")")
    }
}
