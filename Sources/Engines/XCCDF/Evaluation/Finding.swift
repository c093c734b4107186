/// One test of a checking system that speaks against a rule: what it looked for and what was there.
public struct Finding: Sendable, Equatable {
    /// The test's id in the checking system.
    public var test: String
    /// What the test's author says of it.
    public var comment: String
    /// What came out of the test, in the checking system's word.
    public var verdict: String
    /// What was looked for: `name operation "value"`, one per entity.
    public var lookedFor: [String] = []
    /// What should have been there: `name operation "value"`, one per entity.
    public var expected: [String] = []
    /// How many items were found; more than ``observations`` when only the first are shown.
    public var itemCount = 0
    /// The first items that were found, those that fail first.
    public var observations: [Observation] = []
    /// What went wrong, one sentence each.
    public var messages: [String] = []

    /// Makes a finding without observations.
    public init(test: String, comment: String, verdict: String) {
        self.test = test
        self.comment = comment
        self.verdict = verdict
    }
}

/// One item that a test was held against.
public struct Observation: Sendable, Equatable {
    /// What came out for the item, in the checking system's word; empty when it was not judged alone.
    public var verdict: String
    /// What was seen, in the order of the checking system.
    public var fields: [Field]

    /// A property of an item.
    public struct Field: Sendable, Equatable {
        /// The property's name.
        public var name: String
        /// Its value as a short text.
        public var value: String

        /// Makes a property.
        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// Makes an item.
    public init(verdict: String, fields: [Field]) {
        self.verdict = verdict
        self.fields = fields
    }

    /// The file that the item is about, or nil.
    public var path: String? {
        func value(_ name: String) -> String? {
            fields.first { $0.name == name && !$0.value.isEmpty }?.value
        }
        if let path = value("filepath") { return path }
        guard let directory = value("path") else { return nil }
        guard let name = value("filename") else { return directory }
        return directory.hasSuffix("/") ? directory + name : "\(directory)/\(name)"
    }

    /// The one-based line in the file, or nil when it is not known.
    public var line: Int? {
        fields.first { $0.name == "line" }.flatMap { Int($0.value) }.flatMap { $0 > 0 ? $0 : nil }
    }
}
