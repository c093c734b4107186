extension Compiler {
    /// Binds what a node puts out to patterns; `body` compiles what sees the variables.
    ///
    /// A pattern is a row of bindings: `. as [$a, {b: $c}] | f` is
    /// `. as $t | ($t | .[0]) as $a | ($t | .[1]) as $u | ($u | .b) as $c | f`.
    mutating func bind(
        _ source: Node, _ shapes: [Shape], _ scope: Scope, line: Int,
        _ body: (inout Compiler, Scope) throws(JQError) -> Node
    ) throws(JQError) -> Node {
        if shapes.count == 1 { return try bind(source, to: shapes[0], scope, body) }
        // Every variable of every pattern exists in each alternative; those of the others are null.
        var outer = scope
        outer.level += 1
        let whole = outer.level
        var names: [String] = []
        for name in shapes.flatMap(\.variables) where !names.contains(name) { names.append(name) }
        for name in names { outer.bind(name) }
        var node: Node?
        for shape in shapes.reversed() {
            let alternative = try bind(Variable(outer.level - whole), to: shape, outer, body)
            node = node.map { Fallback(alternative, $0) } ?? alternative
        }
        guard var node else { throw .syntax(line: line, message: "a pattern is missing") }
        for _ in names { node = Bind(Constant(.null), node) }
        return Bind(source, node)
    }

    private mutating func bind(
        _ source: Node, to shape: Shape, _ scope: Scope,
        _ body: (inout Compiler, Scope) throws(JQError) -> Node
    ) throws(JQError) -> Node {
        var sources: [Node] = []
        var scope = scope
        try flatten(shape, source, &sources, &scope)
        var node = try body(&self, scope)
        for source in sources.reversed() { node = Bind(source, node) }
        return node
    }

    /// Lists the bindings of a pattern in the order in which they are made; each adds one level to the scope.
    private mutating func flatten(
        _ shape: Shape, _ source: Node, _ sources: inout [Node], _ scope: inout Scope
    ) throws(JQError) {
        sources.append(source)
        if case .variable(let name) = shape { return scope.bind(name) }
        scope.level += 1
        let whole = scope.level
        switch shape {
        case .variable: return
        case .array(let elements):
            for (place, element) in elements.enumerated() {
                let value = Pipe(Variable(scope.level - whole), Access(.number(place), isOptional: false))
                try flatten(element, value, &sources, &scope)
            }
        case .object(let members):
            for member in members {
                // The key is computed on what is taken apart.
                let key = try compile(member.key, scope)
                let value = Pipe(Variable(scope.level - whole), IndexBy(Identity(), key, isOptional: false))
                if let name = member.variable {
                    sources.append(value)
                    scope.bind(name)
                    if let inner = member.shape { try flatten(inner, Variable(0), &sources, &scope) }
                } else if let inner = member.shape {
                    try flatten(inner, value, &sources, &scope)
                }
            }
        }
    }

    /// The loops: `reduce` and `foreach`.
    ///
    /// With a pattern the items are lists of the pattern's variables, which the body takes apart again.
    mutating func loop(_ term: Term, _ scope: Scope) throws(JQError) -> Node {
        switch term.kind {
        case .reduce(let source, let shapes, let start, let update):
            let start = try compile(start, scope)
            let items = try items(source, shapes, scope, line: term.line)
            return Reduce(items, start, try body(update, shapes, scope))
        case .foreach(let source, let shapes, let start, let update, let extract):
            let start = try compile(start, scope)
            let items = try items(source, shapes, scope, line: term.line)
            let update = try body(update, shapes, scope)
            guard let extract else { return Foreach(items, start, update, Identity()) }
            return Foreach(items, start, update, try body(extract, shapes, scope))
        default: return try compile(term, scope)
        }
    }

    private static func isPlain(_ shapes: [Shape]) -> Bool {
        if shapes.count == 1, case .variable = shapes[0] { return true }
        return false
    }

    private mutating func items(
        _ source: Term, _ shapes: [Shape], _ scope: Scope, line: Int
    ) throws(JQError) -> Node {
        let source = try compile(source, scope)
        if Self.isPlain(shapes) { return source }
        let names = shapes.flatMap(\.variables)
        return try bind(source, shapes, scope, line: line) { _, inner throws(JQError) in
            var list: Node?
            for name in names {
                guard case .level(let level) = inner.variables[name] else { continue }
                let variable = Variable(inner.level - level)
                list = list.map { Comma($0, variable) } ?? variable
            }
            return Collect(list ?? Empty())
        }
    }

    private mutating func body(_ term: Term, _ shapes: [Shape], _ scope: Scope) throws(JQError) -> Node {
        var inner = scope
        if shapes.count == 1, case .variable(let name) = shapes[0] {
            inner.bind(name)
            return try compile(term, inner)
        }
        inner.level += 1
        let whole = inner.level
        var sources: [Node] = []
        for (place, name) in shapes.flatMap(\.variables).enumerated() {
            sources.append(Pipe(Variable(inner.level - whole), Access(.number(place), isOptional: false)))
            inner.bind(name)
        }
        var node = try compile(term, inner)
        for source in sources.reversed() { node = Bind(source, node) }
        return node
    }
}
