extension CELValue {
    /// The value's type as `type(value)` sees it: of lists and maps without their elements' types.
    public var type: CELType {
        switch self {
        case .null: .null
        case .bool: .bool
        case .int: .int
        case .uint: .uint
        case .double: .double
        case .string: .string
        case .bytes: .bytes
        case .timestamp: .timestamp
        case .duration: .duration
        case .list: .list(.dyn)
        case .map: .map(.dyn, .dyn)
        case .object(let object): object.type
        case .optional: .optional(.dyn)
        case .host(let value): value.type
        case .type: .type(.dyn)
        }
    }

    /// Whether the value may be passed where a type is declared; elements are not looked at.
    func isAcceptable(as declared: CELType) -> Bool {
        switch (declared, self) {
        case (.dyn, _), (.parameter, _): true
        case (.null, .null), (.bool, .bool), (.int, .int), (.uint, .uint), (.double, .double): true
        case (.string, .string), (.bytes, .bytes), (.timestamp, .timestamp), (.duration, .duration): true
        case (.list, .list), (.map, .map), (.optional, .optional), (.type, .type): true
        case (.object(let type), .object(let object)): object.type == .object(type)
        case (_, .host(let value)): value.type == declared
        default: false
        }
    }
}
