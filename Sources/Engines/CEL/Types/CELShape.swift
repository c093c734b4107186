import Bytes

/// How JSON reads as CEL: a schema's types, the names of its fields and the bounds on its sizes.
///
/// One shape gives the checker its type, the evaluator its values and the cost estimate its sizes.
public final class CELShape: Sendable {
    /// A field of an object.
    public struct Field: Sendable {
        /// The member's name in JSON; the name in expressions may be escaped.
        public var member: String
        /// How its value reads.
        public var shape: CELShape

        /// Describes a field.
        public init(member: String, shape: CELShape) {
            self.member = member
            self.shape = shape
        }
    }

    /// What the value is.
    public enum Kind: Sendable {
        /// Whatever the JSON is.
        case dynamic
        /// A scalar of a type; text becomes a moment, a span or bytes where the type says so.
        case scalar(CELType)
        /// A list.
        case list(CELShape, CELList.Identity)
        /// An object whose members are all alike.
        case map(CELShape)
        /// An object of named fields, by their names in expressions.
        case object([String: Field])
    }

    /// What the value is.
    public let kind: Kind
    /// The type of the value.
    public let type: CELType
    /// The most characters, elements or members that a value may have; nil when that is not known.
    public let maxSize: UInt64?
    /// The fewest bytes that a value takes as JSON: bounds how often it fits into a request.
    public let minSerializedSize: UInt64

    /// Makes a shape.
    ///
    /// - Parameter name: The name of an object's type.
    public init(
        _ kind: Kind, name: String = "object", maxSize: UInt64? = nil, minSerializedSize: UInt64 = 0
    ) {
        self.kind = kind
        self.maxSize = maxSize
        self.minSerializedSize = minSerializedSize
        type =
            switch kind {
            case .dynamic: .dyn
            case .scalar(let type): type
            case .list(let element, _): .list(element.type)
            case .map(let value): .map(.string, value.type)
            case .object(let fields):
                .object(ObjectType(name: name) { fields[$0]?.shape.type })
            }
    }

    /// Reads any JSON as what it is.
    public static let dynamic = CELShape(.dynamic)

    /// The shape of a field, or nil.
    public func field(_ name: String) -> Field? {
        if case .object(let fields) = kind { fields[name] } else { nil }
    }

    /// The shape of elements of a list or of values of a map, or nil.
    public var element: CELShape? {
        switch kind {
        case .list(let element, _), .map(let element): element
        default: nil
        }
    }

    /// Reads a value; JSON that is not of the shape is read as what it is.
    func value(of json: JSON) -> CELValue {
        switch (kind, json) {
        case (_, .null): .null
        case (.scalar(let type), _): Self.scalar(json, as: type) ?? Self.plain(json)
        case (.list(_, let identity), .array(let elements)):
            .list(CELList(elements, as: self, identity: identity))
        case (.map, .object(let members)): .map(CELMap(members, as: self))
        case (.object, .object(let members)): .object(CELObject(members, as: self))
        default: Self.plain(json)
        }
    }

    private static func scalar(_ json: JSON, as type: CELType) -> CELValue? {
        switch (type, json) {
        case (.double, .int(let number)): .double(Double(number))
        case (.int, .double(let number)): Int64(exactly: number).map(CELValue.int)
        case (.uint, .int(let number)): UInt64(exactly: number).map(CELValue.uint)
        case (.timestamp, .string(let text)): CELTimestamp(text, allowsDate: true).map(CELValue.timestamp)
        case (.duration, .string(let text)): CELDuration(text).map(CELValue.duration)
        case (.bytes, .string(let text)): Base64.decode(text).map(CELValue.bytes)
        default: nil
        }
    }

    private static func plain(_ json: JSON) -> CELValue {
        switch json {
        case .null: .null
        case .bool(let value): .bool(value)
        case .int(let value): .int(value)
        case .double(let value): .double(value)
        case .string(let value): .string(value)
        case .array(let elements): .list(CELList(elements, as: .dynamic, identity: .atomic))
        case .object(let members): .map(CELMap(members, as: .dynamic))
        }
    }
}
