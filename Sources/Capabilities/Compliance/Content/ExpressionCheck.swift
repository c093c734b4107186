import Bytes
import CEL

/// Evaluates the expression of a rule.
enum ExpressionCheck {
    /// The rule's expression, checked against its inputs.
    static func compile(_ rule: ExpressionRule) throws(CELError) -> CELProgram {
        let variables = Dictionary(rule.inputs.map { ($0.name, CELType.dyn) }) { first, _ in first }
        return try CELProgram(
            compiling: rule.expression, in: CELEnvironment(variables: variables, allowsMixedLiterals: true))
    }

    /// What the expression says about some objects, and why where it says nothing.
    static func judge(_ rule: ExpressionRule, _ inputs: [String: JSON]) -> (
        status: CheckStatus, message: String
    ) {
        do {
            let program = try compile(rule)
            var budget = CostBudget()
            switch try program.evaluate(inputs.mapValues { CELValue(json: $0) }, budget: &budget) {
            case .bool(true): return (.pass, "")
            case .bool(false): return (.fail, rule.failureReason)
            case let other: return (.error, "the expression's value is \(other), not a bool")
            }
        } catch { return (.error, "\(error)") }
    }
}
