/// Why a text is no ``Quantity``, in the words of Kubernetes.
public enum QuantityError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The text is empty or holds something that no quantity has.
    case format
    /// What follows the number is no suffix.
    case suffix

    /// The sentence for a person.
    public var description: String {
        switch self {
        case .format:
            "quantities must match the regular expression "
                + "'^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"
        case .suffix: "unable to parse quantity's suffix"
        }
    }
}

extension Quantity {
    /// Reads a quantity such as `1`, `-1.5`, `100m`, `2Gi` or `12e6`.
    ///
    /// - Throws: ``QuantityError`` for everything else.
    public init(parsing text: String) throws(QuantityError) {
        var scanner = QuantityScanner(text)
        let parts = try scanner.scan()
        guard let scale = Scale(parts.suffix) else { throw .suffix }
        let magnitude =
            switch scale.base {
            case .ten: Self.decimal(parts.whole + parts.fraction, power: scale.power - parts.fraction.count)
            case .two: Self.binary(parts.whole, parts.fraction, power: scale.power)
            }
        // A binary amount below one is written with decimal suffixes, which can say it.
        let format = scale.base == .two && magnitude < Self.one ? .decimal : scale.format
        self.init(nanos: parts.isNegative ? -magnitude : magnitude, format: format)
    }

    /// `digits · 10^power` in billionths.
    private static func decimal(_ digits: [UInt8], power: Int) -> Int128 {
        let digits = digits.drop { $0 == 0 }
        let shift = power + 9
        if digits.isEmpty { return 0 }
        let kept = shift < 0 ? digits.dropLast(-shift) : digits
        let isCut = shift < 0 && digits.dropFirst(kept.count).contains { $0 != 0 }
        guard kept.count + max(shift, 0) <= 38 else { return limit }
        let number = number(kept) + (isCut ? 1 : 0)
        guard shift > 0 else { return min(number, limit) }
        let (product, overflow) = number.multipliedReportingOverflow(by: tens(shift))
        return overflow ? limit : min(product, limit)
    }

    /// `whole.fraction · 2^power` in billionths, at most 2⁶³-1 as Kubernetes has it.
    private static func binary(_ whole: [UInt8], _ fraction: [UInt8], power: Int) -> Int128 {
        let largest = Int128(Int64.max) * one
        let whole = whole.drop { $0 == 0 }
        // 10^19 already is more than can be; the product with 2^60 and a billion would not fit.
        guard whole.count < 20 else { return largest }
        let units = number(whole) << Int128(power)
        guard units <= Int128(Int64.max) else { return largest }
        let kept = fraction.prefix(18)
        let isCut = fraction.dropFirst(18).contains { $0 != 0 }
        // At most 10^18 · 2^60, which fits; then billionths, rounded up.
        let part = (number(kept[...]) + (isCut ? 1 : 0)) << Int128(power)
        let divisor = tens(kept.count)
        let (wholes, rest) = part.quotientAndRemainder(dividingBy: divisor)
        let (nanos, left) = (rest * one).quotientAndRemainder(dividingBy: divisor)
        return min((units + wholes) * one + nanos + (left == 0 ? 0 : 1), largest)
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int128 {
        digits.reduce(0) { $0 * 10 + Int128($1) }
    }

    private static func tens(_ power: Int) -> Int128 { (0..<power).reduce(1) { product, _ in product * 10 } }
}

/// What a suffix multiplies by.
private struct Scale {
    enum Base { case ten, two }
    var base: Base
    var power: Int
    var format: Quantity.Format

    init?(_ suffix: Substring) {
        if let place = Quantity.decimalSuffixes.firstIndex(of: String(suffix)) {
            self.init(base: .ten, power: (place - 3) * 3, format: .decimal)
        } else if let place = Quantity.binarySuffixes.firstIndex(of: String(suffix)) {
            self.init(base: .two, power: (place + 1) * 10, format: .binary)
        } else if suffix.first == "e" || suffix.first == "E", let power = Int32(suffix.dropFirst()) {
            self.init(base: .ten, power: Int(power), format: .exponent)
        } else {
            return nil
        }
    }

    init(base: Base, power: Int, format: Quantity.Format) {
        self.base = base
        self.power = power
        self.format = format
    }
}

/// Splits a quantity's text into its number and its suffix.
private struct QuantityScanner {
    struct Parts {
        var isNegative = false
        var whole: [UInt8] = []
        var fraction: [UInt8] = []
        var suffix: Substring = ""
    }

    private let text: String
    private var rest: Substring.UTF8View

    init(_ text: String) {
        self.text = text
        rest = text[...].utf8
    }

    mutating func scan() throws(QuantityError) -> Parts {
        if rest.isEmpty { throw .format }
        var parts = Parts()
        parts.isNegative = rest.first == UInt8(ascii: "-")
        skipSign()
        parts.whole = digits()
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            parts.fraction = digits()
        }
        parts.suffix = Substring(rest)
        while let byte = rest.first, "eEinumkKMGTP".utf8.contains(byte) { rest.removeFirst() }
        skipSign()
        _ = digits()
        guard rest.isEmpty else { throw .format }
        return parts
    }

    private mutating func skipSign() {
        if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
    }

    private mutating func digits() -> [UInt8] {
        var found: [UInt8] = []
        while let byte = rest.first, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") {
            found.append(byte - UInt8(ascii: "0"))
            rest.removeFirst()
        }
        return found
    }
}
