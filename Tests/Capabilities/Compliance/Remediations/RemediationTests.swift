import Bytes
import Capability
import Cluster
import Kubernetes
import Testing

@testable import Compliance

@Suite("ComplianceRemediation")
struct RemediationTests {
    private static let maps = ResultMap.type

    private func stage(_ fix: String, values: [String: String] = [:]) async throws -> ScanStage {
        try await stage(in: try await ComplianceRoom(), fix, values: values)
    }

    private func stage(
        in room: ComplianceRoom, _ fix: String, values: [String: String] = [:]
    ) async throws -> ScanStage {
        ScanStage(
            room,
            texts: StubTexts(
                rules: [StubTexts.text("r", fixes: [RuleText.Fix(id: "fix_r", template: fix)])],
                values: values))
    }

    private static let configMap = """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: made, namespace: openshift-compliance}
        data: {limit: "{{.var_limit}}"}
        """

    private func found(_ room: ComplianceRoom) async throws -> ComplianceRemediation? {
        try await room.find(ComplianceRemediation.self, "s-fix-r")
    }

    private func apply(_ room: ComplianceRoom, _ wish: Bool) async throws -> ComplianceRemediation? {
        guard var remediation = try await found(room) else { return nil }
        remediation.applies = wish
        _ = try await room.cluster.update(
            ComplianceRemediation.type, namespace: ComplianceGroup.namespace, remediation.object,
            subresource: nil, options: WriteOptions())
        _ = try await ComplianceRemediationReconciler(room: room.room).reconcile(room.key("s-fix-r"))
        return try await found(room)
    }

    @Test("a failed rule's fix becomes a remediation that can be applied and taken back")
    func appliesAndTakesBack() async throws {
        let stage = try await stage(Self.configMap, values: ["var_limit": "5"])
        try await stage.createScan()
        try await stage.run(stage.agent(StubScanner.report(["r": "fail"])))
        let made = try #require(try await found(stage.room))
        #expect(made.applies == false)
        #expect(made.object.annotations["compliance.openshift.io/xccdf-value-used"] == "var-limit")
        #expect(
            try await stage.result("r")?.object.labels["compliance.openshift.io/automated-remediation"] == "")
        #expect(try await apply(stage.room, true)?.state == .applied)
        let payload = try await stage.room.cluster.get(
            Self.maps, namespace: ComplianceGroup.namespace, name: "made")
        #expect(payload["data"]?["limit"] == "5")
        #expect(try await apply(stage.room, false)?.state == .notApplied)
        let gone = try await stage.room.cluster.find(
            Self.maps, namespace: ComplianceGroup.namespace, name: "made")
        #expect(gone == nil)
    }

    @Test("an applied remediation whose content changes is Outdated and keeps what is in force")
    func outdated() async throws {
        let room = try await ComplianceRoom()
        let first = try await stage(in: room, Self.configMap, values: ["var_limit": "5"])
        try await first.createScan()
        try await first.run(first.agent(StubScanner.report(["r": "fail"])))
        _ = try await apply(room, true)
        let second = try await stage(in: room, Self.configMap, values: ["var_limit": "9"])
        var scan = try #require(try await second.scan())
        scan.object["spec"]?["content"] = .string(second.file)
        scan.object.annotations["compliance.openshift.io/rescan"] = ""
        _ = try await room.cluster.update(
            ComplianceScan.type, namespace: ComplianceGroup.namespace, scan.object, subresource: nil,
            options: WriteOptions())
        try await second.run(second.agent(StubScanner.report(["r": "pass"])))
        let changed = try #require(try await found(room))
        #expect(changed.outdated?["data"]?["limit"] == "5")
        #expect(changed.current?["data"]?["limit"] == "9")
        #expect(try await apply(room, true)?.state == .outdated)
    }

    @Test("a fix that asks for a value that nobody set needs a review")
    func unset() async throws {
        let stage = try await stage(Self.configMap)
        try await stage.createScan()
        try await stage.run(stage.agent(StubScanner.report(["r": "fail"])))
        let applied = try #require(try await apply(stage.room, true))
        #expect(applied.object.annotations["compliance.openshift.io/unset-value"] == "var-limit")
        #expect(applied.state == .needsReview)
    }

    @Test("a fix that depends on another rule waits for it")
    func depends() async throws {
        let fix = """
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: made
              namespace: openshift-compliance
              annotations: {complianceascode.io/depends-on: \(StubScanner.id("other"))}
            """
        let stage = try await stage(fix)
        try await stage.createScan()
        try await stage.run(stage.agent(StubScanner.report(["r": "fail", "other": "fail"])))
        let waiting = try #require(try await apply(stage.room, true))
        #expect(waiting.state == .missingDependencies)
        #expect(waiting.current?["metadata"]?["annotations"] == nil)
        try await stage.annotate("rescan")
        try await stage.run(stage.agent(StubScanner.report(["r": "fail", "other": "pass"])))
        #expect(try await apply(stage.room, true)?.state == .applied)
    }

    @Test("a kind that the cluster does not serve is an Error that names it")
    func unknownKind() async throws {
        let stage = try await stage(
            "{apiVersion: config.openshift.io/v1, kind: APIServer, metadata: {name: cluster}}")
        try await stage.createScan()
        try await stage.run(stage.agent(StubScanner.report(["r": "fail"])))
        let applied = try #require(try await apply(stage.room, true))
        #expect(applied.state == .error)
        #expect(applied.errorMessage.contains("APIServer"))
    }

    @Test(
        "ranges of versions are read as content writes them",
        arguments: [
            (">=4.6.0 <4.8.0", "4.7.3", true), (">=4.6.0 <4.8.0", "4.8.0", false),
            ("<4.6.0 || >=4.9.0", "4.10.1", true), ("&gt;4.6.0", "4.7", true), ("4.6.1", "4.6.1", true),
            ("!4.6.1", "4.6.1", false), (">= 1.20", "v1.28.3+k3s1", true),
        ])
    func ranges(range: String, version: String, isInside: Bool) throws {
        let range = try #require(VersionRange(range))
        #expect(range.contains(try #require(VersionRange.Version(version))) == isInside)
    }

    @Test("what is no range of versions is refused", arguments: ["", ">", "a.b.c", ">=1.2.3.4", "1.0 ||"])
    func badRanges(text: String) { #expect(VersionRange(text) == nil) }
}
