/// A macro over a list or a map.
///
/// Costs are those of the loops that cel-go expands the macros to, so that an expression costs the same here.
struct FoldStep: Step {
    let macro: Expression.Fold.Macro
    let range: any Step
    let hasTwoVariables: Bool
    let predicate: (any Step)?
    let transform: (any Step)?

    func evaluate(_ frame: inout Frame) throws(CELEvaluationError) -> CELValue {
        let range = try self.range.evaluate(&frame)
        var state = FoldState()
        try frame.budget.spend(macro.fixedCost)
        let depth = frame.locals.count
        defer { frame.locals.removeLast(frame.locals.count - depth) }
        switch range {
        case .list(let list):
            for index in 0..<list.count {
                let element = list[index]
                let isLast = try step(
                    hasTwoVariables ? [.int(Int64(index)), element] : [element], .int(Int64(index)), &state,
                    &frame)
                if isLast { break }
            }
        case .map(let map):
            for key in map.keys {
                let variables = hasTwoVariables ? [key, map.value(for: key) ?? .null] : [key]
                if try step(variables, key, &state, &frame) { break }
            }
        default: throw .noSuchOverload
        }
        return try state.result(macro)
    }

    /// One turn of the loop; true when the rest cannot change the result.
    private func step(
        _ variables: [CELValue], _ key: CELValue, _ state: inout FoldState, _ frame: inout Frame
    ) throws(CELEvaluationError) -> Bool {
        let depth = frame.locals.count
        frame.locals += variables
        defer { frame.locals.removeLast(frame.locals.count - depth) }
        try frame.budget.spend(macro.costPerTurn)
        switch macro {
        case .all, .exists:
            guard let predicate else { return true }
            return try state.take(Outcome(predicate, &frame), decisive: macro == .exists)
        default: break
        }
        if let predicate {
            guard case .bool(let isWanted) = try predicate.evaluate(&frame) else { throw .noSuchOverload }
            if !isWanted { return false }
        }
        try frame.budget.spend(macro.costPerResult)
        if macro == .existsOne {
            state.count += 1
            return false
        }
        let value = try transform?.evaluate(&frame) ?? variables[0]
        switch macro {
        case .transformMap: state.entries.append((key, value))
        case .transformMapEntry:
            guard case .map(let map) = value else { throw .noSuchOverload }
            for key in map.keys { state.entries.append((key, map.value(for: key) ?? .null)) }
        default: state.values.append(value)
        }
        return false
    }
}

/// What a macro has found so far.
private struct FoldState {
    var decision: Bool?
    var error: CELEvaluationError?
    var count = 0
    var values: [CELValue] = []
    var entries: [(key: CELValue, value: CELValue)] = []

    /// Takes what a predicate said; a mistake counts only when no other element decides.
    mutating func take(_ outcome: Outcome, decisive: Bool) throws(CELEvaluationError) -> Bool {
        switch outcome {
        case .value(decisive):
            decision = decisive
            return true
        case .value: return false
        case .error(.costExceeded): throw .costExceeded
        case .error(let error):
            self.error = self.error ?? error
            return false
        }
    }

    func result(_ macro: Expression.Fold.Macro) throws(CELEvaluationError) -> CELValue {
        switch macro {
        case .all, .exists:
            if let decision { return .bool(decision) }
            if let error { throw error }
            return .bool(macro == .all)
        case .existsOne: return .bool(count == 1)
        case .filter, .map, .transformList: return .list(values)
        case .transformMap, .transformMapEntry: return .map(try CELMap(entries))
        }
    }
}
