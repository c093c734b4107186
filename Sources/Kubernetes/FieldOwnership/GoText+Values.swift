import Bytes

/// Values as Go prints them: the messages of server-side apply show them so.
extension GoText {
    /// A value in a path: strings are quoted, members stand side by side.
    static func shown(_ value: JSON) -> String {
        switch value {
        case .string(let text): quoted(text)
        case .array(let elements): "[\(elements.map(shown).joined(separator: ","))]"
        case .object(let members): members.map { "\($0.key)=\(shown($0.value))" }.joined()
        default: value.text
        }
    }

    /// A value as `%v` prints it.
    static func plain(_ value: JSON) -> String {
        switch value {
        case .null: "<nil>"
        case .string(let text): text
        case .array(let elements): "[\(elements.map(plain).joined(separator: " "))]"
        case .object(let members):
            "map[\(members.map { "\($0.key):\(plain($0.value))" }.joined(separator: " "))]"
        default: value.text
        }
    }

    /// A value as `%#v` prints it.
    static func syntax(_ value: JSON) -> String {
        switch value {
        case .null: "interface {}(nil)"
        case .string(let text): quoted(text)
        case .array(let elements): "[]interface {}{\(elements.map(syntax).joined(separator: ", "))}"
        case .object(let members):
            "map[string]interface {}{"
                + members.map { "\(quoted($0.key)):\(syntax($0.value))" }.joined(separator: ", ") + "}"
        default: value.text
        }
    }

    /// The name of a value's type, as `%T` prints it.
    static func type(of value: JSON) -> String {
        switch value {
        case .null: "<nil>"
        case .bool: "bool"
        case .int: "int64"
        case .double: "float64"
        case .string: "string"
        case .array: "[]interface {}"
        case .object: "map[string]interface {}"
        }
    }

    /// JSON in which `<`, `>` and `&` are escaped, as Go's encoder writes it.
    static func escapingHTML(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy {
            $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "&") && $0 != 0xE2
        }
        if isPlain { return text }
        var out = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "<": out += "\\u003c"
            case ">": out += "\\u003e"
            case "&": out += "\\u0026"
            case "\u{2028}": out += "\\u2028"
            case "\u{2029}": out += "\\u2029"
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }
}
