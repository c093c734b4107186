extension Parser {
    /// A primary with its selections, calls and indices.
    mutating func member() throws(SyntaxProblem) -> Expression {
        var result = try primary()
        while true {
            let position = token.position
            if accept(.dot) {
                result = try selection(of: result, at: position)
            } else if accept(.openBracket) {
                let isOptional = accept(.question)
                let index = try expression()
                try expect(.closeBracket)
                let function = isOptional ? Operator.optionalIndex : Operator.index
                result = try make(.call(function, target: nil, [result, index]), at: position)
            } else if token.kind == .symbol(.openBrace), let name = result.qualifiedName {
                result = try message(named: name)
            } else {
                return result
            }
        }
    }

    private mutating func selection(of operand: Expression, at position: Int) throws(SyntaxProblem)
        -> Expression
    {
        let isOptional = accept(.question)
        guard case .identifier(let name) = token.kind else { throw unexpected("IDENTIFIER") }
        advance()
        let open = token.position
        if !isOptional, accept(.openParenthesis) {
            let arguments = try arguments()
            return try Macro.expand(name, target: operand, arguments, at: open, in: &self)
                ?? make(.call(name, target: operand, arguments), at: open)
        }
        return try make(
            isOptional ? .optionalSelect(operand, name) : .select(operand, name), at: position)
    }

    /// The arguments of a call after its parenthesis.
    private mutating func arguments() throws(SyntaxProblem) -> [Expression] {
        var arguments: [Expression] = []
        if accept(.closeParenthesis) { return arguments }
        repeat { arguments.append(try expression()) } while accept(.comma)
        try expect(.closeParenthesis)
        return arguments
    }

    private mutating func primary() throws(SyntaxProblem) -> Expression {
        let position = token.position
        let isNegative = accept(.minus)
        switch token.kind {
        case .int(let magnitude):
            let value = try Self.signed(magnitude, isNegative: isNegative, at: position)
            return try literal(.int(value), at: position)
        case .double(let value): return try literal(.double(isNegative ? -value : value), at: position)
        case _ where isNegative: throw unexpected("NUM_INT")
        case .uint(let value): return try literal(.uint(value), at: position)
        case .string(let text): return try literal(.string(text), at: position)
        case .bytes(let bytes): return try literal(.bytes(bytes), at: position)
        case .keyword(.true): return try literal(.bool(true), at: position)
        case .keyword(.false): return try literal(.bool(false), at: position)
        case .keyword(.null): return try literal(.null, at: position)
        case .identifier: return try name(isRooted: false)
        case .symbol(.dot):
            advance()
            return try name(isRooted: true)
        case .symbol(.openParenthesis):
            advance()
            let inner = try expression()
            try expect(.closeParenthesis)
            return inner
        case .symbol(.openBracket): return try list()
        case .symbol(.openBrace): return try map()
        default:
            throw unexpected(
                "{'[', '{', '(', '.', '-', '!', 'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER}"
            )
        }
    }

    private mutating func literal(_ value: CELValue, at position: Int) throws(SyntaxProblem) -> Expression {
        advance()
        return try make(.literal(value), at: position)
    }

    private static func signed(
        _ magnitude: UInt64, isNegative: Bool, at position: Int
    ) throws(SyntaxProblem) -> Int64 {
        if isNegative { return magnitude == 1 << 63 ? .min : -Int64(magnitude) }
        guard let value = Int64(exactly: magnitude) else {
            throw SyntaxProblem(position: position, message: "invalid int literal")
        }
        return value
    }

    private mutating func name(isRooted: Bool) throws(SyntaxProblem) -> Expression {
        let position = token.position
        guard case .identifier(let name) = token.kind else { throw unexpected("IDENTIFIER") }
        if Self.reserved.contains(name) {
            throw SyntaxProblem(position: position, message: "reserved identifier: \(name)")
        }
        advance()
        let open = token.position
        if accept(.openParenthesis) {
            let arguments = try arguments()
            return try Macro.expand(name, target: nil, arguments, at: open, in: &self)
                ?? make(.call(name, target: nil, arguments), at: open)
        }
        return try make(.identifier(name, isRooted: isRooted), at: position)
    }

    private mutating func list() throws(SyntaxProblem) -> Expression {
        let position = token.position
        advance()
        var elements: [Expression.Element] = []
        while token.kind != .symbol(.closeBracket) {
            let isOptional = accept(.question)
            elements.append(.init(value: try expression(), isOptional: isOptional))
            if !accept(.comma) { break }
        }
        try expect(.closeBracket)
        return try make(.list(elements), at: position)
    }

    private mutating func map() throws(SyntaxProblem) -> Expression {
        let position = token.position
        advance()
        var entries: [Expression.Entry] = []
        while token.kind != .symbol(.closeBrace) {
            let isOptional = accept(.question)
            let key = try expression()
            try expect(.colon)
            entries.append(.init(key: key, value: try expression(), isOptional: isOptional))
            if !accept(.comma) { break }
        }
        try expect(.closeBrace)
        return try make(.map(entries), at: position)
    }

    private mutating func message(named name: String) throws(SyntaxProblem) -> Expression {
        let position = token.position
        advance()
        var fields: [Expression.Field] = []
        while token.kind != .symbol(.closeBrace) {
            _ = accept(.question)
            let place = token.position
            guard case .identifier(let field) = token.kind else { throw unexpected("IDENTIFIER") }
            advance()
            try expect(.colon)
            fields.append(.init(name: field, position: place, value: try expression()))
            if !accept(.comma) { break }
        }
        try expect(.closeBrace)
        return try make(.message(name, fields), at: position)
    }

    /// Words that are kept for later and name no variable (cel-spec, "Syntax").
    private static let reserved: Set<String> = [
        "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop",
        "package", "namespace", "return", "var", "void", "while",
    ]
}
