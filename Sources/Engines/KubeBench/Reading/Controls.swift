/// One file of a benchmark: the checks for one kind of node.
public struct Controls: Equatable, Sendable {
    /// The section's number, such as `1`.
    public var id: String
    /// The benchmark's name, such as `cis-1.9`.
    public var version: String
    /// The section's title.
    public var text: String
    /// The kind of node, such as `master`; the same as the file's name.
    public var target: String
    /// The groups in the file's order.
    public var groups: [CheckGroup]
    /// What was read past, one sentence each.
    public var notes: [String]

    /// The checks of all groups in order.
    public var checks: [Check] { groups.flatMap(\.checks) }
}

/// Checks that belong together.
public struct CheckGroup: Equatable, Sendable {
    /// The group's number, such as `1.1`.
    public var id: String
    /// The group's title.
    public var text: String
    /// `skip` leaves every check of the group out.
    public var type: String
    /// The checks in the file's order.
    public var checks: [Check]
}

/// One recommendation and how it is verified.
public struct Check: Equatable, Sendable {
    /// The recommendation's number, such as `1.1.1`.
    public var id: String
    /// The recommendation.
    public var text: String
    /// The shell line whose output shows command line flags.
    public var audit: String
    /// The shell line whose output shows environment variables.
    public var auditEnvironment: String
    /// The shell line whose output is a configuration file.
    public var auditConfiguration: String
    /// `manual`, `skip`, or anything else for a check that is verified by its tests.
    public var type: String
    /// What the outputs are tested for; nil when the check has no `tests`.
    public var tests: CheckTests?
    /// What a person does about a failure.
    public var remediation: String
    /// Whether a failure counts against the node.
    public var isScored: Bool
    /// Whether each line of the output is tested by itself.
    public var usesMultipleValues: Bool
    /// The line of the file where the check begins.
    public var line: Int
}

/// The tests of a check and how they are combined.
public struct CheckTests: Equatable, Sendable {
    /// How the results of several tests become one.
    public enum Combination: String, Sendable {
        /// All must hold.
        case and
        /// One must hold.
        case or
    }

    /// How the results become one.
    public var combination: Combination
    /// The tests.
    public var items: [TestItem]
}

/// One test of an output.
public struct TestItem: Equatable, Sendable {
    /// What is looked for in the output of `audit`, as a regular expression.
    public var flag: String
    /// The variable that is looked for in the output of `audit_env`.
    public var variable: String
    /// The JSONPath that is looked for in the output of `audit_config`.
    public var path: String
    /// Whether it has to be there.
    public var isSet: Bool
    /// What its value is compared with; nil when only its presence counts.
    public var comparison: Comparison?
}

/// What a value is compared with.
public struct Comparison: Equatable, Sendable {
    /// How a value is compared.
    public enum Operator: String, CaseIterable, Sendable {
        /// The same text; truth values without regard to case.
        case eq
        /// Not the same text.
        case noteq
        /// A greater whole number.
        case gt
        /// A greater or the same whole number.
        case gte
        /// A smaller whole number.
        case lt
        /// A smaller or the same whole number.
        case lte
        /// Contains the text.
        case has
        /// Does not contain the text.
        case nothave
        /// Matches the regular expression.
        case regex
        /// Is a list of which every element is in the list.
        case validElements = "valid_elements"
        /// Is an octal mode with no bit that the mode lacks.
        case bitmask
    }

    /// How it is compared.
    public var operation: Operator
    /// The other side.
    public var value: String
}
