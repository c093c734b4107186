/// Constants as Go writes them.
enum TemplateConstant {
    /// The value of a quoted or numeric word; nil when it is none.
    static func value(_ token: TemplateToken) -> TemplateValue? {
        switch token.kind {
        case .string where token.text.hasPrefix("`"): .string(String(token.text.dropFirst().dropLast()))
        case .string: unquoted(token.text.dropFirst().dropLast()).map { .string($0) }
        case .character:
            unquoted(token.text.dropFirst().dropLast()).flatMap { text in
                let scalars = text.unicodeScalars
                return scalars.count == 1 ? scalars.first.map { .int(Int($0.value)) } : nil
            }
        default: number(token.text)
        }
    }

    private static func number(_ text: String) -> TemplateValue? {
        if let plain = Int(text) { return isOctal(text) ? Int(text, radix: 8).map { .int($0) } : .int(plain) }
        let isNegative = text.hasPrefix("-")
        let digits = text.drop { $0 == "-" || $0 == "+" }.filter { $0 != "_" }.lowercased()
        for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] where digits.hasPrefix(prefix) {
            return Int(digits.dropFirst(2), radix: radix).map { .int(isNegative ? -$0 : $0) }
        }
        guard let first = digits.utf8.first, (0x30...0x39).contains(first) || first == UInt8(ascii: ".")
        else {
            return nil
        }
        if let whole = Int(digits) { return .int(isNegative ? -whole : whole) }
        guard let number = Double(digits), number.isFinite else { return nil }
        return .float(isNegative ? -number : number)
    }

    private static func isOctal(_ text: String) -> Bool {
        let digits = text.drop { $0 == "-" || $0 == "+" }
        return digits.count > 1 && digits.hasPrefix("0") && digits.allSatisfy { "01234567".contains($0) }
    }

    /// The text that escapes stand for (Go specification, "Rune literals"); nil for an unknown escape.
    private static func unquoted(_ text: Substring) -> String? {
        var result: [UInt8] = []
        let bytes = Array(text.utf8)
        var rest = bytes[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "\\") else {
                result.append(byte)
                continue
            }
            guard let escape = rest.popFirst() else { return nil }
            switch escape {
            case UInt8(ascii: "a"): result.append(0x07)
            case UInt8(ascii: "b"): result.append(0x08)
            case UInt8(ascii: "f"): result.append(0x0C)
            case UInt8(ascii: "n"): result.append(0x0A)
            case UInt8(ascii: "r"): result.append(0x0D)
            case UInt8(ascii: "t"): result.append(0x09)
            case UInt8(ascii: "v"): result.append(0x0B)
            case UInt8(ascii: "\\"), UInt8(ascii: "\""), UInt8(ascii: "'"): result.append(escape)
            case UInt8(ascii: "x"):
                guard let code = take(2, radix: 16, from: &rest) else { return nil }
                result.append(UInt8(code))
            case UInt8(ascii: "u"), UInt8(ascii: "U"):
                guard let code = take(escape == UInt8(ascii: "u") ? 4 : 8, radix: 16, from: &rest),
                    let scalar = Unicode.Scalar(code)
                else { return nil }
                result += Array(String(Character(scalar)).utf8)
            case UInt8(ascii: "0")...UInt8(ascii: "7"):
                rest = bytes[(rest.startIndex - 1)...]
                guard let code = take(3, radix: 8, from: &rest), code < 256 else { return nil }
                result.append(UInt8(code))
            default: return nil
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func take(_ count: Int, radix: Int, from rest: inout ArraySlice<UInt8>) -> UInt32? {
        let digits = rest.prefix(count)
        guard digits.count == count else { return nil }
        rest = rest.dropFirst(count)
        let text = String(decoding: digits, as: UTF8.self)
        return text.hasPrefix("+") || text.hasPrefix("-") ? nil : UInt32(text, radix: radix)
    }
}
