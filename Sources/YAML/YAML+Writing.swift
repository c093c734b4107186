public import Bytes

extension YAML {
    /// A value as `kubectl get -o yaml` prints it: keys in natural order, lists not indented, block scalars
    /// for text of several lines, lines folded after 80 columns.
    public static func text(_ value: JSON) -> String {
        var writer = YAMLWriter()
        writer.writeRoot(value)
        return writer.text
    }
}

/// Emits block style as libyaml does.
struct YAMLWriter {
    private(set) var text = ""

    mutating func writeRoot(_ value: JSON) {
        switch value {
        case .object(let members) where !members.isEmpty: write(members, indent: 0, isInline: true)
        case .array(let elements) where !elements.isEmpty: write(elements, indent: 0, isInline: true)
        // Lines of a text at the root are indented too, or `---` in it would end the document.
        default: writeScalar(value, indent: 2)
        }
    }

    /// - Parameter isInline: true when the first key stands where the writer is.
    private mutating func write(_ members: JSONObject, indent: Int, isInline: Bool) {
        var isFirst = isInline
        for (key, value) in members.sorted(by: { NaturalOrder.precedes($0.key, $1.key) }) {
            if !isFirst { pad(indent) }
            isFirst = false
            let isSimple = key.utf8.count <= 128 && !key.contains("\n")
            if isSimple {
                ScalarText(key, isKey: true).write(into: &text, indent: indent + 2)
            } else {
                // A long key stands alone behind a question mark (YAML 1.1, 9.3.1).
                text += "? "
                ScalarText(key, isKey: false).write(into: &text, indent: indent + 2)
                text += "\n"
                pad(indent)
            }
            text += ":"
            writeValue(value, indent: indent)
        }
    }

    private mutating func writeValue(_ value: JSON, indent: Int) {
        switch value {
        case .object(let members) where !members.isEmpty:
            text += "\n"
            pad(indent + 2)
            write(members, indent: indent + 2, isInline: true)
        case .array(let elements) where !elements.isEmpty:
            text += "\n"
            pad(indent)
            write(elements, indent: indent, isInline: true)
        default:
            text += " "
            writeScalar(value, indent: indent + 2)
        }
    }

    private mutating func write(_ elements: [JSON], indent: Int, isInline: Bool) {
        var isFirst = isInline
        for element in elements {
            if !isFirst { pad(indent) }
            isFirst = false
            text += "- "
            switch element {
            case .object(let members) where !members.isEmpty:
                write(members, indent: indent + 2, isInline: true)
            case .array(let inner) where !inner.isEmpty: write(inner, indent: indent + 2, isInline: true)
            default: writeScalar(element, indent: indent + 2)
            }
        }
    }

    private mutating func writeScalar(_ value: JSON, indent: Int) {
        switch value {
        case .string(let string): ScalarText(string, isKey: false).write(into: &text, indent: indent)
        case .object: text += "{}"
        case .array: text += "[]"
        case .double(let number): text += FloatText.shortest(number)
        default: text += value.text
        }
        if text.utf8.last != 0x0A { text += "\n" }
    }

    private mutating func pad(_ count: Int) { text += String(repeating: " ", count: count) }
}
