/// A named set of decisions about a benchmark (XCCDF 1.2, 6.5).
public struct Profile: Sendable {
    /// The id.
    public var id: String
    /// The name for people.
    public var title = ""
    /// What it is for.
    public var description = RichText()
    /// The version; empty when not said.
    public var version = ""
    /// The id of the profile whose decisions come first.
    public var extends: String?
    /// Whether it is only there for others to extend.
    public var isAbstract = false
    /// How far it has come, in document order.
    public var statuses: [Status] = []
    /// Documents that ask for it.
    public var references: [Reference] = []
    /// Where it is written.
    public var place: Place?
    /// Platforms of which one must apply; empty means every platform.
    public var platforms: [String] = []
    /// Items chosen or left out, by id or cluster id, in order; later ones win.
    public var selections: [Selection] = []
    /// Values chosen or set, by id or cluster id, in order; later ones win.
    public var settings: [Setting] = []
    /// Changes to rules and groups, by id or cluster id, in order; later ones win.
    public var refinements: [Refinement] = []

    /// Makes a profile without decisions.
    public init(id: String) { self.id = id }

    /// A `select`.
    public struct Selection: Sendable, Hashable {
        /// The id or cluster id.
        public var idref: String
        /// Whether it is chosen.
        public var isSelected: Bool
        /// Where it is decided.
        public var place: Place?

        /// Decides about an item.
        public init(idref: String, isSelected: Bool, place: Place? = nil) {
            self.idref = idref
            self.isSelected = isSelected
            self.place = place
        }
    }

    /// A `set-value`, `set-complex-value` or `refine-value`.
    public struct Setting: Sendable, Hashable {
        /// The id or cluster id.
        public var idref: String
        /// What is decided.
        public var choice: Choice
        /// Where it is decided.
        public var place: Place?

        /// What is decided about a value.
        public enum Choice: Sendable, Hashable {
            /// The value itself.
            case values([String])
            /// The choice of that selector.
            case selector(String)
            /// Another way to compare, such as `greater than`.
            case comparison(String)
        }
    }

    /// A `refine-rule`.
    public struct Refinement: Sendable, Hashable {
        /// The id or cluster id.
        public var idref: String
        /// The selector of the check to use.
        public var selector: String?
        /// Another severity.
        public var severity: Severity?
        /// Another role.
        public var role: Role?
        /// Another weight.
        public var weight: Double?
        /// Where it is decided.
        public var place: Place?
    }
}

/// Decisions about a benchmark that are kept outside of it (XCCDF 1.2, 6.7).
public struct Tailoring: Sendable {
    /// The id.
    public var id: String
    /// The version; empty when not said.
    public var version = ""
    /// The id of the benchmark that it is for, when said.
    public var benchmarkID: String?
    /// Where the benchmark is, when said.
    public var benchmarkHref: String?
    /// How far it has come, in document order.
    public var statuses: [Status] = []
    /// Its profiles; they hide those of the benchmark that have the same id.
    public var profiles: [Profile] = []
}
