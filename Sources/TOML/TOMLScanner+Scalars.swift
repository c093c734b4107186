import Bytes

extension TOMLScanner {
    /// A truth value, a number, or a date or time.
    mutating func scalar() throws(TOMLError) -> JSON {
        let start = place
        while let byte = peek(), Self.isScalar(byte) { place += 1 }
        // The time may stand behind a blank instead of a T.
        if place - start == 10, peek() == 0x20, let digit = peek(1), Self.isDigit(digit),
            text[start + 4] == UInt8(ascii: "-")
        {
            place += 1
            while let byte = peek(), Self.isScalar(byte) { place += 1 }
        }
        if let number = plainNumber(start..<place) { return .int(number) }
        let word = String(decoding: text[start..<place], as: UTF8.self)
        switch word {
        case "true": return .bool(true)
        case "false": return .bool(false)
        case "inf", "+inf": return .double(.infinity)
        case "-inf": return .double(-.infinity)
        case "nan", "+nan", "-nan": return .double(.nan)
        default: break
        }
        if Self.isDateOrTime(word) { return .string(word) }
        guard let number = Self.number(word) else { throw fail("\"\(word.prefix(60))\" is no value") }
        return number
    }

    /// A whole number of digits alone, which most are.
    private func plainNumber(_ range: Range<Int>) -> Int64? {
        guard range.count > 0, range.count < 18, text[range.lowerBound] != 0x30 || range.count == 1 else {
            return nil
        }
        var number: Int64 = 0
        for byte in text[range] {
            guard Self.isDigit(byte) else { return nil }
            number = number * 10 + Int64(byte - 0x30)
        }
        return number
    }

    private static func isScalar(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "+"),
            UInt8(ascii: "."), UInt8(ascii: ":"):
            true
        default: false
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

    private static func number(_ word: String) -> JSON? {
        let bytes = Array(word.utf8)
        // An underscore stands between two digits, of which only hexadecimal ones may be letters.
        let isOfNumber = word.hasPrefix("0x") ? Self.isHexDigit : Self.isDigit
        for (place, byte) in bytes.enumerated() where byte == UInt8(ascii: "_") {
            guard place > 0, place + 1 < bytes.count, isOfNumber(bytes[place - 1]),
                isOfNumber(bytes[place + 1])
            else { return nil }
        }
        let plain = String(decoding: bytes.filter { $0 != UInt8(ascii: "_") }, as: UTF8.self)
        for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] where plain.hasPrefix(prefix) {
            guard bytes.dropFirst(2).first.map({ $0 != 0x2B && $0 != 0x2D && $0 != 0x5F }) == true else {
                return nil
            }
            return Int64(plain.dropFirst(2), radix: radix).map { .int($0) }
        }
        let digits = plain.first == "-" || plain.first == "+" ? plain.dropFirst() : plain[...]
        guard let first = digits.utf8.first, isDigit(first) else { return nil }
        let whole = digits.utf8.prefix { isDigit($0) }
        if whole.count > 1, first == 0x30 { return nil }
        if whole.count == digits.utf8.count { return Int64(plain).map { .int($0) } }
        guard isFloat(digits.utf8.dropFirst(whole.count)) else { return nil }
        return Double(plain).map { .double($0) }
    }

    /// A fraction, an exponent or both, each with a digit at least.
    private static func isFloat(_ tail: Substring.UTF8View.SubSequence) -> Bool {
        var rest = tail
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            guard let digit = rest.first, isDigit(digit) else { return false }
            rest = rest.drop { isDigit($0) }
        }
        guard let exponent = rest.first else { return true }
        guard exponent | 0x20 == UInt8(ascii: "e") else { return false }
        rest = rest.dropFirst()
        if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
        return !rest.isEmpty && rest.allSatisfy { isDigit($0) }
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        isDigit(byte) || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "f"))
    }

    /// RFC 3339's forms, whole or in part, by their shape.
    private static func isDateOrTime(_ word: String) -> Bool {
        let shape = word.utf8.map { isDigit($0) ? UInt8(ascii: "0") : $0 }
        func isTime(_ time: ArraySlice<UInt8>) -> Bool {
            guard time.starts(with: Array("00:00:00".utf8)) else { return false }
            var rest = time.dropFirst(8)
            guard rest.first == UInt8(ascii: ".") else { return rest.isEmpty }
            rest = rest.dropFirst()
            return !rest.isEmpty && rest.allSatisfy { $0 == UInt8(ascii: "0") }
        }
        guard shape.starts(with: Array("0000-00-00".utf8)) else { return isTime(shape[...]) }
        var rest = shape.dropFirst(10)
        guard let separator = rest.first else { return true }
        guard separator | 0x20 == UInt8(ascii: "t") || separator == 0x20 else { return false }
        rest = rest.dropFirst()
        if let last = rest.last, last | 0x20 == UInt8(ascii: "z") {
            rest = rest.dropLast()
        } else if rest.count > 6, [0x2B, 0x2D].contains(rest[rest.endIndex - 6]),
            rest.suffix(5).elementsEqual(Array("00:00".utf8))
        {
            rest = rest.dropLast(6)
        }
        return isTime(rest)
    }
}
