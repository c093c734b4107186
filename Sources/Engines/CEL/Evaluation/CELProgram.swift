/// A compiled expression: parsed, checked against its environment, ready to be evaluated many times.
///
/// ```swift
/// var budget = CostBudget()
/// let value = try program.evaluate(["self": CELValue(json: object, as: shape)], budget: &budget)
/// ```
public struct CELProgram: Sendable {
    /// Finds the value of a variable, nil when there is none; what that costs goes to the budget.
    public typealias Resolver = (String, inout CostBudget) throws(CELEvaluationError) -> CELValue?

    /// The type of the value.
    public let resultType: CELType
    /// The expression as it was written.
    public let source: String
    /// The variables that the expression speaks of.
    public let variables: Set<String>

    private let checked: CheckedExpression
    private let root: any Step

    /// Compiles an expression.
    ///
    /// - Throws: ``CELError`` with every problem and its place.
    public init(compiling source: String, in environment: CELEnvironment) throws(CELError) {
        let parsed: Expression
        do throws(SyntaxProblem) {
            parsed = try Parser.parse(source)
        } catch {
            throw CELError([(error.position, error.message)], in: source)
        }
        let (checked, problems) = Checker.check(parsed, in: environment)
        guard problems.isEmpty else {
            throw CELError(problems.map { ($0.position, $0.message) }, in: source)
        }
        self.checked = checked
        self.source = source
        resultType = checked.type(of: parsed)
        variables = checked.variables
        root = Planner.plan(checked)
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
        budget: inout CostBudget, resolving resolve: @escaping Resolver
    ) throws(CELEvaluationError) -> CELValue {
        var frame = Frame(budget: budget, resolve: resolve)
        defer { budget = frame.budget }
        return try root.evaluate(&frame)
    }

    /// The least and the most that an evaluation may cost, given how large its variables may be.
    public func estimatedCost(of shapes: [String: CELShape] = [:]) -> CostEstimate {
        CostEstimator.estimate(checked, shapes)
    }
}
