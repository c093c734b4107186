/// Which checks of a benchmark are evaluated.
public struct CheckSelection: Equatable, Sendable {
    /// The numbers of the checks that are wanted; empty for all.
    public var checks: Set<String>
    /// The numbers of the groups that are wanted; empty for all.
    public var groups: Set<String>
    /// The numbers of checks and groups that are left out and reported so.
    public var skipped: Set<String>
    /// Whether checks that count are wanted.
    public var includesScored: Bool
    /// Whether checks that do not count are wanted.
    public var includesUnscored: Bool

    /// A selection; without arguments of everything.
    public init(
        checks: Set<String> = [], groups: Set<String> = [], skipped: Set<String> = [],
        includesScored: Bool = true, includesUnscored: Bool = true
    ) {
        self.checks = checks
        self.groups = groups
        self.skipped = skipped
        self.includesScored = includesScored
        self.includesUnscored = includesUnscored
    }

    func contains(_ check: Check, in group: CheckGroup) -> Bool {
        (groups.isEmpty || groups.contains(group.id)) && (checks.isEmpty || checks.contains(check.id))
            && (check.isScored ? includesScored : includesUnscored)
    }

    func skips(_ check: Check, in group: CheckGroup) -> Bool {
        group.type == "skip" || skipped.contains(group.id) || skipped.contains(check.id)
    }
}
