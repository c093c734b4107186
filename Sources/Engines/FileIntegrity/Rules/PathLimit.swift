import Patterns

/// The expression of `--limit`: a command looks only at what it matches.
public struct PathLimit: Sendable {
    /// The expression.
    public let expression: String
    private let pattern: Pattern

    /// Compiles a limit.
    ///
    /// - Throws: `PatternError` when the expression is none.
    public init(_ expression: String) throws(PatternError) {
        self.expression = expression
        pattern = try Pattern(expression, options: [.utf8, .anchored, .reaching])
    }

    /// The verdict on a path that is not inside; nil for one that is.
    public func verdict(on path: [UInt8]) -> RuleMatch? { refusal(of: path) }

    func refusal(of path: [UInt8]) -> RuleMatch? {
        switch (try? pattern.reach(in: path)) ?? .none {
        case .whole: nil
        case .partial: RuleMatch(verdict: .partialLimit, rule: nil)
        case .none: RuleMatch(verdict: .outsideLimit, rule: nil)
        }
    }
}
