import Host
import KubeBench
import ScratchRoots
import Testing
import XCCDF

@testable import KubeBenchContent

@Suite struct KubeBenchContentTests {
    private static let node = """
        version: house-1
        id: 4
        text: Worker
        type: node
        groups:
          - id: 4.1
            text: Files
            checks:
              - id: 4.1.1
                text: The file is closed
                audit: stat -c permissions=%a $kubeletconf
                tests: {test_items: [{flag: permissions, compare: {op: bitmask, value: '600'}}]}
                remediation: chmod 600 $kubeletconf
                scored: true
              - id: 4.1.2
                text: The file is open
                audit: stat -c permissions=%a $kubeletconf
                tests: {test_items: [{flag: permissions, compare: {op: eq, value: '777'}}]}
              - {id: 4.1.3, text: Look, type: manual}
              - {id: 4.1.4, text: Left out, type: skip, scored: true}
              - {id: 4.1.5, text: Asks elsewhere, audit: kubectl get pods, tests: {test_items: [{flag: x}]}, scored: true}
              - {id: 4.1.6, text: Missing, audit: stat -c %a /none, tests: {test_items: [{flag: x}]}, scored: true}
              - {id: 4.1.7, text: Fails, audit: echo y, tests: {test_items: [{flag: x}]}, scored: true}
        """
    private static let master = """
        id: 1
        type: master
        groups: [{id: 1.1, checks: [{id: 4.1.1, text: a, audit: echo x, scored: true, tests: {test_items: [{flag: x}]}}]}]
        """
    private static let configuration = """
        node:
          components: [kubelet]
          kubelet: {optional: true, bins: [kubelet], confs: [/a, /etc/kubelet.yaml], defaultconf: /usual.yaml}
        """

    @Test("checks are rules, and a benchmark and each of its files are profiles")
    func catalogue() throws {
        let root = try Self.root()
        defer { withExtendedLifetime(root) {} }
        let content = try KubeBenchContent(path: "/cfg/", on: try Host(root: root.path))
        #expect(content.benchmarks == ["house-1", "house-2"])
        let (benchmark, instructions) = try content.catalogue()
        #expect(
            benchmark.profiles.map(\.id)
                == [
                    "house-1", "house-1-master", "house-1-node", "house-2", "house-2-node",
                ].map { "xccdf_kube-bench_profile_\($0)" })
        #expect(benchmark.rules.count == 15)
        let rule = try #require(benchmark.rules.first { $0.id == "xccdf_kube-bench_rule_house-1-4.1.1-node" })
        #expect(rule.title == "4.1.1 The file is closed")
        #expect(rule.item.description.plain == "chmod 600 /usual.yaml")
        #expect(rule.severity == .medium)
        #expect(instructions[rule.id] == "stat -c permissions=%a /usual.yaml")
        #expect(try benchmark.resolve(.named("house-1")).ruleIsSelected.count { $0 } == 8)
        #expect(try benchmark.resolve(.named("house-1-master")).ruleIsSelected.count { $0 } == 1)
        #expect(benchmark.rules.first { $0.id.hasSuffix("_house-2-4.1.3") }?.checks.isEmpty == true)
    }

    @Test("the directory of one benchmark is content of its own")
    func oneBenchmark() throws {
        let root = try Self.root()
        defer { withExtendedLifetime(root) {} }
        let host = try Host(root: root.path)
        #expect(try KubeBenchContent(path: "/cfg/house-2", on: host).benchmarks == ["house-2"])
        #expect(KubeBenchContent.isContent("/cfg/house-2", on: host))
        #expect(!KubeBenchContent.isContent("/cfg/config.yaml", on: host))
        #expect(throws: KubeBenchError.self) { try KubeBenchContent(path: "/cfg/house-3", on: host) }
        #expect(throws: KubeBenchError.self) { try KubeBenchContent(path: "/etc", on: host) }
    }

    @Test("each state is the outcome that the cluster's results know")
    func outcomes() throws {
        let root = try Self.root()
        defer { withExtendedLifetime(root) {} }
        let host = try Host(root: root.path)
        let content = try KubeBenchContent(path: "/cfg/house-2", on: host)
        let assessment = try content.assessment(of: AuditMachine(host))
        let result = try assessment.result(.named("house-2"), clock: { 0 })
        #expect(
            result.results.map(\.outcome) == [
                .pass, .informational, .notChecked, .notApplicable, .notChecked, .error, .fail,
            ])
        #expect(result.results[4].messages.first?.contains("\"kubectl\" is not answered here") == true)
        #expect(result.results[5].messages.first?.contains("exit status 1") == true)
        #expect(result.results[6].findings.first?.expected == ["'x' is present"])
        #expect(
            assessment.benchmark.rules[0].item.description.plain == "chmod 600 /etc/kubelet.yaml")
    }

    @Test("a file for another kind of node does not apply, unless its own profile is asked for")
    func otherKind() throws {
        let host = try Host()
        let root = try Self.root()
        defer { withExtendedLifetime(root) {} }
        let content = try KubeBenchContent(path: root.path + "/cfg/house-1", on: host)
        let whole = try content.assessment(of: AuditMachine(host))
            .result(.named("house-1"), clock: { 0 })
        #expect(whole.results.first?.outcome == .notApplicable)
        let id = "xccdf_kube-bench_profile_house-1-master"
        let forced = try content.assessment(of: AuditMachine(host), profile: id)
            .result(.named(id), clock: { 0 })
        #expect(forced.results.first?.outcome == .pass)
    }

    @Test("chosen checks alone are rules to evaluate, and the sections say what kube-bench says")
    func chosen() throws {
        let root = try Self.root()
        defer { withExtendedLifetime(root) {} }
        let host = try Host(root: root.path)
        let content = try KubeBenchContent(path: "/cfg/house-1", on: host)
        let assessment = try content.assessment(
            of: AuditMachine(host), targets: ["node"],
            selection: CheckSelection(checks: ["4.1.1", "4.1.3", "4.1.7"], skipped: ["4.1.7"]))
        #expect(
            assessment.chosenRules.sorted() == [
                "xccdf_kube-bench_rule_house-1-4.1.1-node", "xccdf_kube-bench_rule_house-1-4.1.3",
                "xccdf_kube-bench_rule_house-1-4.1.7",
            ])
        let sections = assessment.controls()
        #expect(sections.map(\.target) == ["node"])
        #expect(sections.first?.checks.map(\.state) == [.pass, .warn, .info])
        let result = try assessment.result(.all, only: assessment.chosenRules, clock: { 0 })
        #expect(
            result.results.map(\.outcome).filter { $0 != .notSelected } == [
                .pass, .notChecked, .notApplicable,
            ])
    }

    private static func root() throws -> ScratchRoot {
        let root = try ScratchRoot()
        root.file("cfg/config.yaml", configuration)
        root.file("cfg/house-1/node.yaml", node)
        root.file("cfg/house-1/master.yaml", master)
        root.file("cfg/house-2/node.yaml", node)
        root.file("etc/kubelet.yaml", bytes: [], mode: 0o600)
        return root
    }
}
