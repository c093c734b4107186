/// A value as jq knows it: JSON, but with members in the order in which they came, not-a-number, and numbers
/// that keep their literal until somebody calculates with them.
enum Value {
    case null
    case bool(Bool)
    case number(Double)
    case literal(Literal)
    case string(String)
    case array(ArrayBox)
    case object(ObjectBox)

    static func array(_ items: [Value]) -> Value { .array(ArrayBox(items)) }

    static func number(_ integer: Int) -> Value { .number(Double(integer)) }

    /// jq's word for the type.
    var kind: String {
        switch self {
        case .null: "null"
        case .bool: "boolean"
        case .number, .literal: "number"
        case .string: "string"
        case .array: "array"
        case .object: "object"
        }
    }

    /// Anything but `null` and `false`.
    var isTrue: Bool {
        switch self {
        case .null: false
        case .bool(let value): value
        default: true
        }
    }

    var isNull: Bool { if case .null = self { true } else { false } }

    /// The number, or nil for anything else.
    var double: Double? {
        switch self {
        case .number(let value): value
        case .literal(let literal): literal.double
        default: nil
        }
    }

    var string: String? { if case .string(let value) = self { value } else { nil } }

    var items: [Value]? { if case .array(let box) = self { box.items } else { nil } }

    var arrayBox: ArrayBox? { if case .array(let box) = self { box } else { nil } }

    var members: ObjectBox? { if case .object(let box) = self { box } else { nil } }

    /// How deep arrays and objects are nested at most; 0 for anything else.
    var depth: Int32 {
        switch self {
        case .array(let box): box.depth
        case .object(let box): box.depth
        default: 0
        }
    }

    /// The deepest nesting that jq compares, merges and walks.
    static let comparableDepth: Int32 = 10_001

    /// Takes a deep value apart without recursion: the runtime's own way of freeing it would overflow the stack.
    static func dismantle(_ items: inout [Value]) {
        var pending = items
        items = []
        while !pending.isEmpty {
            var value = pending.removeLast()
            // The box must be held here alone: a value that still holds it would free it with recursion.
            if var box = value.arrayBox {
                value = .null
                if isKnownUniquelyReferenced(&box) {
                    pending.append(contentsOf: box.items)
                    box.items = []
                }
            } else if var box = value.members {
                value = .null
                if isKnownUniquelyReferenced(&box) { box.giveUpValues(to: &pending) }
            }
        }
    }
}

extension Sequence<Value> {
    /// One more than the deepest of the values.
    var nestingDepth: Int32 {
        var deepest: Int32 = 0
        for value in self { deepest = Swift.max(deepest, value.depth) }
        return deepest + 1
    }
}
