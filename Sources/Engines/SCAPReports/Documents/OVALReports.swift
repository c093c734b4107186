public import OVAL
public import SCAP
import XCCDF
import XML

/// The OVAL results of a scan, one report for each file of definitions that was asked.
///
/// ```swift
/// let reports = OVALReports(content: content, record: record, system: SystemInfo(host), generator: generator)
/// let document = AssetReport(content: content, result: result, subject: subject, parts: reports.parts)
/// ```
///
/// Nothing is held in memory for it: results are worked out and definitions copied from the content while a
/// report is written.
public struct OVALReports {
    /// What the reports tell of each definition.
    public var directives = Directives(.full)
    /// Whether they tell what was collected.
    public var includesCharacteristics = true

    private let content: Content
    private let documents: [OVALRecord.Document]
    private let system: SystemInfo
    private let generator: Generator

    /// The results that a scan left in its record; what the rules ask stands before what platforms ask.
    public init(content: Content, record: OVALRecord, system: SystemInfo, generator: Generator) {
        self.content = content
        self.system = system
        self.generator = generator
        let asked = content.benchmark.checkFiles
        documents =
            asked.flatMap { href in record.documents.filter { $0.href == href } }
            + record.documents.filter { !asked.contains($0.href) }
    }

    /// Verdicts alone, without the definitions and what was collected: a small part of the size.
    public mutating func makeThin() {
        directives = Directives(.thin)
        directives.includesSourceDefinitions = false
        includesCharacteristics = false
    }

    /// The files of definitions as the benchmark calls them.
    public var hrefs: [String] { documents.map(\.href) }

    /// The reports of an ARF document, `oval0` for the first file of definitions.
    public var parts: [AssetReport.Part] {
        documents.indices.map { index in
            AssetReport.Part(id: "oval\(index)", href: documents[index].href) { receive in
                try write(index, isDocument: false, to: receive)
            }
        }
    }

    /// Writes one report, piece by piece.
    ///
    /// - Parameters:
    ///   - index: its place in ``hrefs``.
    ///   - isDocument: whether it begins with an XML declaration; a part of another document has none.
    /// - Throws: ``SCAPError`` when the content cannot be read any more, and what `receive` throws.
    public func write(
        _ index: Int, isDocument: Bool = true, to receive: @escaping ([UInt8]) throws -> Void
    ) throws {
        let document = documents[index]
        let source = directives.includesSourceDefinitions ? try content.source(of: document.href) : nil
        try ResultsDocument(
            generator: generator, directives: directives, definitions: source,
            includesCharacteristics: includesCharacteristics
        ).write(document.evaluator, on: system, isDocument: isDocument, to: receive)
    }
}
