/// `&&` and `||`: the side that decides alone wins, even over a mistake on the other (cel-spec, "Logical
/// Operators").
struct LogicStep: Step {
    let left: any Step
    let right: any Step
    /// The value of one side that settles the result: false for `&&`, true for `||`.
    let decisive: Bool

    func evaluate(_ frame: inout Frame) throws(CELEvaluationError) -> CELValue {
        let first = Outcome(left, &frame)
        if case .value(decisive) = first { return .bool(decisive) }
        if case .error(.costExceeded) = first { throw .costExceeded }
        let second = Outcome(right, &frame)
        if case .value(decisive) = second { return .bool(decisive) }
        for outcome in [first, second] { if case .error(let error) = outcome { throw error } }
        return .bool(!decisive)
    }
}

/// A truth value or why there is none.
enum Outcome {
    case value(Bool)
    case error(CELEvaluationError)

    init(_ step: any Step, _ frame: inout Frame) {
        do throws(CELEvaluationError) {
            guard case .bool(let value) = try step.evaluate(&frame) else { throw .noSuchOverload }
            self = .value(value)
        } catch {
            self = .error(error)
        }
    }
}

/// `condition ? yes : no`.
struct ConditionalStep: Step {
    let condition: any Step
    let yes: any Step
    let no: any Step

    func evaluate(_ frame: inout Frame) throws(CELEvaluationError) -> CELValue {
        guard case .bool(let value) = try condition.evaluate(&frame) else { throw .noSuchOverload }
        return try value ? yes.evaluate(&frame) : no.evaluate(&frame)
    }
}

/// `optional.or(other)` and `optional.orValue(other)`: the other is only asked when it is needed.
struct AlternativeStep: Step {
    let first: any Step
    let second: any Step
    let unwraps: Bool

    func evaluate(_ frame: inout Frame) throws(CELEvaluationError) -> CELValue {
        let value = try first.evaluate(&frame)
        try frame.budget.spend(1)
        guard case .optional(let inner) = value else { throw .noSuchOverload }
        guard let inner else { return try second.evaluate(&frame) }
        return unwraps ? inner : value
    }
}

/// `target.optMap(name, body)`.
struct OptionalMapStep: Step {
    let target: any Step
    let body: any Step
    let isFlat: Bool

    func evaluate(_ frame: inout Frame) throws(CELEvaluationError) -> CELValue {
        let value = try target.evaluate(&frame)
        try frame.budget.spend(1)
        guard case .optional(let inner) = value else { throw .noSuchOverload }
        guard let inner else { return .optional(nil) }
        frame.locals.append(inner)
        defer { frame.locals.removeLast() }
        let result = try body.evaluate(&frame)
        guard isFlat else { return .optional(result) }
        guard case .optional = result else { throw .noSuchOverload }
        return result
    }
}
