import Glibc

/// What follows a document's tags without parsing it.
protocol TagSink {
    /// Whether the text of a start tag at a depth is wanted.
    func wantsText(atDepth depth: Int) -> Bool
    /// A start tag, or an empty element's only one.
    mutating func start(_ tag: TagScanner.Tag) throws(XMLError)
    /// The end tag of an element at a depth, which ends before a place in the bytes.
    mutating func end(atDepth depth: Int, before offset: Int) throws(XMLError)
    /// A document type declaration.
    mutating func documentType() throws(XMLError)
}

/// Finds the tags of a document in bytes that come in blocks (XML 1.0, 2.4 to 2.7 and 3.1).
///
/// It knows just enough syntax to see where tags, comments, CDATA sections and instructions end, and leaves all
/// judgement to libxml2. It holds for UTF-8 and whatever else spells `<`, `>` and quotes as ASCII does.
struct TagScanner {
    struct Tag {
        /// Where the `<` is.
        var start = 0
        /// The place after the `>`.
        var end = 0
        /// How many elements are open around it.
        var depth = 0
        var attributeCount = 0
        /// How many of the attributes declare namespaces.
        var declarationCount = 0
        var isEmpty = false
        /// What stands between `<` and `>`, when the sink wants it.
        var text: [UInt8] = []
    }

    private enum State {
        case text, opened, bang, tag, quoted, endTag, comment, section, instruction
    }

    /// How many elements are open.
    private(set) var depth = 0
    private var offset = 0
    private var line = 1
    private var state = State.text
    /// The quote that ends the current value.
    private var quote: UInt8 = 0
    private var tag = Tag()
    private var isKeeping = false
    /// How much of `xmlns` the current attribute's name has matched; more than 5 when it is another name.
    private var matched = 0
    private var isBetweenNames = true
    /// The last two bytes of the block before.
    private var tail: (UInt8, UInt8) = (0, 0)
    private static let declaration = Array("xmlns".utf8)

    /// Takes the next block.
    mutating func feed(_ bytes: UnsafeRawBufferPointer, to sink: inout some TagSink) throws(XMLError) {
        var index = 0
        do throws(XMLError) {
            while index < bytes.count { try step(bytes, &index, &sink) }
        } catch {
            var error = error
            error.line = line + Self.newlines(UnsafeRawBufferPointer(rebasing: bytes[..<index]))
            throw error
        }
        line += Self.newlines(bytes)
        tail = (byte(at: bytes.count - 2, in: bytes), byte(at: bytes.count - 1, in: bytes))
        offset += bytes.count
    }

    private mutating func step(
        _ bytes: UnsafeRawBufferPointer, _ index: inout Int, _ sink: inout some TagSink
    ) throws(XMLError) {
        let from = index
        switch state {
        case .text: if pass(UInt8(ascii: "<"), in: bytes, &index) { state = .opened }
        case .quoted:
            if pass(quote, in: bytes, &index) { state = .tag }
            if isKeeping { tag.text += bytes[from..<index] }
        case .comment: close(UInt8(ascii: "-"), in: bytes, &index)
        case .section: close(UInt8(ascii: "]"), in: bytes, &index)
        case .instruction:
            if pass(UInt8(ascii: ">"), in: bytes, &index), byte(at: index - 2, in: bytes) == UInt8(ascii: "?")
            {
                state = .text
            }
        case .endTag:
            guard pass(UInt8(ascii: ">"), in: bytes, &index) else { return }
            state = .text
            depth = max(depth - 1, 0)
            try sink.end(atDepth: depth, before: offset + index)
        case .opened:
            index += 1
            open(bytes[from], at: offset + from, &sink)
        case .bang:
            index += 1
            switch bytes[from] {
            case UInt8(ascii: "-"): state = .comment
            case UInt8(ascii: "["): state = .section
            default: try sink.documentType()
            }
        case .tag:
            repeat {
                try continueTag(bytes[index], at: offset + index, &sink)
                index += 1
            } while state == .tag && index < bytes.count
        }
    }

    /// The byte after `<`.
    private mutating func open(_ byte: UInt8, at place: Int, _ sink: inout some TagSink) {
        switch byte {
        case UInt8(ascii: "/"): state = .endTag
        case UInt8(ascii: "?"): state = .instruction
        case UInt8(ascii: "!"): state = .bang
        default:
            tag = Tag(start: place - 1, depth: depth)
            isKeeping = sink.wantsText(atDepth: depth)
            if isKeeping { tag.text.append(byte) }
            matched = Self.declaration.count + 1
            isBetweenNames = false
            state = .tag
        }
    }

    @inline(__always)
    private mutating func continueTag(
        _ byte: UInt8, at place: Int, _ sink: inout some TagSink
    ) throws(XMLError) {
        if byte == UInt8(ascii: ">") {
            state = .text
            tag.end = place + 1
            if !tag.isEmpty { depth += 1 }
            return try sink.start(tag)
        }
        if isKeeping { tag.text.append(byte) }
        tag.isEmpty = byte == UInt8(ascii: "/")
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
            state = .quoted
            quote = byte
            isBetweenNames = true
        case UInt8(ascii: "="):
            tag.attributeCount += 1
            if matched == Self.declaration.count { tag.declarationCount += 1 }
        case 0x20, 0x09, 0x0A, 0x0D: isBetweenNames = true
        default:
            if isBetweenNames { matched = 0 }
            isBetweenNames = false
            if matched < Self.declaration.count {
                matched = byte == Self.declaration[matched] ? matched + 1 : Self.declaration.count + 1
            }
        }
    }

    /// Moves past the next such byte, or to the block's end; true when it was found.
    private func pass(_ wanted: UInt8, in bytes: UnsafeRawBufferPointer, _ index: inout Int) -> Bool {
        guard let base = bytes.baseAddress,
            let found = memchr(base + index, Int32(wanted), bytes.count - index)
        else {
            index = bytes.count
            return false
        }
        index = UnsafeRawPointer(found) - base + 1
        return true
    }

    /// Moves past the next `>`; what ends with two such bytes before it ends there.
    private mutating func close(_ mark: UInt8, in bytes: UnsafeRawBufferPointer, _ index: inout Int) {
        guard pass(UInt8(ascii: ">"), in: bytes, &index) else { return }
        if byte(at: index - 2, in: bytes) == mark, byte(at: index - 3, in: bytes) == mark { state = .text }
    }

    /// A byte of the block, or one of the last two of the block before.
    private func byte(at index: Int, in bytes: UnsafeRawBufferPointer) -> UInt8 {
        switch index {
        case 0...: bytes[index]
        case -1: tail.1
        case -2: tail.0
        default: 0
        }
    }

    private static func newlines(_ bytes: UnsafeRawBufferPointer) -> Int {
        var count = 0
        for byte in bytes { count &+= byte == 0x0A ? 1 : 0 }
        return count
    }
}
