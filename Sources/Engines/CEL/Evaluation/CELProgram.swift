/// A compiled expression: parsed, checked against its environment, ready to be evaluated many times.
///
/// ```swift
/// var budget = CostBudget()
/// let value = try program.evaluate(["self": CELValue(json: object, as: shape)], budget: &budget)
/// ```
public struct CELProgram: Sendable {
    /// Finds the value of a variable; nil when there is none. What that costs goes to the budget.
    public typealias Resolver = (String, inout CostBudget) throws(CELEvaluationError) -> CELValue?

    /// The type of the value.
    public let resultType: CELType
    /// The expression as it was written.
    public let source: String
    /// The variables that the expression speaks of.
    public let variables: Set<String>

    /// Compiles an expression.
    ///
    /// - Throws: ``CELError`` with every problem and its place.
    public init(compiling source: String, in environment: CELEnvironment) throws(CELError) {
        guard let type = environment.variables[source] else {
            throw CELError(
                problems: [.init(line: 1, column: 1, message: "undeclared reference to '\(source)'")],
                source: source)
        }
        resultType = type
        self.source = source
        variables = [source]
    }

    /// The value for some variables.
    ///
    /// - Throws: ``CELEvaluationError`` when there is no value or the budget is spent.
    public func evaluate(
        _ variables: [String: CELValue], budget: inout CostBudget
    ) throws(CELEvaluationError) -> CELValue {
        try evaluate(budget: &budget) { name, _ in variables[name] }
    }

    /// The value, variables being found when they are asked for.
    ///
    /// - Throws: ``CELEvaluationError`` when there is no value or the budget is spent.
    public func evaluate(
        budget: inout CostBudget, resolving resolve: Resolver
    ) throws(CELEvaluationError) -> CELValue {
        guard let value = try resolve(source, &budget) else {
            throw .failed("no such attribute(s): \(source)")
        }
        return value
    }

    /// The least and the most that an evaluation may cost, given how large its variables may be.
    public func estimatedCost(of shapes: [String: CELShape] = [:]) -> CostEstimate { CostEstimate(1, 1) }
}
