/// The result of one test (OVAL 5.11, `oval-res:TestType`).
public struct TestOutcome: Sendable, Equatable {
    /// The test's id.
    public var id: String
    /// The test's version.
    public var version: Int
    /// How many items must exist.
    public var existence: Existence
    /// How many of them must satisfy the states.
    public var check: Check
    /// How the results of several states combine.
    public var stateOperator: Operator
    /// The verdict.
    public var verdict: Verdict
    /// What there is to say about it.
    public var messages: [String] = []
    /// The items that it was held against.
    public var items: [TestedItem] = []
    /// The values of the variables that its object and its states name.
    public var variables: [VariableValue] = []
}

/// An item that a test was held against (OVAL 5.11, `oval-res:TestedItemType`).
public struct TestedItem: Sendable, Equatable {
    /// The item's number in ``SystemCharacteristics/items``.
    public var item: Int
    /// Whether it satisfies the states; `not evaluated` when the test has none.
    public var verdict: Verdict
}

/// One value of a variable (OVAL 5.11, `oval-res:TestedVariableType`, `oval-sc:VariableValueType`).
public struct VariableValue: Sendable, Equatable {
    /// The variable's id.
    public var variable: String
    /// The value; empty when it must not be shown.
    public var text: String
}
