extension Builtins {
    static let collections: Table = [
        "keys/0": unary { try keys($0, areSorted: true) },
        "keys_unsorted/0": unary { try keys($0, areSorted: false) },
        "add/0": Native { input, _, machine in
            var sum = Value.null
            for value in try elements(input) {
                let old = sum
                sum = .null
                sum = try Value.add(old, value, machine)
            }
            return sum
        },
        "sort/0": unary { .array(try sorted(try list($0, "cannot be sorted, as it is not an array"))) },
        "_sort_by/1": binary { try sorted($0, by: $1).array },
        "_group_by/1": binary { .array(try groups($0, by: $1).map { .array($0) }) },
        "_unique_by/1": binary { .array(try groups($0, by: $1).map { $0[0] }) },
        "unique/0": unary { input in
            let items = try sorted(try list(input, "cannot be sorted, as it is not an array"))
            var unique: [Value] = []
            for item in items {
                if let last = unique.last, try Value.isEqual(last, item) { continue }
                unique.append(item)
            }
            return .array(unique)
        },
        "min/0": unary { try extreme($0, $0) { $0 < 0 } },
        "max/0": unary { try extreme($0, $0) { $0 >= 0 } },
        "_min_by/1": binary { try extreme($0, $1) { $0 < 0 } },
        "_max_by/1": binary { try extreme($0, $1) { $0 >= 0 } },
        "reverse/0": unary(reverse),
        "to_entries/0": unary { input in
            guard case .object(let box) = input else { throw Raised(input, "has no keys") }
            return .array(
                zip(box.keys, box.values).map { key, value in
                    Value.object(ObjectBox(keys: ["key", "value"], values: [.string(key), value]))
                })
        },
        "from_entries/0": unary(fromEntries),
        "flatten/0": unary { try flatten($0, .infinity) },
        "flatten/1": binary { input, depth in
            guard let number = depth.double else { throw Raised(depth, .number(1), "cannot be subtracted") }
            if number < 0 { throw Raised("flatten depth must not be negative") }
            return try flatten(input, number)
        },
        "transpose/0": unary { input in
            let rows = try elements(input)
            var width = 0
            for row in rows { width = max(width, try elements(row).count) }
            return .array(
                try (0..<width).map { column in .array(try rows.map { try $0.at(.number(column)) }) })
        },
        "indices/1": binary(indices),
        "_strindices/1": binary { input, part in
            guard case .string = input else {
                throw Raised(input, "cannot be searched, as it is not a string")
            }
            guard case .string = part else { throw Raised(part, "is not a string") }
            return try indices(input, part)
        },
        "index/1": binary { try indices($0, $1).items?.first ?? .null },
        "rindex/1": binary { try indices($0, $1).items?.last ?? .null },
        "bsearch/1": binary(search),
    ]

    /// The elements of an array or the values of an object.
    static func elements(_ input: Value) throws -> [Value] {
        switch input {
        case .array(let box): box.items
        case .object(let box): box.values
        default: throw Raised("Cannot iterate over \(input.kind) (\(input.excerpt()))")
        }
    }

    private static func list(_ input: Value, _ complaint: String) throws -> [Value] {
        guard let items = input.items else { throw Raised(input, complaint) }
        return items
    }

    private static func keys(_ input: Value, areSorted: Bool) throws -> Value {
        switch input {
        case .object(let box): .array((areSorted ? box.sortedKeys : box.keys).map { Value.string($0) })
        case .array(let box): .array(box.items.indices.map { Value.number($0) })
        default: throw Raised(input, "has no keys")
        }
    }

    private static func sorted(_ items: [Value]) throws -> [Value] {
        try sorted(.array(items), by: .array(items)).values
    }

    /// Elements in the order of their keys; of equal ones the earlier comes first.
    private static func sorted(_ input: Value, by keys: Value) throws -> Sorted {
        guard let items = input.items, let keys = keys.items, items.count == keys.count else {
            throw Raised(input, keys, "cannot be sorted, as they are not both arrays")
        }
        let order = try items.indices.sorted { left, right in
            let order = try Value.order(keys[left], keys[right])
            return order == 0 ? left < right : order < 0
        }
        return Sorted(values: order.map { items[$0] }, keys: order.map { keys[$0] })
    }

    private struct Sorted {
        var values: [Value]
        var keys: [Value]
        var array: Value { .array(values) }
    }

    private static func groups(_ input: Value, by keys: Value) throws -> [[Value]] {
        let sorted = try sorted(input, by: keys)
        var groups: [[Value]] = []
        for (place, value) in sorted.values.enumerated() {
            if place > 0, try Value.isEqual(sorted.keys[place - 1], sorted.keys[place]) {
                groups[groups.count - 1].append(value)
            } else {
                groups.append([value])
            }
        }
        return groups
    }

    private static func extreme(
        _ input: Value, _ keys: Value, _ isBetter: (Int) -> Bool
    ) throws -> Value {
        guard let items = input.items, let keys = keys.items, items.count == keys.count else {
            throw Raised(input, keys, "cannot be iterated over")
        }
        guard var best = items.indices.first else { return .null }
        for place in items.indices.dropFirst() where isBetter(try Value.order(keys[place], keys[best])) {
            best = place
        }
        return items[best]
    }

    private static func reverse(_ input: Value) throws -> Value {
        switch input {
        case .array(let box): return .array(Array(box.items.reversed()))
        case .null: return .array([Value]())
        case .string(let text) where text.isEmpty: return .array([Value]())
        case .string: throw Raised("Cannot index string with number")
        case .object(let box) where box.count == 0: return .array([Value]())
        case .object: throw Raised("Cannot index object with number")
        default:
            guard let length = input.double, length == 0 else {
                if case .bool = input { throw Raised(input, "has no length") }
                throw Raised("Cannot index \(input.kind) with number")
            }
            return .array([Value]())
        }
    }

    private static func fromEntries(_ input: Value) throws -> Value {
        let result = ObjectBox()
        for entry in try elements(input) {
            var key = Value.null
            for name in ["key", "Key", "name", "Name"] {
                key = try entry.at(.string(name))
                if key.isTrue { break }
                key = .null
            }
            guard case .string(let name) = key else {
                throw Raised("Cannot use \(key.kind) (\(key.excerpt())) as object key")
            }
            guard case .object(let box) = entry else { continue }
            result.set(box["value"] ?? box["Value"] ?? .null, for: name)
        }
        return .object(result)
    }

    /// The elements, those of arrays in their place, so many levels deep; without recursion, however deep.
    private static func flatten(_ input: Value, _ depth: Double) throws -> Value {
        var flat: [Value] = []
        var pending: [(items: [Value], place: Int, depth: Double)] = [(try elements(input), 0, depth)]
        while let (items, place, depth) = pending.popLast() {
            guard place < items.count else { continue }
            pending.append((items, place + 1, depth))
            if depth > 0, case .array(let box) = items[place] {
                pending.append((box.items, 0, depth - 1))
            } else {
                flat.append(items[place])
            }
        }
        return .array(flat)
    }

    /// Where something occurs: a string in a string, a list in a list, an element in a list.
    private static func indices(_ input: Value, _ part: Value) throws -> Value {
        switch (input, part) {
        case (.null, _): return .null
        case (.string(let text), .string(let wanted)):
            // jq 1.7 counts bytes here, not characters.
            let places = String.places(of: Array(wanted.utf8), in: Array(text.utf8), areOverlapping: true)
            return .array(places.map { Value.number($0) })
        case (.array, .array): return try input.at(part)
        case (.array, _): return try input.at(.array([part]))
        default: return try input.at(part)
        }
    }

    /// The place of a value in a sorted list, or `-1 -` the place where it would stand.
    private static func search(_ input: Value, _ wanted: Value) throws -> Value {
        guard let items = input.items else {
            throw Raised(input, "cannot be searched from")
        }
        var (low, high) = (0, items.count)
        while low < high {
            let middle = (low + high) / 2
            let order = try Value.order(items[middle], wanted)
            if order == 0 { return .number(middle) }
            if order < 0 { low = middle + 1 } else { high = middle }
        }
        return .number(-1 - low)
    }
}
