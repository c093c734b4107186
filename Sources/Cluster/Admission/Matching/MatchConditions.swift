import Access
import Bytes
import CEL
import EmbeddedCluster
import Kubernetes

/// `matchConditions[]`: expressions that must all be true before a webhook or a policy is asked.
struct MatchConditions: Sendable {
    /// Why it is not known whether the conditions hold.
    struct Failure: Error, CustomStringConvertible {
        let sentences: [String]

        /// The sentences as Go joins several errors.
        var description: String {
            sentences.count == 1 ? sentences[0] : "[\(sentences.joined(separator: ", "))]"
        }
    }

    private struct Condition: Sendable {
        let source: String
        let program: Result<CELProgram, CELError>
    }

    private let conditions: [Condition]

    init(_ list: [JSON], _ declarations: ExpressionScope.Declarations = .init()) {
        let environment = list.isEmpty ? nil : declarations.environment()
        conditions = list.compactMap { json in
            guard let environment else { return nil }
            let source = json["expression"]?.string ?? ""
            return Condition(
                source: source,
                program: Result { () throws(CELError) in
                    try CELProgram(compiling: source, in: environment)
                })
        }
    }

    /// True when there are none.
    var isEmpty: Bool { conditions.isEmpty }

    /// Whether all conditions hold: one that is false decides, whatever became of the others.
    func hold(
        for request: AdmissionRequest, as type: ResourceType, authorizer: (any Authorizer)?
    ) -> Result<Bool, Failure> {
        conditions.isEmpty
            ? .success(true) : hold(in: ExpressionScope(request, as: type, authorizer: authorizer))
    }

    /// Whether all conditions hold for the values of a scope.
    func hold(in scope: ExpressionScope) -> Result<Bool, Failure> {
        var budget = CostBudget(limit: Self.costLimit)
        var problems: [String] = []
        for condition in conditions {
            let program: CELProgram
            switch condition.program {
            case .success(let compiled): program = compiled
            case .failure(let error):
                problems.append("compilation error: compilation failed: \(error)")
                continue
            }
            do throws(CELEvaluationError) {
                guard case .bool(true) = try scope.evaluate(program, budget: &budget) else {
                    return .success(false)
                }
            } catch {
                problems.append("expression '\(condition.source)' resulted in error: \(error)")
            }
        }
        return problems.isEmpty ? .success(true) : .failure(Failure(sentences: problems))
    }

    /// What kube-apiserver allows all match conditions of one request.
    private static let costLimit: UInt64 = 2_500_000
}
