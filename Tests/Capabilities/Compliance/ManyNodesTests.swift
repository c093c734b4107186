import Bytes
import Capability
import Cluster
import Controllers
import Glibc
import Kubernetes
import Testing

@testable import Compliance

@Suite("A scan of many nodes")
struct ManyNodesTests {
    private func merged(_ statuses: [String]) -> MergedResults.Merged? {
        var results = MergedResults()
        for (index, status) in statuses.enumerated() {
            let report = StubScanner.report(["r": status])
            guard let verdicts = try? TargetVerdicts(document: report.document, name: "n") else { return nil }
            results.add(verdicts, of: "n\(index)")
        }
        return results.merged.first
    }

    @Test("nodes that differ make a rule INCONSISTENT, and the exceptions are named")
    func differs() async throws {
        let stage = ScanStage(try await ComplianceRoom(nodes: ["b", "c"]))
        try await stage.createScan()
        let bad = StubScanner.report(["r": "fail", "same": "pass"])
        let good = StubScanner.report(["r": "pass", "same": "pass"])
        try await stage.run(
            stage.agent(good), stage.agent(bad, on: "b"), stage.agent(good, on: "c"))
        #expect(try await stage.scan()?.result == .inconsistent)
        let result = try #require(try await stage.result("r")).object
        #expect(result.labels["compliance.openshift.io/inconsistent-check"] == "")
        #expect(result.annotations["compliance.openshift.io/most-common-status"] == "PASS")
        #expect(result.annotations["compliance.openshift.io/inconsistent-source"] == "b:FAIL")
        #expect(try await stage.result("same")?.status == .pass)
        // Agreement in the next run takes the marks away again.
        try await stage.annotate("rescan")
        try await stage.run(
            stage.agent(good), stage.agent(good, on: "b"), stage.agent(good, on: "c"))
        let calm = try #require(try await stage.result("r")).object
        #expect(calm["status"] == "PASS")
        #expect(calm.labels["compliance.openshift.io/inconsistent-check"] == nil)
        #expect(calm.annotations["compliance.openshift.io/inconsistent-source"] == nil)
    }

    @Test("the common status is that of 60 % of the nodes, whatever their order")
    func sixtyPercent() {
        for passing in 1..<10 {
            let statuses =
                Array(repeating: "pass", count: passing) + Array(repeating: "fail", count: 10 - passing)
            let expected: CheckStatus? = passing >= 6 ? .pass : passing <= 4 ? .fail : nil
            var random = SystemRandomNumberGenerator()
            for order in [statuses, statuses.reversed(), statuses.shuffled(using: &random)] {
                #expect(merged(order)?.common == expected, "\(order)")
                #expect(merged(order)?.status == .inconsistent)
            }
        }
    }

    @Test(
        "a node that is not ready makes a strict scan an ERROR and is a warning otherwise",
        arguments: [true, false])
    func strictness(isStrict: Bool) async throws {
        let stage = ScanStage(try await ComplianceRoom(nodes: ["b"]))
        var node = try await stage.room.cluster.get(ScanTargets.nodes, namespace: nil, name: "b")
        node["status"] = ["conditions": [["type": "Ready", "status": "Unknown"]]]
        _ = try await stage.room.cluster.update(
            ScanTargets.nodes, namespace: nil, node, subresource: "status", options: WriteOptions())
        try await stage.createScan(["strictNodeScan": .bool(isStrict)])
        try await stage.run(stage.agent(StubScanner.report(["r": "pass"])))
        let scan = try #require(try await stage.scan())
        #expect(scan.result == (isStrict ? .error : .compliant))
        #expect((isStrict ? scan.errorMessage : scan.warnings) == "b: node b is not ready")
        #expect(try await stage.result("r")?.status == .pass)
    }

    /// How many nodes are merged: `MARTLET_MANY_NODES`, such as 500 where a release build is measured.
    private static let count = getenv("MARTLET_MANY_NODES").flatMap { Int(String(cString: $0)) } ?? 100

    @Test("many nodes with 391 rules become one result a rule", .timeLimit(.minutes(10)))
    func speed() async throws {
        let nodes = (1..<Self.count).map { "node-\($0)" }
        let stage = ScanStage(try await ComplianceRoom(nodes: nodes))
        try await stage.createScan()
        try await stage.look()
        let scan = try #require(try await stage.scan())
        for (index, node) in (nodes + ["this-node"]).enumerated() {
            let results = (0..<391).map { rule in
                "<rule-result idref=\"\(StubScanner.id("rule_number_\(rule)"))\" role=\"full\" "
                    + "time=\"2026-01-02T03:04:05Z\" severity=\"medium\" weight=\"1.000000\">"
                    + "<result>\((index + rule) % 97 == 0 ? "fail" : "pass")</result>"
                    + "<check system=\"http://oval.mitre.org/XMLSchema/oval-definitions-5\">"
                    + "<check-content-ref name=\"oval:ssg-r\(rule):def:1\" href=\"oval.xml\"/></check></rule-result>"
            }
            let report = TargetReport(
                document: Array(
                    "<TestResult xmlns=\"http://checklists.nist.gov/xccdf/1.2\">\(results.joined())</TestResult>"
                        .utf8),
                exitCode: "2")
            _ = try await stage.room.cluster.create(
                ResultMap.type, namespace: ComplianceGroup.namespace,
                ResultMap(report, of: scan, target: node).object, options: WriteOptions())
        }
        let started = ContinuousClock.now
        try await stage.look()
        let taken = ContinuousClock.now - started
        let results = try await stage.room.cluster.all(
            ComplianceCheckResult.self, namespace: ComplianceGroup.namespace)
        #expect(results.count == 391)
        #expect(try await stage.scan()?.result == .inconsistent)
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        print("\(Self.count) nodes with 391 rules merged in \(taken), peak \(usage.ru_maxrss / 1024) MiB")
    }
}
