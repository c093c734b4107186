import Glibc

/// Numbers as Go prints them.
enum GoNumbers {
    /// The fewest digits that mean the number (Go's verb `%v`): an exponent below 1e-4 and from 1e6 on.
    static func shortest(_ number: Double) -> String {
        if number.isNaN { return "NaN" }
        if number.isInfinite { return number < 0 ? "-Inf" : "+Inf" }
        if number == 0 { return number.sign == .minus ? "-0" : "0" }
        for digits in 1...17 {
            let text = printed("%.\(digits - 1)e", number)
            if Double(text) == number { return plain(text) ?? text }
        }
        return printed("%.16e", number)
    }

    /// So many digits after the point.
    static func fixed(_ number: Double, digits: Int) -> String {
        number.isFinite ? printed("%.\(digits)f", number) : shortest(number)
    }

    /// The digits of `1.25e+02` without an exponent; nil where Go keeps it.
    private static func plain(_ text: String) -> String? {
        let parts = text.split(separator: "e")
        guard parts.count == 2, let exponent = Int(parts[1]), (-4..<6).contains(exponent) else { return nil }
        let sign = text.hasPrefix("-") ? "-" : ""
        let digits = parts[0].filter { $0 != "." && $0 != "-" }
        if exponent < 0 { return sign + "0." + String(repeating: "0", count: -exponent - 1) + digits }
        if digits.count <= exponent + 1 {
            return sign + digits + String(repeating: "0", count: exponent + 1 - digits.count)
        }
        return sign + digits.prefix(exponent + 1) + "." + digits.dropFirst(exponent + 1)
    }

    private static func printed(_ format: String, _ number: Double) -> String {
        var buffer = [CChar](repeating: 0, count: 1400)
        let count = withVaList([number]) { vsnprintf(&buffer, buffer.count, format, $0) }
        let bytes = buffer.prefix(max(0, min(Int(count), buffer.count - 1)))
        return String(decoding: bytes.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
