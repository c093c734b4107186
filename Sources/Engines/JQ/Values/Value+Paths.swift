extension Value {
    /// What stands at a key: a member's name, an element's number, a slice, or the places of a part.
    func at(_ key: Value) throws -> Value {
        switch (self, key) {
        case (.object(let box), .string(let name)): return box[name] ?? .null
        case (.array(let box), .number), (.array(let box), .literal):
            guard let number = key.double, !number.isNaN else { return .null }
            var place = Self.whole(number)
            if place < 0 { place += box.items.count }
            return box.items.indices.contains(place) ? box.items[place] : .null
        case (.array(let box), .object(let slice)):
            return .array(Array(box.items[try Self.range(slice, box.items.count)]))
        case (.string(let text), .object(let slice)):
            let scalars = text.unicodeScalars
            let range = try Self.range(slice, scalars.count)
            return .string(String(scalars.dropFirst(range.lowerBound).prefix(range.count)))
        case (.array(let box), .array(let part)): return try Self.places(of: part.items, in: box.items)
        case (.null, .string), (.null, .number), (.null, .literal), (.null, .object): return .null
        case (_, .string(let name)) where name.utf8.count < 30:
            throw Raised("Cannot index \(kind) with string \"\(name)\"")
        default: throw Raised("Cannot index \(kind) with \(key.kind)")
        }
    }

    /// The number without its fraction, within 32 bits.
    private static func whole(_ number: Double) -> Int {
        Int(max(-2_147_483_648, min(2_147_483_647, number)))
    }

    /// The elements that a slice means, out of so many; its start is rounded down and its end up.
    private static func range(_ slice: ObjectBox, _ count: Int) throws -> Range<Int> {
        func bound(_ name: String, _ missing: Int) throws -> Double {
            guard let value = slice[name], !value.isNull else { return Double(missing) }
            guard let number = value.double else {
                throw Raised("Array/string slice indices must be integers")
            }
            if number.isNaN { return Double(missing) }
            return number < 0 ? number + Double(count) : number
        }
        let start = Int(min(max(0, try bound("start", 0)), Double(count)))
        let wantedEnd = try bound("end", count)
        let end = wantedEnd < 0 ? start : Int(min(wantedEnd.rounded(.up), Double(count)))
        return start..<max(start, end)
    }

    /// Where a part begins among elements.
    private static func places(of part: [Value], in items: [Value]) throws -> Value {
        var places: [Value] = []
        if part.isEmpty { return .array(places) }
        var start = 0
        while start + part.count <= items.count {
            var isHere = true
            for (offset, wanted) in part.enumerated()
            where try !isEqual(items[start + offset], wanted) {
                isHere = false
                break
            }
            if isHere { places.append(.number(start)) }
            start += 1
        }
        return .array(places)
    }

    private static func keys(of path: Value) throws -> [Value] {
        guard let keys = path.items else { throw Raised("Path must be specified as an array") }
        if keys.count > Track.limit { throw Raised("Path too deep") }
        return keys
    }

    /// What stands at a path; `null` where the path leads through nothing.
    func at(path: Value) throws -> Value {
        var place = self
        for key in try Self.keys(of: path) {
            if place.isNull { return .null }
            place = try place.at(key)
        }
        return place
    }

    /// Puts a value at a path and makes what is missing on the way.
    mutating func set(_ value: Value, path: Value) throws {
        let keys = try Self.keys(of: path)
        // The containers on the way are taken out of each other, so that what is held once changes in place.
        var containers: [Value] = []
        var place = self
        self = .null
        for key in keys {
            let inner = try place.at(key)
            if case .object = key {} else { try place.set(.null, at: key) }
            containers.append(place)
            place = inner
        }
        var result = value
        for key in keys.reversed() {
            var container = containers.removeLast()
            try container.set(result, at: key)
            result = container
        }
        self = result
    }

    /// Puts a value at a key.
    mutating func set(_ value: Value, at key: Value) throws {
        switch (self, key) {
        case (.null, .string(let name)):
            self = .object(ObjectBox(keys: [name], values: [value]))
        case (.object(var box), .string(let name)):
            self = .null
            if !isKnownUniquelyReferenced(&box) { box = ObjectBox(copying: box) }
            box.set(value, for: name)
            self = .object(box)
        case (.null, .number), (.null, .literal), (.array, .number), (.array, .literal):
            guard let number = key.double, !number.isNaN else {
                throw Raised("Cannot set array element at NaN index")
            }
            try set(value, element: Self.whole(number))
        case (.array, .object(let slice)), (.null, .object(let slice)):
            let old = items ?? []
            let range = try Self.range(slice, old.count)
            guard let inserted = value.items else {
                throw Raised("A slice of an array can only be assigned another array")
            }
            self = .array(Array(old[..<range.lowerBound]) + inserted + old[range.upperBound...])
        case (.string, .object): throw Raised("Cannot update string slices")
        default: throw Raised("Cannot update field at \(key.kind) index of \(kind)")
        }
    }

    private mutating func set(_ value: Value, element index: Int) throws {
        var box: ArrayBox
        if case .array(let own) = self { box = own } else { box = ArrayBox([]) }
        self = .null
        let place = index < 0 ? index + box.items.count : index
        if place < 0 { throw Raised("Out of bounds negative array index") }
        if place > 536_870_911 { throw Raised("Array index too large") }
        if !isKnownUniquelyReferenced(&box) { box = ArrayBox(box.items) }
        box.set(value, at: place)
        self = .array(box)
    }

    /// The value without what stands at some paths.
    func deleting(paths: Value) throws -> Value {
        guard let paths = paths.items else { throw Raised("Paths must be specified as an array") }
        for path in paths where path.items == nil {
            throw Raised("Path must be specified as array, not \(path.kind)")
        }
        // The deepest and last first, so that the places of the others stay what they were.
        var result = self
        let sorted = try paths.sorted {
            let (left, right) = ($0.items?.count ?? 0, $1.items?.count ?? 0)
            return try left == right ? Value.order($0, $1) > 0 : left > right
        }
        var start = 0
        while start < sorted.count {
            let keys = try Self.keys(of: sorted[start])
            if keys.isEmpty { return .null }
            // Siblings go together: `del(.[0], .[-1])` means places of one and the same array.
            let parent = Value.array(Array(keys.dropLast()))
            var siblings = [keys[keys.count - 1]]
            start += 1
            while start < sorted.count, let next = sorted[start].items, next.count == keys.count,
                try Value.isEqual(.array(Array(next.dropLast())), parent)
            {
                siblings.append(next[next.count - 1])
                start += 1
            }
            let container = try result.at(path: parent)
            if container.isNull { continue }
            try result.set(try container.deleting(keys: siblings), path: parent)
        }
        return result
    }

    private func deleting(keys: [Value]) throws -> Value {
        switch self {
        case .array(let box):
            var isDeleted = [Bool](repeating: false, count: box.items.count)
            for key in keys {
                if let number = key.double {
                    var place = number.isNaN ? 0 : Self.whole(number)
                    if place < 0 { place += box.items.count }
                    if isDeleted.indices.contains(place) { isDeleted[place] = true }
                } else if case .object(let slice) = key {
                    for place in try Self.range(slice, box.items.count) { isDeleted[place] = true }
                } else {
                    throw Raised("Cannot delete \(key.kind) element of array")
                }
            }
            return .array(zip(box.items, isDeleted).compactMap { $1 ? nil : $0 })
        case .object(let box):
            let rest = ObjectBox(copying: box)
            for key in keys {
                guard case .string(let name) = key else {
                    throw Raised("Cannot delete \(key.kind) field of object")
                }
                rest.remove(name)
            }
            return .object(rest)
        case .null: return .null
        default: throw Raised("Cannot delete fields from \(kind)")
        }
    }
}
