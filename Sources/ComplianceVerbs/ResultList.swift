public import Bytes
import SCAPReports
import XCCDF

/// The outcomes of a scan, whichever document they were kept in.
public struct ResultList: Sendable {
    /// One evaluated rule.
    public struct Row: Sendable, Equatable {
        /// The rule's id.
        public var rule: String
        /// What came out.
        public var outcome: Outcome
        /// How bad a failure is.
        public var severity: Severity
        /// The rule's name for people; empty when the document does not say it.
        public var title: String

        /// Makes a row.
        public init(rule: String, outcome: Outcome, severity: Severity, title: String) {
            self.rule = rule
            self.outcome = outcome
            self.severity = severity
            self.title = title
        }
    }

    /// The evaluated rules in the document's order, each once.
    public let rows: [Row]
    private let places: [String: Int]

    /// A list of rows; of two with one rule the last counts.
    public init(rows: [Row]) {
        var kept: [Row] = []
        var places: [String: Int] = [:]
        for row in rows where row.outcome != .notSelected {
            if let place = places[row.rule] {
                kept[place] = row
            } else {
                places[row.rule] = kept.count
                kept.append(row)
            }
        }
        self.rows = kept
        self.places = places
    }

    /// What a scan brought.
    public init(_ result: BenchmarkResult, of benchmark: Benchmark) {
        self.init(
            rows: result.results.map {
                Row(
                    rule: $0.ruleID, outcome: $0.outcome, severity: $0.severity,
                    title: benchmark.rules[$0.ruleIndex].title)
            })
    }

    /// Reads what `compliance scan -o json` printed.
    ///
    /// - Throws: ``ResultListError``, which names the file and the member.
    public init(json bytes: [UInt8], file: String) throws(ResultListError) {
        let document: JSON
        do throws(JSONError) { document = try JSON(parsing: bytes) } catch {
            throw ResultListError(file: file, reason: "\(error)")
        }
        guard let results = document["results"]?.array else {
            throw ResultListError(file: file, reason: "results: the list of results is missing")
        }
        var rows: [Row] = []
        for (index, result) in results.enumerated() {
            guard let id = result["id"]?.string else {
                throw ResultListError(file: file, reason: "results[\(index)].id: a text is missing")
            }
            guard let outcome = result["result"]?.string.flatMap(Outcome.init(rawValue:)) else {
                throw ResultListError(file: file, reason: "results[\(index)].result: no such outcome")
            }
            rows.append(
                Row(
                    rule: id, outcome: outcome,
                    severity: result["severity"]?.string.flatMap(Severity.init(rawValue:)) ?? .unknown,
                    title: result["title"]?.string ?? ""))
        }
        self.init(rows: rows)
    }

    /// Reads an XCCDF result or a result data stream; of several results the latest counts.
    ///
    /// - Throws: ``ResultListError``, which names the file.
    public init(xml path: String) throws(ResultListError) {
        do throws(ReportError) {
            let report = try Report(path: path)
            self.init(
                rows: report.rules.map {
                    Row(rule: $0.id, outcome: $0.outcome, severity: $0.severity, title: $0.title)
                })
        } catch {
            throw ResultListError(file: path, reason: "\(error)")
        }
    }

    /// The row of a rule.
    public subscript(_ rule: String) -> Row? { places[rule].map { rows[$0] } }
}

/// Why a file holds no results that can be compared; one sentence that names the file and the place.
public struct ResultListError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The file.
    public var file: String
    /// What is wrong, and where in the file.
    public var reason: String

    /// `file: reason`.
    public var description: String { reason.hasPrefix(file) ? reason : "\(file): \(reason)" }
}
