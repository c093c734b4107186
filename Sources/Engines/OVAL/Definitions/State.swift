/// A state: what must be true of an item (`oval-def:state`).
public struct State: Sendable {
    /// The id.
    public let id: String
    /// The element's name, such as `file_state`.
    public let element: String
    /// How the entities' results combine.
    public let combination: Operator
    /// What must be true of the item's entities.
    public var entities: [Entity] = []
}

/// One entity of an object or a state (`oval-def:EntitySimpleBaseType`).
public struct Entity: Sendable {
    /// Where the value comes from.
    public enum Value: Sendable {
        /// It is written in the content.
        case literal(String)
        /// A variable's values.
        case variable(String)
        /// The named fields of a record.
        case record([Entity])
    }

    /// The entity's name; in a record, the field's name.
    public let name: String
    /// How it is compared.
    public let operation: Operation
    /// The type in which it is compared.
    public let datatype: Datatype
    /// How several variable values combine.
    public let varCheck: Check
    /// How several values in one item combine.
    public let entityCheck: Check
    /// `xsi:nil="true"`: deliberately empty.
    public let isNil: Bool
    /// The value must not appear in output.
    public let isMasked: Bool
    /// Where the value comes from.
    public var value: Value
}
