import Bytes
import XCCDF

extension Report {
    /// Reads a result file: an XCCDF result, a benchmark that holds results, or an ARF document.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - resultID: The id of the `TestResult`, or its end; nil for the last one of the file.
    ///   - benchmarkPath: Where the benchmark is, for results that do not hold it; nil leaves their texts out.
    /// - Throws: ``ReportError`` for a file that cannot be read, is not well-formed, or holds no such result.
    public init(path: String, resultID: String? = nil, benchmarkPath: String? = nil) throws(ReportError) {
        var benchmark: MarkupScanner?
        if let benchmarkPath { benchmark = try MarkupScanner(path: benchmarkPath) }
        try self.init(MarkupScanner(path: path), resultID, benchmark)
    }

    /// Reads a result document that is in memory.
    public init(bytes: [UInt8], name: String, resultID: String? = nil) throws(ReportError) {
        try self.init(MarkupScanner(bytes: bytes, name: name), resultID, nil)
    }

    private init(
        _ scanner: MarkupScanner, _ resultID: String?, _ benchmark: MarkupScanner?
    ) throws(ReportError) {
        let index = try ResultFileIndex(scanner)
        guard let found = index.result(resultID) else {
            let ids = index.results.map(\.report.resultID).joined(separator: ", ")
            let sentence =
                ids.isEmpty
                ? "the file holds no TestResult; it is no result file"
                : "the file holds no TestResult \"\(resultID ?? "")\"; it has \(ids)"
            throw ReportError(file: scanner.file, sentence)
        }
        self = found.report
        try addFindings(found.results, index, scanner)
        if let part = index.benchmark(benchmarkID) {
            adopt(part, scanner)
        } else if let benchmark {
            let outside = try ResultFileIndex(benchmark)
            if let part = outside.benchmark(benchmarkID) { adopt(part, benchmark) }
            if let source = index.source, source.sha256 != benchmark.sha256 {
                notes.append(
                    "\(benchmark.file) is not the content that was evaluated: that was \(source.href), with "
                        + "another SHA-256.")
            }
        }
        if groups.isEmpty, title.isEmpty {
            let place = index.source.map { " It is in \($0.href)." } ?? ""
            notes.append("The benchmark is not part of the results: rules are shown by their ids.\(place)")
        }
    }

    /// Puts the results of rules into the report, with what OVAL results say about those that need attention.
    private mutating func addFindings(
        _ results: [ReportRule], _ index: ResultFileIndex, _ scanner: MarkupScanner
    ) throws(ReportError) {
        rules = results
        var wanted: [Int: [String: [Int]]] = [:]
        for (place, rule) in results.enumerated() where rule.needsAttention {
            for content in rule.check?.contents ?? [] {
                guard let name = content.name, let offset = index.definitions(content.href) else { continue }
                wanted[offset, default: [:]][name, default: []].append(place)
            }
        }
        for (offset, rules) in wanted.sorted(by: { $0.key < $1.key }) {
            let reader = try OVALResultsReader(scanner, at: offset, definitions: Set(rules.keys))
            for (definition, places) in rules {
                let findings = reader.findings(definition)
                for place in places { self.rules[place].findings = findings }
            }
        }
    }

    /// Takes names and the tree from a benchmark, and remembers where its texts are.
    mutating func adopt(_ index: BenchmarkIndex, _ scanner: MarkupScanner) {
        title = index.title
        if benchmarkVersion.isEmpty { benchmarkVersion = index.version }
        if benchmarkID.isEmpty { benchmarkID = index.id }
        groups = index.groups
        if let profileID { profileTitle = index.profiles[profileID]?.title ?? "" }
        let places = Dictionary(index.rules.enumerated().map { ($1.id, $0) }) { first, _ in first }
        for index_ in rules.indices {
            guard let place = places[rules[index_].id] else { continue }
            rules[index_].title = index.rules[place].title
            rules[index_].group = index.rules[place].group
        }
        details = FileDetails(scanner, index, values: values)
    }
}

extension Report {
    /// The ids of the results that a file holds, in its order.
    ///
    /// - Throws: ``ReportError`` for a file that cannot be read or is not well-formed.
    public static func resultIDs(path: String) throws(ReportError) -> [String] {
        try ResultFileIndex(MarkupScanner(path: path)).results.map(\.report.resultID)
    }
}

/// What a result file holds, and where.
struct ResultFileIndex {
    var benchmarks: [BenchmarkIndex] = []
    var results: [TestResultReader] = []
    /// Where each `oval_results` begins, by the id of its report.
    var ovalResults: [String: Int] = [:]
    /// The content that was evaluated, when the file names it instead of holding it (``AssetReport/Source``).
    var source: (href: String, sha256: String)?

    init(_ scanner: MarkupScanner) throws(ReportError) {
        guard try scanner.next() == .start else {
            throw ReportError(file: scanner.file, "the document has no root element")
        }
        try visit(scanner, report: "")
        while try scanner.next() != .done {}
    }

    private mutating func visit(_ scanner: MarkupScanner, report: String) throws(ReportError) {
        if scanner.isNamed("Benchmark") {
            var found: [TestResultReader] = []
            let index = try BenchmarkIndex(scanner) { () throws(ReportError) in
                found.append(try TestResultReader(scanner))
            }
            benchmarks.append(index)
            results += found
        } else if scanner.isNamed("TestResult") {
            results.append(try TestResultReader(scanner))
        } else if scanner.isNamed("oval_results") {
            ovalResults[report] = scanner.offset
        } else if scanner.isNamed("source"), let digest = try scanner.attribute("sha256") {
            source = (try scanner.attribute("href") ?? "", digest)
        } else if Self.isContainer(scanner) {
            let id = scanner.isNamed("report") ? try scanner.attribute("id") ?? "" : report
            try scanner.forEachChild { () throws(ReportError) in try visit(scanner, report: id) }
        }
    }

    /// Elements that may hold benchmarks or results; all others are passed over at full speed.
    private static func isContainer(_ scanner: MarkupScanner) -> Bool {
        let names: [StaticString] = [
            "asset-report-collection", "report-requests", "report-request", "content",
            "data-stream-collection", "component", "reports", "report", "extended-infos", "extended-info",
        ]
        return names.contains { scanner.isNamed($0) }
    }

    /// The result of that id, or the last one of the file.
    func result(_ id: String?) -> TestResultReader? {
        guard let id, !id.isEmpty else { return results.last }
        let exact = results.last { $0.report.resultID == id }
        return exact ?? results.last { $0.report.resultID.hasSuffix(id) }
    }

    /// The benchmark of that id, or the only one.
    func benchmark(_ id: String) -> BenchmarkIndex? {
        benchmarks.first { $0.id == id } ?? (benchmarks.count == 1 && id.isEmpty ? benchmarks[0] : nil)
    }

    /// Where the OVAL results are that a check's href means: `#` and the report's id.
    func definitions(_ href: String) -> Int? {
        href.hasPrefix("#") ? ovalResults[String(href.dropFirst())] : nil
    }
}

extension Report {
    /// The description of a profile in the lines of its source, or nil when the file does not have the profile.
    public static func profileDescription(
        path: String, benchmarkID: String, profile: ResolvedProfile
    ) throws(ReportError) -> String? {
        guard let id = profile.id else { return nil }
        let scanner = try MarkupScanner(path: path)
        guard let index = try ResultFileIndex(scanner).benchmark(benchmarkID) else { return nil }
        return try FileDetails(scanner, index, values: profile.values).profileDescription(id)
    }
}

extension MarkupScanner {
    /// The SHA-256 of the whole file in hexadecimal digits.
    fileprivate var sha256: String {
        var digest = Digest(.sha256)
        var offset = 0
        while case let block = window.copy(offset..<(offset + 1 << 18)), !block.isEmpty {
            digest.update(block)
            offset += block.count
        }
        return Hex.encode(digest.finish())
    }
}
