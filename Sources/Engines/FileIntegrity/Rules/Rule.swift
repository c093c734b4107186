import Host
import Patterns

/// One rule of a configuration, ready to be matched against paths.
public struct Rule: Sendable {
    /// Selective, equal, negative or pruning.
    public let kind: RuleKind
    /// The regular expression with the prefixes of the files that included it.
    public let expression: String
    /// The file types that it is for.
    public let restriction: FileRestriction
    /// What is remembered of the files that it selects.
    public let attributes: AttributeSet
    /// Where it stands.
    public let place: ConfigurationPlace
    /// The prefix that including files put before its expression.
    public let prefix: String?
    private let pattern: Pattern
    private let beginning: LiteralBeginning

    /// Compiles a rule.
    ///
    /// - Throws: ``ConfigurationError`` at the rule's place when the expression is none.
    init(
        kind: RuleKind, expression: String, restriction: FileRestriction,
        attributes: AttributeSet, place: ConfigurationPlace, prefix: String?
    ) throws(ConfigurationError) {
        self.kind = kind
        self.expression = expression
        self.restriction = restriction
        self.attributes = attributes
        self.place = place
        self.prefix = prefix
        beginning = LiteralBeginning(of: expression)
        do {
            pattern = try Pattern(expression, options: [.utf8, .anchored, .reaching])
        } catch {
            guard case .invalid(_, let offset, let message) = error else {
                throw ConfigurationError("\(error)", at: place)
            }
            var here = place
            here.column += offset
            throw ConfigurationError("error in rule '\(expression)': \(message)", at: here)
        }
    }

    /// How far a path gets in the expression.
    ///
    /// Most expressions begin with plain text, so most paths are decided by comparing bytes. An expression
    /// that costs more than its bound matches nothing.
    func reach(_ path: [UInt8]) -> Pattern.Reach {
        switch beginning.verdict(on: path) {
        case .decided(let reach): reach
        case .open: (try? pattern.reach(in: path)) ?? .none
        }
    }

    /// Whether the rule is for files of a type.
    func admits(_ kind: FileKind) -> Bool {
        restriction.isEmpty || !restriction.isDisjoint(with: FileRestriction(kind))
    }
}
