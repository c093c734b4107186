import Bytes
import Capability
import Cluster
import Kubernetes
import Testing

@testable import Compliance

@Suite("TailoredProfile and CustomRule")
struct TailoredProfileTests {
    private static let group = "compliance.openshift.io/"

    /// A bundle with a profile, two rules and a number.
    private func furnished() async throws -> ComplianceRoom {
        let room = try await ComplianceRoom()
        try await room.create(
            ProfileBundle.self, "deb", ["spec": ["contentImage": "file:///c", "contentFile": "x-ds.xml"]])
        func create<Resource: CustomResource>(_ type: Resource.Type, _ name: String, _ members: JSON)
            async throws
        {
            var object = Object(kind: type.type.kind, name: name, namespace: ComplianceGroup.namespace)
            for (key, value) in members.object ?? JSONObject() { object[key] = value }
            object.labels = ["compliance.openshift.io/profile-bundle": "deb"]
            object.annotations = ["compliance.openshift.io/product-type": "Node"]
            _ = try await room.cluster.create(
                type.type, namespace: object.namespace, object, options: WriteOptions())
        }
        try await create(
            Profile.self, "deb-cis", ["id": "xccdf_x_profile_cis", "title": "c", "description": "c"])
        for rule in ["a", "b"] {
            try await create(
                RuleResource.self, "deb-\(rule)",
                ["id": .string("xccdf_x_rule_\(rule)"), "title": "t", "checkType": "Node"])
        }
        try await create(
            Variable.self, "deb-var-n", ["id": "xccdf_x_value_var_n", "title": "n", "type": "number"])
        return room
    }

    private func tailor(_ room: ComplianceRoom, _ spec: JSON) async throws -> TailoredProfile? {
        var whole = spec
        whole["title"] = "T"
        whole["description"] = "D"
        try await room.create(TailoredProfile.self, "tp", ["spec": whole])
        _ = try await TailoredProfileReconciler(room: room.room).reconcile(room.key("tp"))
        return try await room.find(TailoredProfile.self, "tp")
    }

    @Test("a profile becomes a tailoring in a ConfigMap, and a binding scans with it")
    func ready() async throws {
        let room = try await furnished()
        let profile = try await tailor(
            room,
            [
                "extends": "deb-cis", "disableRules": [["name": "deb-a", "rationale": "no"]],
                "manualRules": [["name": "deb-b", "rationale": "by hand"]],
                "setValues": [["name": "deb-var-n", "rationale": "more", "value": "5"]],
            ])
        #expect(profile?.state == .ready)
        #expect(profile?.outputName == "tp-tp")
        #expect(profile?.object["status"]?["id"] == "xccdf_compliance.openshift.io_profile_tp")
        let map = try await room.cluster.get(
            ResultMap.type, namespace: ComplianceGroup.namespace, name: "tp-tp")
        let text = map["data"]?["tailoring.xml"]?.string ?? ""
        for part in [
            "extends=\"xccdf_x_profile_cis\"", "idref=\"xccdf_x_rule_a\" selected=\"false\"",
            "idref=\"xccdf_x_rule_b\" role=\"unchecked\"", "idref=\"xccdf_x_value_var_n\">5<",
        ] { #expect(text.contains(part), "\(part)") }
        try await room.create(
            ScanSettingBinding.self, "b", ["profiles": [["kind": "TailoredProfile", "name": "tp"]]])
        _ = try await ScanSettingBindingReconciler(room: room.room).reconcile(room.key("b"))
        let suite = try #require(try await room.find(ComplianceSuite.self, "b"))
        #expect(suite.scans.first?["name"] == "tp-worker")
        #expect(suite.scans.first?["tailoringConfigMap"]?["name"] == "tp-tp")
        #expect(suite.scans.first?["profile"] == "xccdf_compliance.openshift.io_profile_tp")
    }

    @Test(
        "a profile that names what is not there, or twice, is an ERROR that says so",
        arguments: [
            (["extends": "none"], "the Profile \"none\" was not found"),
            ([:], "nothing to check"),
            (["enableRules": [["name": "deb-x", "rationale": "r"]]], "the Rule \"deb-x\" was not found"),
            (
                [
                    "enableRules": [["name": "deb-a", "rationale": "r"]],
                    "disableRules": [["name": "deb-a", "rationale": "r"]],
                ], "named twice"
            ),
            (
                [
                    "extends": "deb-cis",
                    "setValues": [["name": "deb-var-n", "rationale": "r", "value": "x"]],
                ],
                "\"x\" is no number"
            ),
            (
                [
                    "extends": "deb-cis",
                    "enableRules": [["name": "c", "rationale": "r", "kind": "CustomRule"]],
                ], "custom rules cannot be used"
            ),
        ] as [(JSON, String)])
    func errors(spec: JSON, sentence: String) async throws {
        let profile = try await tailor(try await furnished(), spec)
        #expect(profile?.state == .error)
        let message = profile?.object["status"]?["errorMessage"]?.string ?? ""
        #expect(message.contains(sentence), "\(message)")
    }

    private func rule(_ expression: String) -> JSON {
        [
            "spec": [
                "id": "own_rule", "title": "T", "scannerType": "CEL", "expression": .string(expression),
                "failureReason": "too few", "severity": "High",
                "inputs": [
                    ["name": "nodes", "kubernetesInputSpec": ["apiVersion": "v1", "resource": "nodes"]]
                ],
            ]
        ]
    }

    @Test(
        "a custom rule is validated",
        arguments: [
            ("nodes.items.size() > 0", nil), ("nodes.items.size()", "not bool"),
            ("nodes.items.(", "spec.expression"),
            ("pods.items.size() > 0", "pods"),
        ] as [(String, String?)])
    func validates(expression: String, problem: String?) async throws {
        let room = try await ComplianceRoom()
        try await room.create(CustomRule.self, "r", rule(expression))
        _ = try await CustomRuleReconciler(room: room.room).reconcile(room.key("r"))
        let found = try #require(try await room.find(CustomRule.self, "r"))
        #expect(found.isReady == (problem == nil))
        if let problem { #expect(found.problem?.contains(problem) == true, "\(found.problem ?? "")") }
    }

    @Test(
        "expressions are judged over the cluster's objects", arguments: [("== 1", "PASS"), ("> 5", "FAIL")])
    func judges(comparison: String, status: String) async throws {
        let room = try await ComplianceRoom()
        try await room.create(CustomRule.self, "r", rule("nodes.items.size() \(comparison)"))
        _ = try await CustomRuleReconciler(room: room.room).reconcile(room.key("r"))
        let profile = try await tailor(
            room, ["enableRules": [["name": "r", "rationale": "r", "kind": "CustomRule"]]])
        #expect(profile?.state == .ready)
        let stage = ScanStage(room)
        try await stage.createScan([
            "scanType": "Platform", "scannerType": "CEL",
            "profile": "xccdf_compliance.openshift.io_profile_tp",
        ])
        var agent = stage.agent(StubScanner.report([:]))
        agent = ScanAgent(
            room: room.room, directories: stage.directories, place: .platform, scanner: agent.scanner,
            expressions: ExpressionScanner(room: room.room))
        try await stage.run(agent)
        let result = try #require(try await stage.result("own-rule"))
        #expect(result.status.rawValue == status)
        #expect(result.severity == "high")
    }
}
