/// How complete a collection is (OVAL 5.11, `oval-sc:FlagEnumeration`).
public enum CollectionFlag: String, Sendable {
    /// Collecting failed.
    case error
    /// Every matching item was found.
    case complete
    /// Some items were found, others may be missing.
    case incomplete
    /// Nothing matches the object.
    case doesNotExist = "does not exist"
    /// No attempt was made.
    case notCollected = "not collected"
    /// The object means nothing on this host.
    case notApplicable = "not applicable"
}

/// What a probe found for one object.
public struct Collected: Sendable {
    /// How complete the items are.
    public var flag: CollectionFlag
    /// The items that match the object and pass its filters.
    public var items: ItemList
    /// One sentence for each thing that went wrong or deserves a word.
    public var messages: [String]

    /// A collection.
    public init(
        _ flag: CollectionFlag, items: some Sequence<Item> = EmptyCollection<Item>(), messages: [String] = []
    ) {
        self.flag = flag
        self.items = ItemList(items)
        self.messages = messages
    }

    /// Whether two collections tell the same, down to the lines on which items begin.
    func isSame(as other: Collected) -> Bool {
        flag == other.flag && messages == other.messages && items == other.items
            && items.lazy.map(\.line).elementsEqual(other.items.lazy.map(\.line))
    }

    /// The ordinary answer: complete when something was found, else the object does not exist.
    public static func found(_ items: some Collection<Item>) -> Collected {
        Collected(items.isEmpty ? .doesNotExist : .complete, items: items)
    }
}
