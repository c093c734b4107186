/// Why a definition came to its verdict: the tests that did not hold, what they wanted and what was there.
public struct Evidence: Sendable {
    /// The definition's id.
    public var definition: String
    /// The verdict on the definition.
    public var verdict: Verdict
    /// Why the definition was not evaluated, if it was not.
    public var message: String?
    /// The tests that speak against the definition, in the order of its criteria.
    ///
    /// A negated test speaks against it when it holds.
    public var tests: [TestEvidence] = []
}

/// One test that speaks against a definition.
public struct TestEvidence: Sendable {
    /// The test's id.
    public var id: String
    /// What the author says of it.
    public var comment: String
    /// The verdict on the test, before it is negated.
    public var verdict: Verdict
    /// Whether the criteria want the opposite of the test.
    public var isNegated: Bool
    /// How many items must exist.
    public var existence: Existence
    /// How many of them must satisfy the states.
    public var check: Check
    /// How complete the items are.
    public var flag: CollectionFlag
    /// What the object looks for: `name operation "value"`, one per entity.
    public var looksFor: [String]
    /// What the states want: `name operation "value"`, one per entity.
    public var expected: [String]
    /// How many items were found.
    public var itemCount: Int
    /// The first items, those that fail before those that hold.
    public var items: [ItemEvidence]
    /// One sentence for each thing that went wrong.
    public var messages: [String]
}

/// One item that a test was held against.
public struct ItemEvidence: Sendable {
    /// The verdict on the item.
    public var verdict: Verdict
    /// The line of the file on which it was found, from one, when the probe tells.
    public var line: Int?
    /// What was observed: the fields' names and short texts, in the schema's order.
    public var observed: [(name: String, value: String)]
}
