import SCAP
import XCCDF
import XML

/// An Asset Reporting Format 1.1 document: what was asked for, the machine, and what came out.
///
/// ```swift
/// let report = AssetReport(content: content, result: result, subject: subject)
/// try report.write { try file.write($0) }
/// ```
///
/// The source data stream is copied byte for byte, so that its signatures and digests stay true; or it is only
/// named by place and digest, which makes the document a small part of its size.
public struct AssetReport {
    /// What the document says of the content that was evaluated.
    public enum Source: Sendable {
        /// The content's own bytes are part of the document.
        case embedded(path: String)
        /// The content is elsewhere; its SHA-256 in hexadecimal digits says which one was meant.
        case referenced(href: String, sha256: String)
    }

    /// Takes a document piece by piece.
    public typealias Receiver = ([UInt8]) throws -> Void

    /// A further report, such as the OVAL results of one file of the content.
    public struct Part {
        /// The report's id, such as `oval0`.
        public var id: String
        /// The file of the content whose checks it answers, as the benchmark calls it.
        public var href: String
        /// Writes the report's root element as UTF-8, without an XML declaration.
        public var write: (_ receive: @escaping Receiver) throws -> Void

        /// Describes a report.
        public init(
            id: String, href: String, write: @escaping (_ receive: @escaping Receiver) throws -> Void
        ) {
            self.id = id
            self.href = href
            self.write = write
        }
    }

    private let benchmark: Benchmark
    private let result: BenchmarkResult
    private let subject: TestResultSubject
    private let asset: AssetIdentification
    private let source: Source
    private let parts: [Part]

    /// - Parameters:
    ///   - content: What was evaluated.
    ///   - source: How the document has the content; nil embeds its file.
    ///   - asset: The machine; nil takes what the subject's facts say.
    ///   - parts: Reports of the checking systems.
    public init(
        content: Content, result: BenchmarkResult, subject: TestResultSubject, source: Source? = nil,
        asset: AssetIdentification? = nil, parts: [Part] = []
    ) {
        benchmark = content.benchmark
        self.source = source ?? .embedded(path: content.path)
        self.asset = asset ?? AssetIdentification(subject)
        self.parts = parts
        var subject = subject
        subject.assetID = "asset0"
        self.subject = subject
        self.result = result.answered(by: parts)
    }

    /// Writes the document.
    ///
    /// - Parameter receive: Gets it in pieces.
    /// - Throws: ``ReportError`` when the content cannot be read, and what `receive` and the parts throw.
    public func write(to receive: @escaping Receiver) throws {
        try receive(Array((Self.head + relationships + Self.requestHead).utf8))
        try writeSource(to: receive)
        try receive(Array(Self.requestTail.utf8))
        var machine = XMLWriter(declaration: false)
        machine.element("arf:assets") { writer in
            writer.element("arf:asset", [("id", "asset0")]) { asset.write(to: &$0) }
        }
        try receive(machine.finish())
        try receive(Array("<arf:reports>\n".utf8))
        let testResult = Part(id: "xccdf1", href: "") { receive in
            var writer = XMLWriter(declaration: false, to: receive)
            result.write(of: benchmark, subject: subject, to: &writer)
            try writer.close()
        }
        for part in [testResult] + parts {
            try receive(Array("<arf:report id=\"\(part.id)\">\n<arf:content>".utf8))
            try part.write(receive)
            try receive(Array("</arf:content>\n</arf:report>\n".utf8))
        }
        try receive(Array("</arf:reports>".utf8))
        if case .referenced(let href, let digest) = source { try receive(Self.digest(href, digest)) }
        try receive(Array("</arf:asset-report-collection>\n".utf8))
    }

    private static let head = """
        <?xml version="1.0" encoding="UTF-8"?>
        <arf:asset-report-collection xmlns:arf="http://scap.nist.gov/schema/asset-reporting-format/1.1" \
        xmlns:core="http://scap.nist.gov/schema/reporting-core/1.1" \
        xmlns:ai="http://scap.nist.gov/schema/asset-identification/1.1">

        """

    private static let requestHead = "<arf:report-requests>\n<arf:report-request id=\"collection1\">\n"
    private static let requestTail = "</arf:report-request>\n</arf:report-requests>\n"

    /// ARF 1.1, 6.4.2: every report was made for the request and is about the machine.
    private var relationships: String {
        var writer = XMLWriter(declaration: false)
        let namespace = [
            ("xmlns:arfvocab", "http://scap.nist.gov/specifications/arf/vocabulary/relationships/1.0#")
        ]
        writer.element("core:relationships", namespace) { writer in
            for id in ["xccdf1"] + parts.map(\.id) {
                for (type, target) in [("createdFor", "collection1"), ("isAbout", "asset0")] {
                    writer.element(
                        "core:relationship", [("type", "arfvocab:\(type)"), ("subject", id)]
                    ) { $0.element("core:ref", text: target) }
                }
            }
        }
        return String(decoding: writer.finish(), as: UTF8.self)
    }

    private func writeSource(to receive: ([UInt8]) throws -> Void) throws {
        switch source {
        case .embedded(let path):
            try receive(Array("<arf:content>\n".utf8))
            try Self.copyRoot(path, to: receive)
            try receive(Array("</arf:content>\n".utf8))
        case .referenced(let href, _):
            var writer = XMLWriter(declaration: false)
            writer.element(
                "arf:remote-resource",
                [
                    ("xmlns:xlink", "http://www.w3.org/1999/xlink"), ("xlink:type", "simple"),
                    ("xlink:href", href),
                ], text: "")
            try receive(writer.finish())
        }
    }

    /// The digest of content that is elsewhere, as an extension: a resource's own attributes are a closed list.
    private static func digest(_ href: String, _ digest: String) -> [UInt8] {
        var writer = XMLWriter(declaration: false)
        writer.element("arf:extended-infos") { writer in
            writer.element("arf:extended-info", [("id", "source0")]) { writer in
                writer.element(
                    "martlet:source",
                    [("xmlns:martlet", "urn:martlet:arf"), ("href", href), ("sha256", digest)], text: "")
            }
        }
        return writer.finish()
    }

    /// Copies a file from its root element on: a declaration may only stand at a document's very start.
    private static func copyRoot(_ path: String, to receive: ([UInt8]) throws -> Void) throws {
        let scanner = try MarkupScanner(path: path)
        guard try scanner.next() == .start else {
            throw ReportError(file: path, "the document has no root element")
        }
        var offset = scanner.offset
        while true {
            // Larger ones would come from the heap and stay with it.
            let block = scanner.window.copy(offset..<(offset + 1 << 16))
            if block.isEmpty { break }
            try receive(block)
            offset += block.count
        }
    }
}

extension BenchmarkResult {
    /// The results with the checks pointing to the reports of the document that answer them.
    fileprivate func answered(by parts: [AssetReport.Part]) -> BenchmarkResult {
        let ids = Dictionary(parts.map { ($0.href, "#\($0.id)") }) { first, _ in first }
        var result = self
        for index in result.results.indices {
            guard var check = result.results[index].check else { continue }
            for place in check.contents.indices {
                if let id = ids[check.contents[place].href] { check.contents[place].href = id }
            }
            result.results[index].check = check
        }
        return result
    }
}
