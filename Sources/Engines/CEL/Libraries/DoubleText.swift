/// Doubles out of text as Go's `strconv.ParseFloat` takes them.
enum DoubleText {
    static func parse(_ text: String) -> Double? {
        var body = text.utf8[...]
        var isNegative = false
        if let sign = body.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
            isNegative = sign == UInt8(ascii: "-")
            body.removeFirst()
        }
        let word = String(decoding: body, as: UTF8.self).lowercased()
        switch word {
        case "inf", "infinity": return isNegative ? -.infinity : .infinity
        case "nan": return .nan
        default: break
        }
        guard let first = body.first, first == UInt8(ascii: ".") || (first >= 0x30 && first <= 0x39),
            word.utf8.count < 400, let value = Double(word), value.isFinite
        else { return nil }
        return isNegative ? -value : value
    }
}
