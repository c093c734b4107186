/// What a template is made of.
indirect enum TemplateNode: Sendable {
    case text(String)
    case action(TemplatePipe)
    case branch(Branch)
    /// The jumps keep their place for messages.
    case breakLoop(Int)
    case continueLoop(Int)

    enum Kind: String, Sendable { case `if`, with, range }

    struct Branch: Sendable {
        var kind: Kind
        var pipe: TemplatePipe
        var body: [TemplateNode]
        var otherwise: [TemplateNode]
    }
}

/// Commands, each given the result of the one before as its last argument.
struct TemplatePipe: Sendable {
    /// Byte offset in the template.
    var offset: Int
    /// The variables that take the result, `$` included; two in `range`.
    var variables: [String] = []
    /// Whether the variables are new (`:=`) or are changed (`=`).
    var isDeclaration = true
    var commands: [TemplateCommand] = []

    /// The pipe as Go's messages write it.
    var text: String {
        let head =
            variables.isEmpty ? "" : variables.joined(separator: ", ") + (isDeclaration ? " := " : " = ")
        return head + commands.map(\.text).joined(separator: " | ")
    }
}

/// An operand, or a function with its arguments.
struct TemplateCommand: Sendable {
    var offset: Int
    var operands: [TemplateOperand]

    var text: String {
        operands.map { operand in
            if case .pipe(let pipe, let fields) = operand.value, fields.isEmpty { return "(\(pipe.text))" }
            return operand.text
        }.joined(separator: " ")
    }
}

/// What stands between blanks.
struct TemplateOperand: Sendable {
    var offset: Int
    var value: Value

    enum Value: Sendable {
        case dot
        case null
        case field([String])
        case variable(String, [String])
        case function(String)
        /// A constant, and how it is written.
        case constant(TemplateValue, String)
        indirect case pipe(TemplatePipe, [String])
    }

    var text: String {
        func chain(_ fields: [String]) -> String { fields.map { ".\($0)" }.joined() }
        return switch value {
        case .dot: "."
        case .null: "nil"
        case .field(let fields): chain(fields)
        case .variable(let name, let fields): name + chain(fields)
        case .function(let name): name
        case .constant(_, let written): written
        case .pipe(let pipe, let fields): "(\(pipe.text))" + chain(fields)
        }
    }
}
