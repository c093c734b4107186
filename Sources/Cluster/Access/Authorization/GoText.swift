/// Texts as Go's `%q` prints them, which kube-apiserver's messages are made of.
package enum GoText {
    /// `%q` of a string.
    package static func quoted(_ text: String) -> String {
        var out = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case "\r": out += "\\r"
            case "\t": out += "\\t"
            default:
                if scalar.value < 0x20 || scalar.value == 0x7F {
                    let digits = String(scalar.value, radix: 16)
                    out += "\\x" + (digits.count < 2 ? "0" : "") + digits
                } else {
                    out.unicodeScalars.append(scalar)
                }
            }
        }
        return out + "\""
    }

    /// `%q` of a slice of strings.
    package static func quoted(_ list: [String]) -> String {
        "[\(list.map { quoted($0) }.joined(separator: " "))]"
    }

    /// Several errors as `utilerrors.Aggregate` shows them: each once, in brackets when there are more.
    package static func aggregate(_ errors: [String]) -> String {
        var seen: Set<String> = []
        let distinct = errors.filter { seen.insert($0).inserted }
        return distinct.count == 1 ? distinct[0] : "[\(distinct.joined(separator: ", "))]"
    }
}
