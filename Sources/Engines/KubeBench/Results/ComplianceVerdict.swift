/// A check's result as the Compliance Operator's kinds carry it.
public struct ComplianceVerdict: Equatable, Sendable {
    /// The statuses of a ComplianceCheckResult that a check can have.
    public enum Status: String, CaseIterable, Sendable {
        /// The recommendation is followed.
        case pass = "PASS"
        /// It is not, and that counts.
        case fail = "FAIL"
        /// It is not, and that does not count.
        case info = "INFO"
        /// A person has to look.
        case manual = "MANUAL"
        /// The audit failed, so that nothing is known.
        case error = "ERROR"
        /// The check was left out.
        case notApplicable = "NOT-APPLICABLE"
    }

    /// The rule's name, such as `cis-1.9-1.1.1`.
    public var rule: String
    /// The verdict.
    public var status: Status
    /// How bad a failure is: medium for what counts, low for what does not.
    ///
    /// Neither the benchmark nor kube-bench says more.
    public var severity: String
    /// What a person should know besides.
    public var warnings: [String]

    /// Translates a result.
    ///
    /// kube-bench calls an audit that fails a failed check; here it is an error, because a file that is
    /// missing is not a file with the wrong mode.
    public init(_ result: CheckResult, of benchmark: String) {
        rule = Self.ruleName(result.check, of: benchmark)
        severity = result.check.isScored ? "medium" : "low"
        switch result.ground {
        case .tests: status = result.state == .pass ? .pass : result.state == .fail ? .fail : .info
        case .manual, .unanswered, .noTests: status = .manual
        case .skipped: status = .notApplicable
        case .failedAudit: status = .error
        }
        warnings = result.reason.isEmpty || result.ground == .manual ? [] : [result.reason]
    }

    /// The name of a check's rule: the benchmark and the number, as a DNS name.
    public static func ruleName(_ check: Check, of benchmark: String) -> String {
        let name = "\(benchmark)-\(check.id)".lowercased().unicodeScalars.map { scalar -> Character in
            let isAllowed = ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar)
            return isAllowed || scalar == "." || scalar == "-" ? Character(scalar) : "-"
        }
        var trimmed = name.drop { $0 == "-" || $0 == "." }
        while let last = trimmed.last, last == "-" || last == "." { trimmed.removeLast() }
        return String(trimmed)
    }
}
