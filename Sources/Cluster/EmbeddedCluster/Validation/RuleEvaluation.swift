import Bytes
import CEL
import Kubernetes

/// One judgement of an object by the rules of its schema.
struct RuleEvaluation {
    private(set) var causes: [StatusError.Cause] = []
    /// What is wrong with values that were so before: told, but not held against the writer.
    private(set) var warnings: [String] = []
    private var remaining = CostBudget.perRequest
    private var isStopped = false

    /// Judges an object.
    ///
    /// - Parameter old: The object as it was, or nil for a new one.
    static func judge(_ object: JSON, over old: JSON?, by tree: RuleTree) -> RuleEvaluation {
        var evaluation = RuleEvaluation()
        evaluation.visit(tree, object, old, "", isUnchanged: false)
        return evaluation
    }

    private mutating func visit(
        _ tree: RuleTree, _ value: JSON, _ old: JSON?, _ path: String, isUnchanged: Bool
    ) {
        guard !value.isNull, !isStopped else { return }
        let isUnchanged = old.map { $0 == value } ?? isUnchanged
        if !tree.rules.isEmpty { check(tree, value, old, path, isUnchanged: isUnchanged) }
        switch value {
        case .array(let elements):
            guard let items = tree.items else { return }
            let previous = Previous(tree.schema, old)
            for (index, element) in elements.enumerated() {
                visit(items, element, previous[element], "\(path)[\(index)]", isUnchanged: isUnchanged)
            }
        case .object(let members):
            if let additional = tree.additional {
                for (name, member) in members {
                    visit(additional, member, old?[name], "\(path)[\(name)]", isUnchanged: isUnchanged)
                }
            }
            for (name, below) in tree.properties {
                guard let member = members[name] else { continue }
                let place = path.isEmpty ? name : "\(path).\(name)"
                visit(below, member, old?[name], place, isUnchanged: isUnchanged)
            }
        default: break
        }
    }

    private mutating func check(
        _ tree: RuleTree, _ value: JSON, _ old: JSON?, _ path: String, isUnchanged: Bool
    ) {
        let current = CELValue(json: value, as: tree.shape)
        let previous = old.flatMap { $0.isNull ? nil : CELValue(json: $0, as: tree.shape) }
        for compiled in tree.rules where !isStopped {
            guard let program = compiled.program else {
                add(
                    .invalid(
                        shown(path), .string(tree.shownType), "rule compile error: \(compiled.problem ?? "")")
                )
                continue
            }
            let isOptional = compiled.rule.optionalOldSelf == true
            // A rule about a change has nothing to say about a value that was not there before.
            if compiled.usesOldSelf, previous == nil, !isOptional { continue }
            var variables = ["self": current]
            variables["oldSelf"] = isOptional ? .optional(previous) : previous
            do throws(CELEvaluationError) {
                let result = try evaluate(program, variables)
                if result == .bool(true) { continue }
                let cause = failure(compiled, tree, variables, path)
                if isUnchanged, !compiled.usesOldSelf {
                    warnings.append("\(cause.field): \(cause.message)")
                } else {
                    add(cause)
                }
            } catch {
                report(error, compiled, tree, path)
            }
        }
    }

    /// Evaluates within what one expression may cost and what the request has left.
    private mutating func evaluate(
        _ program: CELProgram, _ variables: [String: CELValue]
    ) throws(CELEvaluationError) -> CELValue {
        var budget = CostBudget(limit: min(CostBudget.perExpression, remaining))
        defer { remaining -= min(remaining, budget.used) }
        return try program.evaluate(variables, budget: &budget)
    }

    private mutating func report(
        _ error: CELEvaluationError, _ compiled: CompiledRule, _ tree: RuleTree, _ path: String
    ) {
        let detail: String
        switch error {
        case .costExceeded where remaining == 0:
            detail =
                "validation failed due to running out of cost budget, no further validation rules will be run"
        case .costExceeded:
            detail =
                "'\(error)': no further validation rules will be run due to call cost exceeds limit for rule: \(compiled.name)"
        case .failed(let message) where message.hasPrefix("no such overload"):
            detail =
                "'\(message)': call arguments did not match a supported operator, function or macro signature for rule: \(compiled.name)"
        case .failed(let message): detail = "\(message) evaluating rule: \(compiled.name)"
        }
        if error == .costExceeded { isStopped = true }
        add(.invalid(shown(path), .string(tree.shownType), detail))
    }

    private mutating func failure(
        _ compiled: CompiledRule, _ tree: RuleTree, _ variables: [String: CELValue], _ path: String
    ) -> StatusError.Cause {
        let field = shown(
            compiled.fieldPath.map { path.isEmpty || $0.hasPrefix("[") ? path + $0 : "\(path).\($0)" } ?? path
        )
        let detail = message(compiled, variables) ?? compiled.plainMessage
        let value = JSON.string(tree.shownType)
        return switch compiled.rule.reason {
        case "FieldValueForbidden": .forbidden(field, detail)
        case "FieldValueRequired": .required(field, detail)
        case "FieldValueDuplicate": .duplicate(field, value)
        default: .invalid(field, value, detail)
        }
    }

    /// The computed message; nil when it fails or cannot stand in one line.
    private mutating func message(_ compiled: CompiledRule, _ variables: [String: CELValue]) -> String? {
        guard let program = compiled.message,
            case .string(let text)? = try? evaluate(program, variables)
        else { return nil }
        let message = text.trimmed
        return message.isEmpty || message.utf8.count > 5 * 1024 || message.utf8.contains(0x0A) ? nil : message
    }

    private mutating func add(_ cause: StatusError.Cause) { causes.append(cause) }

    /// kube-apiserver's word for the object itself.
    private func shown(_ path: String) -> String { path.isEmpty ? "<nil>" : path }
}

/// The elements of a list as they were: those of a list map are found by their keys, those of other lists
/// cannot be told apart.
private struct Previous {
    private let keys: [String]
    private var elements: [JSON: JSON] = [:]

    init(_ schema: StructuralSchema, _ old: JSON?) {
        keys = schema.listType == "map" ? schema.listMapKeys : []
        guard !keys.isEmpty else { return }
        for element in old?.array ?? [] { elements[identity(element)] = element }
    }

    subscript(_ element: JSON) -> JSON? { keys.isEmpty ? nil : elements[identity(element)] }

    private func identity(_ element: JSON) -> JSON { .array(keys.map { element[$0] ?? .null }) }
}
