/// A call of a function whose arguments are all evaluated first.
struct CallStep: Step {
    let overloads: [CELFunction]
    let arguments: [any Step]

    func evaluate(_ frame: inout Frame) throws(CELEvaluationError) -> CELValue {
        var values: [CELValue] = []
        values.reserveCapacity(arguments.count)
        for argument in arguments { values.append(try argument.evaluate(&frame)) }
        guard let overload = overloads.first(where: { $0.takes(values) }) else { throw .noSuchOverload }
        // What can be told from the arguments is paid before the work is done.
        if let cost = overload.cost.actual(values) {
            try frame.budget.spend(cost)
            return try overload.body(values)
        }
        let result = try overload.body(values)
        try frame.budget.spend(overload.cost.actual(result: result))
        return result
    }
}

extension CELFunction {
    fileprivate func takes(_ values: [CELValue]) -> Bool {
        guard values.count == parameters.count else { return false }
        for (value, type) in zip(values, parameters) where !value.isAcceptable(as: type) { return false }
        return true
    }
}
