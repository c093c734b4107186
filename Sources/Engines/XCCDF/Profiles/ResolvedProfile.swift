/// The decisions in force, worked out for every group, rule and value of a benchmark (XCCDF 1.2, 7.2.2).
///
/// Lists run parallel to those of the benchmark.
public struct ResolvedProfile: Sendable {
    /// The profile's id; nil for the benchmark's own decisions, `(all)` for every rule.
    public let id: String?
    /// The profile's name for people; empty for the benchmark's own decisions.
    public let title: String
    /// Whether each group is selected.
    public internal(set) var groupIsSelected: [Bool]
    /// Whether each rule is selected: it and every group around it are, and what it requires is.
    public internal(set) var ruleIsSelected: [Bool]
    /// The decisions about each rule.
    public internal(set) var rules: [RefinedRule]
    /// Each group's share in its parent's score.
    public internal(set) var groupWeights: [Double]
    /// What each Value is, by its id.
    public internal(set) var values: [String: [String]]
    /// The ways to compare that the profile changes, by the Value's id.
    public internal(set) var comparisons: [String: String] = [:]
    /// What a profile asks for that cannot be done, and what was left out for `requires` and `conflicts`; one
    /// sentence each, with the place.
    public internal(set) var notes: [String] = []

    /// How many rules are selected.
    public var selectedRuleCount: Int { ruleIsSelected.count { $0 } }
}

/// A rule's properties as a profile refines them.
public struct RefinedRule: Sendable, Hashable {
    /// How bad a failure is.
    public var severity: Severity
    /// Whether it is checked and scored.
    public var role: Role
    /// Its share in its parent's score.
    public var weight: Double
    /// The selector of the check to use; empty by default.
    public var checkSelector = ""
}

extension Benchmark {
    /// The text as people read it under a profile: values and plain-texts are put in.
    public func plain(_ text: RichText, under profile: ResolvedProfile) -> String {
        text.plain { piece in
            switch piece {
            case .words(let words): words
            case .value(let id): profile.values[id]?.joined(separator: ",") ?? plainTexts[id]
            case .title(let id): values.first { $0.id == id }?.title
            }
        }
    }
}
