import Bytes

/// An object of named fields out of JSON; a field is read when it is asked for.
public struct CELObject: Sendable {
    private let members: JSONObject
    private let shape: CELShape

    init(_ members: JSONObject, as shape: CELShape) {
        self.members = members
        self.shape = shape
    }

    /// The object's type.
    public var type: CELType { shape.type }

    /// The value of a field, or nil when it is not set.
    public func field(_ name: String) -> CELValue? {
        guard let field = shape.field(name) else { return nil }
        return members[field.member].map { field.shape.value(of: $0) }
    }

    /// The object as canonical JSON.
    var text: String { JSON.object(members).text }

    /// Whether a field is set.
    public func hasField(_ name: String) -> Bool {
        shape.field(name).map { members[$0.member] != nil } ?? false
    }

    /// The value of a member by its name in JSON, or nil when it is not set.
    func field(member: String) -> CELValue? {
        guard case .object(let fields) = shape.kind else { return nil }
        return fields.values.first { $0.member == member }.flatMap { field in
            members[member].map { field.shape.value(of: $0) }
        }
    }

    /// Objects are equal when all of their fields are.
    func isEqual(to other: CELObject) -> Bool {
        guard case .object(let fields) = shape.kind, case .object = other.shape.kind else { return false }
        return fields.keys.allSatisfy { name in
            switch (field(name), other.field(name)) {
            case (nil, nil): true
            case (let left?, let right?): left == right
            default: false
            }
        }
    }
}
