extension Checker {
    /// Refuses literals that can never be read: `timestamp('today')`, `x.matches('[')`.
    mutating func checkLiterals(_ expression: Expression) {
        for child in expression.children { checkLiterals(child) }
        guard case .call(let name, let target, let arguments) = expression.kind else { return }
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
