import Bytes
import Capability
import Cluster
import Controllers
import Kubernetes
import Testing

@testable import Compliance

@Suite("ComplianceScan")
struct ComplianceScanTests {
    @Test("a scan ends DONE, leaves a result a rule, and the worst of them is its result")
    func runs() async throws {
        let stage = ScanStage(
            try await ComplianceRoom(), texts: StubTexts(rules: [StubTexts.text("bad", severity: "high")]))
        try await stage.createScan()
        try await stage.run(
            stage.agent(
                StubScanner.report([
                    "good": "pass", "bad": "fail", "by_hand": "notchecked", "elsewhere": "notapplicable",
                    "left": "notselected",
                ])))
        let scan = try #require(try await stage.scan())
        #expect(scan.phase == .done)
        #expect(scan.result == .nonCompliant)
        #expect(scan.endTimestamp == "2026-01-02T03:04:05Z")
        #expect(scan.object.annotations["compliance.openshift.io/check-count"] == "3")
        let bad = try #require(try await stage.result("bad"))
        #expect(bad.status == .fail)
        #expect(bad.severity == "high")
        #expect(bad.id == StubScanner.id("bad"))
        #expect(
            bad.object.labels == [
                "compliance.openshift.io/scan-name": "s", "compliance.openshift.io/suite": "s",
                "compliance.openshift.io/check-status": "FAIL",
                "compliance.openshift.io/check-severity": "high",
            ])
        #expect(bad.object.ownerReferences.first?.uid == scan.object.uid)
        #expect(try await stage.result("by-hand")?.status == .manual)
        let absent = [try await stage.result("elsewhere"), try await stage.result("left")]
        #expect(absent.allSatisfy { $0 == nil })
    }

    @Test("conditions are sorted by type, and Ready is true at the end")
    func conditions() async throws {
        let stage = ScanStage(try await ComplianceRoom())
        try await stage.createScan()
        try await stage.look()
        let running = try #require(try await stage.scan())
        #expect(running.phase == .running)
        #expect(running.conditions.json.array?.map { $0["type"]?.string } == ["Processing", "Ready"])
        #expect(running.conditions.json.array?.map { $0["status"]?.string } == ["True", "False"])
        try await stage.run(stage.agent(StubScanner.report(["r": "pass"])))
        let done = try #require(try await stage.scan())
        #expect(done.conditions.json.array?.map { $0["status"]?.string } == ["False", "True"])
    }

    @Test("a rule that could not be decided makes the scan an ERROR and says why")
    func errors() async throws {
        let stage = ScanStage(try await ComplianceRoom())
        try await stage.createScan()
        try await stage.run(stage.agent(StubScanner.report(["odd": "error"])))
        #expect(try await stage.scan()?.result == .error)
        let odd = try #require(try await stage.result("odd"))
        #expect(odd.object.annotations["compliance.openshift.io/error-msg"] == "seen")
    }

    @Test("a scanner that fails makes the scan an ERROR with its sentence")
    func fails() async throws {
        let stage = ScanStage(try await ComplianceRoom())
        try await stage.createScan()
        try await stage.run(stage.failingAgent("the content is broken"))
        let scan = try #require(try await stage.scan())
        #expect(scan.result == .error)
        #expect(scan.errorMessage == "this-node: the content is broken")
    }

    @Test("the rescan annotation is taken off and the scan begins anew; stale results go")
    func rescans() async throws {
        let stage = ScanStage(try await ComplianceRoom())
        try await stage.createScan()
        try await stage.run(stage.agent(StubScanner.report(["old": "fail"])))
        try await stage.annotate("rescan")
        try await stage.run(stage.agent(StubScanner.report(["new": "pass"])))
        let scan = try #require(try await stage.scan())
        #expect(scan.currentIndex == 1)
        #expect(scan.object.annotations["compliance.openshift.io/rescan"] == nil)
        #expect(scan.result == .compliant)
        #expect(try await stage.result("old") == nil)
        #expect(try await stage.result("new")?.status == .pass)
    }

    @Test(
        "a scan that a crash left in any phase is run to its end, without duplicates",
        arguments: ScanPhase.allCases)
    func picksUp(phase: ScanPhase) async throws {
        let room = try await ComplianceRoom()
        let first = ScanStage(room)
        try await first.createScan()
        if phase == .aggregating || phase == .done {
            try await first.look()
            _ = try await first.agent(StubScanner.report(["r": "fail"])).reconcile(room.key("s"))
        }
        // One step at a time up to the phase; then everything that is in memory is gone.
        while let scan = try await first.scan(), scan.phase != phase {
            guard case .gone = try await first.reconciler.step(scan) else { break }
        }
        #expect(try await first.scan()?.phase == phase)
        let second = ScanStage(room)
        var scan = try #require(try await second.scan())
        scan.object["spec"]?["content"] = .string(second.file)
        _ = try await room.cluster.update(
            ComplianceScan.type, namespace: ComplianceGroup.namespace, scan.object, subresource: nil,
            options: WriteOptions())
        try await second.run(second.agent(StubScanner.report(["r": "fail"])))
        #expect(try await second.scan()?.phase == .done)
        #expect(try await second.scan()?.result == .nonCompliant)
        #expect(try await second.scan()?.currentIndex == 0)
        let results = try await room.cluster.all(
            ComplianceCheckResult.self, namespace: ComplianceGroup.namespace)
        #expect(results.map(\.object.name) == ["s-r"])
    }

    @Test("a nodeSelector that no node matches makes the scan NOT-APPLICABLE")
    func selectsNodes() async throws {
        let stage = ScanStage(try await ComplianceRoom())
        try await stage.createScan(["nodeSelector": ["node-role.kubernetes.io/master": ""]])
        try await stage.look()
        let scan = try #require(try await stage.scan())
        #expect(scan.result == .notApplicable)
        #expect(scan.errorMessage == "no node matches the scan's nodeSelector")
    }

    @Test(
        "content outside the allowed directories is refused",
        arguments: ["file:///etc", "file://\(ScanStage.directory)/../etc", "registry.example/image:latest"])
    func refusesContent(image: String) async throws {
        let stage = ScanStage(try await ComplianceRoom())
        try await stage.createScan(["contentImage": .string(image)])
        try await stage.look()
        let scan = try #require(try await stage.scan())
        #expect(scan.phase == .done)
        #expect(scan.result == .error)
        #expect(!scan.errorMessage.isEmpty)
    }

    @Test("a scan that runs into its timeout is tried again as often as it may be, then is an ERROR")
    func timesOut() async throws {
        let time = TestTime()
        let stage = ScanStage(try await ComplianceRoom(time: time))
        try await stage.createScan(["timeout": "1m", "maxRetryOnTimeout": 1])
        let waiting = try await stage.look()
        #expect(waiting == .again(after: .seconds(60)))
        time.pass(seconds: 61)
        try await stage.look()
        let again = try #require(try await stage.scan())
        #expect(again.phase == .running)
        #expect(again.remainingRetries == 0)
        #expect(again.object.annotations["compliance.openshift.io/timeout"] == "this-node")
        time.pass(seconds: 61)
        try await stage.look()
        let scan = try #require(try await stage.scan())
        #expect(scan.phase == .done)
        #expect(scan.result == .error)
        #expect(scan.errorMessage.contains("no results came from this-node"))
        #expect(scan.conditions.json.array?.last?["reason"] == "Timeout")
    }

    @Test("hidden rules get no result; rules that do not apply get one on request")
    func hides() async throws {
        let stage = ScanStage(
            try await ComplianceRoom(), texts: StubTexts(rules: [StubTexts.text("helper", isHidden: true)]))
        try await stage.createScan(["showNotApplicable": true])
        try await stage.run(
            stage.agent(StubScanner.report(["helper": "pass", "elsewhere": "notapplicable"])))
        #expect(try await stage.result("helper") == nil)
        #expect(try await stage.result("elsewhere")?.status == .notApplicable)
        #expect(try await stage.scan()?.result == .notApplicable)
    }

    @Test("raw results of earlier runs are kept, and the oldest go")
    func rotates() async throws {
        let stage = ScanStage(try await ComplianceRoom())
        try await stage.createScan(["rawResultStorage": ["rotation": 2]])
        for _ in 0..<4 {
            try await stage.run(stage.agent(StubScanner.report(["r": "pass"])))
            try await stage.annotate("rescan")
        }
        let maps = try await stage.room.cluster.list(
            ResultMap.type, namespace: ComplianceGroup.namespace,
            options: ListOptions(labelSelector: "compliance.openshift.io/scan-name=s"))
        #expect(maps.items.map(\.name).sorted() == ["s-this-node-pod", "s-this-node-raw-2"])
    }

    @Test("a node's ConfigMap has the members and marks of the operator's contract")
    func contract() async throws {
        let stage = ScanStage(try await ComplianceRoom())
        try await stage.createScan()
        try await stage.look()
        _ = try await stage.agent(StubScanner.report(["r": "fail"])).reconcile(stage.room.key("s"))
        let map = try await stage.room.cluster.get(
            ResultMap.type, namespace: ComplianceGroup.namespace, name: "s-this-node-pod")
        #expect(map["data"]?["exit-code"] == "2")
        #expect(map["data"]?["results"]?.string?.hasPrefix("<TestResult") == true)
        #expect(
            map.labels == [
                "compliance.openshift.io/scan-name": "s", "complianceoperator.openshift.io/scan-result": "",
            ])
        #expect(map.annotations["openscap-scan-result/node"] == "this-node")
    }
}
