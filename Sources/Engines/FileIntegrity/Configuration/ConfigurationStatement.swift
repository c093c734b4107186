/// One line of a configuration, before anything in it is looked up.
struct ConfigurationStatement: Sendable {
    /// Text with variables in it; each part stands for itself or for a variable's value.
    struct Template: Sendable {
        enum Part: Sendable {
            case text([UInt8])
            case variable(String)
        }
        var parts: [Part]
    }

    /// An attribute expression: groups that are added and taken away from left to right.
    struct Expression: Sendable {
        struct Term: Sendable {
            var isTaken: Bool
            var group: String
            var column: Int
        }
        var terms: [Term]
    }

    indirect enum Condition: Sendable {
        case defined(Template)
        case host(Template)
        case exists(Template)
        case not(Condition)
    }

    struct Rule: Sendable {
        var kind: RuleKind
        var path: Template
        var restriction: [Expression.Term]?
        var fileSystem: Expression.Term?
        var attributes: Expression?
    }

    enum Body: Sendable {
        case option(String, Template)
        case attributeOption(String, Expression)
        case group(String, Expression)
        case define(String, Template?)
        case undefine(String)
        case include(path: Template, pattern: Template?, prefix: Template?, executes: Bool)
        case environment(String, Template)
        case condition(Condition)
        case otherwise
        case end
        case rule(Rule)
    }

    var place: ConfigurationPlace
    var body: Body
}

/// The four kinds of rules (`aide.conf(5)`, RULES).
public enum RuleKind: Sendable {
    /// `/`: the file and everything below it.
    case selective
    /// `=`: the file, and below it only what its own expression matches.
    case equal
    /// `!`: not the file, nor (before 0.19, when it is not restricted) anything below it.
    case negative
    /// `-` of 0.19: not the file, and what is below it is not even looked at.
    case pruning

    /// The sign before the expression.
    public var sign: String {
        switch self {
        case .selective: ""
        case .equal: "="
        case .negative: "!"
        case .pruning: "-"
        }
    }

    /// The kind in the peer's words.
    public func words(_ dialect: Dialect) -> String {
        switch self {
        case .selective: "selective rule"
        case .equal: "equal rule"
        case .negative: dialect == .v0_19 ? "recursive negative rule" : "negative rule"
        case .pruning: "non-recursive negative rule"
        }
    }
}
