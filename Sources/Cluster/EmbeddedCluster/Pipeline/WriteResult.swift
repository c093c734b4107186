/// What a create, an update or a patch answers.
public struct WriteResult: Sendable {
    /// The object as it is stored now (after a dry run, as it would be).
    public var object: StoredObject
    /// Whether it is new: 201 instead of 200.
    public var isCreated: Bool
    /// Sentences for `Warning` headers, such as `unknown field "spec.bogus"`.
    public var warnings: [String]
}

/// What a deletion answers.
public enum DeleteResult: Sendable {
    /// The object is gone; this was its last state.
    case deleted(StoredObject)
    /// Finalizers still hold the object, which says so in its metadata.
    case pending(StoredObject)

    /// The object in its last state.
    public var object: StoredObject {
        switch self {
        case .deleted(let object), .pending(let object): object
        }
    }
}
