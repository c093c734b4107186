import Bytes

/// What a plain scalar means to go-yaml v2, and with it to kubectl: YAML 1.1 without sexagesimal numbers,
/// and with timestamps left as text.
enum ScalarResolution {
    static func resolve(_ text: String) -> JSON {
        switch text {
        case "", "~", "null", "Null", "NULL": return .null
        case "y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON": return .bool(true)
        case "n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF": return .bool(false)
        case ".nan", ".NaN", ".NAN": return .double(.nan)
        case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF": return .double(.infinity)
        case "-.inf", "-.Inf", "-.INF": return .double(-.infinity)
        default: return number(text) ?? .string(text)
        }
    }

    /// True when the text would be read as something else than itself, or as a timestamp.
    static func needsQuotes(_ text: String) -> Bool {
        if case .string = resolve(text) { return isTimestamp(text) || isSexagesimal(text) }
        return true
    }

    private static func number(_ text: String) -> JSON? {
        guard let first = text.utf8.first, isDigit(first) || "+-.".utf8.contains(first) else { return nil }
        let plain = text.utf8.contains(UInt8(ascii: "_")) ? String(text.filter { $0 != "_" }) : text
        if first != UInt8(ascii: "."), let whole = integer(plain) { return whole }
        guard isFloat(plain), let value = Double(plain.hasSuffix(".") ? plain + "0" : plain), value.isFinite
        else {
            return nil
        }
        return .double(value)
    }

    /// Go's `strconv.ParseInt` with base 0: `0x`, `0o`, `0b` and a leading zero for octal.
    private static func integer(_ text: String) -> JSON? {
        var digits = text[...]
        let isNegative = digits.hasPrefix("-")
        if isNegative || digits.hasPrefix("+") { digits.removeFirst() }
        var radix = 10
        if digits.count > 1, digits.first == "0" {
            switch digits.dropFirst().first {
            case "x", "X": (radix, digits) = (16, digits.dropFirst(2))
            case "o", "O": (radix, digits) = (8, digits.dropFirst(2))
            case "b", "B": (radix, digits) = (2, digits.dropFirst(2))
            default: (radix, digits) = (8, digits.dropFirst())
            }
        }
        guard let first = digits.first, first != "+", first != "-" else { return nil }
        if let value = Int64((isNegative ? "-" : "") + digits, radix: radix) { return .int(value) }
        // Numbers between 2^63 and 2^64 are whole in Go and only approximate here.
        return isNegative ? nil : UInt64(digits, radix: radix).map { .double(Double($0)) }
    }

    /// Whether a text is a float: `^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$`.
    private static func isFloat(_ text: String) -> Bool {
        var rest = text.utf8[...]
        func skipDigits() -> Int {
            let digits = rest.prefix(while: isDigit).count
            rest = rest.dropFirst(digits)
            return digits
        }
        if let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
            rest.removeFirst()
        }
        let whole = skipDigits()
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            if skipDigits() == 0 && whole == 0 { return false }
        } else if whole == 0 {
            return false
        }
        if let mark = rest.first, mark | 0x20 == UInt8(ascii: "e") {
            rest.removeFirst()
            if let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
                rest.removeFirst()
            }
            if skipDigits() == 0 { return false }
        }
        return rest.isEmpty
    }

    /// A date, or a date and a time, in the forms that go-yaml takes for timestamps.
    static func isTimestamp(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count >= 8, bytes[0..<4].allSatisfy(isDigit), bytes[4] == UInt8(ascii: "-") else {
            return false
        }
        let parts = text.split(maxSplits: 1, omittingEmptySubsequences: false) { "Tt ".contains($0) }
        let numbers = parts[0].split(separator: "-", omittingEmptySubsequences: false)
        guard numbers.count == 3,
            numbers[1...].allSatisfy({ (1...2).contains($0.count) && $0.utf8.allSatisfy(isDigit) }),
            let month = Int(numbers[1]), let day = Int(numbers[2]), (1...12).contains(month),
            (1...31).contains(day)
        else { return false }
        if parts.count == 1 { return numbers[1].count == 2 && numbers[2].count == 2 }
        let clock = parts[1].prefix { $0.isNumber || $0 == ":" || $0 == "." }
        let zone = parts[1].dropFirst(clock.count)
        let fields = clock.split(separator: ":", omittingEmptySubsequences: false)
        let isClock = fields.count == 3 && fields.allSatisfy { !$0.isEmpty }
        let isLocal = zone.isEmpty && text.contains(" ")
        return isClock && (isLocal || zone == "Z" || zone.hasPrefix("+") || zone.hasPrefix("-"))
    }

    /// `1:30`, which YAML 1.1 readers other than go-yaml take for a number of base 60.
    private static func isSexagesimal(_ text: String) -> Bool {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count > 1, let first = parts.first else { return false }
        let head = first.hasPrefix("-") || first.hasPrefix("+") ? first.dropFirst() : first
        guard head.utf8.first.map(isDigit) == true,
            head.utf8.allSatisfy({ isDigit($0) || $0 == UInt8(ascii: "_") })
        else {
            return false
        }
        return parts.dropFirst().enumerated().allSatisfy { index, part in
            let isLast = index == parts.count - 2
            let whole = isLast ? part.prefix { $0 != "." } : part
            let fraction = part.utf8.dropFirst(whole.utf8.count + 1)
            guard fraction.allSatisfy({ isDigit($0) || $0 == UInt8(ascii: "_") }) else { return false }
            let digits = whole.utf8
            return (1...2).contains(digits.count) && digits.allSatisfy(isDigit) && (Int(whole) ?? 60) < 60
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
}
