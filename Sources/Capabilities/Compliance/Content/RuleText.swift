/// What a rule's result says besides its verdict; read from the content under the scan's profile.
struct RuleText: Sendable, Equatable {
    /// A repair that is an object of the cluster.
    struct Fix: Sendable, Equatable {
        /// The XCCDF id.
        var id: String
        /// YAML documents with templates in them.
        var template: String
    }

    /// The XCCDF id.
    var id: String
    /// unknown, info, low, medium or high.
    var severity: String
    /// Title and description as plain text, the title on a line of its own.
    var description: String
    /// Why the rule exists.
    var rationale = ""
    /// How to check by hand.
    var instructions = ""
    /// What to mind before acting on the result.
    var warnings: [String] = []
    /// What a failure means; told with a failed result only.
    var failureReason = ""
    /// Names of the variables that the rule reads.
    var valuesUsed: [String] = []
    /// Whether the rule only fetches what others look at.
    var isHidden = false
    /// The repairs.
    var fixes: [Fix] = []
}

/// The texts of a scan's rules, and the values of its variables.
struct RuleTexts: Sendable {
    /// By XCCDF id.
    var rules: [String: RuleText]
    /// The values in force, by the last part of the Value's id.
    var values: [String: String] = [:]
    /// The names of the values that the tailoring sets.
    var tailoredValues: Set<String> = []
}

/// What reads the texts of a scan's rules.
protocol RuleTextReader: Sendable {
    func texts(for request: ScanRequest, of scan: ComplianceScan) async throws -> RuleTexts
}
