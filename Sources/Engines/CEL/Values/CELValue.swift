public import Bytes

/// A value of the Common Expression Language.
///
/// Lists, maps and objects that come from JSON stay JSON until an expression looks into them:
///
/// ```swift
/// let value = CELValue(json: object, as: shape)
/// ```
public indirect enum CELValue: Sendable {
    /// `null`.
    case null
    /// A truth value.
    case bool(Bool)
    /// A signed integer.
    case int(Int64)
    /// An unsigned integer.
    case uint(UInt64)
    /// A floating-point number.
    case double(Double)
    /// Text.
    case string(String)
    /// Bytes.
    case bytes([UInt8])
    /// A moment.
    case timestamp(CELTimestamp)
    /// A span of time.
    case duration(CELDuration)
    /// A list.
    case list(CELList)
    /// A map.
    case map(CELMap)
    /// An object of named fields out of JSON.
    case object(CELObject)
    /// A value that may be absent.
    case optional(CELValue?)
    /// A value of a library or of the host.
    case host(any CELHostValue)
    /// A type as a value.
    case type(CELType)

    /// Reads JSON as its shape says; members and elements are read when they are asked for.
    public init(json: JSON, as shape: CELShape = .dynamic) { self = shape.value(of: json) }

    /// A list of values.
    public static func list(_ values: [CELValue]) -> CELValue { .list(CELList(values)) }
}
