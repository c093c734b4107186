public import Host
public import KubeBench
public import XCCDF

/// kube-bench's benchmarks as an XCCDF benchmark, so that whatever works with rules, profiles and results works
/// with them.
///
/// ```swift
/// let content = try KubeBenchContent(path: "/etc/kube-bench/cis-1.9", on: host)
/// let assessment = try content.assessment(of: AuditMachine(host))
/// let result = try assessment.result(.named("cis-1.9"), clock: { now() })
/// ```
///
/// Each check is a rule, each benchmark a profile, and so is each of its files.
public struct KubeBenchContent: Sendable {
    /// The directory with `config.yaml`.
    public let directory: BenchmarkDirectory
    /// The names of the benchmarks, in order.
    public let benchmarks: [String]
    private let sections: [Section]

    /// One file of a benchmark.
    struct Section: Sendable {
        var benchmark: String
        var file: BenchmarkDirectory.ControlsFile
    }

    /// Opens a configuration directory with all its benchmarks, or the directory of one of them.
    ///
    /// - Throws: ``KubeBenchError`` when it is neither.
    public init(path: String, on files: Host) throws(KubeBenchError) {
        let path = Self.withoutSlashes(path)
        var failure: KubeBenchError?
        do throws(KubeBenchError) {
            let directory = try BenchmarkDirectory(path, on: files)
            if !directory.benchmarks.isEmpty {
                try self.init(directory, directory.benchmarks)
                return
            }
        } catch {
            failure = error
        }
        let (parent, name) = HostPath(path).split
        let benchmark = String(decoding: name, as: UTF8.self)
        if let directory = try? BenchmarkDirectory(parent.description, on: files),
            directory.benchmarks.contains(benchmark)
        {
            try self.init(directory, [benchmark])
            return
        }
        throw failure
            ?? KubeBenchError(file: path, reason: "the directory holds no benchmark of kube-bench")
    }

    /// Takes some benchmarks of a directory.
    public init(_ directory: BenchmarkDirectory, _ benchmarks: [String]) throws(KubeBenchError) {
        self.directory = directory
        self.benchmarks = benchmarks
        var sections: [Section] = []
        for benchmark in benchmarks {
            for file in try directory.controls(of: benchmark) {
                sections.append(Section(benchmark: benchmark, file: file))
            }
        }
        self.sections = sections
    }

    /// Whether a path is a directory, as kube-bench's content is and SCAP content is not.
    public static func isContent(_ path: String, on files: Host) -> Bool {
        (try? files.status(of: HostPath(path)).kind) == .directory
    }

    /// The id of the profile that a benchmark is.
    public static func profileID(_ benchmark: String) -> String { BenchmarkCatalogue.profileID(benchmark) }

    /// The benchmark with the programs and places that are usual, and how to verify each rule by hand.
    ///
    /// - Throws: ``KubeBenchError`` naming file, line and field.
    public func catalogue() throws(KubeBenchError) -> (benchmark: Benchmark, instructions: [String: String]) {
        var catalogue = BenchmarkCatalogue(directory.path, benchmarks)
        for benchmark in benchmarks {
            let configuration = try directory.configuration(of: benchmark)
            for section in sections where section.benchmark == benchmark {
                let defaults = Substitutions.defaults(for: configuration.targets[section.file.target])
                catalogue.add(try defaults.controls(section.file), of: benchmark)
            }
        }
        return (catalogue.benchmark, catalogue.instructions)
    }

    /// The texts of all files, which stand for the content.
    public func texts() throws(KubeBenchError) -> [String] {
        var texts: [String] = []
        for benchmark in benchmarks {
            texts += try directory.configurationFiles(of: benchmark).map(\.text)
        }
        return texts + sections.flatMap { ["\($0.benchmark)/\($0.file.target)", $0.file.text] }
    }

    /// An assessment of a machine.
    ///
    /// - Parameters:
    ///   - profile: the id of a profile; only files of its benchmark are put to the machine. One that is about
    ///     a single file is assessed even where the machine does not seem to be such a node.
    ///   - targets: the kinds of node that the machine is taken for; nil to tell from what runs.
    ///   - run: runs an audit that is not answered by looking; nil when nothing may be run.
    /// - Throws: ``KubeBenchError`` naming file, line and field.
    public func assessment(
        of machine: AuditMachine, profile: String? = nil, targets: [String]? = nil,
        selection: CheckSelection = CheckSelection(), run: Auditor.Runner? = nil
    ) throws(KubeBenchError) -> KubeBenchAssessment {
        let auditor = Auditor(machine: machine, run: run)
        var catalogue = BenchmarkCatalogue(directory.path, benchmarks)
        var parts: [KubeBenchAssessment.Part] = []
        for benchmark in benchmarks {
            let ours = sections.filter { $0.benchmark == benchmark }
            let single = ours.map(\.file.target).filter {
                BenchmarkCatalogue.profileID(benchmark, target: $0) == profile
            }
            let isMeant =
                profile == nil || !single.isEmpty || BenchmarkCatalogue.profileID(benchmark) == profile
            let configuration = try directory.configuration(of: benchmark)
            let run = BenchmarkRun(configuration: configuration, auditor: auditor)
            let ofMachine =
                targets ?? run.targets(of: benchmark, among: ours.map(\.file.target))
            for section in ours {
                let (controls, node) = try run.controls(section.file)
                catalogue.add(controls, of: benchmark)
                guard isMeant else { continue }
                let target = section.file.target
                parts.append(
                    KubeBenchAssessment.Part(
                        benchmark: benchmark, controls: controls.choosing(selection),
                        isOfMachine: single.contains(target) || ofMachine?.contains(target) ?? true,
                        notes: controls.notes + node.notes(target)))
            }
        }
        return KubeBenchAssessment(catalogue, parts, auditor)
    }

    private static func withoutSlashes(_ path: String) -> String {
        var path = path[...]
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        return String(path)
    }
}
