extension Checker {
    /// Checks a macro over a list or a map.
    mutating func fold(_ expression: Expression, _ fold: Expression.Fold) -> CELType {
        let range = check(fold.range)
        let (index, element) = parts(of: range, at: fold.range)
        let isMap = if case .map = bindings.resolve(range) { true } else { false }
        var variables: [(name: String, type: CELType)] = []
        if let second = fold.second {
            variables = [(fold.first, index), (second, element)]
        } else {
            variables = [(fold.first, isMap ? index : element)]
        }
        let (predicate, transform) = within(variables) { checker in
            (fold.predicate.map { checker.check($0) }, fold.transform.map { checker.check($0) })
        }
        let result: CELType
        switch fold.macro {
        case .all, .exists, .existsOne: result = .bool
        case .filter: result = .list(variables[0].type)
        case .map, .transformList: result = .list(transform ?? .dyn)
        case .transformMap: result = .map(index, transform ?? .dyn)
        case .transformMapEntry: result = entryMap(transform ?? .dyn, at: fold.transform ?? expression)
        }
        if let predicate, !bindings.assign(predicate, to: .bool) {
            refuse(predicate, fold.macro, result, at: expression)
        }
        return result
    }

    /// The types of the index or key and of the element or value of what a macro walks.
    private mutating func parts(of range: CELType, at expression: Expression) -> (CELType, CELType) {
        switch bindings.resolve(range) {
        case .list(let element): return (.int, element)
        case .map(let key, let value): return (key, value)
        case .dyn: return (.dyn, .dyn)
        case .parameter:
            _ = bindings.assign(.dyn, to: range)
            return (.dyn, .dyn)
        case let other:
            report(
                "expression of type '\(other)' cannot be range of a comprehension (must be list, map, or dynamic)",
                at: expression)
            return (.dyn, .dyn)
        }
    }

    private mutating func entryMap(_ type: CELType, at expression: Expression) -> CELType {
        switch bindings.resolve(type) {
        case .map(let key, let value): return .map(key, value)
        case .dyn: return .map(.dyn, .dyn)
        case let other:
            report("expected type 'map(dyn, dyn)' but found '\(other)'", at: expression)
            return .map(.dyn, .dyn)
        }
    }

    /// The macros are short for loops with these operators, and so cel-go speaks of the operators.
    private mutating func refuse(
        _ predicate: CELType, _ macro: Expression.Fold.Macro, _ result: CELType, at expression: Expression
    ) {
        let (function, types): (String, [CELType]) =
            switch macro {
            case .all: (Operator.and, [.bool, predicate])
            case .exists: (Operator.or, [.bool, predicate])
            case .existsOne: (Operator.conditional, [predicate, .int, .int])
            default: (Operator.conditional, [predicate, result, result])
            }
        report("found no matching overload for '\(function)' applied to '\(shown(types))'", at: expression)
    }

    /// `target.optMap(name, body)`: the body knows the value of the target by the name.
    mutating func optionalMap(
        _ target: Expression, _ name: String, _ body: Expression, _ isFlat: Bool, at expression: Expression
    ) -> CELType {
        let wrapped = bindings.fresh()
        let type = check(target)
        if !bindings.assign(type, to: .optional(wrapped)) {
            report(
                "found no matching overload for 'hasValue' applied to '\(shown([type], true))'",
                at: expression)
        }
        let result = within([(name, bindings.resolve(wrapped))]) { $0.check(body) }
        guard isFlat else { return .optional(result) }
        let inner = bindings.fresh()
        if bindings.assign(result, to: .optional(inner)) { return .optional(bindings.resolve(inner)) }
        report(
            "found no matching overload for '_?_:_' applied to '\(shown([.bool, result, .optional(.dyn)]))'",
            at: expression)
        return .dyn
    }
}
