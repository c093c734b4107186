import Bytes
import Capability
import Kubernetes
import Testing

@testable import Compliance

@Suite("Viewing a result")
struct ResultViewTests {
    /// A scan with a failed rule whose repair became a remediation, over the bundle that it came from.
    private func stage(isKnown: Bool = true) async throws -> ScanStage {
        let fix = "{apiVersion: v1, kind: ConfigMap, metadata: {name: made, namespace: openshift-compliance}}"
        let room = try await ComplianceRoom()
        let stage = ScanStage(
            room,
            texts: StubTexts(
                rules: [StubTexts.text("r", severity: "high", fixes: [RuleText.Fix(id: "r", template: fix)])])
        )
        if isKnown {
            try await room.create(
                ProfileBundle.self, "b",
                [
                    "spec": [
                        "contentImage": .string("file://\(ScanStage.directory)"),
                        "contentFile": .string(stage.file),
                    ]
                ])
            try await room.storeRule(
                "r", controls: ["NIST-800-53": "AC-2;CM-6(a)", "CIS-OCP": "1.1"],
                fixes: [["apiVersion": "v1", "kind": "ConfigMap"]])
        }
        try await stage.createScan()
        try await stage.run(stage.agent(StubScanner.report(["r": "fail", "r_more": "fail"])))
        return stage
    }

    private func texts(_ view: ResultView, _ name: String) -> [String] {
        view.fields.filter { $0.name == name }.map(\.text)
    }

    @Test("the verdict, the rule, its controls and its remediation stand together")
    func whole() async throws {
        let stage = try await stage()
        let view = try await ResultView("s-r", in: stage.room.place)
        #expect(texts(view, "Title") == ["Title of r"])
        #expect(texts(view, "Status") == ["FAIL"])
        #expect(texts(view, "Severity") == ["high"])
        #expect(texts(view, "Description") == ["Description."])
        #expect(texts(view, "NIST-800-53 Controls") == ["AC-2, CM-6(a)"])
        #expect(texts(view, "Available Fix") == ["Yes"])
        #expect(texts(view, "Fix Object") == ["apiVersion: v1\nkind: ConfigMap\n"])
        #expect(texts(view, "Rule Object Name") == ["b-r"])
        #expect(texts(view, "Remediation Name") == ["s-r"])
        #expect(view.json["controls"]?["CIS-OCP"] == ["1.1"])
        #expect(view.json["remediations"]?.array?.first?["name"] == "s-r")
        #expect(view.json["scan"] == "s")
    }

    @Test("a result whose bundle is gone is shown without what the rule says")
    func orphan() async throws {
        let stage = try await stage(isKnown: false)
        let view = try await ResultView("s-r", in: stage.room.place)
        #expect(texts(view, "Title") == ["Title of r"])
        #expect(texts(view, "Rule Object Name").isEmpty)
        #expect(texts(view, "Available Fix") == ["No"])
        let other = try await ResultView("s-r-more", in: stage.room.place)
        #expect(texts(other, "Remediation Created") == ["No"])
    }

    @Test("a result that is not there is named with its place")
    func missing() async throws {
        let room = try await ComplianceRoom()
        let failure = await #expect(throws: CommandFailure.self) {
            try await ResultView("nope", in: room.place)
        }
        #expect(
            failure?.description == "ComplianceCheckResult \"nope\" was not found in namespace "
                + "\"openshift-compliance\" of https://test")
    }
}
