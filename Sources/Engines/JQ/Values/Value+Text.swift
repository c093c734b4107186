import Bytes

/// How a value's text is laid out.
struct Layout {
    /// What nested deeper than jq prints.
    static let depthLimit = 256

    /// Spaces a level; nil for a text without white space.
    var indent: Int?
    /// Whether members stand in the order of their names instead of the order in which they came.
    var sortsKeys = false
    /// The most bytes that may be written.
    var byteLimit = Int.max
}

extension Value {
    /// The text without white space.
    var text: String {
        get throws { try text(byteLimit: .max) }
    }

    func text(byteLimit: Int) throws -> String {
        var out: [UInt8] = []
        try write(into: &out, Layout(byteLimit: byteLimit))
        return String(decoding: out, as: UTF8.self)
    }

    /// What string interpolation shows: a string's own text, anything else as JSON.
    func plainText(byteLimit: Int) throws -> String {
        if case .string(let text) = self { return text }
        return try text(byteLimit: byteLimit)
    }

    func write(into out: inout [UInt8], _ layout: Layout, level: Int = 0) throws {
        guard level <= Layout.depthLimit else { return out.append(contentsOf: "<skipped: too deep>".utf8) }
        if out.count > layout.byteLimit {
            throw Exhausted("the output is longer than \(layout.byteLimit) bytes")
        }
        switch self {
        case .null: out.append(contentsOf: "null".utf8)
        case .bool(let value): out.append(contentsOf: (value ? "true" : "false").utf8)
        case .number(let value): DoubleText.write(value, into: &out)
        case .literal(let literal): literal.write(into: &out)
        case .string(let text): Self.write(string: text, into: &out)
        case .array(let box):
            out.append(UInt8(ascii: "["))
            for (place, item) in box.items.enumerated() {
                Self.separate(place, layout, level, into: &out)
                try item.write(into: &out, layout, level: level + 1)
            }
            Self.close("]", isEmpty: box.items.isEmpty, layout, level, into: &out)
        case .object(let box):
            out.append(UInt8(ascii: "{"))
            let keys = layout.sortsKeys ? box.sortedKeys : box.keys
            for (place, key) in keys.enumerated() {
                Self.separate(place, layout, level, into: &out)
                Self.write(string: key, into: &out)
                out.append(UInt8(ascii: ":"))
                if layout.indent != nil { out.append(UInt8(ascii: " ")) }
                let value = layout.sortsKeys ? box[key] ?? .null : box.values[place]
                try value.write(into: &out, layout, level: level + 1)
            }
            Self.close("}", isEmpty: box.count == 0, layout, level, into: &out)
        }
    }

    /// JSON's escapes, and jq's for the delete character.
    private static func write(string: String, into out: inout [UInt8]) {
        let start = out.count
        JSON.write(string: string, into: &out)
        guard string.utf8.contains(where: { $0 == 0x7F || $0 == 0x08 || $0 == 0x0C }) else { return }
        var escaped = string.unicodeScalars.reduce(into: [UInt8]()) { bytes, scalar in
            switch scalar.value {
            case 0x7F: bytes.append(contentsOf: "\\u007f".utf8)
            case 0x08: bytes.append(contentsOf: "\\b".utf8)
            case 0x0C: bytes.append(contentsOf: "\\f".utf8)
            default:
                var one: [UInt8] = []
                JSON.write(string: String(scalar), into: &one)
                bytes.append(contentsOf: one[1..<one.count - 1])
            }
        }
        escaped.append(UInt8(ascii: "\""))
        out.removeSubrange((start + 1)...)
        out.append(contentsOf: escaped)
    }

    private static func separate(_ place: Int, _ layout: Layout, _ level: Int, into out: inout [UInt8]) {
        if place > 0 { out.append(UInt8(ascii: ",")) }
        breakLine(layout, level + 1, into: &out)
    }

    private static func close(
        _ bracket: Unicode.Scalar, isEmpty: Bool, _ layout: Layout, _ level: Int, into out: inout [UInt8]
    ) {
        if !isEmpty { breakLine(layout, level, into: &out) }
        out.append(UInt8(ascii: bracket))
    }

    private static func breakLine(_ layout: Layout, _ level: Int, into out: inout [UInt8]) {
        guard let indent = layout.indent else { return }
        out.append(UInt8(ascii: "\n"))
        out.append(contentsOf: repeatElement(UInt8(ascii: " "), count: indent * level))
    }

    /// The beginning of the text, as jq's errors show a value.
    func excerpt(_ size: Int = 15) -> String {
        var shown = self
        if case .string(let text) = self, text.utf8.count > size {
            shown = .string(String(text.unicodeScalars.prefix(size)))
        }
        var out: [UInt8] = []
        // What is cut off need not be written; the limit leaves room for the cut.
        do { try shown.write(into: &out, Layout(byteLimit: 4 * size + 64)) } catch {}
        guard out.count > size - 1 else { return String(decoding: out, as: UTF8.self) }
        return String(decoding: out[..<(size - 4)], as: UTF8.self) + "..."
    }
}
