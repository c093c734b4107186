/// A type with named fields; two of one name are one type.
///
/// Fields are looked up when an expression asks for them, so that a type may be large or speak of itself.
public final class ObjectType: Sendable, Hashable {
    /// The name that messages show.
    public let name: String
    private let lookup: @Sendable (String) -> CELType?

    /// A type whose fields are found by a function.
    public init(name: String, lookup: @escaping @Sendable (String) -> CELType?) {
        self.name = name
        self.lookup = lookup
    }

    /// A type of known fields.
    public convenience init(name: String, fields: [String: CELType]) {
        self.init(name: name) { fields[$0] }
    }

    /// The type of a field, or nil when there is none of that name.
    public func field(_ name: String) -> CELType? { lookup(name) }

    /// Types are told apart by name, as in cel-go.
    public static func == (left: ObjectType, right: ObjectType) -> Bool { left.name == right.name }

    /// Hashes the name.
    public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
