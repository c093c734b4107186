extension Parser {
    /// A pipeline: the lowest precedence of all.
    mutating func pipe() throws(JQError) -> Term {
        try nested { parser throws(JQError) in
            if parser.token == .keyword("def") {
                let definition = try parser.definition()
                let line = parser.lexer.line
                let body = try parser.pipe()
                return try Term(.define(definition, body), line: line, children: [definition.body, body])
            }
            var stages = [try parser.comma()]
            while try parser.take("|") {
                // A definition reaches to the pipeline's end.
                let isLast = parser.token == .keyword("def")
                stages.append(isLast ? try parser.pipe() : try parser.comma())
                if stages.count > Term.depthLimit { throw parser.lexer.fail("the pipeline is too long") }
            }
            return try parser.fold(stages) { .pipe($0, $1) }
        }
    }

    /// Joins terms from the right.
    private func fold(_ terms: [Term], _ join: (Term, Term) -> Term.Kind) throws(JQError) -> Term {
        var terms = terms
        guard var result = terms.popLast() else { throw unexpected() }
        while let left = terms.popLast() {
            result = try Term(join(left, result), line: left.line, children: [left, result])
        }
        return result
    }

    private mutating func comma() throws(JQError) -> Term {
        var result = try alternative()
        while token == .symbol(",") {
            let line = lexer.line
            try advance()
            let right = try alternative()
            result = try Term(.comma(result, right), line: line, children: [result, right])
        }
        return result
    }

    /// `//`, which joins from the right.
    mutating func alternative() throws(JQError) -> Term {
        var terms = [try assignment()]
        while try take("//") { terms.append(try assignment()) }
        return try fold(terms) { .alternative($0, $1) }
    }

    private static let assignments: [String: Assignment] = [
        "=": .set, "|=": .update, "//=": .alternative, "+=": .arithmetic(.add), "-=": .arithmetic(.subtract),
        "*=": .arithmetic(.multiply), "/=": .arithmetic(.divide), "%=": .arithmetic(.remainder),
    ]

    private mutating func assignment() throws(JQError) -> Term {
        let left = try disjunction()
        guard case .symbol(let symbol) = token, let assignment = Self.assignments[symbol] else { return left }
        let line = lexer.line
        try advance()

        let right = try disjunction()
        if case .symbol(let next) = token, Self.assignments[next] != nil { throw unexpected() }
        return try Term(.assign(assignment, left, right), line: line, children: [left, right])
    }

    private mutating func disjunction() throws(JQError) -> Term {
        var result = try conjunction()
        while token == .keyword("or") {
            try advance()
            let right = try conjunction()
            result = try Term(.or(result, right), line: result.line, children: [result, right])
        }
        return result
    }

    private mutating func conjunction() throws(JQError) -> Term {
        var result = try comparison()
        while token == .keyword("and") {
            try advance()
            let right = try comparison()
            result = try Term(.and(result, right), line: result.line, children: [result, right])
        }
        return result
    }

    private mutating func comparison() throws(JQError) -> Term {
        let left = try sum()
        guard
            let comparison = `operator`(among: [
                .equal, .unequal, .less, .lessOrEqual, .greater, .greaterOrEqual,
            ])
        else { return left }
        try advance()
        let right = try sum()
        if `operator`(among: [.equal, .unequal, .less, .lessOrEqual, .greater, .greaterOrEqual]) != nil {
            throw unexpected()
        }
        return try Term(.binary(comparison, left, right), line: left.line, children: [left, right])
    }

    private mutating func sum() throws(JQError) -> Term {
        var result = try product()
        while let sign = `operator`(among: [.add, .subtract]) {
            try advance()
            let right = try product()
            result = try Term(.binary(sign, result, right), line: result.line, children: [result, right])
        }
        return result
    }

    private mutating func product() throws(JQError) -> Term {
        var result = try signed()
        while let sign = `operator`(among: [.multiply, .divide, .remainder]) {
            try advance()
            let right = try signed()
            result = try Term(.binary(sign, result, right), line: result.line, children: [result, right])
        }
        return result
    }

    private mutating func signed() throws(JQError) -> Term {
        guard token == .symbol("-") else { return try postfix() }
        let line = lexer.line
        try advance()
        let body = try nested { parser throws(JQError) in try parser.product() }
        return try Term(.negate(body), line: line, children: [body])
    }

    private func `operator`(among wanted: [Operator]) -> Operator? {
        guard case .symbol(let symbol) = token, let found = Operator(rawValue: symbol), wanted.contains(found)
        else { return nil }
        return found
    }
}
