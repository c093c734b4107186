/// Turns a checked expression into the steps that evaluate it.
struct Planner {
    private let checked: CheckedExpression
    /// The variables of macros that are in reach, the innermost last.
    private var locals: [String] = []

    static func plan(_ checked: CheckedExpression) -> any Step {
        var planner = Planner(checked: checked)
        return planner.plan(checked.root)
    }

    private init(checked: CheckedExpression) { self.checked = checked }

    private mutating func plan(_ expression: Expression) -> any Step {
        switch checked.meanings[expression.id] {
        case .variable(let name)?: return VariableStep(name: name)
        case .type(let type)?: return LiteralStep(value: .type(type))
        case .local(let name)?:
            if let slot = locals.lastIndex(of: name) { return LocalStep(slot: slot) }
        default: break
        }
        switch expression.kind {
        case .literal(let value): return LiteralStep(value: value)
        // A name without a meaning does not pass the checker, and messages have no declared types.
        case .identifier(let name, _), .message(let name, _): return VariableStep(name: name)
        case .select(let operand, let field): return SelectStep(operand: plan(operand), field: field)
        case .presence(let operand, let field): return PresenceStep(operand: plan(operand), field: field)
        case .optionalSelect(let operand, let field):
            return OptionalSelectStep(operand: plan(operand), field: field)
        case .call(let name, let target, let arguments): return call(expression, name, target, arguments)
        case .list(let elements):
            return ListStep(elements: elements.map { (plan($0.value), $0.isOptional) })
        case .map(let entries):
            return MapStep(entries: entries.map { (plan($0.key), plan($0.value), $0.isOptional) })
        case .fold(let fold): return self.fold(fold)
        case .optionalMap(let target, let name, let body, let isFlat):
            let target = plan(target)
            return OptionalMapStep(target: target, body: within([name]) { $0.plan(body) }, isFlat: isFlat)
        }
    }

    private mutating func within<Result>(_ names: [String], _ body: (inout Planner) -> Result) -> Result {
        locals += names
        defer { locals.removeLast(names.count) }
        return body(&self)
    }

    private mutating func call(
        _ expression: Expression, _ name: String, _ target: Expression?, _ arguments: [Expression]
    ) -> any Step {
        var operands = arguments
        var overloads: [CELFunction] = []
        if case .call(let found, let isStatic)? = checked.meanings[expression.id] {
            overloads = found
            if let target, !isStatic { operands.insert(target, at: 0) }
        }
        let steps = operands.map { plan($0) }
        switch (name, steps.count) {
        case (Operator.and, 2): return LogicStep(left: steps[0], right: steps[1], decisive: false)
        case (Operator.or, 2): return LogicStep(left: steps[0], right: steps[1], decisive: true)
        case (Operator.conditional, 3):
            return ConditionalStep(condition: steps[0], yes: steps[1], no: steps[2])
        case ("or", 2) where target != nil:
            return AlternativeStep(first: steps[0], second: steps[1], unwraps: false)
        case ("orValue", 2) where target != nil:
            return AlternativeStep(first: steps[0], second: steps[1], unwraps: true)
        default: return CallStep(overloads: overloads, arguments: steps)
        }
    }

    private mutating func fold(_ fold: Expression.Fold) -> any Step {
        let range = plan(fold.range)
        let names = [fold.first] + (fold.second.map { [$0] } ?? [])
        let (predicate, transform) = within(names) { planner in
            (fold.predicate.map { planner.plan($0) }, fold.transform.map { planner.plan($0) })
        }
        return FoldStep(
            macro: fold.macro, range: range, hasTwoVariables: fold.second != nil, predicate: predicate,
            transform: transform)
    }
}
