/// The calls that are more than calls: their arguments name variables or fields (cel-spec, "Macros").
enum Macro {
    /// The expression that a call means, or nil when it is no macro.
    static func expand(
        _ name: String, target: Expression?, _ arguments: [Expression], at position: Int,
        in parser: inout Parser
    ) throws(SyntaxProblem) -> Expression? {
        guard let target else {
            guard name == "has", arguments.count == 1 else { return nil }
            guard case .select(let operand, let field) = arguments[0].kind else {
                throw SyntaxProblem(
                    position: arguments[0].position, message: "invalid argument to has() macro")
            }
            return try parser.make(.presence(operand, field), at: position)
        }
        if name == "optMap" || name == "optFlatMap", arguments.count == 2 {
            let variable = try variable(arguments[0])
            return try parser.make(
                .optionalMap(target, name: variable, arguments[1], isFlat: name == "optFlatMap"),
                at: position)
        }
        guard let form = form(name, arguments.count) else { return nil }
        var fold = Expression.Fold(macro: form.macro, range: target, first: try variable(arguments[0]))
        if form.hasTwoVariables {
            let second = try variable(arguments[1])
            if second == fold.first {
                throw SyntaxProblem(
                    position: arguments[1].position,
                    message: "duplicate variable name: \(second)")
            }
            fold.second = second
        }
        let rest = arguments.dropFirst(form.hasTwoVariables ? 2 : 1)
        if form.hasPredicate { fold.predicate = rest.first }
        if form.hasTransform { fold.transform = rest.last }
        return try parser.make(.fold(fold), at: position)
    }

    private struct Form {
        var macro: Expression.Fold.Macro
        var hasTwoVariables = false
        var hasPredicate = true
        var hasTransform = false
    }

    private static func form(_ name: String, _ count: Int) -> Form? {
        switch (name, count) {
        case ("all", 2): Form(macro: .all)
        case ("exists", 2): Form(macro: .exists)
        case ("exists_one", 2), ("existsOne", 2): Form(macro: .existsOne)
        case ("filter", 2): Form(macro: .filter)
        case ("map", 2): Form(macro: .map, hasPredicate: false, hasTransform: true)
        case ("map", 3): Form(macro: .map, hasTransform: true)
        case ("all", 3): Form(macro: .all, hasTwoVariables: true)
        case ("exists", 3): Form(macro: .exists, hasTwoVariables: true)
        case ("existsOne", 3): Form(macro: .existsOne, hasTwoVariables: true)
        case ("transformList", 3), ("transformList", 4):
            Form(
                macro: .transformList, hasTwoVariables: true, hasPredicate: count == 4, hasTransform: true)
        case ("transformMap", 3), ("transformMap", 4):
            Form(macro: .transformMap, hasTwoVariables: true, hasPredicate: count == 4, hasTransform: true)
        case ("transformMapEntry", 3), ("transformMapEntry", 4):
            Form(
                macro: .transformMapEntry, hasTwoVariables: true, hasPredicate: count == 4,
                hasTransform: true)
        default: nil
        }
    }

    private static func variable(_ argument: Expression) throws(SyntaxProblem) -> String {
        guard case .identifier(let name, false) = argument.kind else {
            throw SyntaxProblem(position: argument.position, message: "argument must be a simple name")
        }
        return name
    }
}
