/// A value that a library or the host brings: its type, its fields and when two of it are equal.
///
/// Functions on it are declared as ``CELFunction``. Fields that are costly to find may be found when they
/// are asked for: this is how `variables.x` of a policy is evaluated once and only if needed.
public protocol CELHostValue: Sendable {
    /// The value's type, `.opaque` or `.object`.
    var type: CELType { get }

    /// The value of a field, or nil when there is none; the cost of finding it goes to the budget.
    func field(_ name: String, budget: inout CostBudget) throws(CELEvaluationError) -> CELValue?

    /// Whether `has(value.name)` is true.
    func hasField(_ name: String) -> Bool

    /// Whether two values are equal in the language.
    func isEqual(to other: any CELHostValue) -> Bool
}

extension CELHostValue {
    /// No fields.
    public func field(_ name: String, budget: inout CostBudget) throws(CELEvaluationError) -> CELValue? {
        nil
    }

    /// No fields.
    public func hasField(_ name: String) -> Bool { false }
}

extension CELHostValue where Self: Equatable {
    /// As Swift's `==` says.
    public func isEqual(to other: any CELHostValue) -> Bool { (other as? Self) == self }
}
