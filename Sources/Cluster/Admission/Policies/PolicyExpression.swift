import Bytes
import CEL

/// An expression of a policy, compiled, with kube-apiserver's sentences for what is wrong with it.
struct PolicyExpression: Sendable {
    let source: String
    let program: Result<CELProgram, CELError>

    init(_ source: String, in environment: CELEnvironment) {
        self.source = source
        program = Result { () throws(CELError) in try CELProgram(compiling: source, in: environment) }
    }

    /// Why the expression is refused where it is written: it does not compile, or gives something else.
    func problem(types: [CELType]) -> String? {
        switch program {
        case .failure(let error): return "compilation failed: \(error)"
        case .success(let program):
            if types.contains(program.resultType) { return nil }
            let names = types.map { $0 == .null ? "null_type" : "\($0)" }
            return names.count == 1
                ? "must evaluate to \(names[0])"
                : "must evaluate to one of the types: [\(names.joined(separator: " "))]"
        }
    }

    /// The value in a scope.
    ///
    /// - Throws: the sentence that a decision shows.
    func evaluate(
        in scope: ExpressionScope, budget: inout CostBudget
    ) throws(ExpressionFailure) -> CELValue {
        let program: CELProgram
        switch self.program {
        case .success(let compiled): program = compiled
        case .failure(let error):
            throw ExpressionFailure(sentence: "compilation error: compilation failed: \(error)")
        }
        do throws(CELEvaluationError) { return try scope.evaluate(program, budget: &budget) } catch {
            guard case .failed = error else {
                throw ExpressionFailure(
                    sentence: "validation failed due to running out of cost budget, "
                        + "no further validation rules will be run", isOutOfBudget: true)
            }
            throw ExpressionFailure(sentence: "expression '\(source)' resulted in error: \(error)")
        }
    }
}

/// Why an expression of a policy has no value.
struct ExpressionFailure: Error {
    let sentence: String
    var isOutOfBudget = false
}
