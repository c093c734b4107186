import Glibc
import Host
import OVAL
import PlatformFacts
import SCAP
import Threads
import XCCDF

/// A scan of a cluster: what the profile's rules ask of it is collected into files, and the rules' checks read
/// those.
struct PlatformScan {
    /// What the scan is about.
    let content: Content
    let choice: ProfileChoice
    var tailoring: Tailoring?
    /// The rules to evaluate; nil for all that the profile selects.
    var rules: Set<String>?
    /// Keeps what documents of OVAL results tell; nil when none are wanted.
    var record: OVALRecord?
    /// Where the files are kept; nil for a directory that goes after the scan.
    var keptDirectory: String?

    /// What came out.
    struct Outcome: Sendable {
        let result: BenchmarkResult
        /// What a person should know about the collection, one sentence each.
        let notes: [String]
        /// The host that the checks looked at.
        let host: Host
        private let root: CollectedRoot

        init(result: BenchmarkResult, notes: [String], host: Host, root: CollectedRoot) {
            self.result = result
            self.notes = notes
            self.host = host
            self.root = root
        }
    }

    /// Collects and evaluates.
    func run(
        _ source: any APISource, progress: @escaping @Sendable (String) -> Void = { _ in }
    ) async throws -> Outcome {
        let profile = try content.resolve(choice, tailoring: tailoring)
        let plan = PlatformPlan(content.benchmark, under: profile, rules: rules)
        let files = try await PlatformCollector(source: source, readFilter: JQFilter.reader).collect(plan)
        let root = try CollectedRoot(files, keeping: keptDirectory)
        let host = try Host(root: root.path)
        let (content, choice, tailoring, rules) = (content, choice, tailoring, rules)
        // The thread alone touches the record while it works; nobody else does before it has ended.
        nonisolated(unsafe) let record = record
        // Checks recurse and block: they are no work for the threads of the pool.
        let result = try await BlockingThread.run {
            try content.scan(
                choice, tailoring: tailoring, only: rules, collector: Collector(host: host),
                clock: { Int64(time(nil)) }, record: record, progress: { progress($0.ruleID) })
        }
        return Outcome(
            result: files.judged(result, of: content.benchmark, plan), notes: plan.notes + files.warnings,
            host: host, root: root)
    }
}
