/// What a scan found out about one rule, in the Compliance Operator's terms.
struct RuleFinding: Sendable, Equatable {
    /// The XCCDF id.
    var id: String
    /// The verdict.
    var status: CheckStatus
    /// unknown, info, low, medium or high.
    var severity: String
    /// Title and description as plain text, the title on a line of its own.
    var description: String
    /// Why the rule exists.
    var rationale: String
    /// How to check by hand.
    var instructions: String
    /// What to mind before acting on the result.
    var warnings: [String]
    /// Names of the variables that the rule reads.
    var valuesUsed: [String]
    /// What was seen, or why nothing could be.
    var messages: [String]
}

/// What a scan found out.
struct ScanFindings: Sendable, Equatable {
    /// One finding for each rule that the profile selects, in document order.
    var findings: [RuleFinding]

    /// The scan's result: the worst that its findings allow.
    var result: ScanResult {
        let statuses = Set(findings.map(\.status))
        if statuses.contains(.error) { return .error }
        if statuses.contains(.fail) { return .nonCompliant }
        // All rules inapplicable means that content and machine do not belong together.
        return statuses.contains(.pass) ? .compliant : .notApplicable
    }
}

/// What scans content against the node; the reconcilers know nothing else of the engine.
protocol Scanner: Sendable {
    /// Evaluates a profile of a content file.
    func scan(content path: String, profile: String) async throws -> ScanFindings
}
