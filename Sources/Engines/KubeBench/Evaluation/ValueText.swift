import Bytes

/// The text of a value as Go prints it.
enum ValueText {
    static func text(of value: JSON, numbersAreFloating: Bool) -> String {
        switch value {
        // kubectl's JSONPath prints what is there but null as nothing.
        case .null: ""
        case .bool(let truth): truth ? "true" : "false"
        case .int(let number): numbersAreFloating ? floating(Double(number)) : String(number)
        case .double(let number): floating(number)
        case .string(let text): text
        case .array, .object: value.text
        }
    }

    /// The fewest digits that mean the number, with an exponent from 1e6 on and below
    /// 1e-4 (Go's verb `%v`, which is strconv's `g` with the shortest precision).
    private static func floating(_ number: Double) -> String {
        if let whole = Int64(exactly: number), abs(number) < 1e6 { return String(whole) }
        let text = "\(number)"
        let isNegative = text.hasPrefix("-")
        let parts = text.drop { $0 == "-" }.split(separator: "e", maxSplits: 1)
        guard let mantissa = parts.first, number.isFinite else { return text }
        let halves = mantissa.split(separator: ".", omittingEmptySubsequences: false)
        let whole = String(halves[0])
        let fraction = halves.count > 1 && halves[1] != "0" ? String(halves[1]) : ""
        var digits = Array((whole + fraction).drop { $0 == "0" })
        let leading = (whole + fraction).count - digits.count
        let exponent = (parts.count > 1 ? Int(parts[1]) ?? 0 : 0) + whole.count - leading - 1
        while digits.last == "0", digits.count > 1 { digits.removeLast() }
        guard exponent < -4 || exponent >= 6 else { return text }
        let tail = digits.count > 1 ? ".\(String(digits[1...]))" : ""
        let size = abs(exponent) < 10 ? "0\(abs(exponent))" : "\(abs(exponent))"
        return "\(isNegative ? "-" : "")\(digits[0])\(tail)e\(exponent < 0 ? "-" : "+")\(size)"
    }
}
