/// What one evaluation carries along: the values of macros' variables, the resolver and the budget.
struct Frame {
    /// Values of macros' variables, the innermost last.
    var locals: [CELValue] = []
    var budget: CostBudget
    let resolve: CELProgram.Resolver

    init(budget: CostBudget, resolve: @escaping CELProgram.Resolver) {
        self.budget = budget
        self.resolve = resolve
    }
}

/// A part of a compiled expression.
protocol Step: Sendable {
    func evaluate(_ frame: inout Frame) throws(CELEvaluationError) -> CELValue
}
