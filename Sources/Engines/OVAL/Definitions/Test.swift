/// A test: which items there must be, and what must be true of them (`oval-def:test`).
public struct Test: Sendable {
    /// The id.
    public let id: String
    /// The version that the author gave it.
    public let version: Int
    /// The element's name, such as `file_test`.
    public let element: String
    /// The schema family: `unix`, `linux`, `independent`.
    public let family: String
    /// How many items must exist.
    public let checkExistence: Existence
    /// How many of the items must satisfy the states.
    public let check: Check
    /// How the results of several states combine.
    public let stateOperator: Operator
    /// What the author says of it.
    public let comment: String
    /// The object's id; nil for `unknown_test`.
    public var object: String?
    /// The states' ids.
    public var states: [String] = []
}

/// How many items must exist (OVAL 5.11, `oval:ExistenceEnumeration`).
public enum Existence: String, Sendable, CaseIterable {
    /// Everything that the object describes.
    case all = "all_exist"
    /// Any number, even none.
    case any = "any_exist"
    /// One or more.
    case atLeastOne = "at_least_one_exists"
    /// None.
    case none = "none_exist"
    /// Exactly one.
    case onlyOne = "only_one_exists"
}
