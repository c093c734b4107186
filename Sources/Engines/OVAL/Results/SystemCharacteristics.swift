/// What was collected from one machine (OVAL 5.11, `oval-sc:oval_system_characteristics`).
public struct SystemCharacteristics: Sendable, Equatable {
    /// The machine.
    public var system = SystemInfo()
    /// The objects that were collected, in the document's order.
    public var objects: [CollectedObject] = []
    /// Every item once, however many objects found it.
    public var items = CollectedItems()

    /// Characteristics, none to begin with.
    public init() {}
}

/// What an object found (OVAL 5.11, `oval-sc:ObjectType`).
public struct CollectedObject: Sendable, Equatable {
    /// The object's id.
    public var id: String
    /// The object's version.
    public var version: Int
    /// What the author says of it.
    public var comment: String
    /// How complete the items are.
    public var flag: CollectionFlag
    /// What there is to say about collecting it.
    public var messages: [String] = []
    /// The values of the variables that it names.
    public var variables: [VariableValue] = []
    /// The numbers of its items.
    public var items: [Int] = []
}

/// An item with the number that objects and tests know it by (OVAL 5.11, `oval-sc:ItemType`).
public struct CollectedItem: Sendable, Equatable {
    /// The number, unique in a document.
    public var number: Int
    /// The schema family of its element: `unix`, `linux`, `independent`.
    public var family: String
    /// The item; entities that must not be shown have no value.
    public var item: Item
    /// The entities that must not be shown.
    public var masked: Set<FieldName> = []
}
