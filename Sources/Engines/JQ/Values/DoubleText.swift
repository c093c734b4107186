/// Doubles as jq writes them: the shortest digits that give the number back.
enum DoubleText {
    /// Writes a number; not-a-number has no form in JSON and becomes `null`, the infinities the largest numbers.
    static func write(_ number: Double, into out: inout [UInt8]) {
        if number.isNaN { return out.append(contentsOf: "null".utf8) }
        if let whole = Int64(exactly: number), abs(whole) < 1_000_000_000_000_000 {
            if whole == 0, number.sign == .minus { out.append(UInt8(ascii: "-")) }
            return out.append(contentsOf: String(whole).utf8)
        }
        let finite = number.isInfinite ? Double.greatestFiniteMagnitude : abs(number)
        if number < 0 { out.append(UInt8(ascii: "-")) }
        let (digits, point) = decimal(finite)
        if point <= -5 || point > digits.count + 15 {
            out.append(digits[0])
            if digits.count > 1 {
                out.append(UInt8(ascii: "."))
                out.append(contentsOf: digits[1...])
            }
            let power = point - 1
            out.append(contentsOf: "e\(power < 0 ? "-" : "+")\(abs(power) < 10 ? "0" : "")\(abs(power))".utf8)
        } else if point <= 0 {
            out.append(contentsOf: "0.".utf8)
            out.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: -point))
            out.append(contentsOf: digits)
        } else if point >= digits.count {
            out.append(contentsOf: digits)
            out.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: point - digits.count))
        } else {
            out.append(contentsOf: digits[..<point])
            out.append(UInt8(ascii: "."))
            out.append(contentsOf: digits[point...])
        }
    }

    /// The significant digits and where the point stands after the first of them.
    private static func decimal(_ number: Double) -> (digits: [UInt8], point: Int) {
        let parts = number.description.split(separator: "e", omittingEmptySubsequences: false)
        let power = parts.count == 2 ? Int(parts[1]) ?? 0 : 0
        let halves = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        let all = Array(halves.joined().utf8)
        let leading = all.prefix { $0 == UInt8(ascii: "0") }.count
        var digits = Array(all[leading...])
        while digits.count > 1, digits.last == UInt8(ascii: "0") { digits.removeLast() }
        return (digits, power + halves[0].count - leading)
    }
}
