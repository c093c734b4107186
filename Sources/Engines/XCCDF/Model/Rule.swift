/// One thing to check and how (XCCDF 1.2, 6.4.4).
public struct Rule: Sendable {
    /// What it has in common with groups.
    public var item: Item
    /// How bad a failure is.
    public var severity = Severity.unknown
    /// Whether it is checked and scored.
    public var role = Role.full
    /// The version; empty when not said.
    public var version = ""
    /// Names in other systems.
    public var idents: [Ident] = []
    /// How to check it: alternatives, of which one is used; or one complex check.
    public var checks: [CheckExpression] = []
    /// How to repair it.
    public var fixes: [Fix] = []
    /// How to repair it, in words.
    public var fixTexts: [FixText] = []
    /// Whether it may be instantiated several times on one machine.
    public var isMultiple = false
    /// What a failure may bring about, as CVSS metrics; empty when not said.
    public var impactMetric = ""

    /// Makes a rule with the defaults of the standard.
    public init(item: Item) { self.item = item }

    /// The id.
    public var id: String { item.id }
    /// The name for people.
    public var title: String { item.title }
}

/// How bad a failure is (XCCDF 1.2, 6.4.4.2).
public enum Severity: String, Sendable, CaseIterable {
    /// Not said.
    case unknown
    /// No harm.
    case info
    /// Little harm.
    case low
    /// Some harm.
    case medium
    /// Great harm.
    case high
}

/// What part a rule takes in an assessment (XCCDF 1.2, 6.4.4.2).
public enum Role: String, Sendable {
    /// Checked, reported and scored.
    case full
    /// Checked and reported; its result never enters the score.
    case unscored
    /// Not checked; its result is `notchecked`.
    case unchecked
}

/// A repair in words (XCCDF 1.2, 6.4.4.6).
public struct FixText: Sendable, Hashable {
    /// The id of the fix that does the same; empty when not said.
    public var fixref: String
    /// Whether the machine must start again.
    public var needsReboot: Bool
    /// What kind of change it is; `unknown` when not said.
    public var strategy: String
    /// How much it disturbs.
    public var disruption: String
    /// How hard it is to apply.
    public var complexity: String
    /// The words.
    public var text: RichText
}

/// A repair (XCCDF 1.2, 6.4.4.6).
public struct Fix: Sendable, Hashable {
    /// The id, shared by the variants of one repair.
    public var id: String
    /// What runs it, such as `urn:xccdf:fix:script:sh`.
    public var system: String
    /// How hard it is to apply: `unknown`, `low`, `medium` or `high`.
    public var complexity: String
    /// How much it disturbs: `unknown`, `low`, `medium` or `high`.
    public var disruption: String
    /// What kind of change it is, such as `configure` or `restrict`.
    public var strategy: String
    /// Whether the machine must start again.
    public var needsReboot: Bool
    /// The platform for which it is, or nil.
    public var platform: String?
    /// The script or manifest, with values to put in.
    public var content: RichText
    /// The names of elements in it that no value stands for, such as `instance`; a script that has some cannot be
    /// run as it is.
    public var elements: [String] = []
}
