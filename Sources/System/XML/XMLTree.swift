import CLibxml2

/// A whole XML document in memory, to be asked with XPath 1.0.
///
/// For small files that somebody else wrote, such as a program's configuration. A document type is allowed,
/// because such files name one, but it is never fetched, and one that declares entities is refused.
///
/// ```swift
/// let tree = try XMLTree(bytes: bytes, name: "/etc/dbus-1/system.conf")
/// if case .nodes(let nodes) = try tree.value(of: "/busconfig/user/text()") { … }
/// ```
public final class XMLTree {
    /// The largest document that is read, in bytes; the tree takes several times as much.
    public static let sizeLimit = 16 << 20
    /// The most steps that one expression may take.
    public static let stepLimit = 10_000_000

    /// The document's path or name, as errors show it.
    public let file: String
    private let document: xmlDocPtr

    /// Reads a document.
    ///
    /// - Throws: ``XMLError`` when it is not well-formed, too large, or declares entities.
    public init(bytes: [UInt8], name: String) throws(XMLError) {
        file = name
        guard bytes.count <= Self.sizeLimit else {
            throw XMLError(file: name, reason: .unreadable("larger than \(Self.sizeLimit) bytes"))
        }
        guard let context = xmlNewParserCtxt() else {
            throw XMLError(file: name, reason: .unreadable("out of memory"))
        }
        defer { xmlFreeParserCtxt(context) }
        let read = bytes.withUnsafeBytes { buffer in
            xmlCtxtReadMemory(
                context, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(buffer.count), nil,
                nil, Self.options)
        }
        guard let read else {
            let message = context.pointee.lastError.message.map { String(cString: $0) } ?? "it is no XML"
            let trimmed = message.split(separator: "\n").first.map { String($0) } ?? message
            throw XMLError(
                file: name, line: Int(context.pointee.lastError.line), reason: .malformed(trimmed))
        }
        if Self.declaresEntities(read) {
            xmlFreeDoc(read)
            throw XMLError(file: name, reason: .documentTypeForbidden)
        }
        document = read
    }

    deinit { xmlFreeDoc(document) }

    /// What an expression selects or computes.
    ///
    /// Prefixes stand for nothing: an expression that uses one is an error, as content expects.
    ///
    /// - Throws: ``XMLError`` when it is no XPath or takes too many steps.
    public func value(of expression: String) throws(XMLError) -> XPathValue {
        guard let context = xmlXPathNewContext(document) else {
            throw XMLError(file: file, reason: .unreadable("out of memory"))
        }
        defer { xmlXPathFreeContext(context) }
        context.pointee.error = martlet_xml_ignore_error
        context.pointee.opLimit = UInt(Self.stepLimit)
        guard let object = xmlXPathEvalExpression(expression, context) else {
            let isLong =
                context.pointee.lastError.code
                == Int32(XML_XPATH_EXPRESSION_OK.rawValue) + Int32(XPATH_OP_LIMIT_EXCEEDED.rawValue)
            throw XMLError(
                file: file,
                reason: .unexpected(
                    isLong
                        ? "the XPath \"\(expression)\" takes more than \(Self.stepLimit) steps"
                        : "the XPath \"\(expression)\" cannot be evaluated"))
        }
        defer { xmlXPathFreeObject(object) }
        switch object.pointee.type {
        case XPATH_BOOLEAN: return .boolean(object.pointee.boolval != 0)
        case XPATH_NUMBER: return .number(object.pointee.floatval)
        case XPATH_STRING:
            return .text(object.pointee.stringval.map { String(cString: $0) } ?? "")
        default: return .nodes(Self.nodes(object.pointee.nodesetval))
        }
    }

    private static func nodes(_ set: xmlNodeSetPtr?) -> [XPathValue.Node] {
        guard let set, let table = set.pointee.nodeTab else { return [] }
        return (0..<Int(set.pointee.nodeNr)).compactMap { index in
            guard let node = table[index] else { return nil }
            let isValue =
                node.pointee.type == XML_ATTRIBUTE_NODE || node.pointee.type == XML_TEXT_NODE
                || node.pointee.type == XML_CDATA_SECTION_NODE
            guard isValue else { return .element }
            guard let content = xmlNodeGetContent(node) else { return .value("") }
            defer { martlet_xml_free(content) }
            return .value(String(cString: content))
        }
    }

    private static func declaresEntities(_ document: xmlDocPtr) -> Bool {
        guard let subset = document.pointee.intSubset else { return false }
        return subset.pointee.entities != nil || subset.pointee.pentities != nil
    }

    // Nothing is fetched, no entity is put in, and without XML_PARSE_HUGE libxml2 keeps its bounds on nesting
    // and on what entities may expand to.
    private static let options = Int32(
        XML_PARSE_NONET.rawValue | XML_PARSE_COMPACT.rawValue | XML_PARSE_NOERROR.rawValue
            | XML_PARSE_NOWARNING.rawValue)
}

/// What an XPath 1.0 expression gives.
public enum XPathValue: Equatable, Sendable {
    /// One of the nodes that an expression selects.
    public enum Node: Equatable, Sendable {
        /// An attribute's or a text's value.
        case value(String)
        /// An element or another node without a value of its own.
        case element
    }

    /// A truth value.
    case boolean(Bool)
    /// A number.
    case number(Double)
    /// Text.
    case text(String)
    /// Nodes in document order.
    case nodes([Node])
}
