/// What kube-bench says of a check.
public enum CheckState: String, CaseIterable, Sendable {
    /// The recommendation is followed.
    case pass = "PASS"
    /// It is not, and that counts.
    case fail = "FAIL"
    /// A person has to look.
    case warn = "WARN"
    /// The check was left out.
    case info = "INFO"
}

/// What came of one check.
public struct CheckResult: Equatable, Sendable {
    /// What the state rests on.
    public enum Ground: Equatable, Sendable {
        /// The tests decided.
        case tests
        /// The check says that a person has to look.
        case manual
        /// The check was left out.
        case skipped
        /// There is nothing to test.
        case noTests
        /// The audit failed, so that there was nothing to test.
        case failedAudit
        /// The audit is not one that is answered here, and it was not run.
        case unanswered
    }

    /// The check, with what stands for programs and paths filled in.
    public var check: Check
    /// What kube-bench says.
    public var state: CheckState
    /// What the state rests on.
    public var ground: Ground
    /// The audit's output.
    public var actualValue: String
    /// What was expected of it.
    public var expectedResult: String
    /// Why it could not be tested; empty when it was.
    public var reason: String

    init(
        _ check: Check, _ state: CheckState, _ ground: Ground, reason: String = "", actual: String = "",
        expected: String = ""
    ) {
        self.check = check
        self.state = state
        self.ground = ground
        actualValue = actual
        expectedResult = expected
        self.reason = reason
    }
}

/// What came of a group's checks.
public struct GroupResult: Equatable, Sendable {
    /// The group's number.
    public var id: String
    /// The group's title.
    public var text: String
    /// Its checks that were chosen.
    public var checks: [CheckResult]

    /// Results of a group.
    public init(_ group: CheckGroup, checks: [CheckResult]) {
        id = group.id
        text = group.text
        self.checks = checks
    }
}

/// What came of one file of a benchmark.
public struct ControlsResult: Equatable, Sendable {
    /// The section's number.
    public var id: String
    /// The benchmark's name.
    public var version: String
    /// The section's title.
    public var text: String
    /// The kind of node.
    public var target: String
    /// The groups with a check that was chosen.
    public var groups: [GroupResult]
    /// What a person should know about the run, one sentence each.
    public var notes: [String]

    /// The results of all groups in order.
    public var checks: [CheckResult] { groups.flatMap(\.checks) }

    /// Results of a file; two groups with one number are one.
    public init(_ controls: Controls, groups: [GroupResult], notes: [String]) {
        id = controls.id
        version = controls.version
        text = controls.text
        target = controls.target
        self.notes = notes
        self.groups = []
        for group in groups where !group.checks.isEmpty {
            if let place = self.groups.firstIndex(where: { $0.id == group.id }) {
                self.groups[place].checks += group.checks
            } else {
                self.groups.append(group)
            }
        }
    }
}
