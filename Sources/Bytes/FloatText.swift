/// Doubles as Go writes them, so that what is printed equals what Kubernetes' own programs print.
public enum FloatText {
    /// As `encoding/json` writes a float64: with an exponent below 1e-6 and from 1e21 on; `null` for what has
    /// no form in JSON.
    public static func json(_ number: Double) -> String {
        guard number.isFinite, number != 0 else { return number == 0 ? "0" : "null" }
        let (digits, exponent) = decimal(abs(number))
        let sign = number < 0 ? "-" : ""
        if exponent < -6 || exponent >= 21 { return sign + scientific(digits, exponent, width: 1) }
        return sign + plain(digits, exponent)
    }

    /// As `strconv.FormatFloat(x, 'g', -1, 64)` writes it: with an exponent below 1e-4 and from 1e6 on.
    public static func shortest(_ number: Double) -> String {
        guard number.isFinite, number != 0 else { return number == 0 ? "0" : "null" }
        let (digits, exponent) = decimal(abs(number))
        let sign = number < 0 ? "-" : ""
        if exponent < -4 || exponent >= 6 { return sign + scientific(digits, exponent, width: 2) }
        return sign + plain(digits, exponent)
    }

    private static func scientific(_ digits: String, _ exponent: Int, width: Int) -> String {
        let fraction = digits.count > 1 ? ".\(digits.dropFirst())" : ""
        let power = String(abs(exponent))
        let padding = String(repeating: "0", count: max(0, width - power.count))
        return "\(digits.prefix(1))\(fraction)e\(exponent < 0 ? "-" : "+")\(padding)\(power)"
    }

    private static func plain(_ digits: String, _ exponent: Int) -> String {
        if exponent < 0 { return "0.\(String(repeating: "0", count: -exponent - 1))\(digits)" }
        let missing = exponent + 1 - digits.count
        if missing >= 0 { return digits + String(repeating: "0", count: missing) }
        return "\(digits.prefix(exponent + 1)).\(digits.dropFirst(exponent + 1))"
    }

    /// The shortest digits that give the number back, and the power of ten of the first of them.
    private static func decimal(_ number: Double) -> (digits: String, exponent: Int) {
        let parts = number.description.split(separator: "e", omittingEmptySubsequences: false)
        let power = parts.count == 2 ? Int(parts[1]) ?? 0 : 0
        let halves = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        let all = halves.joined()
        let leading = all.prefix { $0 == "0" }.count
        var digits = all.dropFirst(leading)
        while digits.last == "0" { digits.removeLast() }
        return (String(digits), power + halves[0].count - 1 - leading)
    }
}
