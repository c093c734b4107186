extension Value {
    /// Jq's order: `null`, `false`, `true`, numbers, strings, arrays, objects.
    ///
    /// Not-a-number is less than every number, itself included.
    static func order(_ left: Value, _ right: Value) throws -> Int {
        if min(left.depth, right.depth) > comparableDepth { throw Raised("Comparison too deep") }
        return shallowOrder(left, right)
    }

    static func isEqual(_ left: Value, _ right: Value) throws -> Bool {
        if min(left.depth, right.depth) > comparableDepth { throw Raised("Equality check too deep") }
        return shallowOrder(left, right) == 0
    }

    private var rank: Int {
        switch self {
        case .null: 0
        case .bool(let value): value ? 2 : 1
        case .number, .literal: 3
        case .string: 4
        case .array: 5
        case .object: 6
        }
    }

    private static func shallowOrder(_ left: Value, _ right: Value) -> Int {
        switch (left, right) {
        case (.string(let left), .string(let right)): return left.byteOrder(to: right)
        case (.number(let left), .number(let right)): return numberOrder(left, right)
        case (.literal(let left), .literal(let right)): return left.order(to: right)
        case (.array(let left), .array(let right)): return arrayOrder(left, right)
        case (.object(let left), .object(let right)): return objectOrder(left, right)
        default:
            if let left = left.double, let right = right.double { return numberOrder(left, right) }
            return left.rank - right.rank
        }
    }

    private static func numberOrder(_ left: Double, _ right: Double) -> Int {
        if left < right || left.isNaN { return -1 }
        return left == right ? 0 : 1
    }

    private static func arrayOrder(_ left: ArrayBox, _ right: ArrayBox) -> Int {
        for place in 0..<min(left.items.count, right.items.count) {
            let order = shallowOrder(left.items[place], right.items[place])
            if order != 0 { return order }
        }
        return left.items.count - right.items.count
    }

    private static func objectOrder(_ left: ObjectBox, _ right: ObjectBox) -> Int {
        let (names, others) = (left.sortedKeys, right.sortedKeys)
        for (name, other) in zip(names, others) {
            let order = name.byteOrder(to: other)
            if order != 0 { return order }
        }
        if names.count != others.count { return names.count - others.count }
        for name in names {
            guard let one = left[name], let two = right[name] else { continue }
            let order = shallowOrder(one, two)
            if order != 0 { return order }
        }
        return 0
    }

    /// Whether two values are one: what a path leads to, not something that merely looks like it.
    static func isIdentical(_ left: Value, _ right: Value) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.bool(let left), .bool(let right)): left == right
        case (.number(let left), .number(let right)): left == right || left.isNaN && right.isNaN
        case (.literal(let left), .literal(let right)): left === right || left.order(to: right) == 0
        case (.string(let left), .string(let right)): left.isSame(as: right)
        case (.array(let left), .array(let right)): left === right
        case (.object(let left), .object(let right)): left === right
        default: false
        }
    }
}
