/// A node of a program's syntax tree.
final class Term {
    /// The deepest tree that is compiled; everything that walks a tree may recurse this far.
    static let depthLimit = 2000

    let kind: Kind
    let line: Int
    let depth: Int

    init(_ kind: Kind, line: Int, children: [Term?]) throws(JQError) {
        self.kind = kind
        self.line = line
        depth = 1 + (children.lazy.compactMap { $0?.depth }.max() ?? 0)
        if depth > Self.depthLimit {
            throw JQError.syntax(line: line, message: "the program is nested deeper than \(Self.depthLimit)")
        }
    }

    indirect enum Kind {
        case identity
        case recurse
        case literal(Value)
        case string(format: String?, [StringPart])
        case format(String)
        case variable(String)
        case location
        case call(String, [Term])
        case index(Term, Term, isOptional: Bool)
        case slice(Term, from: Term?, to: Term?, isOptional: Bool)
        case iterate(Term, isOptional: Bool)
        case array(Term?)
        case object([(key: Term, value: Term)])
        case negate(Term)
        case pipe(Term, Term)
        case comma(Term, Term)
        case binary(Operator, Term, Term)
        case and(Term, Term)
        case or(Term, Term)
        case alternative(Term, Term)
        case assign(Assignment, Term, Term)
        case condition([(test: Term, then: Term)], otherwise: Term?)
        case attempt(Term, handler: Term?)
        case reduce(Term, [Shape], start: Term, update: Term)
        case foreach(Term, [Shape], start: Term, update: Term, extract: Term?)
        case define(Definition, Term)
        case bind(Term, [Shape], Term)
        case label(String, Term)
        case breakOut(String)
    }

    enum StringPart {
        case text(String)
        case interpolation(Term)
    }
}

/// `+`, `==` and their like.
enum Operator: String {
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case remainder = "%"
    case equal = "=="
    case unequal = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
}

/// `=`, `|=`, `+=` and their like.
enum Assignment {
    case set
    case update
    case arithmetic(Operator)
    case alternative
}

/// `def name(parameters): body;`.
struct Definition {
    var name: String
    var parameters: [Parameter]
    var body: Term

    struct Parameter {
        var name: String
        /// Whether it is written with a `$`: its values are bound before the body runs.
        var isValue: Bool
    }
}

/// What stands after `as`: a variable, or how an array or object is taken apart.
indirect enum Shape {
    case variable(String)
    case array([Shape])
    case object([(key: Term, variable: String?, shape: Shape?)])

    /// The variables in the order in which they stand.
    var variables: [String] {
        switch self {
        case .variable(let name): [name]
        case .array(let shapes): shapes.flatMap(\.variables)
        case .object(let members):
            members.flatMap { [$0.variable].compactMap { $0 } + ($0.shape?.variables ?? []) }
        }
    }
}
