/// How a rule is checked: by one check, or by several joined with AND or OR (XCCDF 1.2, 6.4.4.4 and 6.4.4.5).
public indirect enum CheckExpression: Sendable, Hashable {
    /// One check.
    case check(Check)
    /// A complex check.
    case complex(CheckOperator, negate: Bool, [CheckExpression])
}

/// How the parts of a complex check are joined.
public enum CheckOperator: String, Sendable {
    /// Every part must pass.
    case and = "AND"
    /// One part must pass.
    case or = "OR"
}

/// A question to a checking system (XCCDF 1.2, 6.4.4.4).
public struct Check: Sendable, Hashable {
    /// The checking system's URI.
    public var system: String
    /// The name by which a profile's refine-rule picks this check; empty by default.
    public var selector = ""
    /// Whether pass and fail are exchanged.
    public var negate = false
    /// Whether a content file without a name gives one result for each of its definitions.
    public var isMultiCheck = false
    /// Values handed to the checking system.
    public var exports: [Export] = []
    /// Where the question is written; the first that can be found is used.
    public var contents: [ContentReference] = []

    /// Makes a check that asks nothing yet.
    public init(system: String) { self.system = system }

    /// A value handed over, and under which name.
    public struct Export: Sendable, Hashable {
        /// The id of the Value.
        public var valueID: String
        /// The checking system's variable.
        public var name: String
    }

    /// A file, and the question in it.
    public struct ContentReference: Sendable, Hashable {
        /// The file as the benchmark calls it.
        public var href: String
        /// The question's id; nil means every question of the file.
        public var name: String?

        /// Names a question.
        public init(href: String, name: String?) {
            self.href = href
            self.name = name
        }
    }
}

/// The checking systems that SCAP 1.3 names.
public enum CheckSystemURI {
    /// OVAL definitions, version 5.
    public static let oval = "http://oval.mitre.org/XMLSchema/oval-definitions-5"
    /// OCIL questionnaires, version 2.
    public static let ocil = "http://scap.nist.gov/schema/ocil/2"
    /// Script Check Engine scripts.
    public static let sce = "http://open-scap.org/page/SCE"
}
