/// Texts as Go prints them, which kube-apiserver's messages are made of.
package enum GoText {
    /// `%q` of a string, as Go's `strconv.Quote` writes it.
    package static func quoted(_ text: String) -> String {
        var out = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\u{07}": out += "\\a"
            case "\u{08}": out += "\\b"
            case "\t": out += "\\t"
            case "\n": out += "\\n"
            case "\u{0B}": out += "\\v"
            case "\u{0C}": out += "\\f"
            case "\r": out += "\\r"
            case " "..."~": out.unicodeScalars.append(scalar)
            case "\0"..<"\u{80}": out += "\\x" + hex(scalar, 2)
            case _ where isPrintable(scalar): out.unicodeScalars.append(scalar)
            default: out += scalar.value < 0x10000 ? "\\u" + hex(scalar, 4) : "\\U" + hex(scalar, 8)
            }
        }
        return out + "\""
    }

    /// `%q` of a slice of strings.
    package static func quoted(_ list: [String]) -> String {
        "[\(list.map { quoted($0) }.joined(separator: " "))]"
    }

    /// `%f`: six digits after the point.
    package static func fixed(_ number: Double) -> String {
        guard number.isFinite, abs(number) < 1e12 else { return "\(number)" }
        let millionths = Int64((abs(number) * 1e6).rounded(.toNearestOrEven))
        let rest = String(millionths % 1_000_000)
        let zeros = String(repeating: "0", count: 6 - rest.count)
        return "\(number < 0 ? "-" : "")\(millionths / 1_000_000).\(zeros)\(rest)"
    }

    /// Several errors as `utilerrors.Aggregate` shows them: each once, in brackets when there are more.
    package static func aggregate(_ errors: [String]) -> String {
        var seen: Set<String> = []
        let distinct = errors.filter { seen.insert($0).inserted }
        return distinct.count == 1 ? distinct[0] : "[\(distinct.joined(separator: ", "))]"
    }

    /// Whether Go's `strconv.IsPrint` holds: letters, marks, numbers, punctuation and symbols of the Unicode
    /// version that Go knows.
    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        let properties = scalar.properties
        guard let age = properties.age, (age.major, age.minor) <= goUnicode else { return false }
        return switch properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .spaceSeparator, .lineSeparator,
            .paragraphSeparator:
            false
        default: true
        }
    }

    /// The version of Go's tables since Go 1.21.
    private static let goUnicode = (15, 0)

    private static func hex(_ scalar: Unicode.Scalar, _ width: Int) -> String {
        let digits = String(scalar.value, radix: 16)
        return String(repeating: "0", count: width - digits.count) + digits
    }
}
