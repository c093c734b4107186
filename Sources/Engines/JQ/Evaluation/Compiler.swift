/// Turns a syntax tree into nodes and resolves every name.
struct Compiler {
    /// What names mean at a place of the program.
    struct Scope {
        /// How many bindings enclose the place when it runs.
        var level = 0
        var variables: [String: Binding] = [:]
        var functions: [String: Target] = [:]

        enum Binding {
            case level(Int)
            case constant(Value)
        }

        enum Target {
            /// A function and how many bindings enclosed its definition.
            case function(Function, Int)
            /// A closure parameter.
            case parameter(Int)
        }

        mutating func bind(_ name: String) {
            level += 1
            variables[name] = .level(level)
        }
    }

    /// The most nodes a program may have: patterns that follow each other multiply what comes after them.
    private static let sizeLimit = 200_000

    private var size = 0
    let library: [String: Function]

    init(library: [String: Function]) { self.library = library }

    mutating func compile(_ term: Term, _ scope: Scope) throws(JQError) -> Node {
        size += 1
        if size > Self.sizeLimit { throw .syntax(line: term.line, message: "the program is too large") }
        switch term.kind {
        case .identity: return Identity()
        case .recurse: return Recurse()
        case .literal(let value): return Constant(value)
        case .location:
            let location = ObjectBox(
                keys: ["file", "line"], values: [.string("<top-level>"), .number(term.line)])
            return Constant(.object(location))
        case .variable(let name): return try variable(name, term, scope)
        case .string(let format, let parts): return try string(format, parts, term, scope)
        case .format(let name):
            return NativeCall(try Self.format(name, term), [])
        case .call(let name, let arguments): return try call(name, arguments, term, scope)
        case .index(let target, let key, let isOptional):
            return try index(target, key, isOptional: isOptional, scope)
        case .slice(let target, let from, let to, let isOptional):
            return try slice(target, from, to, isOptional: isOptional, scope)
        case .iterate(let target, let isOptional):
            return Self.pipe(try compile(target, scope), Iterate(isOptional: isOptional))
        case .array(let body):
            guard let body else { return Constant(.array([Value]())) }
            return Collect(try compile(body, scope))
        case .object(let members):
            var compiled: [(key: Node, value: Node)] = []
            for (key, value) in members {
                compiled.append((try compile(key, scope), try compile(value, scope)))
            }
            return BuildObject(compiled)
        case .negate(let body): return try negate(body, scope)
        case .pipe(let left, let right): return Self.pipe(try compile(left, scope), try compile(right, scope))
        case .comma(let left, let right): return Comma(try compile(left, scope), try compile(right, scope))
        case .binary(let sign, let left, let right):
            return Binary(try compile(left, scope), try compile(right, scope), sign.body)
        case .and(let left, let right):
            return Junction(try compile(left, scope), try compile(right, scope), isOr: false)
        case .or(let left, let right):
            return Junction(try compile(left, scope), try compile(right, scope), isOr: true)
        case .alternative(let first, let second):
            return Alternative(try compile(first, scope), try compile(second, scope))
        case .assign(let assignment, let left, let right):
            return try assign(assignment, left, right, scope)
        case .condition(let branches, let otherwise):
            var node = try optional(otherwise, scope) ?? Identity()
            for (test, then) in branches.reversed() {
                node = Condition(try compile(test, scope), try compile(then, scope), node)
            }
            return node
        case .attempt(let body, let handler):
            let handler = try optional(handler, scope)
            return Try(try compile(body, scope), handler)
        case .reduce, .foreach: return try loop(term, scope)
        case .define(let definition, let body):
            var inner = scope
            try define(definition, &inner)
            return try compile(body, inner)
        case .bind(let source, let shapes, let body):
            let source = try compile(source, scope)
            return try bind(source, shapes, scope, line: term.line) { compiler, scope throws(JQError) in
                try compiler.compile(body, scope)
            }
        case .label(let name, let body):
            var inner = scope
            inner.bind("*label-" + name)
            return Label(try compile(body, inner))
        case .breakOut(let name):
            guard case .level(let level) = scope.variables["*label-" + name] else {
                throw .syntax(line: term.line, message: "$*label-\(name) is not defined")
            }
            return Break(scope.level - level)
        }
    }

    /// Makes a function known in a scope; its body sees the function itself.
    mutating func define(_ definition: Definition, _ scope: inout Scope) throws(JQError) {
        let function = Function(parameterCount: definition.parameters.count)
        let name = "\(definition.name)/\(definition.parameters.count)"
        scope.functions[name] = .function(function, scope.level)
        try complete(function, definition, scope)
    }

    mutating func complete(
        _ function: Function, _ definition: Definition, _ outer: Scope
    ) throws(JQError) {
        var scope = outer
        var values: [(name: String, level: Int)] = []
        for parameter in definition.parameters {
            scope.level += 1
            scope.functions["\(parameter.name)/0"] = .parameter(scope.level)
            if parameter.isValue { values.append((parameter.name, scope.level)) }
        }
        // `def f($a): g;` means `def f(a): a as $a | g;`
        var sources: [Node] = []
        for (name, level) in values {
            sources.append(Parameter(scope.level - level))
            scope.bind(name)
        }
        var body = try compile(definition.body, scope)
        for source in sources.reversed() { body = Bind(source, body) }
        function.complete(body)
    }

    private mutating func optional(_ term: Term?, _ scope: Scope) throws(JQError) -> Node? {
        guard let term else { return nil }
        return try compile(term, scope)
    }

    static func pipe(_ left: Node, _ right: Node) -> Node {
        if left is Identity { return right }
        if right is Identity { return left }
        return Pipe(left, right)
    }

    private func variable(_ name: String, _ term: Term, _ scope: Scope) throws(JQError) -> Node {
        switch scope.variables[name] {
        case .level(let level): return Variable(scope.level - level)
        case .constant(let value): return Constant(value)
        case nil:
            if name == "ENV" {
                return NativeCall(Native { _, _, machine in machine.effects.environment() }, [])
            }
            throw .syntax(line: term.line, message: "$\(name) is not defined")
        }
    }

    private static func format(_ name: String, _ term: Term) throws(JQError) -> Native {
        guard let format = Format(rawValue: name) else {
            throw .syntax(line: term.line, message: "\(name) is not a valid format")
        }
        return Native { input, _, machine in try format.apply(input, machine) }
    }

    private mutating func string(
        _ format: String?, _ parts: [Term.StringPart], _ term: Term, _ scope: Scope
    ) throws(JQError) -> Node {
        let format = try Self.format(format ?? "text", term)
        var node: Node?
        for part in parts {
            let next: Node
            switch part {
            case .text(let text): next = Constant(.string(text))
            case .interpolation(let body): next = Self.pipe(try compile(body, scope), NativeCall(format, []))
            }
            node = node.map { Binary($0, next, Value.add) } ?? next
        }
        return node ?? Constant(.string(""))
    }

    private mutating func index(
        _ target: Term, _ key: Term, isOptional: Bool, _ scope: Scope
    ) throws(JQError) -> Node {
        let target = try compile(target, scope)
        let key = try compile(key, scope)
        if let constant = key as? Constant {
            return Self.pipe(target, Access(constant.constant, isOptional: isOptional))
        }
        return IndexBy(target, key, isOptional: isOptional)
    }

    private mutating func slice(
        _ target: Term, _ from: Term?, _ to: Term?, isOptional: Bool, _ scope: Scope
    ) throws(JQError) -> Node {
        let nothing = Constant(.null)
        let start = try optional(from, scope) ?? nothing
        let end = try optional(to, scope) ?? nothing
        let target = try compile(target, scope)
        if let start = start as? Constant, let end = end as? Constant {
            let slice = ObjectBox(keys: ["start", "end"], values: [start.constant, end.constant])
            return Self.pipe(target, Access(.object(slice), isOptional: isOptional))
        }
        let members: [(key: Node, value: Node)] = [
            (Constant(.string("start")), start), (Constant(.string("end")), end),
        ]
        return IndexBy(target, BuildObject(members), isOptional: isOptional)
    }

    private mutating func negate(_ body: Term, _ scope: Scope) throws(JQError) -> Node {
        let negation = Native { input, _, _ in
            switch input {
            case .literal(let literal): return .literal(literal.negated())
            case .number(let number): return .number(-number)
            default: throw Raised(input, "cannot be negated")
            }
        }
        return Self.pipe(try compile(body, scope), NativeCall(negation, []))
    }

    private mutating func assign(
        _ assignment: Assignment, _ left: Term, _ right: Term, _ scope: Scope
    ) throws(JQError) -> Node {
        if case .update = assignment {
            return Modify(try compile(left, scope), try compile(right, scope), readsOld: true)
        }
        // The right side is computed first, on the whole input; there is a result for each of its values.
        let value = try compile(right, scope)
        var inner = scope
        inner.level += 1
        let paths = try compile(left, inner)
        switch assignment {
        case .arithmetic(let sign):
            let update = Binary(Identity(), Variable(0), sign.body)
            return Bind(value, Modify(paths, update, readsOld: true))
        case .alternative:
            return Bind(value, Modify(paths, Alternative(Identity(), Variable(0)), readsOld: true))
        default: return Bind(value, Modify(paths, Variable(0), readsOld: false))
        }
    }
}

extension Operator {
    var body: Binary.Body {
        switch self {
        case .add: Value.add
        case .subtract: Value.subtract
        case .multiply: Value.multiply
        case .divide: Value.divide
        case .remainder: Value.remainder
        case .equal: { left, right, _ in .bool(try Value.isEqual(left, right)) }
        case .unequal: { left, right, _ in .bool(try !Value.isEqual(left, right)) }
        case .less: { left, right, _ in .bool(try Value.order(left, right) < 0) }
        case .lessOrEqual: { left, right, _ in .bool(try Value.order(left, right) <= 0) }
        case .greater: { left, right, _ in .bool(try Value.order(left, right) > 0) }
        case .greaterOrEqual: { left, right, _ in .bool(try Value.order(left, right) >= 0) }
        }
    }
}
