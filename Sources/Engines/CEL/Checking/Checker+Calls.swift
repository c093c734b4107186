extension Checker {
    /// Finds the overloads that a call may mean and the type of what they return.
    mutating func call(
        _ expression: Expression, _ name: String, _ target: Expression?, _ arguments: [Expression]
    ) -> CELType {
        let given = arguments.map { check($0) }
        guard let target else { return resolve(expression, name, given, isMember: false) }
        // `optional.of(x)` calls a function of that name; nothing called `optional` is needed.
        if let prefix = target.qualifiedName, let overloads = functions["\(prefix).\(name)"],
            overloads.contains(where: { !$0.isMember })
        {
            return resolve(expression, "\(prefix).\(name)", given, isMember: false, isStatic: true)
        }
        return resolve(expression, name, [check(target)] + given, isMember: true)
    }

    private mutating func resolve(
        _ expression: Expression, _ name: String, _ given: [CELType], isMember: Bool, isStatic: Bool = false
    ) -> CELType {
        guard let overloads = functions[name] else {
            report("undeclared reference to '\(name)' (in container '')", at: expression)
            return .dyn
        }
        var chosen: [CELFunction] = []
        var result: CELType?
        for overload in overloads where overload.isMember == isMember {
            let signature = bindings.instantiate(overload.parameters + [overload.result])
            guard bindings.assign(given, to: Array(signature.dropLast())) else { continue }
            chosen.append(overload)
            let type = bindings.resolve(signature[signature.count - 1])
            // Several overloads leave open which one it is until there are values.
            result = result == nil || result == type ? type : .dyn
        }
        guard let result else {
            report(
                "found no matching overload for '\(name)' applied to '\(shown(given, isMember))'",
                at: expression)
            return .dyn
        }
        mean(.call(chosen, isStatic: isStatic), expression)
        return result
    }

    /// Types as cel-go writes them for a call: `(int, int)` or `string.(int)`.
    func shown(_ types: [CELType], _ isMember: Bool = false) -> String {
        let names = types.map { bindings.resolve($0).description }
        guard isMember, let first = names.first else { return "(\(names.joined(separator: ", ")))" }
        return "\(first).(\(names.dropFirst().joined(separator: ", ")))"
    }
}
