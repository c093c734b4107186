import CLibxml2

/// A forward-only reader over an XML document, built on libxml2's streaming text reader.
///
/// The reader stands on an element; ``forEachChild(_:)`` walks its child elements, and whatever the closure
/// does not consume is skipped. Memory stays at the size of the deepest open path, not of the document.
///
/// ```swift
/// let reader = try XMLReader(path: "content.xml")
/// try reader.forEachChild { reader in
///     if reader.localName == "title" { titles.append(try reader.text()) }
/// }
/// ```
///
/// DTDs are rejected, nothing is ever fetched, and nesting is bounded, so a hostile document costs no more
/// than its own size.
public final class XMLReader {
    /// The deepest nesting that is read; real SCAP content stays below 40.
    public static let depthLimit = 256
    /// The most attributes that one element may have; real SCAP content stays below 30.
    public static let attributeLimit = 256
    /// The most namespaces that may be declared around an element; real SCAP content stays below 40.
    public static let namespaceLimit = 256

    /// The document's path or name, as errors show it.
    public let file: String

    private let handle: xmlTextReaderPtr
    private let feed: XMLFeed
    private let failure = FailureBox()
    private var names: [UnsafePointer<xmlChar>: String] = [:]
    /// True when the current element's end tag (or its emptiness) has been consumed.
    private var isAtEnd = false
    /// The document with a DTD that libxml2 hands over for good once it has been asked for.
    private var condemned: xmlDocPtr?

    /// Opens a regular file, which may be packed with bzip2, and moves to the document's root element.
    ///
    /// Errors: ``XMLError/Reason/unreadable(_:)`` for what the system refuses and for what is not a regular
    /// file (a FIFO would block for ever).
    public convenience init(path: String) throws(XMLError) { try self.init(XMLInput(path: path)) }

    /// Reads a document that is already in memory and moves to its root element.
    public convenience init(bytes: [UInt8], name: String) throws(XMLError) {
        try self.init(XMLInput(bytes: bytes, name: name))
    }

    /// Reads an input from its start and moves to the document's root element.
    public convenience init(_ input: XMLInput) throws(XMLError) {
        try self.init(feed: XMLFeed(input), file: input.name)
    }

    /// Reads an element that was cut out of a document and moves to it; lines count from it.
    public convenience init(_ slice: XMLSlice) throws(XMLError) {
        try self.init(feed: XMLFeed(slice), file: slice.input?.name ?? "")
    }

    private init(
        feed: XMLFeed, file: String, prepare: (xmlTextReaderPtr) -> Bool = { _ in true }
    ) throws(XMLError) {
        guard let handle = feed.reader(name: file, options: Self.options) else {
            throw feed.failure ?? XMLError(file: file, reason: .unreadable("out of memory"))
        }
        self.handle = handle
        self.feed = feed
        self.file = file
        xmlTextReaderSetStructuredErrorHandler(
            handle,
            { box, error in
                guard let box, let error else { return }
                Unmanaged<FailureBox>.fromOpaque(box).takeUnretainedValue().record(error.pointee)
            }, Unmanaged.passUnretained(failure).toOpaque())
        guard prepare(handle) else {
            throw XMLError(file: file, reason: .unreadable("the validator could not be set up"))
        }
        while try advance() {
            if nodeType == XML_READER_TYPE_ELEMENT { return }
        }
        throw XMLError(file: file, line: line, reason: .malformed("the document has no root element"))
    }

    /// Reads a whole document past a validator.
    static func walk(_ input: XMLInput, prepare: (xmlTextReaderPtr) -> Bool) throws(XMLError) {
        let reader = try XMLReader(feed: XMLFeed(input), file: input.name, prepare: prepare)
        while try reader.advance() {}
    }

    deinit {
        xmlFreeTextReader(handle)
        if let condemned { xmlFreeDoc(condemned) }
    }

    /// The current element's name without its prefix.
    public var localName: String { interned(xmlTextReaderConstLocalName(handle)) }

    /// The current element's namespace name; empty when it has none.
    public var namespace: String { interned(xmlTextReaderConstNamespaceUri(handle)) }

    /// The one-based line of the current node; beyond line 65,534 that of the parser, which is up to one line of
    /// text ahead.
    public var line: Int {
        let line = xmlTextReaderCurrentNode(handle).map { xmlGetLineNo($0) } ?? 0
        // libxml2 keeps a node's line in 16 bits.
        return (1..<65_535).contains(line) ? line : Int(xmlTextReaderGetParserLineNumber(handle))
    }

    /// How many elements are open around the current one.
    public var depth: Int { Int(xmlTextReaderDepth(handle)) }

    /// The value of an attribute without a namespace, or nil when it is absent.
    public func attribute(_ name: String) -> String? {
        owned(xmlTextReaderGetAttribute(handle, name))
    }

    /// The value of an attribute in a namespace (`xlink:href`, `xsi:nil`), or nil when it is absent.
    public func attribute(_ name: String, namespace: String) -> String? {
        owned(xmlTextReaderGetAttributeNs(handle, name, namespace))
    }

    /// The namespace name that a prefix stands for here, or nil.
    public func namespace(forPrefix prefix: String) -> String? {
        owned(xmlTextReaderLookupNamespace(handle, prefix))
    }

    /// An error that points at the current node, for content that is well-formed but wrong.
    public func unexpected(_ sentence: String) -> XMLError {
        XMLError(file: file, line: line, reason: .unexpected(sentence))
    }

    /// Calls `body` at each child element of the current one and ends on the current element's end tag.
    ///
    /// Children that `body` leaves unread are skipped whole.
    public func forEachChild(_ body: (XMLReader) throws -> Void) throws {
        if consumeEmpty() { return }
        let parentDepth = depth
        while try advance() {
            switch nodeType {
            case XML_READER_TYPE_ELEMENT:
                isAtEnd = false
                try body(self)
                try finishElement(at: parentDepth + 1)
            case XML_READER_TYPE_END_ELEMENT where depth == parentDepth:
                isAtEnd = true
                return
            default: continue
            }
        }
    }

    /// The text of the current element and of everything in it, in document order; ends on its end tag.
    public func text() throws(XMLError) -> String {
        var result = ""
        try collectText(into: &result)
        return result
    }

    /// Walks the current element's content as a flat run of events, ends on its end tag.
    ///
    /// For mixed content (XHTML in XCCDF text) where both the words and the marks matter.
    public func forEachEvent(_ body: (XMLEvent) throws -> Void) throws {
        if consumeEmpty() { return }
        let parentDepth = depth
        while try advance() {
            switch nodeType {
            case XML_READER_TYPE_ELEMENT:
                try body(.start(name: localName, reader: self))
                if xmlTextReaderIsEmptyElement(handle) == 1 { try body(.end(name: localName)) }
            case XML_READER_TYPE_END_ELEMENT:
                if depth == parentDepth {
                    isAtEnd = true
                    return
                }
                try body(.end(name: localName))
            case XML_READER_TYPE_TEXT, XML_READER_TYPE_CDATA, XML_READER_TYPE_SIGNIFICANT_WHITESPACE,
                XML_READER_TYPE_WHITESPACE:
                try body(.text(value))
            default: continue
            }
        }
    }

    /// The current element with everything in it, as the bytes of a document of its own.
    ///
    /// Namespaces in scope are declared on it. Ends on the element's end tag.
    public func outerXML() throws(XMLError) -> String {
        let text = owned(xmlTextReaderReadOuterXml(handle)) ?? ""
        try skip()
        return text
    }

    /// Moves to the current element's end tag.
    public func skip() throws(XMLError) {
        if consumeEmpty() { return }
        let ownDepth = depth
        while try advance() {
            if nodeType == XML_READER_TYPE_END_ELEMENT, depth == ownDepth {
                isAtEnd = true
                return
            }
        }
    }

    // Without XML_PARSE_HUGE libxml2 keeps its own ceilings: 10 MB for one text or attribute, and a bound on
    // what entities may expand to before the reader has shown their DTD.
    private static let options = Int32(
        XML_PARSE_NONET.rawValue | XML_PARSE_COMPACT.rawValue | XML_PARSE_NOERROR.rawValue
            | XML_PARSE_NOWARNING.rawValue)

    private var nodeType: xmlReaderTypes {
        xmlReaderTypes(rawValue: UInt32(bitPattern: xmlTextReaderNodeType(handle)))
    }

    private var value: String {
        guard let text = xmlTextReaderConstValue(handle) else { return "" }
        return String(cString: text)
    }

    /// True when the current element has nothing left to read: it is empty or its end tag was reached.
    private func consumeEmpty() -> Bool {
        if isAtEnd { return true }
        if xmlTextReaderIsEmptyElement(handle) == 1 {
            isAtEnd = true
            return true
        }
        return false
    }

    private func finishElement(at elementDepth: Int) throws(XMLError) {
        if isAtEnd || depth < elementDepth {
            isAtEnd = false
            return
        }
        try skip()
        isAtEnd = false
    }

    private func collectText(into result: inout String) throws(XMLError) {
        if consumeEmpty() { return }
        let parentDepth = depth
        while try advance() {
            switch nodeType {
            case XML_READER_TYPE_TEXT, XML_READER_TYPE_CDATA, XML_READER_TYPE_SIGNIFICANT_WHITESPACE,
                XML_READER_TYPE_WHITESPACE:
                result += value
            case XML_READER_TYPE_END_ELEMENT where depth == parentDepth:
                isAtEnd = true
                return
            default: continue
            }
        }
    }

    /// Reads the next node; false at the document's end.
    private func advance() throws(XMLError) -> Bool {
        isAtEnd = false
        switch xmlTextReaderRead(handle) {
        case 1: break
        case 0:
            if let failure = feed.failure { throw failure }
            return false
        default: throw stopped()
        }
        let type = nodeType
        if type == XML_READER_TYPE_DOCUMENT_TYPE || type == XML_READER_TYPE_ENTITY_REFERENCE {
            throw XMLError(file: file, line: line, reason: .documentTypeForbidden)
        }
        if depth > Self.depthLimit {
            throw XMLError(file: file, line: line, reason: .tooDeep(limit: Self.depthLimit))
        }
        return true
    }

    /// Why libxml2 stopped; a document with a DTD is refused for the DTD, whatever else is wrong with it.
    private func stopped() -> XMLError {
        if let failure = feed.failure { return failure }
        condemned = xmlTextReaderCurrentDoc(handle)
        if let condemned, condemned.pointee.intSubset != nil {
            return XMLError(file: file, reason: .documentTypeForbidden)
        }
        return failure.error(file: file, line: line)
    }

    /// libxml2 keeps each name once, so its address is the key.
    private func interned(_ name: UnsafePointer<xmlChar>?) -> String {
        guard let name else { return "" }
        if let known = names[name] { return known }
        let fresh = String(cString: name)
        names[name] = fresh
        return fresh
    }

    private func owned(_ text: UnsafeMutablePointer<xmlChar>?) -> String? {
        guard let text else { return nil }
        defer { martlet_xml_free(text) }
        return String(cString: text)
    }
}
