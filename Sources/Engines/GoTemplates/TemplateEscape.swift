/// Texts made safe for the places that they are put in.
enum TemplateEscape {
    /// For HTML (Go, `html`).
    static func html(_ text: String) -> String {
        replaced(text) { scalar in
            switch scalar {
            case "\"": "&#34;"
            case "'": "&#39;"
            case "&": "&amp;"
            case "<": "&lt;"
            case ">": "&gt;"
            case "\0": "\u{FFFD}"
            default: nil
            }
        }
    }

    /// For a string of JavaScript (Go, `js`).
    static func script(_ text: String) -> String {
        replaced(text) { scalar in
            switch scalar {
            case "\\": "\\\\"
            case "'": "\\'"
            case "\"": "\\\""
            case "<", ">", "&", "=": "\\u00" + String(scalar.value, radix: 16, uppercase: true)
            case _ where scalar.value < 0x20:
                "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16, uppercase: true)
            default: nil
            }
        }
    }

    /// For the query of a URL (Go, `urlquery`): a blank becomes a plus.
    static func query(_ text: String) -> String {
        text.utf8.map { $0 == 0x20 ? "+" : escaped($0, keeping: []) }.joined()
    }

    /// For one segment of a URL's path (Go, `url.PathEscape`).
    static func pathSegment(_ text: String) -> String {
        text.utf8.map { escaped($0, keeping: Array("$&+=:@".utf8)) }.joined()
    }

    private static func escaped(_ byte: UInt8, keeping kept: [UInt8]) -> String {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
            UInt8(ascii: "~"):
            return String(Unicode.Scalar(byte))
        case _ where kept.contains(byte): return String(Unicode.Scalar(byte))
        default: return "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }
    }

    private static func replaced(_ text: String, by answer: (Unicode.Scalar) -> String?) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            if let other = answer(scalar) { result += other } else { result.unicodeScalars.append(scalar) }
        }
        return result
    }
}
