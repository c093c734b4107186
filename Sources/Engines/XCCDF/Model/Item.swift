/// What groups and rules have in common (XCCDF 1.2, 6.4.1 and 6.4.2).
public struct Item: Sendable {
    /// The id, unique in the benchmark.
    public var id: String
    /// The id of a cluster of items that profiles select or refine together.
    public var clusterID: String?
    /// Whether the item is selected when no profile says otherwise.
    public var isSelected = true
    /// The item's share in its parent's score.
    public var weight = 1.0
    /// The item's name for people.
    public var title = ""
    /// What the item is about.
    public var description = RichText()
    /// Why the item matters.
    public var rationale = RichText()
    /// Cautions about it.
    public var warnings: [Warning] = []
    /// Documents that ask for it.
    public var references: [Reference] = []
    /// Platforms of which one must apply; empty means every platform.
    public var platforms: [String] = []
    /// Items of which at least one of each list must be selected.
    public var requires: [[String]] = []
    /// Items none of which may be selected.
    public var conflicts: [String] = []
    /// The enclosing group's index in ``Benchmark/groups``, nil at the top.
    public var parent: Int?
    /// The id of the item whose properties this one inherits.
    public var extends: String?
    /// Whether the item is only there for others to extend; such items are taken away after reading.
    public var isAbstract = false
    /// Whether the item is kept out of documents for people.
    public var isHidden = false
    /// Whether tools should refuse to change it.
    public var prohibitsChanges = false
    /// How far it has come, in document order.
    public var statuses: [Status] = []
    /// The version; empty when not said.
    public var version = ""
    /// Where it is written.
    public var place: Place?
    /// The attributes that are written and not defaults: only those are handed on by `extends`.
    var stated: Stated = []

    struct Stated: OptionSet, Sendable {
        let rawValue: UInt8
        static let selected = Stated(rawValue: 1)
        static let weight = Stated(rawValue: 2)
        static let severity = Stated(rawValue: 4)
        static let role = Stated(rawValue: 8)
    }

    /// Makes an item with the defaults of the standard.
    public init(id: String, parent: Int? = nil) {
        self.id = id
        self.parent = parent
    }
}

/// A caution (XCCDF 1.2, 6.2.10).
public struct Warning: Sendable, Hashable {
    /// What the caution is about, such as `general`, `functionality` or `dependency`.
    public var category: String
    /// The caution.
    public var text: RichText
    /// What machines should find in it, such as the API path of platform content.
    public var marks: [Mark] = []
}

/// A document that asks for an item, or one of its places (XCCDF 1.2, 6.2.6).
public struct Reference: Sendable, Hashable {
    /// Where the document is; empty when not said.
    public var href: String
    /// The place in it, such as a control's number.
    public var text: String

    /// Names a document.
    public init(href: String, text: String) {
        self.href = href
        self.text = text
    }
}

/// A name of a rule in a system of identifiers, such as a CCE (XCCDF 1.2, 6.4.4.3).
public struct Ident: Sendable, Hashable {
    /// The system's URI.
    public var system: String
    /// The name.
    public var text: String

    /// Names a rule.
    public init(system: String, text: String) {
        self.system = system
        self.text = text
    }
}

/// A group of rules, values and groups (XCCDF 1.2, 6.4.3).
public struct Group: Sendable {
    /// What it has in common with rules.
    public var item: Item
    /// The id.
    public var id: String { item.id }

    /// Makes a group.
    public init(item: Item) { self.item = item }
}
