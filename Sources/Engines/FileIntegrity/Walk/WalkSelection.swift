public import Host

extension RuleTree {
    /// Whether a walk looks into a directory, by the verdict on it.
    func isEntered(_ directory: [UInt8], _ match: RuleMatch) -> Bool {
        switch match.verdict {
        case .selective, .equal, .partial, .partialLimit, .negative: true
        case .none: dialect != .v0_19 && node(directory) != nil
        case .pruned, .outsideLimit: false
        }
    }
}

/// What a walk would take, asked of single paths: the same files, without the walk.
///
/// Belongs to one thread.
public final class WalkSelection {
    private let rules: RuleTree
    private let limit: PathLimit?
    private var entered: [[UInt8]: Bool] = [:]
    private var scope: (directory: [UInt8], scope: RuleScope)?
    /// As many directories are remembered.
    private static let rememberedDirectories = 50_000

    /// The selection of a configuration's rules and a limit.
    public init(_ rules: RuleTree, limit: PathLimit? = nil) {
        self.rules = rules
        self.limit = limit
    }

    /// Whether a walk looks into a directory.
    public func isEntered(_ directory: [UInt8]) -> Bool {
        // The walk begins with the root; only a pruning rule keeps it out.
        if directory.count <= 1 { return match(own: [UInt8(ascii: "/")], .directory).verdict != .pruned }
        if let known = entered[directory] { return known }
        var isEntered = isEntered(RuleTree.parent(of: directory))
        if isEntered { isEntered = rules.isEntered(directory, match(own: directory, .directory)) }
        if entered.count >= Self.rememberedDirectories { entered.removeAll(keepingCapacity: true) }
        entered[directory] = isEntered
        return isEntered
    }

    /// The verdict on a file; `none` when a walk would not come there.
    public func match(_ path: [UInt8], _ kind: FileKind) -> RuleMatch {
        guard path.count == 1 || isEntered(RuleTree.parent(of: path)) else {
            return RuleMatch(verdict: .none, rule: nil)
        }
        return match(own: path, kind)
    }

    /// What the rule that decided wants to know.
    func attributes(_ match: RuleMatch) -> AttributeSet? {
        match.isTaken ? match.rule.map { rules.rules[$0].attributes } : nil
    }

    private func match(own path: [UInt8], _ kind: FileKind) -> RuleMatch {
        if let refusal = limit?.refusal(of: path) { return refusal }
        let directory = RuleTree.parent(of: path)
        if scope?.directory != directory { scope = (directory, RuleScope(rules, directory: directory)) }
        return scope?.scope.match(path, kind) ?? RuleMatch(verdict: .none, rule: nil)
    }
}
