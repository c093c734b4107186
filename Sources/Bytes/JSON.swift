/// A JSON value that can be built and changed.
public enum JSON: Sendable, Hashable {
    /// `null`.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A number without fraction or exponent that fits 64 bits.
    case int(Int64)
    /// Any other number.
    case double(Double)
    /// Text.
    case string(String)
    /// An ordered list.
    case array([JSON])
    /// Named members, kept in byte order of their names.
    case object(JSONObject)

    /// Parses a text.
    public init(parsing bytes: [UInt8]) throws(JSONError) { self = try JSONDocument(bytes).root.json }

    /// Parses a text.
    public init(parsing text: String) throws(JSONError) { try self.init(parsing: Array(text.utf8)) }

    /// The object's member, or nil.
    public subscript(_ key: String) -> JSON? {
        get { object?[key] }
        set {
            var members = object ?? JSONObject()
            members[key] = newValue
            self = .object(members)
        }
    }

    /// The value at a path of member names, or nil.
    public subscript(path: [String]) -> JSON? {
        path.reduce(self as JSON?) { $0?[$1] }
    }

    /// The members, or nil for anything but an object.
    public var object: JSONObject? { if case .object(let value) = self { value } else { nil } }
    /// The elements, or nil for anything but an array.
    public var array: [JSON]? { if case .array(let value) = self { value } else { nil } }
    /// The text, or nil for anything but a string.
    public var string: String? { if case .string(let value) = self { value } else { nil } }
    /// The truth value, or nil for anything but one.
    public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
    /// True for `null`.
    public var isNull: Bool { self == .null }

    /// The whole number, or nil; a double without fraction counts.
    public var int: Int? {
        switch self {
        case .int(let value): Int(value)
        case .double(let value): Int(exactly: value)
        default: nil
        }
    }

    /// The number, or nil.
    public var double: Double? {
        switch self {
        case .int(let value): Double(value)
        case .double(let value): value
        default: nil
        }
    }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    /// A string.
    public init(stringLiteral value: String) { self = .string(value) }
    /// A whole number.
    public init(integerLiteral value: Int64) { self = .int(value) }
    /// A truth value.
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    /// An array.
    public init(arrayLiteral elements: JSON...) { self = .array(elements) }
    /// An object.
    public init(dictionaryLiteral elements: (String, JSON)...) { self = .object(JSONObject(elements)) }
}
