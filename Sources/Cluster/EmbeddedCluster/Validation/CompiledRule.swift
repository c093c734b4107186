import CEL
import Kubernetes

/// A rule with its compiled expressions, or with why they cannot be compiled.
struct CompiledRule: Sendable {
    let rule: ValidationRule
    /// Nil for a rule that cannot be compiled.
    private(set) var program: CELProgram?
    /// What is wrong with the rule.
    private(set) var problem: String?
    /// The expression of the message, or nil.
    private(set) var message: CELProgram?
    /// What is wrong with the message's expression.
    private(set) var messageProblem: String?
    /// Where a failure is shown, below the value; nil for the value itself.
    let fieldPath: String?
    /// Whether the rule compares with the value that was there before.
    var usesOldSelf: Bool { program?.variables.contains("oldSelf") == true }

    init(_ rule: ValidationRule, schema: StructuralSchema, shape: CELShape) {
        self.rule = rule
        fieldPath = rule.fieldPath.isEmpty ? nil : RulePath.normalized(rule.fieldPath, in: schema)
        let old = rule.optionalOldSelf == true ? CELType.optional(shape.type) : shape.type
        let environment = CELEnvironment.kubernetes(variables: ["self": shape.type, "oldSelf": old])
        do throws(CELError) {
            let program = try CELProgram(compiling: rule.rule, in: environment)
            if program.resultType == .bool {
                self.program = program
            } else {
                problem = "cel expression must evaluate to a bool"
            }
        } catch {
            problem = "compilation failed: \(error)"
        }
        guard !rule.messageExpression.isEmpty, problem == nil else { return }
        do throws(CELError) {
            let message = try CELProgram(compiling: rule.messageExpression, in: environment)
            if message.resultType == .string {
                self.message = message
            } else {
                messageProblem = "messageExpression must evaluate to a string"
            }
        } catch {
            messageProblem = "messageExpression compilation failed: \(error)"
        }
    }

    /// The sentence for a failure whose message is not computed.
    var plainMessage: String { rule.message.isEmpty ? "failed rule: \(name)" : rule.message.trimmed }

    /// How errors of the rule's evaluation call it.
    var name: String { rule.message.isEmpty ? rule.rule.trimmed : rule.message.trimmed }
}

extension String {
    /// Without white space at both ends.
    var trimmed: String {
        var scalars = unicodeScalars[...]
        while scalars.first?.properties.isWhitespace == true { scalars.removeFirst() }
        while scalars.last?.properties.isWhitespace == true { scalars.removeLast() }
        return String(scalars)
    }
}
