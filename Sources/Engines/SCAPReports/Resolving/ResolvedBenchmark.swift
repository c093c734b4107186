/// A benchmark in which nothing extends anything any more (XCCDF 1.2, 7.2.2), as `oscap xccdf resolve` writes it.
///
/// Profiles, values, groups and rules get what they extend, and the abstract ones that only served for it are left
/// out. All else stays byte for byte.
///
/// ```swift
/// let resolved = try ResolvedBenchmark(path: "rules-xccdf.xml")
/// try resolved.write { try file.write($0) }
/// ```
public struct ResolvedBenchmark {
    /// Parts extend each other in a circle.
    public struct Loop: Error {}

    /// Whether the file calls itself resolved already.
    public let isResolved: Bool

    private let scanner: MarkupScanner
    /// What takes the place of which bytes, in order.
    private var edits: [(range: Range<Int>, bytes: [UInt8])] = []
    private let root: Range<Int>

    /// Reads a benchmark and works out what its parts inherit.
    ///
    /// - Throws: ``ReportError`` when the file cannot be read or a part extends what is not there, ``Loop`` when
    ///   parts extend each other.
    public init(path: String) throws { try self.init(MarkupScanner(path: path)) }

    /// The same for a benchmark that is in memory.
    public init(bytes: [UInt8], name: String) throws {
        try self.init(MarkupScanner(bytes: bytes, name: name))
    }

    private init(_ scanner: MarkupScanner) throws {
        guard try scanner.next() == .start, scanner.isNamed("Benchmark") else {
            throw ReportError(file: scanner.file, "the file is no benchmark")
        }
        let (start, tagEnd) = (scanner.offset, scanner.nextOffset)
        isResolved = ["1", "true"].contains(try scanner.attribute("resolved"))
        let tag = scanner.window.copy(start..<tagEnd)
        var parts: [BenchmarkPart] = []
        try scanner.forEachChild { () throws(ReportError) in
            if BenchmarkPart.kinds.contains(scanner.localName) { parts.append(try BenchmarkPart(scanner)) }
        }
        root = start..<scanner.nextOffset
        while try scanner.next() != .done {}
        self.scanner = scanner
        if !isResolved { edits.append((start..<tagEnd, Self.marked(tag))) }
        var kinds: [String: [String: BenchmarkPart]] = [:]
        Self.collect(parts, into: &kinds)
        for part in parts { try edit(part, kinds.mapValues { PartMerge(parts: $0, file: scanner.file) }) }
    }

    /// Writes the document.
    ///
    /// - Throws: ``ReportError`` when the file became shorter, and what `receive` throws.
    public func write(to receive: ([UInt8]) throws -> Void) throws {
        try receive(Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".utf8))
        var position = root.lowerBound
        for edit in edits {
            try copy(position..<edit.range.lowerBound, to: receive)
            try receive(edit.bytes)
            position = edit.range.upperBound
        }
        try copy(position..<root.upperBound, to: receive)
        try receive([0x0A])
    }

    private func copy(_ range: Range<Int>, to receive: ([UInt8]) throws -> Void) throws {
        var offset = range.lowerBound
        while offset < range.upperBound {
            let block = scanner.window.copy(offset..<min(range.upperBound, offset + 1 << 20))
            guard !block.isEmpty else {
                throw ReportError(file: scanner.file, "the file became shorter while it was read")
            }
            try receive(block)
            offset += block.count
        }
    }

    private static func collect(
        _ parts: [BenchmarkPart], into kinds: inout [String: [String: BenchmarkPart]]
    ) {
        for part in parts {
            kinds[part.kind, default: [:]][part.id] = part
            collect(part.parts, into: &kinds)
        }
    }

    private mutating func edit(_ part: BenchmarkPart, _ merges: [String: PartMerge]) throws {
        if part.isAbstract { return edits.append((part.range, [])) }
        if part.base != nil, let merge = merges[part.kind] {
            edits.append((part.head, try merge.head(of: part)))
        }
        for inner in part.parts { try edit(inner, merges) }
    }

    /// The benchmark's start tag with `resolved="1"`, in the place of what it says now.
    private static func marked(_ tag: [UInt8]) -> [UInt8] {
        let isEmpty = tag.suffix(2).first == UInt8(ascii: "/")
        let end = isEmpty ? "/>" : ">"
        let rest = PartMerge.without("resolved", tag).dropLast(end.utf8.count)
        return rest + Array(" resolved=\"1\"\(end)".utf8)
    }
}
