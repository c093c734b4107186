import Bytes

/// `printf` as Go carries it out (package `fmt`), for the verbs that texts and numbers have.
enum TemplateFormat {
    private struct Verb {
        var isLeft = false
        var isSigned = false
        var isZeroed = false
        var isAlternate = false
        var width = 0
        var precision: Int?
    }

    /// The widest column; content has no use for wider ones.
    private static let widthLimit = 1000

    static func text(_ format: String, _ arguments: [TemplateValue]) throws(TemplateFunctionError) -> String {
        var result = ""
        var rest = Substring(format).unicodeScalars[...]
        var used = 0
        while let scalar = rest.popFirst() {
            guard scalar == "%" else {
                result.unicodeScalars.append(scalar)
                continue
            }
            let verb = try verb(&rest)
            guard let letter = rest.popFirst() else { return result + "%!(NOVERB)" }
            if letter == "%" {
                result += "%"
                continue
            }
            guard used < arguments.count else {
                result += "%!\(letter)(MISSING)"
                continue
            }
            result += padded(one(letter, arguments[used], verb), verb)
            used += 1
        }
        if used < arguments.count {
            let extra = arguments[used...].map { "\($0.typeName)=\($0.text)" }.joined(separator: ", ")
            result += "%!(EXTRA \(extra))"
        }
        return result
    }

    private static func verb(_ rest: inout Substring.UnicodeScalarView.SubSequence)
        throws(TemplateFunctionError) -> Verb
    {
        var verb = Verb()
        flags: while let flag = rest.first {
            switch flag {
            case "-": verb.isLeft = true
            case "+": verb.isSigned = true
            case "0": verb.isZeroed = true
            case "#": verb.isAlternate = true
            case " ": break
            default: break flags
            }
            rest.removeFirst()
        }
        verb.width = try number(&rest)
        if rest.first == "." {
            rest.removeFirst()
            verb.precision = try number(&rest)
        }
        return verb
    }

    private static func number(_ rest: inout Substring.UnicodeScalarView.SubSequence)
        throws(TemplateFunctionError) -> Int
    {
        var number = 0
        while let digit = rest.first, ("0"..."9").contains(digit) {
            number = number * 10 + Int(digit.value - 0x30)
            if number > widthLimit { throw TemplateFunctionError("a column is wider than \(widthLimit)") }
            rest.removeFirst()
        }
        return number
    }

    private static func one(_ letter: Unicode.Scalar, _ value: TemplateValue, _ verb: Verb) -> String {
        switch (letter, value) {
        case ("v", .string(let text)) where verb.isAlternate: return GoText.quoted(text)
        case ("v", .int(let number)), ("d", .int(let number)):
            return verb.isSigned && number >= 0 ? "+\(number)" : String(number)
        case ("v", _): return value.text
        case ("s", .string(let text)):
            return verb.precision.map { String(String.UnicodeScalarView(text.unicodeScalars.prefix($0))) }
                ?? text
        case ("s", .list): return value.text
        case ("q", .string(let text)): return GoText.quoted(text)
        case ("q", .list(let values)):
            return "[" + values.map { GoText.quoted($0.text) }.joined(separator: " ") + "]"
        case ("t", .bool): return value.text
        case ("x", .int(let number)): return String(number, radix: 16)
        case ("X", .int(let number)): return String(number, radix: 16, uppercase: true)
        case ("o", .int(let number)): return String(number, radix: 8)
        case ("b", .int(let number)): return String(number, radix: 2)
        case ("c", .int(let number)):
            return UInt32(exactly: number).flatMap(Unicode.Scalar.init).map { String(Character($0)) }
                ?? "\u{FFFD}"
        case ("x", .string(let text)):
            return text.utf8.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        case ("f", .float(let number)): return GoNumbers.fixed(number, digits: verb.precision ?? 6)
        case ("g", .float(let number)): return GoNumbers.shortest(number)
        case ("T", _): return value.typeName
        case (_, .none), (_, .null): return "%!\(letter)(<nil>)"
        default: return "%!\(letter)(\(value.typeName)=\(value.text))"
        }
    }

    private static func padded(_ text: String, _ verb: Verb) -> String {
        let missing = verb.width - text.unicodeScalars.count
        guard missing > 0 else { return text }
        if verb.isLeft { return text + String(repeating: " ", count: missing) }
        guard verb.isZeroed else { return String(repeating: " ", count: missing) + text }
        let sign = text.hasPrefix("-") || text.hasPrefix("+") ? text.prefix(1) : ""
        return sign + String(repeating: "0", count: missing) + text.dropFirst(sign.count)
    }
}
