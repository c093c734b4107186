extension JSON {
    /// The compact canonical text: members in byte order, no white space.
    public var bytes: [UInt8] {
        var out: [UInt8] = []
        write(into: &out)
        return out
    }

    /// The compact canonical text as a string.
    public var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The text over several lines, indented by `indent` spaces a level, as `kubectl -o json` prints it.
    public func pretty(indent: Int = 4) -> String {
        var out: [UInt8] = []
        write(into: &out, indent: indent, level: 0)
        return String(decoding: out, as: UTF8.self)
    }

    /// Appends the compact canonical text.
    public func write(into out: inout [UInt8]) { write(into: &out, indent: nil, level: 0) }

    private func write(into out: inout [UInt8], indent: Int?, level: Int) {
        switch self {
        case .null: out.append(contentsOf: "null".utf8)
        case .bool(let value): out.append(contentsOf: (value ? "true" : "false").utf8)
        case .int(let value): out.append(contentsOf: String(value).utf8)
        case .double(let value): out.append(contentsOf: FloatText.json(value).utf8)
        case .string(let value): Self.write(string: value, into: &out)
        case .array(let elements):
            Self.write(elements, open: "[", close: "]", into: &out, indent: indent, level: level) {
                element, out in
                element.write(into: &out, indent: indent, level: level + 1)
            }
        case .object(let members):
            Self.write(members, open: "{", close: "}", into: &out, indent: indent, level: level) {
                member, out in
                Self.write(string: member.key, into: &out)
                out.append(UInt8(ascii: ":"))
                if indent != nil { out.append(UInt8(ascii: " ")) }
                member.value.write(into: &out, indent: indent, level: level + 1)
            }
        }
    }

    private static func write<Elements: Sequence>(
        _ elements: Elements, open: Unicode.Scalar, close: Unicode.Scalar, into out: inout [UInt8],
        indent: Int?,
        level: Int, each: (Elements.Element, inout [UInt8]) -> Void
    ) {
        func newLine(_ level: Int) {
            guard let indent else { return }
            out.append(UInt8(ascii: "\n"))
            out.append(contentsOf: repeatElement(UInt8(ascii: " "), count: indent * level))
        }
        out.append(UInt8(ascii: open))
        var isEmpty = true
        for element in elements {
            if !isEmpty { out.append(UInt8(ascii: ",")) }
            isEmpty = false
            newLine(level + 1)
            each(element, &out)
        }
        if !isEmpty { newLine(level) }
        out.append(UInt8(ascii: close))
    }

    /// Appends a JSON string with its quotes.
    public static func write(string: String, into out: inout [UInt8]) {
        out.append(UInt8(ascii: "\""))
        var string = string
        string.withUTF8 { text in
            var start = 0
            while start < text.count {
                let end = PlainText.end(text, from: start, stopsAtNonASCII: false)
                out.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<end]))
                if end < text.count { escape(text[end], into: &out) }
                start = end + 1
            }
        }
        out.append(UInt8(ascii: "\""))
    }

    private static func escape(_ byte: UInt8, into out: inout [UInt8]) {
        switch byte {
        case UInt8(ascii: "\""): out.append(contentsOf: "\\\"".utf8)
        case UInt8(ascii: "\\"): out.append(contentsOf: "\\\\".utf8)
        case 0x0A: out.append(contentsOf: "\\n".utf8)
        case 0x0D: out.append(contentsOf: "\\r".utf8)
        case 0x09: out.append(contentsOf: "\\t".utf8)
        default:
            out.append(contentsOf: "\\u00".utf8)
            out.append(hexDigits[Int(byte >> 4)])
            out.append(hexDigits[Int(byte & 0x0F)])
        }
    }

    private static let hexDigits = Array("0123456789abcdef".utf8)
}
