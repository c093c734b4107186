/// How an item or one of its entities was observed (OVAL 5.11, `oval-sc:StatusEnumeration`).
public enum ItemStatus: String, Sendable {
    /// It is there and was read.
    case exists
    /// It was looked for and is not there.
    case doesNotExist = "does not exist"
    /// Looking for it failed.
    case error
    /// No attempt was made to look for it.
    case notCollected = "not collected"
}

/// One entity of an item; a multi-valued entity is several fields with one name.
public struct ItemField: Hashable, Sendable {
    /// The entity's name.
    public var name: FieldName
    /// The type that the value has.
    public var datatype: Datatype
    /// How the entity was observed; only `exists` has a value that means something.
    public var status: ItemStatus
    /// What was observed.
    public var value: ItemValue

    /// A field that exists.
    public init(_ name: FieldName, _ value: ItemValue, datatype: Datatype) {
        self.name = name
        self.datatype = datatype
        self.status = .exists
        self.value = value
    }

    /// A field without a value.
    public init(_ name: FieldName, status: ItemStatus, datatype: Datatype = .string) {
        self.name = name
        self.datatype = datatype
        self.status = status
        self.value = .text("")
    }

    /// A string field; nil is an entity that does not exist.
    public init(_ name: FieldName, _ text: String?) {
        guard let text else {
            self.init(name, status: .doesNotExist)
            return
        }
        self.init(name, .text(text), datatype: .string)
    }

    /// An int field.
    public init(_ name: FieldName, _ number: Int64) { self.init(name, .integer(number), datatype: .int) }

    /// A boolean field.
    public init(_ name: FieldName, _ truth: Bool) { self.init(name, .boolean(truth), datatype: .boolean) }
}

/// Anything that can be asked for the entities of an item by name.
///
/// A probe that walks a filesystem gives its filters a small value of its own that conforms to this, and
/// builds an ``Item`` only for what the filters keep.
public protocol ItemFields {
    /// Calls `body` with each field that has the name, in order; not at all when the item has no such entity.
    func forEachField(named name: FieldName, _ body: (ItemField) -> Void)
}

/// One thing found on a host: a file, a package, a line of text (OVAL 5.11, `oval-sc:ItemType`).
public struct Item: Hashable, Sendable, ItemFields {
    /// The element's name, such as `file_item`.
    public var element: String
    /// How the item was observed.
    public var status: ItemStatus
    /// The entities, in the schema's order.
    public var fields: [ItemField]
    /// The line of the file on which the item begins, from one; nil when the probe does not tell.
    public var line: Int?

    /// An item.
    public init(_ element: String, status: ItemStatus = .exists, fields: [ItemField], line: Int? = nil) {
        self.line = line
        self.element = element
        self.status = status
        self.fields = fields
    }

    /// Calls `body` with each field that has the name.
    public func forEachField(named name: FieldName, _ body: (ItemField) -> Void) {
        for field in fields where field.name == name { body(field) }
    }
}

extension Item {
    /// Whether two items are the same thing; where it was found is no part of that.
    ///
    /// Sets combine items by what OVAL records of them, and the line is not recorded.
    public static func == (left: Item, right: Item) -> Bool {
        left.element == right.element && left.status == right.status && left.fields == right.fields
    }

    /// Hashes what makes items equal.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(element)
        hasher.combine(status)
        hasher.combine(fields)
    }
}
