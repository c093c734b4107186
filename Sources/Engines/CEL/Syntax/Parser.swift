/// Reads an expression (cel-spec, "Syntax"); macros are recognised where they are called.
struct Parser {
    /// cel-go's bounds: how deep brackets may stand in each other, and how long an expression may be.
    static let nestingLimit = 250
    static let lengthLimit = 100_000
    /// How deep a tree may be: long sums lean to the left, and whoever walks a tree needs stack for it.
    static let depthLimit = 500

    private(set) var tokens: [Token]
    private(set) var index = 0
    private var nesting = 0
    private var nextID = 0

    /// Parses a whole source.
    static func parse(_ source: String) throws(SyntaxProblem) -> Expression {
        let scalars = Array(source.unicodeScalars)
        guard scalars.count <= lengthLimit else {
            throw SyntaxProblem(
                position: 0,
                message:
                    "expression code point size exceeds limit: size: \(scalars.count), limit \(lengthLimit)")
        }
        var parser = Parser(tokens: try Lexer.tokens(of: scalars))
        let root = try parser.expression()
        if parser.token.kind != .end { throw parser.unexpected("<EOF>") }
        return root
    }

    private init(tokens: [Token]) { self.tokens = tokens }

    /// The word that comes next; after the last one always the end.
    var token: Token { tokens[index] }

    mutating func advance() { if index + 1 < tokens.count { index += 1 } }

    mutating func accept(_ symbol: Token.Symbol) -> Bool {
        guard token.kind == .symbol(symbol) else { return false }
        advance()
        return true
    }

    mutating func expect(_ symbol: Token.Symbol) throws(SyntaxProblem) {
        if !accept(symbol) { throw unexpected("'\(symbol.rawValue)'") }
    }

    func unexpected(_ expected: String) -> SyntaxProblem {
        SyntaxProblem(
            position: token.position,
            message: "Syntax error: mismatched input '\(token.text)' expecting \(expected)")
    }

    /// Numbers a new expression and sees that the tree does not grow too deep.
    mutating func make(_ kind: Expression.Kind, at position: Int) throws(SyntaxProblem) -> Expression {
        nextID += 1
        let bare = Expression(id: nextID, position: position, kind: kind, depth: 1)
        let depth = 1 + (bare.children.map(\.depth).max() ?? 0)
        guard depth <= Self.depthLimit else { throw tooDeep(position) }
        return Expression(id: nextID, position: position, kind: kind, depth: depth)
    }

    private func tooDeep(_ position: Int) -> SyntaxProblem {
        SyntaxProblem(
            position: position, message: "expression recursion limit exceeded: \(Self.nestingLimit)")
    }

    mutating func expression() throws(SyntaxProblem) -> Expression {
        nesting += 1
        defer { nesting -= 1 }
        guard nesting <= Self.nestingLimit else { throw tooDeep(token.position) }
        let condition = try binary(above: 0)
        let position = token.position
        guard accept(.question) else { return condition }
        let yes = try binary(above: 0)
        try expect(.colon)
        let no = try expression()
        return try make(.call(Operator.conditional, target: nil, [condition, yes, no]), at: position)
    }

    private mutating func binary(above floor: Int) throws(SyntaxProblem) -> Expression {
        var left = try unary()
        while let (function, precedence) = Operator.binary(token.kind), precedence > floor {
            let position = token.position
            if function == Operator.and || function == Operator.or {
                left = try logical(function, precedence, first: left)
                continue
            }
            advance()
            let right = try binary(above: precedence)
            left = try make(.call(function, target: nil, [left, right]), at: position)
        }
        return left
    }

    /// A chain of `&&` or of `||` becomes a balanced tree, so that a long one is not a deep one.
    private mutating func logical(
        _ function: String, _ precedence: Int, first: Expression
    ) throws(SyntaxProblem) -> Expression {
        var terms = [first]
        var positions: [Int] = []
        while let next = Operator.binary(token.kind), next.function == function {
            positions.append(token.position)
            advance()
            terms.append(try binary(above: precedence))
        }
        return try balanced(function, terms[...], positions[...])
    }

    private mutating func balanced(
        _ function: String, _ terms: ArraySlice<Expression>, _ positions: ArraySlice<Int>
    ) throws(SyntaxProblem) -> Expression {
        if terms.count == 1, let only = terms.first { return only }
        let middle = positions.startIndex + positions.count / 2
        let cut = terms.startIndex + (middle - positions.startIndex) + 1
        let left = try balanced(function, terms[..<cut], positions[..<middle])
        let right = try balanced(function, terms[cut...], positions[(middle + 1)...])
        return try make(.call(function, target: nil, [left, right]), at: positions[middle])
    }

    private mutating func unary() throws(SyntaxProblem) -> Expression {
        let position = token.position
        for (symbol, function) in [(Token.Symbol.not, Operator.not), (.minus, Operator.negate)]
        where token.kind == .symbol(symbol) {
            var count = 0
            while token.kind == .symbol(symbol), !isNegativeNumber {
                count += 1
                advance()
            }
            let operand = try member()
            // Two signs are none.
            return count % 2 == 0
                ? operand : try make(.call(function, target: nil, [operand]), at: position)
        }
        return try member()
    }

    /// Whether a sign stands right before a number: they are one literal then.
    private var isNegativeNumber: Bool {
        guard token.kind == .symbol(.minus), index + 1 < tokens.count else { return false }
        switch tokens[index + 1].kind {
        case .int, .double: return true
        default: return false
        }
    }
}
