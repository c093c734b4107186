/// The elements of an array; changed in place only by one who holds it alone.
final class ArrayBox {
    /// From this depth on a value is freed step by step.
    static let deep: Int32 = 200

    var items: [Value]
    /// Never less than the true depth.
    private(set) var depth: Int32

    init(_ items: [Value]) {
        self.items = items
        depth = items.nestingDepth
    }

    deinit { if depth > Self.deep { Value.dismantle(&items) } }

    func append(_ value: Value) {
        items.append(value)
        depth = max(depth, value.depth + 1)
    }

    func append(contentsOf values: ArrayBox) {
        items.append(contentsOf: values.items)
        depth = max(depth, values.depth)
    }

    /// Puts a value at a place; what lies between the end and the place becomes `null`.
    func set(_ value: Value, at index: Int) {
        if index < items.count {
            let old = items[index].depth
            items[index] = value
            depth = old + 1 == depth && old > Self.deep ? items.nestingDepth : max(depth, value.depth + 1)
            return
        }
        items.append(contentsOf: repeatElement(.null, count: index - items.count))
        append(value)
    }
}
