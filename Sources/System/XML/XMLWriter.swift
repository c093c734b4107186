/// Writes a well-formed UTF-8 document, indented by two spaces, into memory or to a sink.
///
/// ```swift
/// var writer = XMLWriter()
/// writer.element("result", [("idref", id)]) { $0.element("message", text: "a < b") }
/// let document = writer.finish()
/// ```
///
/// With a sink the document leaves in pieces and is never held whole, so that its size does not matter:
///
/// ```swift
/// var writer = XMLWriter { try file.append($0) }
/// writer.element("results") { writer in for item in items { writer.element("item", text: item) } }
/// try writer.close()
/// ```
///
/// What XML 1.0 cannot hold (most control characters) becomes U+FFFD. Names are the caller's: they are written
/// as they are.
public struct XMLWriter {
    /// What the sink is given at once, give or take one value.
    private static let pieceSize = 1 << 16

    private var bytes: [UInt8] = []
    private var depth = 0
    /// The innermost element's start tag still lacks its `>`: it may turn out to be empty.
    private var isTagOpen = false
    /// The innermost element holds text, in which a line break would be content.
    private var isInText = false
    private let sink: (([UInt8]) throws -> Void)?
    private var failure: (any Error)?

    /// Begins a document in memory.
    ///
    /// - Parameter declaration: whether it begins with the XML declaration; a part of another document has none.
    public init(declaration: Bool = true) {
        sink = nil
        if declaration { bytes += XMLEscape.declaration.utf8 }
    }

    /// Begins a document that goes to a sink in pieces of some 64 KiB.
    ///
    /// The sink's first error ends the writing; ``close()`` throws it.
    public init(declaration: Bool = true, to sink: @escaping ([UInt8]) throws -> Void) {
        self.sink = sink
        if declaration { bytes += XMLEscape.declaration.utf8 }
    }

    /// Writes an element with what `content` writes into it.
    public mutating func element(
        _ name: String, _ attributes: [(String, String)] = [], content: (inout XMLWriter) -> Void
    ) {
        openTag(name, attributes)
        let outer = isInText
        isInText = false
        depth += 1
        content(&self)
        depth -= 1
        if isTagOpen {
            isTagOpen = false
            bytes += "/>".utf8
        } else {
            if !isInText { breakLine() }
            appendEndTag(name)
        }
        isInText = outer
        passOn()
    }

    /// Writes an element that holds text alone; an empty text leaves it empty.
    public mutating func element(_ name: String, _ attributes: [(String, String)] = [], text: String) {
        openTag(name, attributes)
        isTagOpen = false
        if text.isEmpty {
            bytes += "/>".utf8
        } else {
            bytes.append(UInt8(ascii: ">"))
            XMLEscape.append(text, to: &bytes)
            appendEndTag(name)
        }
        passOn()
    }

    /// Writes character data into the current element; what follows in it stays on the same line.
    public mutating func text(_ text: String) {
        closeTag()
        isInText = true
        XMLEscape.append(text, to: &bytes)
        passOn()
    }

    /// Copies bytes that are well-formed XML already, such as an element of a source document.
    ///
    /// They must be UTF-8, without an XML declaration, and declare the namespaces that they use or use those
    /// in scope. They stand on a line of their own and keep their own indentation.
    public mutating func copy(_ fragment: some Sequence<UInt8>) {
        closeTag()
        if !isInText { breakLine() }
        bytes += fragment
        passOn()
    }

    /// Copies an element that is cut out of a document, a block at a time, as other fragments are copied.
    ///
    /// For documents that go to a sink: a file that cannot be read any more ends the writing, and ``close()``
    /// throws its error.
    public mutating func copy(_ slice: XMLSlice) {
        closeTag()
        if !isInText { breakLine() }
        do {
            try slice.forEachBlock { block in
                bytes += block
                passOn()
            }
        } catch {
            if failure == nil { failure = error }
        }
    }

    /// The document.
    public consuming func finish() -> [UInt8] { bytes + [UInt8(ascii: "\n")] }

    /// Hands the sink what is left of the document.
    ///
    /// - Throws: the first error of the sink, whenever it came.
    public mutating func close() throws {
        bytes.append(UInt8(ascii: "\n"))
        flush()
        if let failure { throw failure }
    }

    private mutating func openTag(_ name: String, _ attributes: [(String, String)]) {
        closeTag()
        if !isInText { breakLine() }
        bytes.append(UInt8(ascii: "<"))
        bytes += name.utf8
        for (name, value) in attributes {
            bytes.append(UInt8(ascii: " "))
            bytes += name.utf8
            bytes += "=\"".utf8
            XMLEscape.append(value, to: &bytes, isAttribute: true)
            bytes.append(UInt8(ascii: "\""))
        }
        isTagOpen = true
    }

    private mutating func appendEndTag(_ name: String) {
        bytes += "</".utf8
        bytes += name.utf8
        bytes.append(UInt8(ascii: ">"))
    }

    private mutating func closeTag() {
        if isTagOpen { bytes.append(UInt8(ascii: ">")) }
        isTagOpen = false
    }

    private mutating func breakLine() {
        // A document without a declaration begins with its first element.
        if depth > 0 || !bytes.isEmpty { bytes.append(UInt8(ascii: "\n")) }
        bytes += repeatElement(UInt8(ascii: " "), count: 2 * depth)
    }

    private mutating func passOn() {
        if sink != nil, bytes.count >= Self.pieceSize { flush() }
    }

    private mutating func flush() {
        guard let sink else { return }
        defer { bytes.removeAll(keepingCapacity: true) }
        guard failure == nil else { return }
        do { try sink(bytes) } catch { failure = error }
    }
}
