import OVAL
import XCCDF

/// Keeps what the OVAL definitions of a scan came to, for documents of results.
///
/// ```swift
/// let record = OVALRecord()
/// _ = try content.scan(.named("standard"), collector: collector, clock: now, record: record)
/// for document in record.documents { write(document.evaluator.results(on: SystemInfo(host))) }
/// ```
///
/// A scan without one is quicker: its probes leave out what decides nothing.
public final class OVALRecord {
    /// The definitions that the benchmark calls by one name, evaluated under one set of external variables.
    public struct Document {
        /// The file's name as the benchmark's checks have it.
        public let href: String
        /// What was evaluated.
        public var definitions: Definitions { evaluator.definitions }
        /// Gives the results.
        public let evaluator: Evaluator
    }

    /// The documents that were evaluated, by name; those of the benchmark stand before those of platforms.
    public private(set) var documents: [Document] = []

    /// A record of a scan to come.
    public init() {}

    /// Takes over what a check system evaluated.
    func add(_ checks: OVALCheckSystem) {
        let known = Set(documents.map(\.href))
        documents += checks.judged.compactMap { href, judge in
            if known.contains(href) { return nil }
            return judge.evaluator.map { Document(href: href, evaluator: $0) }
        }
    }
}
