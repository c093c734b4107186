/// An object: which items to look for (`oval-def:object`).
public struct Object: Sendable {
    /// Where the items come from.
    public enum Content: Sendable {
        /// A probe, asked with entities.
        case entities([Entity])
        /// Other objects (`oval-def:set`).
        case set(ObjectSet)
    }

    /// The id.
    public let id: String
    /// The version that the author gave it.
    public let version: Int
    /// What the author says of it.
    public let comment: String
    /// The element's name, such as `file_object`.
    public let element: String
    /// The schema family: `unix`, `linux`, `independent`.
    public let family: String
    /// Where the items come from.
    public var content: Content = .entities([])
    /// The attributes of `behaviors`.
    public var behaviors: [String: String] = [:]
    /// The filters, in the document's order.
    public var filters: [Filter] = []
}

/// A state whose matches are left out or alone kept (`oval-def:filter`).
public struct Filter: Sendable, Hashable {
    /// The state's id.
    public let state: String
    /// Whether matches are left out (the default) or alone kept.
    public let excludes: Bool
}

/// Items of other objects, combined (`oval-def:set`).
public indirect enum ObjectSet: Sendable {
    /// How two collections combine (`oval-def:SetOperatorEnumeration`).
    public enum Operation: String, Sendable {
        /// The items of the first that the second has not.
        case complement = "COMPLEMENT"
        /// The items that both have.
        case intersection = "INTERSECTION"
        /// The items that either has.
        case union = "UNION"
    }

    /// One or two nested sets.
    case sets(Operation, [ObjectSet])
    /// One or two objects, whose items pass the filters before they combine.
    case objects(Operation, [String], [Filter])
}
