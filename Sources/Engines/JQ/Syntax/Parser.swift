/// Reads a program by recursive descent, operators by their precedence.
struct Parser {
    /// How often parts of a program may stand inside each other.
    static let nestingLimit = 250

    var lexer: Lexer
    var token: Token = .end
    private var nesting = 0

    init(_ source: String) throws(JQError) {
        lexer = Lexer(source)
        try advance()
    }

    /// A module's text: what it imports, its definitions, and its main expression unless it is a library.
    struct Module {
        var metadata: Value?
        var imports: [Import] = []
        var definitions: [Definition] = []
        var main: Term?
    }

    /// `import path as name metadata;` or `include path metadata;`.
    struct Import {
        var path: String
        /// The name that stands before `::`; nil for what is included.
        var name: String?
        var isData: Bool
        var metadata: Value?
    }

    mutating func module() throws(JQError) -> Module {
        var module = Module()
        if try take(keyword: "module") {
            module.metadata = try metadata()
            try expect(";")
        }
        while token == .keyword("import") || token == .keyword("include") {
            module.imports.append(try importClause())
        }
        while token == .keyword("def") {
            let definition = try definition()
            module.definitions.append(definition)
        }
        if token == .end {
            if module.definitions.isEmpty, module.imports.isEmpty, module.metadata == nil {
                module.main = try Term(.identity, line: lexer.line, children: [])
            }
        } else {
            module.main = try pipe()
        }
        guard token == .end else { throw unexpected(expecting: "$end") }
        return module
    }

    private mutating func importClause() throws(JQError) -> Import {
        let isInclude = token == .keyword("include")
        try advance()
        guard token == .quote else { throw unexpected() }
        guard case .string(_, let parts) = try string(format: nil).kind, let path = Self.constant(parts)
        else {
            throw lexer.fail("Import path must be constant")
        }
        var clause = Import(path: path, name: nil, isData: false, metadata: nil)
        if !isInclude {
            guard try take(keyword: "as") else { throw unexpected() }
            switch token {
            case .variable(let name): (clause.name, clause.isData) = (name, true)
            case .name(let name): clause.name = name
            default: throw unexpected()
            }
            try advance()
        }
        if token != .symbol(";") { clause.metadata = try metadata() }
        try expect(";")
        return clause
    }

    private static func constant(_ parts: [Term.StringPart]) -> String? {
        var path = ""
        for part in parts {
            guard case .text(let text) = part else { return nil }
            path += text
        }
        return path
    }

    private mutating func metadata() throws(JQError) -> Value {
        let term = try pipe()
        guard let value = term.constant else { throw lexer.fail("Module metadata must be constant") }
        guard case .object = value else { throw lexer.fail("Module metadata must be an object") }
        return value
    }

    // What every part of the grammar uses.

    mutating func advance() throws(JQError) { token = try lexer.next() }

    mutating func take(_ symbol: String) throws(JQError) -> Bool {
        guard token == .symbol(symbol) else { return false }
        try advance()
        return true
    }

    mutating func take(keyword: String) throws(JQError) -> Bool {
        guard token == .keyword(keyword) else { return false }
        try advance()
        return true
    }

    mutating func expect(_ symbol: String) throws(JQError) {
        if try !take(symbol) { throw unexpected(expecting: "'\(symbol)'") }
    }

    mutating func expect(keyword: String) throws(JQError) {
        if try !take(keyword: keyword) { throw unexpected(expecting: keyword) }
    }

    func unexpected(expecting: String? = nil) -> JQError {
        let wanted = expecting.map { ", expecting \($0)" } ?? ""
        return lexer.fail("syntax error, unexpected \(token.spelling)\(wanted) (Unix shell quoting issues?)")
    }

    mutating func nested<Result>(_ body: (inout Parser) throws(JQError) -> Result) throws(JQError) -> Result {
        nesting += 1
        defer { nesting -= 1 }
        if nesting > Self.nestingLimit {
            throw lexer.fail("the program is nested deeper than \(Self.nestingLimit)")
        }
        return try body(&self)
    }
}

extension Term {
    /// The value of a term that is the same for every input, or nil.
    var constant: Value? {
        switch kind {
        case .literal(let value): return value
        case .string(nil, let parts):
            var text = ""
            for part in parts {
                guard case .text(let piece) = part else { return nil }
                text += piece
            }
            return .string(text)
        case .call("null", let arguments) where arguments.isEmpty: return .null
        case .call("true", let arguments) where arguments.isEmpty: return .bool(true)
        case .call("false", let arguments) where arguments.isEmpty: return .bool(false)
        case .array(nil): return .array([Value]())
        case .object(let members):
            let box = ObjectBox()
            for (key, value) in members {
                guard case .string(let name) = key.constant, let value = value.constant else { return nil }
                box.set(value, for: name)
            }
            return .object(box)
        case .array(let body?):
            guard let items = body.constants else { return nil }
            return .array(items)
        default: return nil
        }
    }

    private var constants: [Value]? {
        if case .comma(let left, let right) = kind {
            guard let left = left.constants, let right = right.constants else { return nil }
            return left + right
        }
        return constant.map { [$0] }
    }
}
