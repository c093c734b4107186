extension Compiler {
    mutating func call(
        _ name: String, _ arguments: [Term], _ term: Term, _ scope: Scope
    ) throws(JQError) -> Node {
        let key = "\(name)/\(arguments.count)"
        switch scope.functions[key] {
        case .parameter(let level): return Parameter(scope.level - level)
        case .function(let function, let level):
            var nodes: [Node] = []
            for argument in arguments { nodes.append(try compile(argument, scope)) }
            return Call(function, steps: scope.level - level, nodes)
        case nil: break
        }
        if let constant = term.constant, arguments.isEmpty { return Constant(constant) }
        var nodes: [Node] = []
        for argument in arguments { nodes.append(try compile(argument, scope)) }
        if let node = try special(key, arguments, nodes, scope) { return node }
        if let native = Builtins.natives[key] { return NativeCall(native, nodes) }
        if let function = library[key] { return Call(function, steps: scope.level, nodes) }
        throw .syntax(line: term.line, message: "\(key) is not defined")
    }

    /// The functions that are more than a function of values: those that take programs, and generators.
    static let specials = [
        "empty/0", "path/1", "getpath/1", "select/1", "map/1", "recurse/0", "first/0", "first/1", "last/0",
        "last/1", "nth/1", "limit/2", "range/1", "range/2", "range/3", "isempty/1", "any/0", "any/1", "any/2",
        "all/0", "all/1", "all/2", "sort_by/1", "group_by/1", "unique_by/1", "min_by/1", "max_by/1", "del/1",
        "map_values/1", "with_entries/1", "add/1", "builtins/0",
    ]

    private mutating func special(
        _ key: String, _ terms: [Term], _ nodes: [Node], _ scope: Scope
    ) throws(JQError) -> Node? {
        switch key {
        case "empty/0": return Empty()
        case "path/1": return PathOf(nodes[0])
        case "getpath/1": return GetPath(nodes[0])
        case "select/1": return Condition(nodes[0], Identity(), Empty())
        case "map/1": return Collect(Pipe(Iterate(isOptional: false), nodes[0]))
        case "recurse/0": return Recurse()
        case "first/0": return Access(.number(0), isOptional: false)
        case "last/0": return Access(.number(-1), isOptional: false)
        case "nth/1": return IndexBy(Identity(), nodes[0], isOptional: false)
        case "first/1": return Limit(Constant(.number(1)), nodes[0])
        case "last/1": return Last(nodes[0])
        case "limit/2": return Bind(nodes[0], Limit(Variable(0), try compile(terms[1], scope.deeper(by: 1))))
        case "range/1": return Bind(nodes[0], Steps(Constant(.number(0)), Variable(0), Constant(.number(1))))
        case "range/2": return range([nodes[0], nodes[1], Constant(.number(1))], try deeper(terms, scope))
        case "range/3": return range(nodes, try deeper(terms, scope))
        case "isempty/1": return IsEmpty(nodes[0])
        case "any/0": return any(Iterate(isOptional: false), Identity())
        case "any/1": return any(Iterate(isOptional: false), nodes[0])
        case "any/2": return any(nodes[0], nodes[1])
        case "all/0": return all(Iterate(isOptional: false), Identity())
        case "all/1": return all(Iterate(isOptional: false), nodes[0])
        case "all/2": return all(nodes[0], nodes[1])
        case "del/1":
            return Builtins.natives["delpaths/1"].map { NativeCall($0, [Collect(PathOf(nodes[0]))]) }
        case "map_values/1": return Modify(Iterate(isOptional: false), nodes[0], readsOld: true)
        case "add/1": return Reduce(nodes[0], Constant(.null), Binary(Identity(), Variable(0), Value.add))
        case "builtins/0": return Constant(.array(Self.names.map { Value.string($0) }))
        case "with_entries/1":
            guard let split = Builtins.natives["to_entries/0"], let join = Builtins.natives["from_entries/0"]
            else { return nil }
            let each = Collect(Pipe(Iterate(isOptional: false), nodes[0]))
            return Pipe(NativeCall(split, []), Pipe(each, NativeCall(join, [])))
        case "sort_by/1", "group_by/1", "unique_by/1", "min_by/1", "max_by/1":
            let keys = Collect(Pipe(Iterate(isOptional: false), Collect(nodes[0])))
            return Builtins.natives["_" + key].map { NativeCall($0, [keys]) }
        default: return nil
        }
    }

    /// Terms compiled for where the terms before each of them are bound.
    private mutating func deeper(_ terms: [Term], _ scope: Scope) throws(JQError) -> [Node] {
        var nodes: [Node] = []
        for (place, term) in terms.enumerated() {
            nodes.append(try compile(term, scope.deeper(by: place)))
        }
        return nodes
    }

    private func range(_ bounds: [Node], _ deeper: [Node] = []) -> Node {
        if bounds.allSatisfy(\.isSingle) { return Steps(bounds[0], bounds[1], bounds[2]) }
        var bounds = bounds
        bounds.replaceSubrange(0..<deeper.count, with: deeper)
        var node: Node = Steps(Variable(2), Variable(1), Variable(0))
        for bound in bounds.reversed() { node = Bind(bound, node) }
        return node
    }

    private func any(_ source: Node, _ test: Node) -> Node {
        let found = Pipe(source, Pipe(test, Condition(Identity(), Identity(), Empty())))
        return Pipe(IsEmpty(found), Condition(Identity(), Constant(.bool(false)), Constant(.bool(true))))
    }

    private func all(_ source: Node, _ test: Node) -> Node {
        IsEmpty(Pipe(source, Pipe(test, Condition(Identity(), Empty(), Constant(.null)))))
    }

    /// What `builtins` lists.
    private static let names: [String] = {
        let all = Set(Builtins.natives.keys).union(specials).union(Prelude.functions.keys)
        return all.filter { !$0.hasPrefix("_") }.sorted()
    }()
}

extension Compiler.Scope {
    /// The scope inside so many bindings without a name.
    func deeper(by levels: Int) -> Self {
        var scope = self
        scope.level += levels
        return scope
    }
}

/// `isempty(f)`: asks for one output at most.
final class IsEmpty: Node, @unchecked Sendable {
    private let body: Node
    private let stepwise: Node

    init(_ body: Node) {
        self.body = body
        let either = Comma(Pipe(body, Constant(.bool(false))), Constant(.bool(true)))
        stepwise = Limit(Constant(.number(1)), either)
    }

    override var isSingle: Bool { body.isDirect }

    override func value(_ input: Value, _ environment: Environment?, _ machine: Machine) throws -> Value {
        .bool(try body.each(input, environment, machine) { _ in false })
    }

    override func step(_ machine: Machine) throws {
        if isSingle { return machine.give(try value(machine.value, machine.environment, machine)) }
        machine.track = nil
        machine.node = stepwise
    }
}

/// `last(f)`: the last output, or `null`, with the path that led to it.
final class Last: Node, @unchecked Sendable {
    private let body: Node
    init(_ body: Node) { self.body = body }

    override var isSingle: Bool { body.isDirect }

    override func value(_ input: Value, _ environment: Environment?, _ machine: Machine) throws -> Value {
        var last = Value.null
        _ = try body.each(input, environment, machine) {
            try machine.tick()
            last = $0
            return true
        }
        return last
    }

    override func step(_ machine: Machine) throws {
        if isSingle, machine.track == nil {
            return machine.give(try value(machine.value, machine.environment, machine))
        }
        let seen = Seen(machine.continuation)
        try machine.open(Finished(seen, State(machine)))
        try machine.push(seen)
        machine.node = body
    }

    private final class Seen: Continuation {
        var value: Value = .null
        var track: Track?
        override func resume(_ machine: Machine) throws {
            value = machine.value
            track = machine.track
            try machine.backtrack()
        }
    }

    private final class Finished: Choice {
        let seen: Seen
        let state: State
        init(_ seen: Seen, _ state: State) {
            self.seen = seen
            self.state = state
        }
        override func resume(_ machine: Machine) throws {
            machine.choices.removeLast()
            state.restore(machine)
            if machine.track != nil, let track = seen.track { machine.track = track }
            machine.give(seen.value)
        }
    }
}
