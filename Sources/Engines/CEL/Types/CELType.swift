/// The static type of a CEL expression (cel-spec, "Values").
public indirect enum CELType: Sendable, Hashable {
    /// The type of `null`.
    case null
    /// `true` and `false`.
    case bool
    /// Signed 64-bit integers.
    case int
    /// Unsigned 64-bit integers.
    case uint
    /// IEEE 754 doubles.
    case double
    /// Unicode text.
    case string
    /// Bytes.
    case bytes
    /// Moments.
    case timestamp
    /// Spans of time.
    case duration
    /// Any value; what it is shows when it is evaluated.
    case dyn
    /// Lists of one element type.
    case list(CELType)
    /// Maps from a key type to a value type.
    case map(CELType, CELType)
    /// Objects with named fields.
    case object(ObjectType)
    /// A value that may be absent.
    case optional(CELType)
    /// A type of a library or of the host, such as `net.IP`.
    case opaque(String)
    /// The type of types.
    case type(CELType)
    /// A type parameter in the declaration of a function, or one that is still to be found.
    case parameter(String)

    /// Kubernetes' quantities, `1.5Gi`.
    public static let quantity = CELType.opaque("kubernetes.Quantity")
    /// URLs.
    public static let url = CELType.opaque("kubernetes.URL")
    /// IP addresses.
    public static let ip = CELType.opaque("net.IP")
    /// IP networks.
    public static let cidr = CELType.opaque("net.CIDR")
    /// Named formats of strings.
    public static let format = CELType.opaque("kubernetes.NamedFormat")
    /// Semantic versions.
    public static let semver = CELType.opaque("kubernetes.Semver")
}

extension CELType: CustomStringConvertible {
    /// The type as cel-go writes it in its messages.
    public var description: String {
        switch self {
        case .null: "null"
        case .bool: "bool"
        case .int: "int"
        case .uint: "uint"
        case .double: "double"
        case .string: "string"
        case .bytes: "bytes"
        case .timestamp: "timestamp"
        case .duration: "duration"
        case .dyn: "dyn"
        case .list(let element): "list(\(element))"
        case .map(let key, let value): "map(\(key), \(value))"
        case .object(let object): object.name
        case .optional(let wrapped): "optional_type(\(wrapped))"
        case .opaque(let name): name
        case .type(let inner): "type(\(inner))"
        case .parameter(let name): name
        }
    }

    /// The name that `type(x)` evaluates to.
    public var runtimeName: String {
        switch self {
        case .null: "null_type"
        case .timestamp: "google.protobuf.Timestamp"
        case .duration: "google.protobuf.Duration"
        case .list: "list"
        case .map: "map"
        case .optional: "optional_type"
        case .type: "type"
        default: description
        }
    }
}
