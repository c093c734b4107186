/// `operand.field`.
struct SelectStep: Step {
    let operand: any Step
    let field: String

    func evaluate(_ frame: inout Frame) throws(CELEvaluationError) -> CELValue {
        let value = try operand.evaluate(&frame)
        try frame.budget.spend(1)
        if case .optional(let inner) = value {
            guard let inner else { return .optional(nil) }
            return .optional(try Self.find(field, in: inner, &frame))
        }
        guard let found = try Self.find(field, in: value, &frame) else {
            throw .failed("no such key: \(field)")
        }
        return found
    }

    /// The field's value, or nil when it is not there.
    static func find(_ field: String, in value: CELValue, _ frame: inout Frame) throws(CELEvaluationError)
        -> CELValue?
    {
        switch value {
        case .object(let object): object.field(field)
        case .map(let map): map.value(for: .string(field))
        case .host(let host): try host.field(field, budget: &frame.budget)
        default: throw .failed("no such overload")
        }
    }
}

/// `has(operand.field)`.
struct PresenceStep: Step {
    let operand: any Step
    let field: String

    func evaluate(_ frame: inout Frame) throws(CELEvaluationError) -> CELValue {
        .bool(try Self.has(field, try operand.evaluate(&frame)))
    }

    private static func has(_ field: String, _ value: CELValue) throws(CELEvaluationError) -> Bool {
        switch value {
        case .object(let object): return object.hasField(field)
        case .map(let map): return map.value(for: .string(field)) != nil
        case .host(let host): return host.hasField(field)
        case .optional(let inner):
            guard let inner else { return false }
            return try has(field, inner)
        default: throw .failed("no such overload")
        }
    }
}

/// `operand.?field`.
struct OptionalSelectStep: Step {
    let operand: any Step
    let field: String

    func evaluate(_ frame: inout Frame) throws(CELEvaluationError) -> CELValue {
        var value = try operand.evaluate(&frame)
        try frame.budget.spend(1)
        if case .optional(let inner) = value {
            guard let inner else { return .optional(nil) }
            value = inner
        }
        return .optional(try SelectStep.find(field, in: value, &frame))
    }
}
