extension Checker {
    /// Refuses literals that can never be read, `timestamp('today')`, and those of mixed types.
    ///
    /// - Parameter isExempt: Whether mixed types are allowed: as in the arguments of `format`, whose list has
    ///   to mix them.
    mutating func checkLiterals(_ expression: Expression, isExempt: Bool) {
        var isExempt = isExempt
        switch expression.kind {
        case .list(let elements) where !isExempt:
            checkAlike(elements.map { ($0.value, $0.isOptional) })
        case .map(let entries) where !isExempt:
            checkAlike(entries.map { ($0.key, false) })
            checkAlike(entries.map { ($0.value, $0.isOptional) })
        case .call(let name, let target, let arguments):
            if name == "format" { isExempt = true }
            checkText(name, target, arguments)
        default: break
        }
        for child in expression.children { checkLiterals(child, isExempt: isExempt) }
    }

    private mutating func checkAlike(_ elements: [(expression: Expression, isOptional: Bool)]) {
        var expected: CELType?
        for (element, isOptional) in elements {
            var found = bindings.resolve(type(of: element), openAsDyn: true)
            if isOptional, case .optional(let inner) = found { found = inner }
            guard let known = expected else {
                expected = found
                continue
            }
            if known != found { return report("expected type '\(known)' but found '\(found)'", at: element) }
        }
    }

    private mutating func checkText(_ name: String, _ target: Expression?, _ arguments: [Expression]) {
        let argument: Expression
        switch (name, arguments.count, target) {
        case ("timestamp", 1, nil), ("duration", 1, nil), ("matches", 1, .some): argument = arguments[0]
        case ("matches", 2, nil): argument = arguments[1]
        default: return
        }
        guard case .literal(.string(let text)) = argument.kind else { return }
        let isReadable =
            switch name {
            case "timestamp": CELTimestamp(text) != nil
            case "duration": CELDuration(text) != nil
            default: (try? RegularExpression(text)) != nil
            }
        if !isReadable { report("invalid \(name) argument", at: argument) }
    }
}
