/// Where the upper elements of a document stand in its bytes.
///
/// Made by one fast pass over the tags, for documents that libxml2 has read or will read: it trusts that they are
/// well-formed.
public struct XMLOutline: Sendable {
    /// An element of the outline.
    public struct Element: Sendable {
        /// The name with its prefix, as it is written.
        public let name: String
        /// The enclosing element's index in ``XMLOutline/elements``, nil for the root.
        public let parent: Int?
        /// The attributes as they are written: names with prefixes, values with their references.
        public let attributes: [(name: String, value: String)]
        /// Where the element begins and ends in the unpacked document.
        public fileprivate(set) var range: Range<Int>

        /// The name without its prefix.
        public var localName: String { name.split(separator: ":").last.map(String.init) ?? name }

        /// The value of the attribute that is written so, or nil.
        public func attribute(_ name: String) -> String? { attributes.first { $0.name == name }?.value }
    }

    /// The elements in document order.
    public fileprivate(set) var elements: [Element] = []
    private let input: XMLInput

    fileprivate init(input: XMLInput) { self.input = input }

    /// The elements right below one.
    public func children(of parent: Int) -> [Element] { elements.filter { $0.parent == parent } }

    /// An element as a document of its own.
    public func slice(_ element: Element) -> XMLSlice {
        var declared = Set(element.attributes.map(\.name))
        var head = "<" + element.name
        var next = element.parent
        while let index = next {
            for (name, value) in elements[index].attributes
            where (name == "xmlns" || name.hasPrefix("xmlns:")) && declared.insert(name).inserted {
                // A value holds at most one kind of quote unescaped: the kind that was not around it.
                let quote = value.contains("\"") ? "'" : "\""
                head += " \(name)=\(quote)\(value)\(quote)"
            }
            next = elements[index].parent
        }
        let rest = element.range.lowerBound + 1 + element.name.utf8.count
        return XMLSlice(head: Array(head.utf8), range: rest..<element.range.upperBound, input: input)
    }
}

extension XMLInput {
    /// Finds the elements down to a depth: 1 gives the root alone, 2 its children too.
    ///
    /// - Throws: ``XMLError``, with ``XMLError/Reason/unsupportedEncoding(_:)`` when the document is not in UTF-8 or
    ///   ASCII.
    public func outline(depth: Int) throws(XMLError) -> XMLOutline {
        var builder = OutlineBuilder(outline: XMLOutline(input: self), depth: depth, file: name)
        var scanner = TagScanner()
        let stream = try XMLByteStream(self)
        let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
        defer { block.deallocate() }
        var isAtStart = true
        while true {
            let count = try stream.read(into: block)
            if count == 0 { break }
            let bytes = UnsafeRawBufferPointer(rebasing: block[..<count])
            if isAtStart, try XMLEncoding(Array(bytes.prefix(512)), file: name) != .utf8 {
                throw XMLError(file: name, reason: .unsupportedEncoding("other than UTF-8"))
            }
            isAtStart = false
            try scanner.feed(bytes, to: &builder)
        }
        guard scanner.depth == 0, !builder.outline.elements.isEmpty else {
            throw XMLError(file: name, reason: .malformed("the document ends early"))
        }
        return builder.outline
    }
}

private struct OutlineBuilder: TagSink {
    /// A document of nothing but upper elements must not fill the memory.
    static let elementLimit = 100_000

    var outline: XMLOutline
    let depth: Int
    let file: String
    /// The open elements of the outline.
    private var open: [Int] = []

    init(outline: XMLOutline, depth: Int, file: String) {
        self.outline = outline
        self.depth = depth
        self.file = file
    }

    func wantsText(atDepth depth: Int) -> Bool { depth < self.depth }

    mutating func start(_ tag: TagScanner.Tag) throws(XMLError) {
        guard tag.depth < depth else { return }
        guard outline.elements.count < Self.elementLimit else {
            throw XMLError(
                file: file,
                reason: .unexpected("there are more than \(Self.elementLimit) elements at the top"))
        }
        let (name, attributes) = Self.parts(tag.text)
        let element = XMLOutline.Element(
            name: name, parent: open.last, attributes: attributes, range: tag.start..<tag.end)
        if !tag.isEmpty { open.append(outline.elements.count) }
        outline.elements.append(element)
    }

    mutating func end(atDepth depth: Int, before offset: Int) {
        guard depth < self.depth, let index = open.popLast() else { return }
        outline.elements[index].range = outline.elements[index].range.lowerBound..<offset
    }

    func documentType() throws(XMLError) { throw XMLError(file: file, reason: .documentTypeForbidden) }

    /// The name and the attributes of a start tag's text.
    private static func parts(_ text: [UInt8]) -> (String, [(name: String, value: String)]) {
        func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }
        func word(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }
        var rest = text[...]
        let name = rest.prefix { !isSpace($0) && $0 != UInt8(ascii: "/") }
        rest = rest.dropFirst(name.count)
        var attributes: [(name: String, value: String)] = []
        while let equals = rest.firstIndex(of: UInt8(ascii: "=")) {
            let label = rest[..<equals].drop(while: isSpace).prefix { !isSpace($0) }
            let value = rest[(equals + 1)...].drop(while: isSpace)
            guard let quote = value.first, let end = value.dropFirst().firstIndex(of: quote) else { break }
            attributes.append((word(label), word(value[(value.startIndex + 1)..<end])))
            rest = rest[(end + 1)...]
        }
        return (word(name), attributes)
    }
}
