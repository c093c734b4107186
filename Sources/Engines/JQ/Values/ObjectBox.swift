import Glibc

/// The members of an object in the order in which they came; changed in place only by one who holds it alone.
final class ObjectBox {
    /// More members than these are found through a table.
    private static let few = 12

    private(set) var keys: [String]
    private(set) var values: [Value]
    private var places: [Key: Int]?
    private(set) var depth: Int32

    init() {
        keys = []
        values = []
        depth = 1
    }

    /// Takes members whose names occur only once.
    init(keys: [String], values: [Value]) {
        self.keys = keys
        self.values = values
        depth = values.nestingDepth
    }

    init(copying other: ObjectBox) {
        keys = other.keys
        values = other.values
        places = other.places
        depth = other.depth
    }

    deinit { if depth > ArrayBox.deep { Value.dismantle(&values) } }

    var count: Int { keys.count }

    subscript(_ key: String) -> Value? { place(of: key).map { values[$0] } }

    func set(_ value: Value, for key: String) {
        if let place = place(of: key) {
            let old = values[place].depth
            values[place] = value
            depth =
                old + 1 == depth && old > ArrayBox.deep
                ? values.nestingDepth : max(depth, value.depth + 1)
            return
        }
        places?[Key(text: key)] = keys.count
        keys.append(key)
        values.append(value)
        depth = max(depth, value.depth + 1)
    }

    func remove(_ key: String) {
        guard let place = place(of: key) else { return }
        keys.remove(at: place)
        values.remove(at: place)
        places = nil
        if depth > ArrayBox.deep { depth = values.nestingDepth }
    }

    func giveUpValues(to pending: inout [Value]) {
        pending.append(contentsOf: values)
        keys = []
        values = []
        places = nil
    }

    /// The names in jq's order of strings.
    var sortedKeys: [String] { keys.sorted { $0.precedes($1) } }

    private func place(of key: String) -> Int? {
        if keys.count > Self.few {
            if places == nil {
                var table: [Key: Int] = [:]
                table.reserveCapacity(keys.count)
                for (place, key) in keys.enumerated() { table[Key(text: key)] = place }
                places = table
            }
            return places?[Key(text: key)]
        }
        for place in keys.indices where keys[place].isSame(as: key) { return place }
        return nil
    }

    /// A name that is told from others by its bytes: two spellings of one letter are two names in JSON.
    private struct Key: Hashable {
        var text: String

        static func == (left: Key, right: Key) -> Bool { left.text.isSame(as: right.text) }

        func hash(into hasher: inout Hasher) {
            var text = text
            text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        }
    }
}

extension String {
    /// Whether two strings have the same bytes.
    func isSame(as other: String) -> Bool {
        utf8.count == other.utf8.count && byteOrder(to: other) == 0
    }

    /// Whether this comes before another in the order of code points, which is that of UTF-8's bytes.
    func precedes(_ other: String) -> Bool { byteOrder(to: other) < 0 }

    /// Negative, zero or positive as the bytes come before, equal or come after those of another string.
    func byteOrder(to other: String) -> Int {
        let order: Int?? = utf8.withContiguousStorageIfAvailable { left in
            other.utf8.withContiguousStorageIfAvailable { right -> Int in
                guard let first = left.baseAddress, let second = right.baseAddress else {
                    return left.count - right.count
                }
                let order = memcmp(first, second, Swift.min(left.count, right.count))
                return order == 0 ? left.count - right.count : Int(order)
            }
        }
        if let order = order ?? nil { return order }
        if utf8.elementsEqual(other.utf8) { return 0 }
        return utf8.lexicographicallyPrecedes(other.utf8) ? -1 : 1
    }
}
