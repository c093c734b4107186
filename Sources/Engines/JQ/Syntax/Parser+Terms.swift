extension Parser {
    /// A term with what follows it: `.a`, `[0]`, `?`, and `as` with all that it governs.
    mutating func postfix() throws(JQError) -> Term {
        try nested { parser throws(JQError) in
            let term = try parser.suffixed()
            guard parser.token == .keyword("as") else { return term }
            try parser.advance()
            let shapes = try parser.shapes()
            try parser.expect("|")
            let body = try parser.pipe()
            return try Term(.bind(term, shapes, body), line: term.line, children: [term, body])
        }
    }

    /// A term with what follows it but `as`.
    mutating func suffixed() throws(JQError) -> Term {
        var term = try primary()
        while let next = try suffix(of: term) { term = next }
        return term
    }

    private mutating func suffix(of term: Term) throws(JQError) -> Term? {
        let line = lexer.line
        switch token {
        case .field(let name):
            try advance()
            return try index(term, try literal(.string(name), line), line)
        case .symbol("."):
            try advance()
            if token == .quote {
                let key = try string(format: nil)
                return try index(term, key, line)
            }
            guard token == .symbol("[") else {
                throw lexer.fail("try .[\"field\"] instead of .field for unusually named fields")
            }
            return try bracket(after: term, line)
        case .symbol("["): return try bracket(after: term, line)
        case .symbol("?"):
            try advance()
            return try Term(.attempt(term, handler: nil), line: line, children: [term])
        default: return nil
        }
    }

    private mutating func index(_ term: Term, _ key: Term, _ line: Int) throws(JQError) -> Term {
        let isOptional = try take("?")
        return try Term(.index(term, key, isOptional: isOptional), line: line, children: [term, key])
    }

    /// `[]`, `[key]`, `[from:to]`.
    private mutating func bracket(after term: Term, _ line: Int) throws(JQError) -> Term {
        try expect("[")
        if try take("]") {
            let isOptional = try take("?")
            return try Term(.iterate(term, isOptional: isOptional), line: line, children: [term])
        }
        if try take(":") {
            let end = try pipe()
            try expect("]")
            return try slice(term, from: nil, to: end, line)
        }
        let start = try pipe()
        if try take(":") {
            let end = token == .symbol("]") ? nil : try pipe()
            try expect("]")
            return try slice(term, from: start, to: end, line)
        }
        try expect("]")
        return try index(term, start, line)
    }

    private mutating func slice(
        _ term: Term, from start: Term?, to end: Term?, _ line: Int
    ) throws(JQError) -> Term {
        let isOptional = try take("?")
        return try Term(
            .slice(term, from: start, to: end, isOptional: isOptional), line: line,
            children: [term, start, end])
    }

    private mutating func primary() throws(JQError) -> Term {
        let line = lexer.line
        switch token {
        case .number(let text):
            try advance()
            let value = Array(text.utf8).withUnsafeBufferPointer(NumberText.parse)
            return try literal(value ?? .null, line)
        case .quote: return try string(format: nil)
        case .format(let name):
            try advance()
            if token == .quote { return try string(format: name) }
            return try Term(.format(name), line: line, children: [])
        case .field(let name):
            try advance()
            return try index(
                try Term(.identity, line: line, children: []), try literal(.string(name), line), line)
        case .variable(let name):
            try advance()
            return try Term(.variable(name), line: line, children: [])
        case .location:
            try advance()
            return try Term(.location, line: line, children: [])
        case .name(let name): return try call(name, line)
        case .symbol(let symbol): return try symbolic(symbol, line)
        case .keyword(let word): return try control(word, line)
        case .end: throw unexpected()
        }
    }

    private mutating func symbolic(_ symbol: String, _ line: Int) throws(JQError) -> Term {
        switch symbol {
        case ".":
            try advance()
            let identity = try Term(.identity, line: line, children: [])
            if token == .quote {
                let key = try string(format: nil)
                return try index(identity, key, line)
            }
            return identity
        case "..":
            try advance()
            return try Term(.recurse, line: line, children: [])
        case "(":
            try advance()
            let body = try pipe()
            try expect(")")
            return body
        case "[":
            try advance()
            if try take("]") { return try Term(.array(nil), line: line, children: []) }
            let body = try pipe()
            try expect("]")
            return try Term(.array(body), line: line, children: [body])
        case "{": return try object(line)
        case "-":
            try advance()
            let body = try postfix()
            return try Term(.negate(body), line: line, children: [body])
        default: throw unexpected()
        }
    }

    private mutating func call(_ name: String, _ line: Int) throws(JQError) -> Term {
        try advance()
        var arguments: [Term] = []
        if try take("(") {
            repeat { arguments.append(try pipe()) } while try take(";")
            try expect(")")
        }
        return try Term(.call(name, arguments), line: line, children: arguments)
    }

    func literal(_ value: Value, _ line: Int) throws(JQError) -> Term {
        try Term(.literal(value), line: line, children: [])
    }

    /// A string whose quote is the current word.
    mutating func string(format: String?) throws(JQError) -> Term {
        let line = lexer.line
        var parts: [Term.StringPart] = []
        var children: [Term] = []
        reading: while true {
            switch try lexer.nextStringPiece() {
            case .text(let text): parts.append(.text(text))
            case .end: break reading
            case .interpolation:
                try advance()
                let body = try pipe()
                guard token == .symbol(")") else { throw unexpected() }
                parts.append(.interpolation(body))
                children.append(body)
            }
        }
        try advance()
        if children.count > Term.depthLimit { throw lexer.fail("the string has too many interpolations") }
        return try Term(.string(format: format, parts), line: line, children: children)
    }

    private mutating func object(_ line: Int) throws(JQError) -> Term {
        try expect("{")
        var members: [(key: Term, value: Term)] = []
        var children: [Term] = []
        while token != .symbol("}") {
            let member = try member()
            members.append(member)
            children += [member.key, member.value]
            if members.count > Term.depthLimit { throw lexer.fail("the object has too many members") }
            if try !take(",") { break }
        }
        try expect("}")
        return try Term(.object(members), line: line, children: children)
    }

    private mutating func member() throws(JQError) -> (key: Term, value: Term) {
        let line = lexer.line
        let key: Term
        var shorthand: Term?
        switch token {
        case .variable(let name):
            try advance()
            let variable = try Term(.variable(name), line: line, children: [])
            if try take(":") { return (variable, try memberValue()) }
            return (try literal(.string(name), line), variable)
        case .location:
            try advance()
            return (try literal(.string("__loc__"), line), try Term(.location, line: line, children: []))
        case .name(let name), .keyword(let name):
            try advance()
            key = try literal(.string(name), line)
            shorthand = key
        case .quote:
            key = try string(format: nil)
            shorthand = key
        case .format(let name):
            try advance()
            guard token == .quote else { throw unexpected() }
            key = try string(format: name)
            shorthand = key
        case .symbol("("):
            try advance()
            key = try pipe()
            try expect(")")
            if let value = key.constant { try Self.check(key: value, lexer) }
        default: throw unexpected()
        }
        if try take(":") { return (key, try memberValue()) }
        guard let shorthand else { throw unexpected() }
        let identity = try Term(.identity, line: line, children: [])
        return (
            key,
            try Term(.index(identity, shorthand, isOptional: false), line: line, children: [shorthand])
        )
    }

    private static func check(key: Value, _ lexer: Lexer) throws(JQError) {
        if case .string = key { return }
        throw lexer.fail("Cannot use \(key.kind) (\(key.excerpt())) as object key")
    }

    /// A member's value: a pipeline without commas.
    private mutating func memberValue() throws(JQError) -> Term {
        try nested { parser throws(JQError) in
            let first = try parser.alternative()
            guard try parser.take("|") else { return first }
            let rest = try parser.memberValue()
            return try Term(.pipe(first, rest), line: first.line, children: [first, rest])
        }
    }
}
