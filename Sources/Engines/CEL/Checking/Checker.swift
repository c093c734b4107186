/// Gives every expression its type and every name its meaning (cel-spec, "Gradual Type Checking").
struct Checker {
    struct Problem {
        var position: Int
        var message: String
    }

    let environment: CELEnvironment
    let functions: FunctionTable
    var bindings = TypeBindings()
    var problems: [Problem] = []
    private var types: [Int: CELType] = [:]
    private var meanings: [Int: CheckedExpression.Meaning] = [:]
    private var variables: Set<String> = []
    /// Variables of macros, the innermost last.
    private var locals: [(name: String, type: CELType)] = []

    /// Checks a whole expression; the problems are in the order in which they were met.
    static func check(
        _ root: Expression, in environment: CELEnvironment
    ) -> (checked: CheckedExpression, problems: [Problem]) {
        var checker = Checker(environment: environment, functions: FunctionTable(environment))
        _ = checker.check(root)
        if checker.problems.isEmpty { checker.checkLiterals(root, isExempt: environment.allowsMixedLiterals) }
        let types = checker.types.mapValues { checker.bindings.resolve($0, openAsDyn: true) }
        let checked = CheckedExpression(
            root: root, types: types, meanings: checker.meanings, variables: checker.variables)
        return (checked, checker.problems)
    }

    private init(environment: CELEnvironment, functions: FunctionTable) {
        self.environment = environment
        self.functions = functions
    }

    mutating func report(_ message: String, at expression: Expression) {
        problems.append(Problem(position: expression.position, message: message))
    }

    /// Checks an expression and gives its type; after a problem `dyn`, so that one mistake is told once.
    mutating func check(_ expression: Expression) -> CELType {
        let type = find(expression)
        types[expression.id] = type
        return type
    }

    func type(of expression: Expression) -> CELType {
        types[expression.id].map { bindings.resolve($0) } ?? .dyn
    }

    mutating func mean(_ meaning: CheckedExpression.Meaning, _ expression: Expression) {
        meanings[expression.id] = meaning
    }

    /// Checks a body in which a macro's variables are known.
    mutating func within<Result>(
        _ variables: [(name: String, type: CELType)], _ body: (inout Checker) -> Result
    ) -> Result {
        locals += variables
        defer { locals.removeLast(variables.count) }
        return body(&self)
    }

    private mutating func find(_ expression: Expression) -> CELType {
        switch expression.kind {
        case .literal(let value): return value.type
        case .identifier(let name, let isRooted): return identifier(expression, name, isRooted)
        case .select(let operand, let field): return select(expression, operand, field)
        case .presence(let operand, let field):
            _ = member(field, of: check(operand), at: expression)
            return .bool
        case .optionalSelect(let operand, let field):
            let type = member(field, of: check(operand), at: expression)
            if case .optional = type { return type }
            return .optional(type)
        case .call(let name, let target, let arguments):
            return call(expression, name, target, arguments)
        case .list(let elements): return list(elements)
        case .map(let entries): return map(entries)
        case .message(let name, let fields):
            report("undeclared reference to '\(name)' (in container '')", at: expression)
            for field in fields { _ = check(field.value) }
            return .dyn
        case .fold(let fold): return self.fold(expression, fold)
        case .optionalMap(let target, let name, let body, let isFlat):
            return optionalMap(target, name, body, isFlat, at: expression)
        }
    }

    // MARK: Names

    private mutating func identifier(_ expression: Expression, _ name: String, _ isRooted: Bool) -> CELType {
        if !isRooted, let local = locals.last(where: { $0.name == name }) {
            mean(.local(name), expression)
            return local.type
        }
        if let type = declared(name, expression) { return type }
        report("undeclared reference to '\(name)' (in container '')", at: expression)
        return .dyn
    }

    /// The type of a variable or of the name of a type; nil for a name that is not declared.
    private mutating func declared(_ name: String, _ expression: Expression) -> CELType? {
        if let type = environment.variables[name] {
            variables.insert(name)
            mean(.variable(name), expression)
            return type
        }
        if let type = CELType.named[name] {
            mean(.type(type), expression)
            return .type(type)
        }
        return nil
    }

    private mutating func select(_ expression: Expression, _ operand: Expression, _ field: String) -> CELType
    {
        // A dotted name may be a variable or a type as a whole, unless a macro's variable hides it.
        if let name = expression.qualifiedName, let first = expression.firstName,
            first.isRooted || !locals.contains(where: { $0.name == first.name }),
            let type = declared(name, expression)
        {
            return type
        }
        return member(field, of: check(operand), at: expression)
    }

    /// The type of a field of a value.
    private mutating func member(_ field: String, of type: CELType, at expression: Expression) -> CELType {
        switch bindings.resolve(type) {
        case .dyn: return .dyn
        case .parameter:
            _ = bindings.assign(.dyn, to: type)
            return .dyn
        case .map(_, let value): return value
        case .optional(let wrapped):
            let inner = member(field, of: wrapped, at: expression)
            if case .optional = inner { return inner }
            return .optional(inner)
        case .object(let object):
            if let type = object.field(field) { return type }
            report("undefined field '\(field)'", at: expression)
            return .dyn
        case let other:
            report("type '\(other)' does not support field selection", at: expression)
            return .dyn
        }
    }

    // MARK: Literals

    private mutating func list(_ elements: [Expression.Element]) -> CELType {
        var type: CELType?
        for element in elements {
            var found = check(element.value)
            if element.isOptional { found = unwrapped(found, at: element.value) }
            type = joined(type, found)
        }
        return .list(type ?? bindings.fresh())
    }

    private mutating func map(_ entries: [Expression.Entry]) -> CELType {
        var (key, value): (CELType?, CELType?)
        for entry in entries {
            key = joined(key, check(entry.key))
            var found = check(entry.value)
            if entry.isOptional { found = unwrapped(found, at: entry.value) }
            value = joined(value, found)
        }
        return .map(key ?? bindings.fresh(), value ?? bindings.fresh())
    }

    private mutating func unwrapped(_ type: CELType, at expression: Expression) -> CELType {
        let inner = bindings.fresh()
        if bindings.assign(type, to: .optional(inner)) { return bindings.resolve(inner) }
        report(
            "expected type 'optional_type(\(inner))' but found '\(bindings.resolve(type))'", at: expression)
        return .dyn
    }

    /// The type of elements that are of both types; ``checkLiterals(_:isExempt:)`` refuses mixed ones.
    private mutating func joined(_ previous: CELType?, _ next: CELType) -> CELType {
        guard let previous else { return next }
        return bindings.assign(next, to: previous) ? bindings.general(previous, next) : .dyn
    }
}
