/// A document of OVAL definitions, versions 5.8 to 5.11 (`oval-def:oval_definitions`).
///
/// Kinds of test, object and state are data, not code: an element of any schema family is kept with its name,
/// its family and its entities, and whether it can be evaluated is the probes' matter.
///
/// ```swift
/// let definitions = try Definitions(path: "oval.xml")
/// let evaluator = Evaluator(definitions, collector: Collector(probes: probes))
/// let verdict = evaluator.verdict(ofDefinition: "oval:ssg-sshd_disable_root_login:def:1")
/// ```
public struct Definitions: Sendable {
    /// The document's path or name, as errors show it.
    public var file: String
    /// The schema version that the document claims, such as `5.11`.
    public var schemaVersion = ""
    /// The definitions' ids in the document's order.
    public internal(set) var order: [String] = []
    /// The tests' ids in the document's order.
    public internal(set) var testOrder: [String] = []
    /// The objects' ids in the document's order.
    public internal(set) var objectOrder: [String] = []
    /// The definitions by id.
    public internal(set) var definitions = Parts<Definition>()
    /// The tests by id.
    public internal(set) var tests = Parts<Test>()
    /// The objects by id.
    public internal(set) var objects = Parts<Object>()
    /// The states by id.
    public internal(set) var states = Parts<State>()
    /// The variables by id.
    public internal(set) var variables = Parts<Variable>()
    /// What is known of all parts together; nil when they have to be walked for it.
    var survey: Survey?
}

/// One definition: what it is for, and the tree of criteria that decides it (`oval-def:definition`).
public struct Definition: Sendable {
    /// What a true result means (`oval:ClassEnumeration`).
    public enum Class: String, Sendable {
        /// True means that the host complies.
        case compliance
        /// True means that something is installed or present.
        case inventory
        /// Anything else.
        case miscellaneous
        /// True means that a patch is missing.
        case patch
        /// True means that the host is vulnerable.
        case vulnerability
    }

    /// The id.
    public let id: String
    /// The version that the author gave it.
    public let version: Int
    /// What a true result means.
    public let definitionClass: Class
    /// Whether the author has withdrawn it.
    public let isDeprecated: Bool
    /// The title.
    public var title = ""
    /// What decides it; nil leaves it undecided.
    public var criteria: Criteria?
}

/// A node of a definition's tree.
public indirect enum Criterion: Sendable {
    /// A group of nodes (`oval-def:criteria`).
    case criteria(Criteria)
    /// A test (`oval-def:criterion`).
    case test(id: String, negate: Bool, applicabilityCheck: Bool, comment: String)
    /// Another definition (`oval-def:extend_definition`).
    case definition(id: String, negate: Bool, applicabilityCheck: Bool, comment: String)
}

/// A group of nodes and how their results combine (`oval-def:criteria`).
public struct Criteria: Sendable {
    /// How the results combine.
    public let combination: Operator
    /// Whether the combined result is turned around.
    public let negate: Bool
    /// Whether the group decides that the definition applies to a host at all.
    public let applicabilityCheck: Bool
    /// The nodes, in the document's order.
    public var nodes: [Criterion] = []
}
