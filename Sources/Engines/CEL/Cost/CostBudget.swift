/// The cost that evaluations may still run up; the unit is cel-go's, about one simple operation.
public struct CostBudget: Sendable, Equatable {
    /// What kube-apiserver allows one expression: about a tenth of a second.
    public static let perExpression: UInt64 = 10_000_000
    /// What kube-apiserver allows all rules of one request for a custom resource.
    public static let perRequest: UInt64 = 100_000_000

    /// The cost at which an evaluation ends.
    public var limit: UInt64
    /// The cost so far.
    public private(set) var used: UInt64 = 0

    /// A budget of which nothing is used.
    public init(limit: UInt64 = CostBudget.perExpression) { self.limit = limit }

    /// What is left.
    public var remaining: UInt64 { limit > used ? limit - used : 0 }

    /// Adds a cost.
    ///
    /// - Throws: ``CELEvaluationError/costExceeded`` when it is more than what is left.
    public mutating func spend(_ cost: UInt64) throws(CELEvaluationError) {
        let (sum, overflows) = used.addingReportingOverflow(cost)
        used = overflows ? .max : sum
        if used > limit { throw .costExceeded }
    }
}
