/// The value of one entity of an item, in the form in which it was observed.
///
/// Numbers stay numbers so that a walk does not print a size only to parse it again.
public enum ItemValue: Hashable, Sendable {
    /// Text.
    case text(String)
    /// Text that is not UTF-8, as bytes (file names and file content may be anything).
    case bytes([UInt8])
    /// A whole number.
    case integer(Int64)
    /// A truth value.
    case boolean(Bool)
    /// A floating-point number.
    case float(Double)
    /// A record of named fields (OVAL 5.11, `oval-sc:EntityItemRecordType`).
    case record([RecordField])

    /// Bytes as text when they are UTF-8, as bytes when they are not.
    public init(bytes: some Collection<UInt8>) {
        if let text = String(validating: bytes, as: UTF8.self) {
            self = .text(text)
        } else {
            self = .bytes(Array(bytes))
        }
    }

    /// The value as the system characteristics write it.
    ///
    /// Bytes that are not UTF-8 appear as U+FFFD; a record appears as `name=value` pairs.
    public var text: String {
        switch self {
        case .text(let text): text
        case .bytes(let bytes): String(decoding: bytes, as: UTF8.self)
        case .integer(let number): String(number)
        case .boolean(let truth): truth ? "true" : "false"
        case .float(let number): String(number)
        case .record(let fields): fields.map { "\($0.name)=\($0.value.text)" }.joined(separator: " ")
        }
    }
}

/// One named field of a record value.
public struct RecordField: Hashable, Sendable {
    /// The field's name: a column name, a YAML key, or `#` for a bare value.
    public var name: String
    /// The type that the value has.
    public var datatype: Datatype
    /// The value.
    public var value: ItemValue

    /// A field.
    public init(name: String, datatype: Datatype = .string, value: ItemValue) {
        self.name = name
        self.datatype = datatype
        self.value = value
    }
}
