import Glibc

/// A number that a double does not hold as it was written: its decimal digits and the power of ten of the last.
///
/// jq keeps such numbers as they came until somebody calculates with them, and compares them exactly.
final class Literal {
    /// The largest power of ten that a number's first digit may have.
    static let exponentLimit = 999_999_999

    let isNegative: Bool
    /// The digits' ASCII bytes without leading zeros; one zero for zero.
    let digits: [UInt8]
    let exponent: Int
    let double: Double

    init(isNegative: Bool, digits: [UInt8], exponent: Int, double: Double) {
        let significant = Array(digits.drop { $0 == UInt8(ascii: "0") })
        self.isNegative = isNegative
        self.digits = significant.isEmpty ? [UInt8(ascii: "0")] : significant
        self.exponent = exponent
        self.double = double
    }

    var isZero: Bool { digits == [UInt8(ascii: "0")] }

    /// The power of ten of the first digit.
    var magnitude: Int { exponent + digits.count - 1 }

    func negated() -> Literal {
        Literal(isNegative: !isNegative, digits: digits, exponent: exponent, double: -double)
    }

    /// Negative, zero or positive as the number is less than, equal to or greater than another.
    func order(to other: Literal) -> Int {
        if isZero || other.isZero {
            return (isZero ? 0 : isNegative ? -1 : 1) - (other.isZero ? 0 : other.isNegative ? -1 : 1)
        }
        if isNegative != other.isNegative { return isNegative ? -1 : 1 }
        let sign = isNegative ? -1 : 1
        if magnitude != other.magnitude { return magnitude < other.magnitude ? -sign : sign }
        for place in 0..<max(digits.count, other.digits.count) {
            let left = place < digits.count ? digits[place] : UInt8(ascii: "0")
            let right = place < other.digits.count ? other.digits[place] : UInt8(ascii: "0")
            if left != right { return left < right ? -sign : sign }
        }
        return 0
    }

    /// The scientific text of the General Decimal Arithmetic Specification ("to-scientific-string").
    func write(into out: inout [UInt8]) {
        if isNegative { out.append(UInt8(ascii: "-")) }
        if exponent <= 0, magnitude >= -6 {
            let whole = digits.count + exponent
            if whole <= 0 {
                out.append(contentsOf: "0.".utf8)
                out.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: -whole))
                out.append(contentsOf: digits)
            } else {
                out.append(contentsOf: digits[..<whole])
                if exponent < 0 {
                    out.append(UInt8(ascii: "."))
                    out.append(contentsOf: digits[whole...])
                }
            }
            return
        }
        out.append(digits[0])
        if digits.count > 1 {
            out.append(UInt8(ascii: "."))
            out.append(contentsOf: digits[1...])
        }
        out.append(contentsOf: "E\(magnitude < 0 ? "-" : "+")\(abs(magnitude))".utf8)
    }
}

/// Reads decimal numbers.
enum NumberText {
    /// The number that a text means, or nil when the whole text is none.
    ///
    /// Jq's numbers may have a sign, leading zeros, and a point at either end.
    static func parse(_ text: UnsafeBufferPointer<UInt8>) -> Value? {
        var place = 0
        var digits: [UInt8] = []
        var fraction = 0
        var exponent = 0
        func isDigit(_ place: Int) -> Bool {
            place < text.count && text[place] >= UInt8(ascii: "0") && text[place] <= UInt8(ascii: "9")
        }
        let isNegative = text.first == UInt8(ascii: "-")
        if isNegative || text.first == UInt8(ascii: "+") { place = 1 }
        while isDigit(place) {
            digits.append(text[place])
            place += 1
        }
        if place < text.count, text[place] == UInt8(ascii: ".") {
            place += 1
            while isDigit(place) {
                digits.append(text[place])
                fraction += 1
                place += 1
            }
        }
        guard !digits.isEmpty else { return nil }
        let isPlain = place == text.count
        if place < text.count, text[place] | 0x20 == UInt8(ascii: "e") {
            place += 1
            var isSmall = false
            if place < text.count, text[place] == UInt8(ascii: "-") || text[place] == UInt8(ascii: "+") {
                isSmall = text[place] == UInt8(ascii: "-")
                place += 1
            }
            guard isDigit(place) else { return nil }
            while isDigit(place) {
                exponent = min(exponent * 10 + Int(text[place] - UInt8(ascii: "0")), 1 << 50)
                place += 1
            }
            if isSmall { exponent = -exponent }
        }
        guard place == text.count else { return nil }
        return value(isNegative, digits, exponent - fraction, isPlain: isPlain, text: text)
    }

    private static func value(
        _ isNegative: Bool, _ digits: [UInt8], _ exponent: Int, isPlain: Bool,
        text: UnsafeBufferPointer<UInt8>
    ) -> Value {
        if isPlain, exponent == 0, digits.count <= 15 {
            let whole = digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
            return .number(isNegative ? -Double(whole) : Double(whole))
        }
        let spelling = String(decoding: text, as: UTF8.self)
        let double = strtod(spelling, nil)
        var plain: [UInt8] = []
        DoubleText.write(double, into: &plain)
        // More digits than a double surely holds are compared as they were written.
        if digits.count <= 15, plain.elementsEqual(text) { return .number(double) }
        let literal = Literal(isNegative: isNegative, digits: digits, exponent: exponent, double: double)
        if literal.isZero, literal.exponent == 0 { return .number(double) }
        if literal.magnitude > Literal.exponentLimit { return .number(isNegative ? -.infinity : .infinity) }
        if literal.magnitude < -Literal.exponentLimit - 64 { return .number(0) }
        return .literal(literal)
    }
}
