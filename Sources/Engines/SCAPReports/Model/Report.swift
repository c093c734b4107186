import XCCDF

/// What people and tools are told about one assessment: who, what, when, and what came out rule by rule.
///
/// A report is made from results in memory or from a result file, and is written in many formats.
///
/// ```swift
/// let report = try Report(path: "arf.xml")
/// try report.writeHTML { bytes in try output.write(bytes) }
/// let sarif = try report.sarif()
/// ```
///
/// The texts of rules stay where they are until a writer asks for them, so that a report of a large benchmark
/// is small.
public struct Report {
    /// The benchmark's name for people.
    public var title = ""
    /// The benchmark's id.
    public var benchmarkID = ""
    /// The benchmark's version.
    public var benchmarkVersion = ""
    /// Where the benchmark is.
    public var benchmarkHref = ""
    /// The profile's id; nil for the benchmark's own decisions.
    public var profileID: String?
    /// The profile's name for people.
    public var profileTitle = ""
    /// The result document's id.
    public var resultID = ""
    /// The machine's name.
    public var target = ""
    /// The machine's network addresses.
    public var addresses: [String] = []
    /// Facts about the machine, by name.
    public var facts: [(name: String, value: String)] = []
    /// The platforms that the machine is.
    public var platforms: [String] = []
    /// The account that the scan ran under.
    public var identity = ""
    /// Who the machine belongs to.
    public var organizations: [String] = []
    /// The scanner as a CPE name.
    public var testSystem = ""
    /// When the scan began, as the document has it (RFC 3339).
    public var startTime = ""
    /// When the scan ended.
    public var endTime = ""
    /// The scores, one per model.
    public var scores: [TestResultScore] = []
    /// What each Value was, by its id.
    public var values: [String: [String]] = [:]
    /// The benchmark's groups in document order.
    public var groups: [ReportGroup] = []
    /// Every rule with its result, in document order.
    public var rules: [ReportRule] = []
    /// What a reader of the report should know about how it came to be, one sentence each.
    public var notes: [String] = []
    /// Where the texts of rules are.
    var details: any RuleDetails = NoDetails()

    /// Makes an empty report.
    public init() {}

    /// The texts of a rule.
    public func detail(of rule: ReportRule) throws(ReportError) -> RuleDetail {
        try details.detail(of: rule.id)
    }

    /// How many rules came out each way.
    public var counts: [Outcome: Int] { rules.reduce(into: [:]) { $0[$1.outcome, default: 0] += 1 } }

    /// The rules that were selected.
    public var selectedRules: [ReportRule] { rules.filter { $0.outcome != .notSelected } }

    /// The score of the default model, or of the first one.
    public var score: TestResultScore? {
        scores.first { $0.system == "urn:xccdf:scoring:default" } ?? scores.first
    }
}

/// A group of rules in a report.
public struct ReportGroup: Sendable {
    /// The id.
    public var id: String
    /// The name for people.
    public var title: String
    /// The enclosing group's place in ``Report/groups``.
    public var parent: Int?
}

/// One rule and what came out for it.
public struct ReportRule: Sendable {
    /// The rule's id.
    public var id: String
    /// The name for people.
    public var title = ""
    /// The enclosing group's place in ``Report/groups``.
    public var group: Int?
    /// What came out.
    public var outcome = Outcome.notSelected
    /// How bad a failure is.
    public var severity = Severity.unknown
    /// Whether the rule is scored.
    public var role = Role.full
    /// The rule's share in its group's score.
    public var weight = 1.0
    /// When it was evaluated, as the document has it.
    public var time = ""
    /// Names in other systems.
    public var idents: [Ident] = []
    /// What was seen, or why nothing could be.
    public var messages: [String] = []
    /// The parts of the machine that the result is about.
    public var instances: [Instance] = []
    /// Decisions of a person that replaced the outcome.
    public var overrides: [ReportOverride] = []
    /// The check that was asked.
    public var check: Check?
    /// What speaks for the outcome.
    public var findings: [Finding] = []

    /// Makes a rule without a result.
    public init(id: String) { self.id = id }

    /// Whether a person should look at the rule.
    public var needsAttention: Bool { outcome == .fail || outcome == .error || outcome == .unknown }

    /// The id without the words that all ids of its kind begin with.
    public var shortID: String {
        guard let range = id.firstRange(of: "_rule_") else { return id }
        return String(id[range.upperBound...])
    }
}

/// A waiver, with its time as the document has it.
public struct ReportOverride: Sendable, Equatable {
    /// When it was decided.
    public var time: String
    /// Who decided.
    public var authority: String
    /// What the check said.
    public var oldOutcome: String
    /// What counts instead.
    public var newOutcome: String
    /// Why.
    public var remark: String
}

/// The texts of a rule.
public struct RuleDetail: Sendable {
    /// What the rule is about.
    public var description = Markup()
    /// Why it matters.
    public var rationale = Markup()
    /// Cautions about it.
    public var warnings: [(category: String, text: Markup)] = []
    /// Documents that ask for it.
    public var references: [Reference] = []
    /// Names in other systems.
    public var idents: [Ident] = []
    /// How to repair it.
    public var fixes: [ReportFix] = []

    /// Makes an empty text.
    public init() {}
}

/// A repair as people read it.
public struct ReportFix: Sendable, Equatable {
    /// What runs it.
    public var system: String
    /// How hard it is to apply.
    public var complexity: String
    /// How much it disturbs.
    public var disruption: String
    /// What kind of change it is.
    public var strategy: String
    /// Whether the machine must start again.
    public var needsReboot: Bool
    /// The script or manifest, with the values put in.
    public var text: String
}

/// Where the texts of rules come from.
protocol RuleDetails {
    /// The texts of the rule; empty ones for a rule that is not known.
    func detail(of rule: String) throws(ReportError) -> RuleDetail
}

/// For reports whose benchmark is not at hand.
struct NoDetails: RuleDetails {
    func detail(of rule: String) -> RuleDetail { RuleDetail() }
}
