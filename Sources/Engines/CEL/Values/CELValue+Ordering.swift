/// How two values stand to each other.
enum CELOrder: Sendable, Equatable {
    case less, same, greater
    /// A NaN is neither before nor after anything.
    case unordered

    init<Value: Comparable>(_ left: Value, _ right: Value) {
        self = left < right ? .less : left > right ? .greater : left == right ? .same : .unordered
    }
}

extension CELValue {
    /// The order of two numbers of any types, or nil when one is no number.
    static func numericOrder(_ left: CELValue, _ right: CELValue) -> CELOrder? {
        switch (left, right) {
        case (.int(let left), .int(let right)): CELOrder(left, right)
        case (.uint(let left), .uint(let right)): CELOrder(left, right)
        case (.double(let left), .double(let right)): CELOrder(left, right)
        case (.int(let left), .uint(let right)):
            left < 0 ? .less : CELOrder(UInt64(left), right)
        case (.uint(let left), .int(let right)):
            right < 0 ? .greater : CELOrder(left, UInt64(right))
        case (.int(let left), .double(let right)): compare(left, right)
        case (.uint(let left), .double(let right)): compare(left, right)
        case (.double(let left), .int(let right)): compare(right, left).reversed
        case (.double(let left), .uint(let right)): compare(right, left).reversed
        default: nil
        }
    }

    /// The order of two values of one type, or nil when the type has none.
    static func order(_ left: CELValue, _ right: CELValue) -> CELOrder? {
        switch (left, right) {
        case (.bool(let left), .bool(let right)): CELOrder(left ? 1 : 0, right ? 1 : 0)
        case (.string(let left), .string(let right)): textOrder(left.utf8, right.utf8)
        case (.bytes(let left), .bytes(let right)): textOrder(left, right)
        case (.timestamp(let left), .timestamp(let right)): CELOrder(left, right)
        case (.duration(let left), .duration(let right)): CELOrder(left, right)
        default: numericOrder(left, right)
        }
    }

    private static func textOrder(_ left: some Collection<UInt8>, _ right: some Collection<UInt8>) -> CELOrder
    {
        if left.elementsEqual(right) { return .same }
        return left.lexicographicallyPrecedes(right) ? .less : .greater
    }

    /// As cel-go compares: within the whole type's range by the double nearest to the whole number.
    private static func compare<Whole: FixedWidthInteger>(_ left: Whole, _ right: Double) -> CELOrder {
        if right < Double(Whole.min) { return .greater }
        if right > Double(Whole.max) { return .less }
        return CELOrder(Double(left), right)
    }
}

extension CELOrder {
    /// The order of the two the other way round.
    var reversed: CELOrder {
        switch self {
        case .less: .greater
        case .greater: .less
        default: self
        }
    }
}
