import Bytes
import Glibc

/// `'%s is %d'.format([a, b])` (cel-go, "Format"): the clauses and what each takes.
enum FormatString {
    static func format(_ text: String, _ arguments: CELList) throws(CELEvaluationError) -> String {
        var result = ""
        var rest = text.unicodeScalars[...]
        var index = 0
        while let scalar = rest.popFirst() {
            guard scalar == "%" else {
                result.unicodeScalars.append(scalar)
                continue
            }
            if rest.first == "%" {
                rest.removeFirst()
                result += "%"
                continue
            }
            let precision = try precision(&rest)
            guard let verb = rest.popFirst() else { throw .failed("unexpected end of string") }
            guard index < arguments.count else { throw .failed("index \(index) out of range") }
            result += try clause(verb, precision, arguments[index])
            index += 1
            try ResultLimit.check(result.utf8.count)
        }
        return result
    }

    private static func precision(_ rest: inout Substring.UnicodeScalarView) throws(CELEvaluationError)
        -> Int?
    {
        guard rest.first == "." else { return nil }
        rest.removeFirst()
        let digits = rest.prefix { $0 >= "0" && $0 <= "9" }
        rest = rest.dropFirst(digits.count)
        guard let value = Int(String(digits)), value <= 1000 else {
            throw .failed("error while converting precision to integer: \(String(digits))")
        }
        return value
    }

    private static func clause(
        _ verb: Unicode.Scalar, _ precision: Int?, _ value: CELValue
    ) throws(CELEvaluationError) -> String {
        switch (verb, value) {
        case ("s", _): return try string(value)
        case ("d", .int(let number)): return String(number)
        case ("d", .uint(let number)): return String(number)
        case ("f", _): return fixed(try number(value, "fixed-point"), precision ?? 6)
        case ("e", _): return scientific(try number(value, "scientific"))
        case ("b", .bool(let flag)): return flag ? "1" : "0"
        case ("b", .int(let number)): return String(number, radix: 2)
        case ("b", .uint(let number)): return String(number, radix: 2)
        case ("o", .int(let number)): return String(number, radix: 8)
        case ("o", .uint(let number)): return String(number, radix: 8)
        case ("x", .int(let number)), ("X", .int(let number)):
            return String(number, radix: 16, uppercase: verb == "X")
        case ("x", .uint(let number)), ("X", .uint(let number)):
            return String(number, radix: 16, uppercase: verb == "X")
        case ("x", .string(let text)): return Hex.encode(text.utf8)
        case ("X", .string(let text)): return Hex.encode(text.utf8).uppercased()
        case ("x", .bytes(let bytes)): return Hex.encode(bytes)
        case ("X", .bytes(let bytes)): return Hex.encode(bytes).uppercased()
        case ("d", _): throw wrong("decimal", "integers", value)
        case ("b", _): throw wrong("only integers and bools can be formatted as binary", value)
        case ("o", _): throw wrong("octal", "integers", value)
        case ("x", _), ("X", _):
            throw wrong("only integers, byte buffers, and strings can be formatted as hex", value)
        default:
            throw .failed("could not parse formatting clause: unrecognized formatting clause \"\(verb)\"")
        }
    }

    private static func wrong(_ clause: String, _ takes: String, _ value: CELValue) -> CELEvaluationError {
        wrong("\(clause) clause can only be used on \(takes)", value)
    }

    private static func wrong(_ sentence: String, _ value: CELValue) -> CELEvaluationError {
        .failed("error during formatting: \(sentence), was given \(value.type.runtimeName)")
    }

    private static func number(_ value: CELValue, _ clause: String) throws(CELEvaluationError) -> Double {
        switch value {
        case .double(let number): return number
        case .string("NaN"): return .nan
        case .string("Infinity"): return .infinity
        case .string("-Infinity"): return -.infinity
        default: throw wrong(clause, "doubles", value)
        }
    }

    /// Kubernetes formats for `en_US`: digits stand in groups of three.
    private static func fixed(_ number: Double, _ precision: Int) -> String {
        if let word = special(number) { return word }
        let text = printed("%.*f", precision, number)
        let isNegative = text.hasPrefix("-")
        let parts = text.drop { $0 == "-" }.split(separator: ".", omittingEmptySubsequences: false)
        var whole = ""
        for (offset, digit) in parts[0].enumerated() {
            if offset > 0 && (parts[0].count - offset) % 3 == 0 { whole += "," }
            whole.append(digit)
        }
        return (isNegative ? "-" : "") + whole + (parts.count > 1 ? ".\(parts[1])" : "")
    }

    /// `2.718280 × 10⁰⁰`, as `en_US` writes powers of ten.
    private static func scientific(_ number: Double) -> String {
        if let word = special(number) { return word }
        let parts = printed("%.*e", 6, number).split(separator: "e")
        guard parts.count == 2, let exponent = Int(parts[1]) else { return "" }
        let digits = String(exponent.magnitude)
        let raised = ((exponent < 0 ? "-" : "") + (digits.count < 2 ? "0" : "") + digits).map {
            superscripts[$0] ?? ""
        }
        return "\(parts[0])\u{202F}\u{D7}\u{202F}10\(raised.joined())"
    }

    private static let superscripts: [Character: String] = [
        "-": "⁻", "0": "⁰", "1": "¹", "2": "²", "3": "³", "4": "⁴", "5": "⁵", "6": "⁶", "7": "⁷", "8": "⁸",
        "9": "⁹",
    ]

    private static func special(_ number: Double) -> String? {
        number.isNaN ? "NaN" : number.isInfinite ? (number < 0 ? "-∞" : "∞") : nil
    }

    private static func printed(_ format: String, _ precision: Int, _ number: Double) -> String {
        // The longest is a double of 309 digits with a thousand decimals.
        var buffer = [CChar](repeating: 0, count: 2048)
        let length = withVaList([CInt(precision), number]) {
            vsnprintf(&buffer, buffer.count, format, $0)
        }
        return String(
            decoding: buffer.prefix(max(0, Int(length))).map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    // MARK: Text of any value

    private static func string(_ value: CELValue) throws(CELEvaluationError) -> String {
        switch value {
        case .null: "null"
        case .bool(let value): "\(value)"
        case .int(let value): "\(value)"
        case .uint(let value): "\(value)"
        case .double(let value): ValueText.double(value)
        case .string(let text): text
        case .bytes(let bytes): String(decoding: bytes, as: UTF8.self)
        case .timestamp(let moment): moment.text
        case .duration(let span): span.text
        case .type(let type): type.runtimeName
        case .list, .map: try nested(value, depth: 0)
        case .object, .optional, .host:
            throw wrong(
                "string clause can only be used on strings, bools, bytes, ints, doubles, maps, lists, types, durations, and timestamps",
                value)
        }
    }

    /// Values inside of others are written as literals.
    private static func nested(_ value: CELValue, depth: Int) throws(CELEvaluationError) -> String {
        guard depth < 256 else { throw .failed("error during formatting: value is nested too deep") }
        switch value {
        case .string(let text): return CELLibrary.quoted(text)
        case .bytes(let bytes): return "b\(CELLibrary.quoted(String(decoding: bytes, as: UTF8.self)))"
        case .timestamp(let moment): return "timestamp(\"\(moment.text)\")"
        case .duration(let span): return "duration(\"\(span.text)\")"
        case .double(let number) where number.isFinite: return printed("%.*f", 6, number)
        case .double(let number): return "\"\(ValueText.double(number))\""
        case .list(let list):
            var parts: [String] = []
            for element in list.values { parts.append(try nested(element, depth: depth + 1)) }
            return "[\(parts.joined(separator: ", "))]"
        case .map(let map):
            var parts: [String] = []
            for key in map.keys {
                let value = try nested(map.value(for: key) ?? .null, depth: depth + 1)
                parts.append("\(try nested(key, depth: depth + 1)):\(value)")
            }
            return "{\(parts.sorted().joined(separator: ", "))}"
        case .object, .optional, .host:
            throw .failed("error during formatting: no formatting function for \(value.type.runtimeName)")
        default: return try string(value)
        }
    }
}
