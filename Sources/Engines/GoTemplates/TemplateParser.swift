/// Builds a template's tree out of its words.
struct TemplateParser {
    private let tokens: [TemplateToken]
    private let name: String
    private let source: String
    private let functions: Set<String>
    private var index = 0
    /// The variables that are known here, the innermost last.
    private var variables = ["$"]
    private var loopDepth = 0
    private var depth = 0

    /// How deep actions may stand in each other; a template deeper than this is hostile.
    private static let depthLimit = 100

    init(tokens: [TemplateToken], name: String, source: String, functions: Set<String>) {
        self.tokens = tokens
        self.name = name
        self.source = source
        self.functions = functions
    }

    mutating func parse() throws(TemplateError) -> [TemplateNode] {
        let (nodes, end) = try list()
        if let end { throw fail("unexpected {{\(end)}}", at: tokens[index - 1].offset) }
        return nodes
    }

    private var next: TemplateToken { tokens[index] }

    private mutating func take() -> TemplateToken {
        let token = tokens[index]
        if index < tokens.count - 1 { index += 1 }
        return token
    }

    /// The nodes up to `{{end}}`, `{{else…}}` or the end of the template; the second part names what ended them.
    private mutating func list() throws(TemplateError) -> ([TemplateNode], String?) {
        var nodes: [TemplateNode] = []
        while true {
            let token = take()
            switch token.kind {
            case .text: nodes.append(.text(token.text))
            case .end: return (nodes, nil)
            default:
                guard next.kind == .identifier else {
                    nodes.append(.action(try pipeline(until: .close, in: "command")))
                    continue
                }
                switch next.text {
                case "end":
                    _ = take()
                    try close(in: "end")
                    return (nodes, "end")
                case "else":
                    _ = take()
                    return (nodes, "else")
                case "if", "with", "range":
                    let keyword = take()
                    nodes.append(try branch(TemplateNode.Kind(rawValue: keyword.text) ?? .if))
                case "break", "continue": nodes.append(try jump())
                case "define", "template", "block":
                    throw fail("{{\(next.text)}} is not supported", at: next.offset)
                default: nodes.append(.action(try pipeline(until: .close, in: "command")))
                }
            }
        }
    }

    private mutating func jump() throws(TemplateError) -> TemplateNode {
        let keyword = take()
        if loopDepth == 0 { throw fail("{{\(keyword.text)}} outside {{range}}", at: keyword.offset) }
        try close(in: "{{\(keyword.text)}}")
        return keyword.text == "break" ? .breakLoop(keyword.offset) : .continueLoop(keyword.offset)
    }

    private mutating func branch(_ kind: TemplateNode.Kind) throws(TemplateError) -> TemplateNode {
        try enter(at: next.offset)
        defer { depth -= 1 }
        let known = variables.count
        defer { variables.removeLast(variables.count - known) }
        let pipe = try pipeline(until: .close, in: kind.rawValue, isRange: kind == .range)
        if kind == .range { loopDepth += 1 }
        let (body, end) = try list()
        if kind == .range { loopDepth -= 1 }
        guard let end else { throw fail("unexpected EOF", at: next.offset) }
        var otherwise: [TemplateNode] = []
        if end == "else" { otherwise = try elseList(kind) }
        return .branch(TemplateNode.Branch(kind: kind, pipe: pipe, body: body, otherwise: otherwise))
    }

    /// What follows `{{else`: the rest of a chain, or a list up to `{{end}}`.
    private mutating func elseList(_ kind: TemplateNode.Kind) throws(TemplateError) -> [TemplateNode] {
        if kind != .range, next.kind == .identifier, next.text == kind.rawValue {
            _ = take()
            return [try branch(kind)]
        }
        try close(in: "else")
        let (nodes, end) = try list()
        switch end {
        case nil: throw fail("unexpected EOF", at: next.offset)
        case "else": throw fail("expected end; found {{else}}", at: next.offset)
        default: return nodes
        }
    }

    private mutating func close(in context: String) throws(TemplateError) {
        let token = take()
        if token.kind != .close { throw unexpected(token, in: context) }
    }

    private mutating func pipeline(
        until end: TemplateToken.Kind, in context: String, isRange: Bool = false
    ) throws(TemplateError) -> TemplatePipe {
        var pipe = TemplatePipe(offset: next.offset)
        try declarations(of: &pipe, in: context, isRange: isRange)
        while true {
            let token = next
            if token.kind == end {
                _ = take()
                if pipe.commands.isEmpty { throw fail("missing value for \(context)", at: token.offset) }
                try checkOrder(pipe)
                if pipe.isDeclaration { variables += pipe.variables }
                return pipe
            }
            pipe.commands.append(try command(in: context))
        }
    }

    private mutating func declarations(
        of pipe: inout TemplatePipe, in context: String, isRange: Bool
    ) throws(TemplateError) {
        let start = index
        while next.kind == .variable {
            pipe.variables.append(take().text)
            switch next.kind {
            case .declare, .assign:
                pipe.isDeclaration = take().kind == .declare
                for variable in pipe.variables where !pipe.isDeclaration {
                    try known(variable, at: pipe.offset)
                }
                return
            case .comma where isRange && pipe.variables.count == 1: _ = take()
            case .comma: throw fail("too many declarations in \(context)", at: next.offset)
            default:
                index = start
                pipe.variables = []
                return
            }
        }
        index = start
        pipe.variables = []
    }

    /// A constant cannot take the result of the command before it.
    private func checkOrder(_ pipe: TemplatePipe) throws(TemplateError) {
        for (place, command) in pipe.commands.enumerated() where place > 0 {
            switch command.operands[0].value {
            case .constant, .dot, .null:
                throw fail(
                    "non executable command in pipeline stage \(place + 1)", at: command.offset)
            default: continue
            }
        }
    }

    private mutating func command(in context: String) throws(TemplateError) -> TemplateCommand {
        var command = TemplateCommand(offset: next.offset, operands: [])
        while let operand = try operand() {
            command.operands.append(operand)
            switch next.kind {
            case .pipe, .close, .rightParenthesis: break
            default: if !next.followsSpace { throw unexpected(next, in: "operand") }
            }
        }
        switch next.kind {
        case .close, .rightParenthesis: if command.operands.isEmpty { throw unexpected(next, in: context) }
        case .pipe:
            let bar = take()
            if command.operands.isEmpty { throw unexpected(bar, in: context) }
            if next.kind == .close || next.kind == .rightParenthesis {
                throw fail("missing value for \(context)", at: next.offset)
            }
        default: throw unexpected(next, in: "operand")
        }
        return command
    }

    private mutating func operand() throws(TemplateError) -> TemplateOperand? {
        let token = next
        let value: TemplateOperand.Value
        switch token.kind {
        case .dot:
            _ = take()
            value = .dot
        case .field:
            _ = take()
            value = .field([String(token.text.dropFirst())] + fields())
        case .variable:
            _ = take()
            try known(token.text, at: token.offset)
            value = .variable(token.text, fields())
        case .identifier:
            _ = take()
            value = try identifier(token)
        case .string, .character, .number:
            _ = take()
            guard let constant = TemplateConstant.value(token) else {
                throw fail(
                    "bad \(token.kind == .number ? "number " : "")syntax: \"\(token.text)\"", at: token.offset
                )
            }
            value = .constant(constant, token.text)
        case .leftParenthesis:
            _ = take()
            try enter(at: token.offset)
            defer { depth -= 1 }
            let pipe = try pipeline(until: .rightParenthesis, in: "parenthesized pipeline")
            value = .pipe(pipe, fields())
        default: return nil
        }
        return TemplateOperand(offset: token.offset, value: value)
    }

    private func identifier(_ token: TemplateToken) throws(TemplateError) -> TemplateOperand.Value {
        switch token.text {
        case "true", "false": return .constant(.bool(token.text == "true"), token.text)
        case "nil": return .null
        case "end", "else", "if", "with", "range", "define", "template", "block", "break", "continue":
            throw fail("unexpected <\(token.text)> in operand", at: token.offset)
        default:
            guard functions.contains(token.text) || TemplateFunctions.names.contains(token.text) else {
                throw fail("function \"\(token.text)\" not defined", at: token.offset)
            }
            return .function(token.text)
        }
    }

    /// The fields that follow without a blank.
    private mutating func fields() -> [String] {
        var fields: [String] = []
        while next.kind == .field, !next.followsSpace { fields.append(String(take().text.dropFirst())) }
        return fields
    }

    private func known(_ variable: String, at offset: Int) throws(TemplateError) {
        if !variables.contains(variable) { throw fail("undefined variable \"\(variable)\"", at: offset) }
    }

    private mutating func enter(at offset: Int) throws(TemplateError) {
        depth += 1
        if depth > Self.depthLimit {
            throw fail("actions are nested more than \(Self.depthLimit) deep", at: offset)
        }
    }

    private func unexpected(_ token: TemplateToken, in context: String) -> TemplateError {
        let what: String =
            switch token.kind {
            case .end: "EOF"
            case .identifier where Self.keywords.contains(token.text): "<\(token.text)>"
            default: "\"\(token.text)\""
            }
        return fail("unexpected \(what) in \(context)", at: token.offset)
    }

    private static let keywords: Set<String> = [
        "end", "else", "if", "with", "range", "define", "template", "block", "break", "continue",
    ]

    private func fail(_ reason: String, at offset: Int) -> TemplateError {
        TemplateError(
            name: name, line: 1 + source.utf8.prefix(offset).count { $0 == 0x0A }, reason)
    }
}
