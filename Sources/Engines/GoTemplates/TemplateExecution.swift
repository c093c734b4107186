/// Carries a template out.
struct TemplateExecution {
    let template: GoTemplate
    let data: TemplateValue
    let missingKey: GoTemplate.MissingKey
    /// The variables in force, the innermost last.
    private var variables: [(name: String, value: TemplateValue)]
    private var output = ""
    /// Loops within loops over long lists must end too.
    private var steps = 0

    private static let stepLimit = 1_000_000

    /// What a list of nodes came to.
    private enum Flow { case next, breaks, continues }

    init(template: GoTemplate, data: TemplateValue, missingKey: GoTemplate.MissingKey) {
        self.template = template
        self.data = data
        self.missingKey = missingKey
        variables = [("$", data)]
    }

    mutating func run() throws(TemplateError) -> String {
        _ = try walk(template.body, dot: data)
        return output
    }

    private mutating func walk(_ nodes: [TemplateNode], dot: TemplateValue) throws(TemplateError) -> Flow {
        for node in nodes {
            steps += 1
            if steps > Self.stepLimit {
                throw fail(0, "", "the template takes more than \(Self.stepLimit) steps")
            }
            switch node {
            case .text(let text): try put(text, at: 0)
            case .action(let pipe):
                let value = try evaluate(pipe, dot: dot)
                if pipe.variables.isEmpty { try put(value.text, at: pipe.offset) }
            case .branch(let branch):
                let known = variables.count
                let flow = try take(branch, dot: dot)
                variables.removeLast(variables.count - known)
                if flow != .next { return flow }
            case .breakLoop: return .breaks
            case .continueLoop: return .continues
            }
        }
        return .next
    }

    private mutating func put(_ text: String, at offset: Int) throws(TemplateError) {
        output += text
        if output.utf8.count > GoTemplate.outputLimit {
            throw fail(offset, "", "the result is longer than \(GoTemplate.outputLimit) bytes")
        }
    }

    private mutating func take(_ branch: TemplateNode.Branch, dot: TemplateValue) throws(TemplateError)
        -> Flow
    {
        if branch.kind == .range { return try loop(branch, dot: dot) }
        let value = try evaluate(branch.pipe, dot: dot)
        guard value.isTrue else { return try walk(branch.otherwise, dot: dot) }
        return try walk(branch.body, dot: branch.kind == .with ? value : dot)
    }

    private mutating func loop(_ branch: TemplateNode.Branch, dot: TemplateValue) throws(TemplateError)
        -> Flow
    {
        var pipe = branch.pipe
        pipe.variables = []
        let value = try evaluate(pipe, dot: dot)
        let entries: [(key: TemplateValue, value: TemplateValue)]
        switch value {
        case .list(let values): entries = values.enumerated().map { (.int($0.offset), $0.element) }
        case .map(let members):
            entries = members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
                .map { (.string($0.key), $0.value) }
        case .int(let count) where count <= Self.stepLimit:
            entries = (0..<max(0, count)).map { (.int($0), .int($0)) }
        case .none, .null: entries = []
        default:
            throw fail(branch.pipe.offset, branch.pipe.text, "range can't iterate over \(value.text)")
        }
        if entries.isEmpty { return try walk(branch.otherwise, dot: dot) }
        let known = variables.count
        for entry in entries {
            bind(branch.pipe, entry)
            let flow = try walk(branch.body, dot: entry.value)
            variables.removeLast(variables.count - known)
            if flow == .breaks { break }
        }
        return .next
    }

    /// One variable of a loop is the element, the first of two the key.
    private mutating func bind(_ pipe: TemplatePipe, _ entry: (key: TemplateValue, value: TemplateValue)) {
        guard let last = pipe.variables.last else { return }
        let values = pipe.variables.count == 1 ? [entry.value] : [entry.key, entry.value]
        for (name, value) in zip(pipe.variables.count == 1 ? [last] : pipe.variables, values) {
            if pipe.isDeclaration { variables.append((name, value)) } else { assign(name, value) }
        }
    }

    private mutating func assign(_ name: String, _ value: TemplateValue) {
        if let place = variables.lastIndex(where: { $0.name == name }) { variables[place].value = value }
    }

    private mutating func evaluate(_ pipe: TemplatePipe, dot: TemplateValue) throws(TemplateError)
        -> TemplateValue
    {
        var value: TemplateValue?
        for command in pipe.commands { value = try evaluate(command, dot: dot, final: value) }
        let result = value ?? .none
        for name in pipe.variables {
            if pipe.isDeclaration { variables.append((name, result)) } else { assign(name, result) }
        }
        return result
    }

    private mutating func evaluate(
        _ command: TemplateCommand, dot: TemplateValue, final: TemplateValue?
    ) throws(TemplateError) -> TemplateValue {
        let first = command.operands[0]
        if case .function(let name) = first.value { return try call(name, command, dot: dot, final: final) }
        if command.operands.count > 1 || final != nil {
            let what = "can't give argument to non-function \(first.text)"
            throw fail(first.offset, first.text, what)
        }
        if case .null = first.value { throw fail(first.offset, "nil", "nil is not a command") }
        return try evaluate(first, dot: dot)
    }

    private mutating func call(
        _ name: String, _ command: TemplateCommand, dot: TemplateValue, final: TemplateValue?
    ) throws(TemplateError) -> TemplateValue {
        if template.functions[name] == nil, name == "and" || name == "or" {
            return try shortCircuit(name, command, dot: dot, final: final)
        }
        var arguments: [TemplateValue] = []
        for operand in command.operands.dropFirst() { arguments.append(try evaluate(operand, dot: dot)) }
        if let final { arguments.append(final) }
        do throws(TemplateFunctionError) {
            if let function = template.functions[name] { return try function(arguments) }
            return try TemplateFunctions.call(name, arguments)
        } catch {
            throw fail(command.offset, command.text, "error calling \(name): \(error)")
        }
    }

    /// `and` and `or` look at no more arguments than they need.
    private mutating func shortCircuit(
        _ name: String, _ command: TemplateCommand, dot: TemplateValue, final: TemplateValue?
    ) throws(TemplateError) -> TemplateValue {
        var value = final
        for operand in command.operands.dropFirst() {
            let argument = try evaluate(operand, dot: dot)
            if argument.isTrue == (name == "or") { return argument }
            if final == nil { value = argument }
        }
        guard let value else {
            let what = "wrong number of args for \(name): want at least 1 got 0"
            throw fail(command.offset, name, what)
        }
        return value
    }

    private mutating func evaluate(_ operand: TemplateOperand, dot: TemplateValue) throws(TemplateError)
        -> TemplateValue
    {
        switch operand.value {
        case .dot: return dot
        case .null: return .null
        case .field(let names): return try member(names, of: dot, operand)
        case .variable(let name, let names):
            let value = variables.last { $0.name == name }?.value ?? .none
            return try member(names, of: value, operand)
        case .constant(let value, _): return value
        case .function(let name):
            let command = TemplateCommand(offset: operand.offset, operands: [operand])
            return try call(name, command, dot: dot, final: nil)
        case .pipe(let pipe, let names):
            return try member(names, of: try evaluate(pipe, dot: dot), operand)
        }
    }

    private func member(
        _ names: [String], of value: TemplateValue, _ operand: TemplateOperand
    ) throws(TemplateError) -> TemplateValue {
        var value = value
        for name in names {
            switch value {
            case .map(let members):
                if let found = members[name] {
                    value = found
                    continue
                }
                switch missingKey {
                case .error: throw fail(operand.offset, operand.text, "map has no entry for key \"\(name)\"")
                case .noValue: value = .none
                case .empty: value = .string("")
                }
            case .none, .null:
                throw fail(operand.offset, operand.text, "nil data; no entry for key \"\(name)\"")
            default:
                let what = "can't evaluate field \(name) in type \(value.typeName)"
                throw fail(operand.offset, operand.text, what)
            }
        }
        return value
    }

    private func fail(_ offset: Int, _ action: String, _ reason: String) -> TemplateError {
        let before = template.source.utf8.prefix(offset)
        let column = before.reversed().prefix { $0 != 0x0A }.count
        return TemplateError(
            name: template.name, line: 1 + before.count { $0 == 0x0A }, column: column, action: action, reason
        )
    }
}
