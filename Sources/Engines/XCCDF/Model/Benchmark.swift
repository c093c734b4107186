/// A checklist: groups, rules, values and profiles (XCCDF 1.2, 6.3).
///
/// Groups, rules and values are flat lists in document order; ``Item/parent`` keeps the tree.
public struct Benchmark: Sendable {
    /// The id.
    public var id: String
    /// The version.
    public var version = ""
    /// The name for people.
    public var title = ""
    /// What it is about.
    public var description = RichText()
    /// How far it has come, in document order.
    public var statuses: [Status] = []
    /// Whether what items and profiles extend is already written into them.
    public var isResolved = false
    /// Legal notices.
    public var notices: [Notice] = []
    /// What comes before the items in a document for people.
    public var frontMatter = RichText()
    /// What comes after them.
    public var rearMatter = RichText()
    /// The scoring models that it asks for, in document order, without those that are unknown here.
    public var scoringModels: [ScoringModel] = []
    /// Platforms of which one must apply; empty means every platform.
    public var platforms: [String] = []
    /// Platforms that are defined by logic, by id.
    public var platformSpecification: [String: LogicalTest] = [:]
    /// Reusable words, by id.
    public var plainTexts: [String: String] = [:]
    /// The profiles in document order.
    public var profiles: [Profile] = []
    /// The groups in document order.
    public var groups: [Group] = []
    /// The rules in document order.
    public var rules: [Rule] = []
    /// The values in document order.
    public var values: [Value] = []
    /// Groups and rules in document order, each before what it holds.
    public var order: [ItemIndex] = []

    /// The place of a group or a rule.
    public enum ItemIndex: Sendable, Hashable {
        /// An index in ``Benchmark/groups``.
        case group(Int)
        /// An index in ``Benchmark/rules``.
        case rule(Int)
    }

    /// Makes an empty benchmark.
    public init(id: String) { self.id = id }

    /// The group or rule at a place, as an item.
    public func item(_ index: ItemIndex) -> Item {
        switch index {
        case .group(let index): groups[index].item
        case .rule(let index): rules[index].item
        }
    }
}
