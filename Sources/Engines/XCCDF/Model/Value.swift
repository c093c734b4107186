/// A parameter of a benchmark (XCCDF 1.2, 6.4.5).
public struct Value: Sendable {
    /// The id.
    public var id: String
    /// The id of a cluster of values that profiles refine together.
    public var clusterID: String?
    /// `string`, `number` or `boolean`.
    public var type = "string"
    /// How a check compares with the value, such as `equals` or `greater than`.
    public var comparison = "equals"
    /// Whether a person should be asked for it.
    public var isInteractive = false
    /// The name for people.
    public var title = ""
    /// What it is for.
    public var description = RichText()
    /// Cautions about it.
    public var warnings: [Warning] = []
    /// The choices of value, in document order.
    public var choices: [Choice] = []
    /// The enclosing group's index in ``Benchmark/groups``, nil at the top.
    public var parent: Int?
    /// The id of the value whose properties this one inherits.
    public var extends: String?
    /// What the value may be.
    public var constraints: [ValueConstraint] = []
    /// How a form should ask for it, such as `choice` or `textline`; empty when not said.
    public var interfaceHint = ""
    /// Whether the value is only there for others to extend; such values are taken away after reading.
    public var isAbstract = false
    /// Whether the value is kept out of documents for people.
    public var isHidden = false
    /// Where it is written.
    public var place: Place?
    var isTypeStated = false
    var isComparisonStated = false

    /// One value, or a list of them, that a profile can choose.
    public struct Choice: Sendable, Hashable {
        /// The name by which it is chosen; empty for the default.
        public var selector: String
        /// The value; several for a complex value.
        public var values: [String]
    }

    /// Makes a value with the defaults of the standard.
    public init(id: String, parent: Int? = nil) {
        self.id = id
        self.parent = parent
    }

    /// The choice of that name; the choice without a name, or else the first, for nil or an unknown name.
    public func choice(_ selector: String?) -> Choice? {
        if let selector, let named = choices.first(where: { $0.selector == selector }) { return named }
        return choices.first { $0.selector.isEmpty } ?? choices.first
    }
}
