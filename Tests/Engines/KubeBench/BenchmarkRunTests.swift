import Bytes
import Host
import ScratchRoots
import Testing

@testable import KubeBench

@Suite struct BenchmarkRunTests {
    private static let master = """
        version: house-1.0
        id: 1
        text: Control plane
        type: master
        groups:
          - id: 1.1
            text: Files
            checks:
              - id: 1.1.1
                text: The pod's file is closed
                audit: "/bin/sh -c 'if test -e $apiserverconf; then stat -c permissions=%a $apiserverconf; fi'"
                tests: {test_items: [{flag: permissions, compare: {op: bitmask, value: '600'}}]}
                remediation: chmod 600 $apiserverconf
                scored: true
              - id: 1.1.2
                text: Somebody looks
                type: manual
          - id: 1.2
            text: API server
            checks:
              - id: 1.2.1
                text: Nobody is anonymous
                audit: "/bin/ps -ef | grep $apiserverbin | grep -v grep"
                tests: {test_items: [{flag: --anonymous-auth, env: ANONYMOUS, compare: {op: eq, value: false}}]}
                remediation: Set <it>.
                scored: true
              - id: 1.2.2
                text: Profiling is off
                audit: "ps -C $apiserverbin -o cmd="
                tests: {test_items: [{flag: --profiling, compare: {op: eq, value: false}}]}
                scored: false
        """

    @Test("a benchmark is evaluated on a machine as kube-bench evaluates it")
    func run() throws {
        let result = try Self.evaluate()
        #expect(result.checks.map(\.state) == [.pass, .warn, .pass, .warn])
        #expect(
            result.checks[0].check.remediation == "chmod 600 /etc/kubernetes/manifests/kube-apiserver.yaml")
        #expect(
            result.checks[2].actualValue
                == "root        4711       1  0 Jan01 ?        00:00:00 kube-apiserver --anonymous-auth=false"
        )
        #expect(result.checks[3].expectedResult == "'--profiling' is present")
        #expect(result.notes.isEmpty)
    }

    @Test("checks and groups are chosen and skipped by their numbers")
    func selection() throws {
        let some = try Self.evaluate(CheckSelection(groups: ["1.2"], skipped: ["1.2.1"]))
        #expect(some.checks.map(\.check.id) == ["1.2.1", "1.2.2"])
        #expect(some.checks[0].state == .info)
        let one = try Self.evaluate(CheckSelection(checks: ["1.1.1"]))
        #expect(one.groups.map(\.id) == ["1.1"])
        #expect(
            try Self.evaluate(CheckSelection(includesScored: false)).checks.map(\.check.id) == [
                "1.1.2", "1.2.2",
            ])
        #expect(try Self.evaluate(CheckSelection(includesUnscored: false)).checks.count == 2)
    }

    @Test("without processes nothing is said that needs them")
    func offline() throws {
        let result = try Self.evaluate(processes: nil)
        #expect(result.checks.map(\.ground) == [.tests, .manual, .unanswered, .unanswered])
        #expect(result.checks[2].reason.contains("does not run here"))
    }

    @Test("a program that does not run is said, and what needs it is no failed test")
    func missing() throws {
        let result = try Self.evaluate(processes: [])
        #expect(result.checks.map(\.ground) == [.tests, .manual, .failedAudit, .failedAudit])
        #expect(result.checks[2].state == .fail)
        #expect(
            result.notes == [
                "master: apiserver does not run here: none of hyperkube apiserver, "
                    + "kube-apiserver was found"
            ])
    }

    @Test("the kinds of node are told from what runs")
    func targets() throws {
        let root = try ScratchRoot()
        defer { withExtendedLifetime(root) {} }
        let configuration = try Configuration(reading: [(ConfigurationTests.text, "config.yaml")])
        func targets(_ processes: [HostProcess]?) throws -> [String]? {
            let machine = AuditMachine(files: try Host(root: root.path), processes: processes)
            return BenchmarkRun(configuration: configuration, auditor: Auditor(machine: machine))
                .targets(of: "house", among: ["controlplane", "etcd", "master", "node", "policies"])
        }
        let server = HostProcess.fixture("/bin/kube-apiserver", program: "kube-apiserver")
        #expect(try targets([server]) == ["controlplane", "master", "node", "policies"])
        #expect(try targets([]) == ["node", "policies"])
        #expect(try targets(nil) == nil)
    }

    @Test("the document has kube-bench's members in kube-bench's order")
    func document() throws {
        let text = KubeBenchDocument([try Self.evaluate()]).text
        let json = try JSON(parsing: text)
        #expect(json["Totals"] == ["total_pass": 2, "total_fail": 0, "total_warn": 2, "total_info": 0])
        let section = try #require(json["Controls"]?.array?.first)
        #expect(section["node_type"] == "master")
        #expect(section["tests"]?.array?.map { $0["pass"] } == [1, 1])
        #expect(
            text.hasPrefix(
                """
                {"Controls":[{"id":"1","version":"house-1.0","text":"Control plane","node_type":"master",\
                "tests":[{"section":"1.1","type":"","pass":1,"fail":0,"warn":1,"info":0,"desc":"Files",\
                "results":[{"test_number":"1.1.1","test_desc":"The pod's file is closed","audit":
                """.trimmed))
        let check = try #require(section["tests"]?.array?.last?["results"]?.array?.last)
        #expect(check["status"] == "WARN")
        #expect(check["test_info"] == [""])
        #expect(check["reason"] == nil)
    }

    @Test("a result becomes a verdict of the Compliance Operator's kinds")
    func verdicts() throws {
        let verdicts = try Self.evaluate(CheckSelection(skipped: ["1.1.1"])).checks
            .map { ComplianceVerdict($0, of: "House_1.0") }
        #expect(
            verdicts.map(\.rule) == [
                "house-1.0-1.1.1", "house-1.0-1.1.2", "house-1.0-1.2.1", "house-1.0-1.2.2",
            ])
        #expect(verdicts.map(\.status) == [.notApplicable, .manual, .pass, .info])
        #expect(verdicts.map(\.severity) == ["medium", "low", "medium", "low"])
        let missing = try Self.evaluate(processes: []).checks.map { ComplianceVerdict($0, of: "house") }
        #expect(missing.map(\.status) == [.pass, .manual, .error, .error])
        #expect(missing[2].warnings.count == 1)
        let offline = try Self.evaluate(processes: nil).checks.map { ComplianceVerdict($0, of: "house") }
        #expect(offline.map(\.status) == [.pass, .manual, .manual, .manual])
        #expect(offline[3].warnings.first?.contains("was not run") == true)
    }

    private static func evaluate(
        _ selection: CheckSelection = CheckSelection(),
        processes: [HostProcess]? = [
            .fixture("kube-apiserver --anonymous-auth=false", program: "kube-apiserver")
        ]
    ) throws -> ControlsResult {
        let root = try ScratchRoot()
        defer { withExtendedLifetime(root) {} }
        root.file("etc/kubernetes/manifests/kube-apiserver.yaml", bytes: [], mode: 0o600)
        root.file("etc/passwd", "root:x:0:0::/root:/bin/sh\n")
        root.file("cfg/config.yaml", ConfigurationTests.text)
        root.file("cfg/house-1.10/master.yaml", master)
        root.file("cfg/house-1.9/master.yaml", master)
        root.file("cfg/house-1.9/config.yaml", "master: {}")
        let files = try Host(root: root.path)
        let directory = try BenchmarkDirectory("/cfg", on: files)
        #expect(directory.benchmarks == ["house-1.9", "house-1.10"])
        let run = BenchmarkRun(
            configuration: try directory.configuration(of: "house-1.9"),
            auditor: Auditor(machine: AuditMachine(files: files, processes: processes)))
        let controls = try directory.controls(of: "house-1.9", targets: ["master"])
        return try run.evaluate(try #require(controls.first), selection)
    }

    @Test(
        "a directory that is none, and a benchmark or a file that is missing, are named",
        arguments: [
            ("/none", "b", "t", "/none: the directory cannot be read: /none does not exist"),
            (
                "/etc", "b", "t",
                "/etc: config.yaml is missing; name the directory that holds it and the benchmarks"
            ),
            ("/cfg", "b", "t", "/cfg: there is no benchmark \"b\"; there are a"),
            ("/cfg", "a", "t", "/cfg/a: there is no file for the target \"t\"; there are node"),
        ])
    func missingFiles(path: String, benchmark: String, target: String, message: String) throws {
        let root = try ScratchRoot()
        defer { withExtendedLifetime(root) {} }
        root.directory("etc")
        root.file("cfg/config.yaml", "x: {}")
        root.file("cfg/a/node.yaml", "type: node")
        let files = try Host(root: root.path)
        let error = try #require(throws: KubeBenchError.self) {
            try BenchmarkDirectory(path, on: files).controls(of: benchmark, targets: [target])
        }
        #expect("\(error)" == message)
    }
}
