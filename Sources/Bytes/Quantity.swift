/// An amount of a resource, such as `500m` or `1Gi`: an exact decimal number with billionths.
///
/// It holds every amount that Kubernetes' own type holds up to 10²⁸; what is more precise than a billionth is
/// rounded away from zero, and what is larger stops there.
///
/// ```swift
/// let free = try Quantity(parsing: "1.5Gi") - Quantity(parsing: "512Mi")
/// free.text  // "1Gi"
/// ```
public struct Quantity: Sendable {
    /// Which family of suffixes an amount is written with.
    public enum Format: Sendable, Hashable {
        /// `m`, `k`, `M`, `G` …: powers of 1000.
        case decimal
        /// `Ki`, `Mi`, `Gi` …: powers of 1024.
        case binary
        /// `e3`, `E6` …: powers of 10.
        case exponent
    }

    /// The amount in billionths.
    public let nanos: Int128
    /// The suffixes that the amount came with and is written with.
    public let format: Format

    /// An amount of billionths; more than 10²⁸ whole ones stop there.
    public init(nanos: Int128, format: Format = .decimal) {
        self.nanos = min(max(nanos, -Self.limit), Self.limit)
        self.format = format
    }

    /// A whole number.
    public init(_ number: Int64, format: Format = .decimal) {
        self.init(nanos: Int128(number) * Self.one, format: format)
    }

    /// Nothing.
    public static let zero = Quantity(0)

    /// One, in billionths.
    static let one: Int128 = 1_000_000_000
    /// The largest amount, in billionths: a sum of two still fits 128 bits.
    static let limit: Int128 = 10_000_000_000_000_000_000 * 1_000_000_000_000_000_000

    /// The amount as a whole number, or nil when it is none or does not fit 64 bits.
    public var integer: Int64? {
        let (whole, rest) = nanos.quotientAndRemainder(dividingBy: Self.one)
        return rest == 0 ? Int64(exactly: whole) : nil
    }

    /// The amount rounded away from zero to a whole number that fits 64 bits.
    public var roundedUp: Int64 { rounded(to: Self.one) }

    /// The amount in thousandths, rounded away from zero to what fits 64 bits.
    public var millis: Int64 { rounded(to: Self.one / 1000) }

    /// The nearest floating-point number.
    public var approximate: Double { Double(nanos) / 1e9 }

    /// -1, 0 or 1.
    public var sign: Int { nanos.signum() == 0 ? 0 : nanos < 0 ? -1 : 1 }

    private func rounded(to unit: Int128) -> Int64 {
        let (whole, rest) = nanos.quotientAndRemainder(dividingBy: unit)
        return Int64(clamping: rest == 0 ? whole : whole + (nanos < 0 ? -1 : 1))
    }
}

extension Quantity: Hashable, Comparable {
    /// Whether two amounts are the same, however they are written.
    public static func == (left: Quantity, right: Quantity) -> Bool { left.nanos == right.nanos }

    /// Whether one amount is smaller.
    public static func < (left: Quantity, right: Quantity) -> Bool { left.nanos < right.nanos }

    /// Feeds the amount.
    public func hash(into hasher: inout Hasher) { hasher.combine(nanos) }
}

extension Quantity {
    /// The sum, written like the first amount, or like the second when the first is nothing.
    public static func + (left: Quantity, right: Quantity) -> Quantity {
        Quantity(nanos: left.nanos + right.nanos, format: left.sign == 0 ? right.format : left.format)
    }

    /// The difference, written like the first amount, or like the second when the first is nothing.
    public static func - (left: Quantity, right: Quantity) -> Quantity {
        Quantity(nanos: left.nanos - right.nanos, format: left.sign == 0 ? right.format : left.format)
    }

    /// Adds an amount.
    public static func += (left: inout Quantity, right: Quantity) { left = left + right }
}
