/// A literal; it costs nothing.
struct LiteralStep: Step {
    let value: CELValue

    func evaluate(_ frame: inout Frame) throws(CELEvaluationError) -> CELValue { value }
}

/// A variable of the environment.
struct VariableStep: Step {
    let name: String

    func evaluate(_ frame: inout Frame) throws(CELEvaluationError) -> CELValue {
        try frame.budget.spend(1)
        guard let value = try frame.resolve(name, &frame.budget) else {
            throw .failed("no such attribute(s): \(name)")
        }
        return value
    }
}

/// A variable of a macro, counted from the outermost.
struct LocalStep: Step {
    let slot: Int

    func evaluate(_ frame: inout Frame) throws(CELEvaluationError) -> CELValue {
        try frame.budget.spend(1)
        return frame.locals[slot]
    }
}

/// A list literal.
struct ListStep: Step {
    let elements: [(step: any Step, isOptional: Bool)]

    func evaluate(_ frame: inout Frame) throws(CELEvaluationError) -> CELValue {
        try frame.budget.spend(10)
        var values: [CELValue] = []
        values.reserveCapacity(elements.count)
        for (step, isOptional) in elements {
            let value = try step.evaluate(&frame)
            if !isOptional {
                values.append(value)
            } else if let inner = try [value].optional(0) {
                values.append(inner)
            }
        }
        return .list(values)
    }
}

/// A map literal.
struct MapStep: Step {
    let entries: [(key: any Step, value: any Step, isOptional: Bool)]

    func evaluate(_ frame: inout Frame) throws(CELEvaluationError) -> CELValue {
        try frame.budget.spend(30)
        var pairs: [(key: CELValue, value: CELValue)] = []
        pairs.reserveCapacity(entries.count)
        for entry in entries {
            let key = try entry.key.evaluate(&frame)
            let value = try entry.value.evaluate(&frame)
            if !entry.isOptional {
                pairs.append((key, value))
            } else if let inner = try [value].optional(0) {
                pairs.append((key, inner))
            }
        }
        return .map(try CELMap(pairs))
    }
}
