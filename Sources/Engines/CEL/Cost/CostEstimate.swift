/// A range of costs or of sizes; sums and products stay at the largest number instead of overflowing.
public struct CostEstimate: Sendable, Equatable {
    /// The least.
    public var minimum: UInt64
    /// The most.
    public var maximum: UInt64

    /// Makes a range.
    public init(_ minimum: UInt64, _ maximum: UInt64) {
        self.minimum = minimum
        self.maximum = maximum
    }

    /// Nothing is known.
    static let unknown = CostEstimate(0, .max)

    static func fixed(_ value: UInt64) -> CostEstimate { CostEstimate(value, value) }

    static func + (left: CostEstimate, right: CostEstimate) -> CostEstimate {
        CostEstimate(
            left.minimum.addingBounded(right.minimum), left.maximum.addingBounded(right.maximum))
    }

    static func * (left: CostEstimate, right: CostEstimate) -> CostEstimate {
        CostEstimate(
            left.minimum.multipliedBounded(by: right.minimum),
            left.maximum.multipliedBounded(by: right.maximum))
    }

    /// The product with a factor, rounded up.
    func scaled(by factor: Double) -> CostEstimate {
        CostEstimate(minimum.scaledUp(by: factor), maximum.scaledUp(by: factor))
    }

    /// The range of both.
    func union(_ other: CostEstimate) -> CostEstimate {
        CostEstimate(min(minimum, other.minimum), max(maximum, other.maximum))
    }
}

extension UInt64 {
    func addingBounded(_ other: UInt64) -> UInt64 {
        let (sum, overflows) = addingReportingOverflow(other)
        return overflows ? .max : sum
    }

    func multipliedBounded(by other: UInt64) -> UInt64 {
        let (product, overflows) = multipliedReportingOverflow(by: other)
        return overflows ? .max : product
    }

    /// The product with a factor, rounded up.
    func scaledUp(by factor: Double) -> UInt64 {
        let product = (Double(self) * factor).rounded(.up)
        return product >= 0x1p64 ? .max : UInt64(product)
    }
}
