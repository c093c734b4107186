import ArgumentParser
import Capability
import Glibc
import Host
import KubeBench
import KubeBenchContent
import OVAL
import SCAP
import SCAPReports
import XCCDF

/// The command `martlet compliance kube-bench`.
struct ComplianceKubeBenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kube-bench", abstract: "Put a kube-bench benchmark to this host or a directory.",
        discussion: """
            The checks' shell lines are answered by looking, not by running them. What cannot be answered that \
            way is left to a person, or run with --allow-audit-commands.

            The exit codes are those of compliance scan.

            EXAMPLES
              martlet compliance kube-bench --config-dir cfg --benchmark cis-1.9
              martlet compliance kube-bench -D cfg --kube-version 1.29 --targets node -o kube-bench-json
              martlet compliance kube-bench -D cfg --benchmark cis-1.9 --root /mnt/node -o junit > cis.xml
            """)

    @Option(
        name: [.customLong("config-dir"), .customShort("D")],
        help: "The directory with config.yaml and the benchmarks.")
    var directory: String

    @Option(help: "The benchmark, such as cis-1.9. Default: the one for the Kubernetes version.")
    var benchmark: String?

    @Option(
        name: .customLong("kube-version"),
        help: "The Kubernetes version, such as 1.29. Default: that of the API server's pod.")
    var kubeVersion: String?

    @Option(
        name: [.customLong("targets"), .customShort("s")],
        help: "Kinds of node: master,node. Default: what runs.")
    var targets: String?

    @Option(name: [.customLong("check"), .customShort("c")], help: "Only these checks: 1.1.1,1.1.2.")
    var checks: String?

    @Option(
        name: [.customLong("group"), .customShort("g")], help: "Only the checks of these groups: 1.1,1.2.")
    var groups: String?

    @Option(help: "Checks and groups that are left out and said to be: 1.1,1.2.3.")
    var skip: String?

    @Option(help: "The directory that is looked at as the host's root.")
    var root = "/"

    @Flag(
        name: .customLong("allow-audit-commands"),
        help: "Run audits that cannot be answered by looking. They are what the directory says they are.")
    var runsAudits = false

    @Option(
        name: [.short, .long],
        help: "How to print: table, wide, json, yaml, sarif, junit, csv, html, markdown or kube-bench-json.")
    var output = KubeBenchFormat.scan(.table)

    @Option(
        name: .customLong("fail-on"), help: "The least severity of a failed check that makes the exit code 2."
    )
    var threshold = Severity.unknown

    func validate() throws {
        if checks != nil, groups != nil { throw ValidationError("--check and --group exclude each other") }
        if benchmark != nil, kubeVersion != nil {
            throw ValidationError("--benchmark and --kube-version exclude each other")
        }
        if runsAudits, root != "/" {
            throw ValidationError("--allow-audit-commands runs them on this host, so it excludes --root")
        }
    }

    func run() throws {
        let started = Int64(time(nil))
        let host = try Host(root: root)
        let machine = AuditMachine(host)
        let content = try self.content(for: machine)
        let assessment = try content.assessment(
            of: machine, targets: targets.map(Self.list),
            selection: CheckSelection(
                checks: Set(checks.map(Self.list) ?? []), groups: Set(groups.map(Self.list) ?? []),
                skipped: Set(skip.map(Self.list) ?? [])),
            run: runner(host))
        let chosen = assessment.chosenRules
        if chosen.isEmpty { throw CommandFailure("\(directory): no check of the benchmark was chosen") }
        let result = try assessment.result(
            .named(KubeBenchContent.profileID(content.benchmarks[0])), only: chosen,
            clock: { Int64(time(nil)) })
        let summary = ScanReport(
            result, benchmark: assessment.benchmark, contentPath: directory, started: started)
        let sections = assessment.controls()
        switch output {
        case .kubeBench: print(KubeBenchDocument(sections).text)
        case .scan(let format):
            if let house = format.house {
                print(summary.text(house, isWide: format == .wide), terminator: "")
            } else {
                let subject = TestResultSubject(SystemInfo(host), benchmarkHref: directory)
                try Report(benchmark: assessment.benchmark, result: result, subject: subject)
                    .write(format) { StandardOutput.put($0) }
            }
        }
        for note in assessment.notes { StandardError.write(note) }
        let counts = StateCounts(sections.flatMap(\.checks))
        let states = CheckState.allCases.map { "\(counts[$0]) \($0.rawValue)" }.joined(separator: ", ")
        StandardError.write("\(content.benchmarks[0]): \(states)")
        throw summary.exitCode(failOn: threshold)
    }

    private func runner(_ host: Host) -> Auditor.Runner? {
        guard runsAudits else { return nil }
        let process = AuditProcess(environment: host.environment)
        return { process.run($0) }
    }

    /// The benchmark that is named, or the one for the machine.
    private func content(for machine: AuditMachine) throws -> KubeBenchContent {
        let all = try BenchmarkDirectory(directory, on: Host())
        let configuration = try all.configuration()
        let version =
            kubeVersion ?? (benchmark == nil ? Platform(machine).kubernetesVersion(configuration) : nil)
        let found = benchmark ?? version.flatMap { configuration.benchmark(forVersion: $0) }
        guard let name = found ?? (all.benchmarks.count == 1 ? all.benchmarks[0] : nil) else {
            let reason =
                version.map { "config.yaml has no benchmark for Kubernetes \($0)" }
                ?? "the Kubernetes version cannot be told from the machine"
            throw CommandFailure(
                "\(directory): \(reason); give --benchmark, one of \(all.benchmarks.joined(separator: ", "))")
        }
        let wanted = targets.map(Self.list)
        _ = try all.controls(of: name, targets: wanted)
        return try KubeBenchContent(all, [name])
    }

    private static func list(_ text: String) -> [String] {
        text.split(separator: ",").map { item in
            String(item.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        }
    }
}
