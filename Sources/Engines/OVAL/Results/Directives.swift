/// Which definitions a results document tells of, and how much (OVAL 5.11, `oval-res:DirectivesType`).
public struct Directives: Sendable, Equatable {
    /// How much is told of a definition (`oval-res:ContentEnumeration`).
    public enum Content: String, Sendable {
        /// The verdict alone.
        case thin
        /// The verdict, how the criteria came to it and what was collected.
        case full
    }

    /// What is told by verdict; a verdict that is not there is not reported.
    public typealias Reported = [Verdict: Content]

    /// What is told of a definition whose class has no directives of its own.
    public var general: Reported
    /// What is told of the definitions of some classes.
    public var classes: [Definition.Class: Reported] = [:]
    /// Whether the document holds the definitions themselves.
    public var includesSourceDefinitions = true

    /// Tells as much of every definition.
    public init(_ content: Content) {
        general = Dictionary(uniqueKeysWithValues: Verdict.allCases.map { ($0, content) })
    }

    /// How much is told of a definition; nil when it is not reported.
    public func content(of verdict: Verdict, _ definitionClass: Definition.Class?) -> Content? {
        (definitionClass.flatMap { classes[$0] } ?? general)[verdict]
    }

    /// Whether everything is told.
    var isFull: Bool { general == Self(.full).general && classes.values.allSatisfy { $0 == general } }
}

extension Verdict {
    /// The verdicts in the order of `oval-res:DirectivesType`, and the elements that stand for them.
    static let directiveElements: [(name: String, verdict: Verdict)] = [
        ("definition_true", .true), ("definition_false", .false), ("definition_unknown", .unknown),
        ("definition_error", .error), ("definition_not_evaluated", .notEvaluated),
        ("definition_not_applicable", .notApplicable),
    ]
}
