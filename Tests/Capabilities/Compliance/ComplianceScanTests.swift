import Bytes
import Capability
import Cluster
import Foundation
import Kubernetes
import Testing

@testable import Compliance

@Suite("ComplianceScan")
struct ComplianceScanTests {
    private static let directory = FileManager.default.temporaryDirectory.path
    private let file = "martlet-\(UUID().uuidString)-ds.xml"

    private func reconciler(
        _ room: ComplianceRoom, _ outcome: Result<ScanFindings, any Error>
    ) -> ComplianceScanReconciler {
        _ = FileManager.default.createFile(atPath: "\(Self.directory)/\(file)", contents: Data())
        return ComplianceScanReconciler(
            room: room.room, directories: ContentDirectories([Self.directory]),
            scanner: StubScanner(outcome: outcome))
    }

    private func createScan(
        in room: ComplianceRoom, nodeSelector: JSON = [:], image: String = "file://\(directory)"
    ) async throws {
        try await room.create(
            ComplianceScan.self, "s",
            [
                "spec": [
                    "profile": "p", "contentImage": .string(image), "content": .string(file),
                    "nodeSelector": nodeSelector,
                ]
            ])
    }

    private func findings(_ list: RuleFinding...) -> Result<ScanFindings, any Error> {
        .success(ScanFindings(findings: list))
    }

    @Test("a scan ends DONE, leaves a result a rule, and the worst of them is its result")
    func runs() async throws {
        let room = try await ComplianceRoom()
        try await createScan(in: room)
        let reconciler = reconciler(
            room,
            findings(
                StubScanner.finding("good", .pass), StubScanner.finding("bad", .fail, severity: "high"),
                StubScanner.finding("by_hand", .manual), StubScanner.finding("elsewhere", .notApplicable)))
        _ = try await reconciler.reconcile(room.key("s"))
        let scan = try #require(try await room.find(ComplianceScan.self, "s"))
        #expect(scan.phase == .done)
        #expect(scan.result == .nonCompliant)
        #expect(scan.endTimestamp == "2026-01-02T03:04:05Z")
        let bad = try #require(try await room.find(ComplianceCheckResult.self, "s-bad"))
        #expect(bad.status == .fail)
        #expect(bad.severity == "high")
        #expect(bad.id == "xccdf_org.ssgproject.content_rule_bad")
        #expect(
            bad.object.labels == [
                "compliance.openshift.io/scan-name": "s", "compliance.openshift.io/suite": "s",
                "compliance.openshift.io/check-status": "FAIL",
                "compliance.openshift.io/check-severity": "high",
            ])
        #expect(bad.object.ownerReferences.first?.kind == "ComplianceScan")
        #expect(bad.object.ownerReferences.first?.uid == scan.object.uid)
        #expect(try await room.find(ComplianceCheckResult.self, "s-by-hand")?.status == .manual)
        #expect(try await room.find(ComplianceCheckResult.self, "s-elsewhere") == nil)
    }

    @Test("a rule that could not be decided makes the scan an ERROR and says why")
    func errors() async throws {
        let room = try await ComplianceRoom()
        try await createScan(in: room)
        _ = try await reconciler(room, findings(StubScanner.finding("odd", .error))).reconcile(room.key("s"))
        #expect(try await room.find(ComplianceScan.self, "s")?.result == .error)
        let odd = try #require(try await room.find(ComplianceCheckResult.self, "s-odd"))
        #expect(odd.object.annotations["compliance.openshift.io/error-msg"] == "cannot be decided")
    }

    @Test("the rescan annotation is taken off and the scan begins anew; stale results go")
    func rescans() async throws {
        let room = try await ComplianceRoom()
        try await createScan(in: room)
        _ = try await reconciler(room, findings(StubScanner.finding("old", .fail))).reconcile(room.key("s"))
        var scan = try #require(try await room.find(ComplianceScan.self, "s"))
        scan.object.annotations["compliance.openshift.io/rescan"] = ""
        _ = try await room.cluster.update(
            ComplianceScan.type, namespace: ComplianceGroup.namespace, scan.object, subresource: nil,
            options: WriteOptions())
        let again = reconciler(room, findings(StubScanner.finding("new", .pass)))
        _ = try await again.reconcile(room.key("s"))
        let pending = try #require(try await room.find(ComplianceScan.self, "s"))
        #expect(pending.phase == .pending)
        #expect(pending.currentIndex == 1)
        #expect(pending.object.annotations["compliance.openshift.io/rescan"] == nil)
        _ = try await again.reconcile(room.key("s"))
        #expect(try await room.find(ComplianceScan.self, "s")?.result == .compliant)
        #expect(try await room.find(ComplianceCheckResult.self, "s-old") == nil)
        #expect(try await room.find(ComplianceCheckResult.self, "s-new")?.status == .pass)
    }

    @Test("a scan that a crash left RUNNING is run to its end")
    func picksUp() async throws {
        let room = try await ComplianceRoom()
        try await createScan(in: room)
        let before = try #require(try await room.find(ComplianceScan.self, "s"))
        var running = before
        running.phase = .running
        try await room.cluster.storeStatus(running, before: before)
        _ = try await reconciler(room, findings(StubScanner.finding("r", .pass))).reconcile(room.key("s"))
        #expect(try await room.find(ComplianceScan.self, "s")?.phase == .done)
    }

    @Test("a nodeSelector that no node matches makes the scan NOT-APPLICABLE")
    func selectsNodes() async throws {
        let room = try await ComplianceRoom()
        try await createScan(in: room, nodeSelector: ["node-role.kubernetes.io/master": ""])
        _ = try await reconciler(room, findings(StubScanner.finding("r", .pass))).reconcile(room.key("s"))
        let scan = try #require(try await room.find(ComplianceScan.self, "s"))
        #expect(scan.result == .notApplicable)
        #expect(scan.errorMessage == "no node matches the scan's nodeSelector")
    }

    @Test(
        "content outside the allowed directories is refused",
        arguments: ["file:///etc", "file://\(directory)/../etc", "quay.io/some/image:latest"])
    func refusesContent(image: String) async throws {
        let room = try await ComplianceRoom()
        try await createScan(in: room, image: image)
        _ = try await reconciler(room, findings(StubScanner.finding("r", .pass))).reconcile(room.key("s"))
        let scan = try #require(try await room.find(ComplianceScan.self, "s"))
        #expect(scan.phase == .done)
        #expect(scan.result == .error)
        #expect(!scan.errorMessage.isEmpty)
    }
}
