import Bytes
import CEL
import EmbeddedCluster
import Kubernetes

/// What a policy says of one request with one set of parameters.
struct PolicyEvaluation {
    /// One thing that is held against the request.
    struct Denial {
        /// The place of the validation in the policy; 0 for what concerns the whole.
        var index = 0
        var message: String
        var reason = "Invalid"
    }

    private(set) var denials: [Denial] = []
    private(set) var auditAnnotations: [(key: String, value: String)] = []
    /// Failures of audit annotations: they refuse the request whatever the binding's actions are.
    private(set) var failures: [Denial] = []

    /// The longest message that an expression may make (kube-apiserver's limit).
    private static let messageLimit = 5 * 1024
    private static let annotationLimit = 10 * 1024

    init(_ policy: ValidatingPolicy, _ base: ExpressionScope) {
        var scope = base
        scope.variables = .host(
            PolicyVariables(policy.variables, type: policy.variablesType, scope: base))
        switch policy.conditions.hold(in: scope) {
        case .success(true): break
        case .success(false): return
        case .failure(let failure):
            if !policy.ignoresFailures { denials = [Denial(message: "\(failure)")] }
            return
        }
        judge(policy, scope)
        annotate(policy, scope)
    }

    private mutating func judge(_ policy: ValidatingPolicy, _ scope: ExpressionScope) {
        var budget = CostBudget()
        for (index, validation) in policy.validations.enumerated() {
            do throws(ExpressionFailure) {
                if case .bool(true) = try validation.expression.evaluate(in: scope, budget: &budget) {
                    continue
                }
                let message = Self.message(of: validation, scope, &budget)
                denials.append(Denial(index: index, message: message, reason: validation.reason))
            } catch {
                if !policy.ignoresFailures {
                    denials.append(Denial(index: index, message: error.sentence))
                }
                if error.isOutOfBudget { return }
            }
        }
    }

    /// What the expression for it says, or else the message that is given, or else the expression.
    private static func message(
        of validation: ValidatingPolicy.Validation, _ scope: ExpressionScope, _ budget: inout CostBudget
    ) -> String {
        if let expression = validation.messageExpression,
            case .string(let text)? = try? expression.evaluate(in: scope, budget: &budget)
        {
            let text = text.trimmed
            if !text.isEmpty, text.utf8.count <= messageLimit, !text.utf8.contains(0x0A) { return text }
        }
        let message = validation.message.trimmed
        return message.isEmpty ? "failed expression: \(validation.expression.source.trimmed)" : message
    }

    private mutating func annotate(_ policy: ValidatingPolicy, _ scope: ExpressionScope) {
        var budget = CostBudget()
        for annotation in policy.auditAnnotations {
            do throws(ExpressionFailure) {
                switch try annotation.value.evaluate(in: scope, budget: &budget) {
                case .string(let text):
                    let text = text.trimmed
                    if text.isEmpty { continue }
                    let kept = String(decoding: text.utf8.prefix(Self.annotationLimit), as: UTF8.self)
                    auditAnnotations.append((annotation.key, kept))
                case .null: continue
                default:
                    failures.append(
                        Denial(
                            message: "valueExpression '\(annotation.value.source)' resulted in unsupported "
                                + "return type. Return type must be either string or null."))
                }
            } catch {
                if !policy.ignoresFailures { failures.append(Denial(message: error.sentence)) }
                if error.isOutOfBudget { return }
            }
        }
    }
}

extension String {
    /// Without white space at both ends.
    fileprivate var trimmed: String {
        String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
