import XCCDF
import XML

/// A benchmark with a result in it, as `oscap xccdf eval --results` writes it.
///
/// The benchmark's bytes are those of the content: comments and line ends stay. Namespaces that are declared
/// around it are declared on it.
public struct BenchmarkDocument {
    private let path: String
    private let benchmark: Benchmark
    private let result: BenchmarkResult
    private let subject: TestResultSubject

    /// - Parameter path: The file that holds the benchmark, as a document or in a data stream.
    public init(path: String, benchmark: Benchmark, result: BenchmarkResult, subject: TestResultSubject) {
        self.path = path
        self.benchmark = benchmark
        self.result = result
        self.subject = subject
    }

    /// Writes the document.
    ///
    /// - Throws: ``ReportError`` when the file cannot be read or does not hold the benchmark, and what `receive`
    ///   throws.
    public func write(to receive: @escaping ([UInt8]) throws -> Void) throws {
        let scanner = try MarkupScanner(path: path)
        var namespaces: [String: [UInt8]] = [:]
        while try scanner.next() != .done {
            guard scanner.depth > 0, scanner.isStart else { continue }
            if scanner.isNamed("Benchmark"), try scanner.attribute("id") == benchmark.id {
                try write(scanner, namespaces, to: receive)
                return
            }
            if scanner.isNamed("data-stream-collection") || scanner.isNamed("component") {
                for declaration in scanner.namespaceDeclarations {
                    namespaces[declaration.name] = declaration.text
                }
            } else {
                try scanner.skip()
            }
        }
        throw ReportError(file: path, "the file does not hold the benchmark \"\(benchmark.id)\"")
    }

    private func write(
        _ scanner: MarkupScanner, _ outer: [String: [UInt8]],
        to receive: @escaping ([UInt8]) throws -> Void
    ) throws {
        let start = scanner.offset
        let bodyStart = scanner.nextOffset
        var tag = scanner.window.copy(start..<bodyStart)
        let own = Set(scanner.namespaceDeclarations.map(\.name))
        let missing = outer.filter { !own.contains($0.key) }.sorted { $0.key < $1.key }
        guard tag.last == UInt8(ascii: ">"), tag.dropLast().last != UInt8(ascii: "/") else {
            throw ReportError(file: path, "the benchmark is empty")
        }
        tag.removeLast()
        for declaration in missing { tag += [0x20] + declaration.value }
        tag.append(UInt8(ascii: ">"))
        try scanner.skip()
        let (bodyEnd, end) = (scanner.offset, scanner.nextOffset)
        try receive(Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".utf8) + tag)
        var offset = bodyStart
        while offset < bodyEnd {
            let block = scanner.window.copy(offset..<min(bodyEnd, offset + 1 << 20))
            guard !block.isEmpty else {
                throw ReportError(file: path, "the file became shorter while it was read")
            }
            try receive(block)
            offset += block.count
        }
        var writer = XMLWriter(declaration: false, to: receive)
        result.write(of: benchmark, subject: subject, to: &writer)
        try writer.close()
        try receive(scanner.window.copy(bodyEnd..<end) + [0x0A])
    }
}

extension MarkupScanner {
    /// The namespace declarations of the current start tag: names such as `xmlns:xsi`, and `name="value"`.
    var namespaceDeclarations: [(name: String, text: [UInt8])] {
        let bytes = Array(attributeBytes)
        var result: [(String, [UInt8])] = []
        var index = 0
        while index < bytes.count {
            guard !Self.isSpace(bytes[index]) else {
                index += 1
                continue
            }
            let start = index
            guard let equals = bytes[index...].firstIndex(of: UInt8(ascii: "=")),
                let open = bytes[equals...].firstIndex(where: { $0 == 0x22 || $0 == 0x27 }),
                let close = bytes[(open + 1)...].firstIndex(of: bytes[open])
            else { return result }
            let name = String(decoding: bytes[start..<equals], as: UTF8.self).filter { !$0.isWhitespace }
            if name == "xmlns" || name.hasPrefix("xmlns:") {
                result.append((name, Array(bytes[start...close])))
            }
            index = close + 1
        }
        return result
    }
}
