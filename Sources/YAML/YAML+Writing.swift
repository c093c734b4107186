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
        default: writeScalar(value, indent: 0)
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
            case .object(let members) where !members.isEmpty: write(members, indent: indent + 2, isInline: true)
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
        case .double(let number): text += NumberText.text(number)
        default: text += value.text
        }
        if text.utf8.last != 0x0A { text += "\n" }
    }

    private mutating func pad(_ count: Int) { text += String(repeating: " ", count: count) }
}

/// Floating-point numbers in Go's `%g`.
enum NumberText {
    static func text(_ number: Double) -> String {
        guard number.isFinite, number != 0 else { return number == 0 ? "0" : "null" }
        let (digits, exponent) = decimal(abs(number))
        let sign = number < 0 ? "-" : ""
        if exponent < -4 || exponent >= 6 {
            let tail = digits.count > 1 ? ".\(digits.dropFirst())" : ""
            let power = abs(exponent) < 10 ? "0\(abs(exponent))" : "\(abs(exponent))"
            return "\(sign)\(digits.prefix(1))\(tail)e\(exponent < 0 ? "-" : "+")\(power)"
        }
        if exponent < 0 { return "\(sign)0.\(String(repeating: "0", count: -exponent - 1))\(digits)" }
        if digits.count <= exponent + 1 { return sign + digits + String(repeating: "0", count: exponent + 1 - digits.count) }
        return "\(sign)\(digits.prefix(exponent + 1)).\(digits.dropFirst(exponent + 1))"
    }

    /// The shortest digits that give the number back, and the power of ten of the first of them.
    private static func decimal(_ number: Double) -> (digits: String, exponent: Int) {
        let parts = number.description.split(separator: "e", omittingEmptySubsequences: false)
        let power = parts.count == 2 ? Int(parts[1]) ?? 0 : 0
        let halves = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        let whole = halves[0]
        let all = whole + (halves.count == 2 ? halves[1] : "")
        let leading = all.prefix { $0 == "0" }.count
        var digits = all.dropFirst(leading)
        while digits.last == "0" { digits.removeLast() }
        return (String(digits), power + whole.count - 1 - leading)
    }
}
