import CEL
import Synchronization

/// `variables` in a policy's expressions: each is evaluated when it is asked for the first time, and once.
final class PolicyVariables: CELHostValue {
    /// One of `spec.variables[]`.
    struct Declaration: Sendable {
        let name: String
        let expression: PolicyExpression
    }

    let type: CELType
    private let expressions: [String: PolicyExpression]
    private let scope: ExpressionScope
    private let known = Mutex<[String: CELValue]>([:])

    init(_ declarations: [Declaration], type: ObjectType, scope: ExpressionScope) {
        self.type = .object(type)
        expressions = Dictionary(declarations.map { ($0.name, $0.expression) }) { first, _ in first }
        self.scope = scope
    }

    func field(_ name: String, budget: inout CostBudget) throws(CELEvaluationError) -> CELValue? {
        if let value = known.withLock({ $0[name] }) { return value }
        guard let expression = expressions[name] else { return nil }
        var scope = scope
        // An expression can only name variables before it, so this ends.
        scope.variables = .host(self)
        let value: CELValue
        switch expression.program {
        case .failure(let error):
            throw .failed("composited variable \"\(name)\" fails to compile: compilation failed: \(error)")
        case .success(let program):
            do throws(CELEvaluationError) { value = try scope.evaluate(program, budget: &budget) } catch {
                guard case .failed(let why) = error else { throw error }
                throw .failed("composited variable \"\(name)\" fails to evaluate: \(why)")
            }
        }
        known.withLock { $0[name] = value }
        return value
    }

    func hasField(_ name: String) -> Bool { expressions[name] != nil }

    func isEqual(to other: any CELHostValue) -> Bool { (other as? PolicyVariables) === self }

    /// Compiles declarations in their order, each seeing those before it.
    static func compile(
        _ list: [(name: String, expression: String)], _ declarations: ExpressionScope.Declarations
    ) -> (declarations: [Declaration], type: ObjectType) {
        var types: [String: CELType] = [:]
        var compiled: [Declaration] = []
        for (name, source) in list {
            let environment = declarations.environment(variables: Self.type(types))
            let expression = PolicyExpression(source, in: environment)
            compiled.append(Declaration(name: name, expression: expression))
            types[name] = (try? expression.program.get().resultType) ?? .dyn
        }
        return (compiled, Self.type(types))
    }

    private static func type(_ fields: [String: CELType]) -> ObjectType {
        ObjectType(name: "kubernetes.variables", fields: fields)
    }
}
