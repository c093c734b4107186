extension CELType {
    /// The names of types in expressions: `type(x) == int`.
    static let named: [String: CELType] = {
        var named: [String: CELType] = [
            "bool": .bool, "int": .int, "uint": .uint, "double": .double, "string": .string,
            "bytes": .bytes, "list": .list(.dyn), "map": .map(.dyn, .dyn), "null_type": .null,
            "type": .type(.dyn), "optional_type": .optional(.dyn),
            "google.protobuf.Timestamp": .timestamp, "google.protobuf.Duration": .duration,
        ]
        for type in [CELType.quantity, .url, .ip, .cidr, .format, .semver] { named[type.description] = type }
        return named
    }()
}
