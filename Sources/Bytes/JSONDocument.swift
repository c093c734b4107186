/// A parsed JSON text (RFC 8259): the bytes as they came and a flat tape of where each value stands in them.
///
/// Nothing is copied or decoded until it is asked for, which makes reading a few fields of a large object
/// about five times cheaper than building a tree. Use ``root`` to read and ``JSON`` to change.
///
/// ```swift
/// let document = try JSONDocument(bytes)
/// let name = document.root["metadata"]["name"].string
/// ```
public struct JSONDocument: Sendable {
    /// The deepest nesting that is read.
    public static let depthLimit = 512

    /// The text as it came.
    public let bytes: [UInt8]
    let tape: [Node]

    /// Parses a whole text; anything but white space after the value is an error.
    public init(_ bytes: [UInt8]) throws(JSONError) {
        var scanner = JSONScanner(count: bytes.count)
        let outcome: Result<[Node], JSONError> = bytes.withUnsafeBufferPointer { buffer in
            do throws(JSONError) { return .success(try scanner.scan(buffer)) } catch {
                return .failure(error)
            }
        }
        self.bytes = bytes
        self.tape = try outcome.get()
    }

    /// The text's one value.
    public var root: JSONView { JSONView(document: self, index: 0) }

    /// One value on the tape.
    struct Node {
        enum Kind: UInt8 { case null, `true`, `false`, integer, number, string, escapedString, array, object }
        var kind: Kind
        /// Where the value starts; for a string, after its quote.
        var start: UInt32
        /// Bytes that the value spans; for a string, without its quotes.
        var length: UInt32
        /// The tape index after this value and all that is in it.
        var next: UInt32
    }
}

/// A value inside a ``JSONDocument``; missing members read as ``JSONView/isMissing`` all the way down.
public struct JSONView: Sendable {
    let document: JSONDocument
    let index: Int

    private var node: JSONDocument.Node? { index < 0 ? nil : document.tape[index] }

    /// True when the path that led here does not exist.
    public var isMissing: Bool { index < 0 }

    /// True for the value `null`.
    public var isNull: Bool { node?.kind == .null }

    /// The member of an object; missing when this is no object or has no such member.
    public subscript(_ key: String) -> JSONView {
        guard let node, node.kind == .object else { return JSONView(document: document, index: -1) }
        var key = key
        var cursor = index + 1
        var found = -1
        key.withUTF8 { wanted in
            while cursor < Int(node.next) {
                let name = document.tape[cursor]
                if matches(name, wanted) { found = cursor + 1 }  // the last of duplicates wins, as in Go
                cursor = Int(document.tape[cursor + 1].next)
            }
        }
        return JSONView(document: document, index: found)
    }

    /// The element of an array, or missing.
    public subscript(_ position: Int) -> JSONView {
        for (offset, element) in elements.enumerated() where offset == position { return element }
        return JSONView(document: document, index: -1)
    }

    /// The string's text, or nil for anything else.
    public var string: String? {
        guard let node else { return nil }
        switch node.kind {
        case .string: return String(decoding: slice(node), as: UTF8.self)
        case .escapedString: return JSONScanner.unescape(slice(node))
        default: return nil
        }
    }

    /// The whole number, or nil for anything else.
    public var int: Int? {
        guard let node, node.kind == .integer else { return nil }
        return Int(String(decoding: slice(node), as: UTF8.self))
    }

    /// The number, or nil for anything else.
    public var double: Double? {
        guard let node, node.kind == .integer || node.kind == .number else { return nil }
        return Double(String(decoding: slice(node), as: UTF8.self))
    }

    /// The truth value, or nil for anything else.
    public var bool: Bool? {
        switch node?.kind {
        case .true: true
        case .false: false
        default: nil
        }
    }

    /// The elements of an array; empty for anything else.
    public var elements: [JSONView] {
        guard let node, node.kind == .array else { return [] }
        var result: [JSONView] = []
        var cursor = index + 1
        while cursor < Int(node.next) {
            result.append(JSONView(document: document, index: cursor))
            cursor = Int(document.tape[cursor].next)
        }
        return result
    }

    /// The members of an object in the order of the text; empty for anything else.
    public var members: [(key: String, value: JSONView)] {
        guard let node, node.kind == .object else { return [] }
        var result: [(String, JSONView)] = []
        var cursor = index + 1
        while cursor < Int(node.next) {
            let key = JSONView(document: document, index: cursor).string ?? ""
            result.append((key, JSONView(document: document, index: cursor + 1)))
            cursor = Int(document.tape[cursor + 1].next)
        }
        return result
    }

    /// The value's own bytes in the text (a string without its quotes).
    public var rawBytes: ArraySlice<UInt8> { node.map(slice) ?? [] }

    /// The value as a tree that can be changed.
    public var json: JSON { index < 0 ? .null : document.tree(at: index) }

    private func slice(_ node: JSONDocument.Node) -> ArraySlice<UInt8> {
        document.bytes[Int(node.start)..<Int(node.start) + Int(node.length)]
    }

    private func matches(_ name: JSONDocument.Node, _ wanted: UnsafeBufferPointer<UInt8>) -> Bool {
        switch name.kind {
        case .string: slice(name).elementsEqual(wanted)
        case .escapedString: JSONScanner.unescape(slice(name)).utf8.elementsEqual(wanted)
        default: false
        }
    }
}
