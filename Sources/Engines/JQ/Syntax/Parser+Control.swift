extension Parser {
    /// What a keyword begins.
    mutating func control(_ word: String, _ line: Int) throws(JQError) -> Term {
        switch word {
        case "if": return try condition(line)
        case "try": return try attempt(line)
        case "reduce", "foreach": return try loop(word, line)
        case "def": return try pipe()
        case "label":
            try advance()
            let name = try variable()
            try expect("|")
            let body = try pipe()
            return try Term(.label(name, body), line: line, children: [body])
        case "break":
            try advance()
            guard case .variable = token else { throw lexer.fail("break requires a label to break to") }
            return try Term(.breakOut(try variable()), line: line, children: [])
        default: throw unexpected()
        }
    }

    mutating func definition() throws(JQError) -> Definition {
        try expect(keyword: "def")
        let name: String
        switch token {
        case .name(let word): name = word
        case .keyword(let word): name = word
        default: throw unexpected()
        }
        try advance()
        var parameters: [Definition.Parameter] = []
        if try take("(") {
            repeat {
                switch token {
                case .variable(let name): parameters.append(.init(name: name, isValue: true))
                case .name(let name), .keyword(let name): parameters.append(.init(name: name, isValue: false))
                default: throw unexpected()
                }
                try advance()
            } while try take(";")
            try expect(")")
        }
        try expect(":")
        let body = try pipe()
        try expect(";")
        return Definition(name: name, parameters: parameters, body: body)
    }

    private mutating func variable() throws(JQError) -> String {
        guard case .variable(let name) = token else { throw unexpected() }
        try advance()
        return name
    }

    private mutating func condition(_ line: Int) throws(JQError) -> Term {
        var branches: [(test: Term, then: Term)] = []
        var children: [Term?] = []
        repeat {
            try advance()
            let test = try pipe()
            guard try take(keyword: "then") else { throw unexpected(expecting: "then") }
            let then = try pipe()
            branches.append((test, then))
            children += [test, then]
            if branches.count > Term.depthLimit / 2 {
                throw lexer.fail("the condition has too many branches")
            }
        } while token == .keyword("elif")
        let otherwise = try take(keyword: "else") ? try pipe() : nil
        guard try take(keyword: "end") else {
            throw lexer.fail("Possibly unterminated 'if' statement")
        }
        children.append(otherwise)
        return try Term(.condition(branches, otherwise: otherwise), line: line, children: children)
    }

    private mutating func attempt(_ line: Int) throws(JQError) -> Term {
        try advance()
        let body = try postfix()
        let handler = try take(keyword: "catch") ? try postfix() : nil
        return try Term(.attempt(body, handler: handler), line: line, children: [body, handler])
    }

    /// The loops: `reduce` and `foreach`.
    private mutating func loop(_ word: String, _ line: Int) throws(JQError) -> Term {
        try advance()
        let source = try suffixed()
        try expect(keyword: "as")
        let shapes = try shapes()
        try expect("(")
        let start = try pipe()
        try expect(";")
        let update = try pipe()
        if word == "reduce" {
            try expect(")")
            return try Term(
                .reduce(source, shapes, start: start, update: update), line: line,
                children: [source, start, update])
        }
        let extract = try take(";") ? try pipe() : nil
        try expect(")")
        return try Term(
            .foreach(source, shapes, start: start, update: update, extract: extract), line: line,
            children: [source, start, update, extract])
    }

    /// Patterns that are tried one after the other: `[$a] ?// $b`.
    mutating func shapes() throws(JQError) -> [Shape] {
        var shapes = [try shape()]
        while try take("?//") {
            shapes.append(try shape())
            if shapes.count > 64 { throw lexer.fail("too many patterns follow each other") }
        }
        return shapes
    }

    private mutating func shape() throws(JQError) -> Shape {
        try nested { parser throws(JQError) in
            switch parser.token {
            case .variable: return .variable(try parser.variable())
            case .symbol("["):
                try parser.advance()
                var elements: [Shape] = []
                repeat { elements.append(try parser.shape()) } while try parser.take(",")
                try parser.expect("]")
                return .array(elements)
            case .symbol("{"):
                try parser.advance()
                var members: [(key: Term, variable: String?, shape: Shape?)] = []
                repeat { members.append(try parser.memberShape()) } while try parser.take(",")
                try parser.expect("}")
                return .object(members)
            default: throw parser.unexpected(expecting: "'$' or '[' or '{'")
            }
        }
    }

    private mutating func memberShape() throws(JQError) -> (key: Term, variable: String?, shape: Shape?) {
        let line = lexer.line
        switch token {
        case .variable(let name):
            try advance()
            let shape = try take(":") ? try shape() : nil
            return (try literal(.string(name), line), name, shape)
        case .name(let name), .keyword(let name):
            try advance()
            try expect(":")
            return (try literal(.string(name), line), nil, try shape())
        case .quote:
            let key = try string(format: nil)
            try expect(":")
            return (key, nil, try shape())
        case .symbol("("):
            try advance()
            let key = try pipe()
            try expect(")")
            try expect(":")
            return (key, nil, try shape())
        default: throw unexpected()
        }
    }
}
