import Bytes

/// What stands in a TOML text without quotes.
enum TOMLWord {
    /// The value of a word; nil when it is none.
    static func value(of text: String) -> JSON? {
        switch text {
        case "true": return .bool(true)
        case "false": return .bool(false)
        case "inf", "+inf", "-inf", "nan", "+nan", "-nan": return .string(text)
        default: return number(text) ?? (isMoment(text) ? .string(text) : nil)
        }
    }

    private static func number(_ text: String) -> JSON? {
        for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] where text.hasPrefix(prefix) {
            guard let digits = plain(text.dropFirst(2), radix: radix) else { return nil }
            return Int64(digits, radix: radix).map { .int($0) }
        }
        let sign = text.hasPrefix("-") ? "-" : ""
        let body = text.hasPrefix("-") || text.hasPrefix("+") ? text.dropFirst() : text[...]
        let whole = body.prefix { $0 != "." && $0 != "e" && $0 != "E" }
        // Zeros before a number are not allowed, as they would make it octal elsewhere.
        guard let digits = plain(whole, radix: 10), digits == "0" || !digits.hasPrefix("0") else {
            return nil
        }
        var rest = body.dropFirst(whole.count)
        if rest.isEmpty { return Int64(sign + digits).map { .int($0) } }
        var decimal = sign + digits
        if rest.first == "." {
            let fraction = rest.dropFirst().prefix { $0 != "e" && $0 != "E" }
            guard let digits = plain(fraction, radix: 10) else { return nil }
            decimal += "." + digits
            rest = rest.dropFirst(1 + fraction.count)
        }
        if let mark = rest.first {
            guard mark == "e" || mark == "E" else { return nil }
            rest = rest.dropFirst()
            let isNegative = rest.first == "-"
            if isNegative || rest.first == "+" { rest = rest.dropFirst() }
            guard let digits = plain(rest, radix: 10) else { return nil }
            decimal += (isNegative ? "e-" : "e") + digits
        }
        guard let value = Double(decimal), value.isFinite else { return nil }
        return .double(value)
    }

    /// The digits without the underscores between them; nil when there are others, or an underscore elsewhere.
    private static func plain(_ text: Substring, radix: Int) -> String? {
        var digits = ""
        var wasDigit = false
        for character in text {
            if character == "_" {
                if !wasDigit { return nil }
                wasDigit = false
            } else {
                let value = character.isASCII ? character.hexDigitValue : nil
                guard let value, value < radix else { return nil }
                digits.append(character)
                wasDigit = true
            }
        }
        return wasDigit ? digits : nil
    }

    /// Whether a word is a date, a time, or both with an offset or without (RFC 3339).
    private static func isMoment(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        if bytes.count == 10 { return isDate(bytes[...]) }
        guard bytes.count > 10, [0x54, 0x74, 0x20].contains(bytes[10]) else { return isTime(bytes[...]) }
        guard isDate(bytes[..<10]) else { return false }
        var time = bytes[11...]
        if let last = time.last, last == 0x5A || last == 0x7A {
            time = time.dropLast()
        } else if time.count > 6, let sign = time.dropLast(5).last, sign == 0x2B || sign == 0x2D {
            let offset = Array(time.suffix(5))
            guard isForm(offset[...], "00:00"), number(offset, 0) < 24, number(offset, 3) < 60 else {
                return false
            }
            time = time.dropLast(6)
        }
        return isTime(time)
    }

    private static func isDate(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard isForm(bytes, "0000-00-00") else { return false }
        let text = Array(bytes)
        let year = Int64(number(text, 0) * 100 + number(text, 2))
        return CivilDate(year: year, month: Int64(number(text, 5)), day: Int64(number(text, 8))).isValid
    }

    private static func isTime(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard isForm(bytes.prefix(8), "00:00:00") else { return false }
        let text = Array(bytes)
        guard number(text, 0) < 24, number(text, 3) < 60, number(text, 6) <= 60 else { return false }
        let fraction = text.dropFirst(8)
        return fraction.isEmpty
            || fraction.first == 0x2E && fraction.count > 1
                && fraction.dropFirst().allSatisfy { (0x30...0x39).contains($0) }
    }

    /// Whether digits stand where the form has zeros, and else what the form has.
    private static func isForm(_ bytes: ArraySlice<UInt8>, _ form: String) -> Bool {
        bytes.count == form.utf8.count
            && zip(bytes, form.utf8).allSatisfy { $1 == 0x30 ? (0x30...0x39).contains($0) : $0 == $1 }
    }

    private static func number(_ bytes: [UInt8], _ place: Int) -> Int {
        Int(bytes[place] - 0x30) * 10 + Int(bytes[place + 1] - 0x30)
    }
}
