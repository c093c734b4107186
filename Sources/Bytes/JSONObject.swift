import Glibc

/// The members of a JSON object, kept in byte order of their names.
///
/// Kubernetes objects are many small maps: a sorted array is smaller and faster than a hash table there, and
/// it makes the written form canonical without a further sort.
public struct JSONObject: Sendable, Hashable {
    private var names: [String]
    private var values: [JSON]

    /// An object without members.
    public init() {
        names = []
        values = []
    }

    /// An object of members; of two with one name the later wins.
    public init(_ members: [(String, JSON)]) {
        self.init()
        names.reserveCapacity(members.count)
        values.reserveCapacity(members.count)
        for (name, value) in members { self[name] = value }
    }

    /// An object of members whose names stand in byte order and only once each.
    ///
    /// Names in another order would be an object in which members are not found.
    public init(sortedNames names: [String], values: [JSON]) {
        precondition(names.count == values.count, "each name needs a value")
        self.names = names
        self.values = values
    }

    /// The member's value; setting nil removes it.
    public subscript(_ name: String) -> JSON? {
        get { index(of: name).map { values[$0] } }
        set { put(newValue, as: name, at: find(name)) }
        _modify {
            // Moves the value out while it is changed, so that nested edits do not copy it.
            let spot = find(name)
            var value: JSON? = nil
            if let found = spot.found {
                value = values[found]
                values[found] = .null
            }
            defer { put(value, as: name, at: spot) }
            yield &value
        }
    }

    /// How many members there are.
    public var count: Int { names.count }
    /// True when there are none.
    public var isEmpty: Bool { names.isEmpty }
    /// The names in byte order.
    public var keys: [String] { names }

    /// Walks the members of two objects side by side, in byte order of their names.
    public func zip(_ other: JSONObject, _ body: (String, JSON?, JSON?) -> Void) {
        var (left, right) = (0, 0)
        while left < names.count || right < other.names.count {
            if right == other.names.count
                || left < names.count && Self.precedes(names[left], other.names[right])
            {
                body(names[left], values[left], nil)
                left += 1
            } else if left == names.count || Self.precedes(other.names[right], names[left]) {
                body(other.names[right], nil, other.values[right])
                right += 1
            } else {
                body(names[left], values[left], other.values[right])
                left += 1
                right += 1
            }
        }
    }

    private mutating func put(_ value: JSON?, as name: String, at spot: (found: Int?, place: Int)) {
        switch (spot.found, value) {
        case (let index?, let value?): values[index] = value
        case (let index?, nil):
            names.remove(at: index)
            values.remove(at: index)
        case (nil, let value?):
            names.insert(name, at: spot.place)
            values.insert(value, at: spot.place)
        case (nil, nil): break
        }
    }

    /// Up to so many names are asked one after the other: most differ in length already.
    private static let fewNames = 16

    private func index(of name: String) -> Int? {
        if names.count > Self.fewNames { return find(name).found }
        let length = name.utf8.count
        return names.firstIndex { $0.utf8.count == length && Self.isSame($0, name) }
    }

    private static func isSame(_ left: String, _ right: String) -> Bool {
        let isSame: Bool?? = left.utf8.withContiguousStorageIfAvailable { left in
            right.utf8.withContiguousStorageIfAvailable { right -> Bool in
                guard let first = left.baseAddress, let second = right.baseAddress else {
                    return left.count == right.count
                }
                return left.count == right.count && memcmp(first, second, left.count) == 0
            }
        }
        return (isSame ?? nil) ?? left.utf8.elementsEqual(right.utf8)
    }

    private func find(_ name: String) -> (found: Int?, place: Int) {
        // Members mostly arrive in order, so the end is asked first.
        guard let last = names.last else { return (nil, 0) }
        if Self.precedes(last, name) { return (nil, names.count) }
        var low = 0
        var high = names.count
        while low < high {
            let middle = (low + high) / 2
            if Self.precedes(names[middle], name) { low = middle + 1 } else { high = middle }
        }
        let isHere = low < names.count && !Self.precedes(name, names[low])
        return (isHere ? low : nil, low)
    }

    /// Byte order, not Unicode's canonical order: two spellings of one letter are two names in JSON.
    public static func precedes(_ left: String, _ right: String) -> Bool {
        let isBefore: Bool?? = left.utf8.withContiguousStorageIfAvailable { left in
            right.utf8.withContiguousStorageIfAvailable { right -> Bool in
                guard let first = left.baseAddress, let second = right.baseAddress else {
                    return left.count < right.count
                }
                let order = memcmp(first, second, Swift.min(left.count, right.count))
                return order == 0 ? left.count < right.count : order < 0
            }
        }
        return (isBefore ?? nil) ?? left.utf8.lexicographicallyPrecedes(right.utf8)
    }
}

extension JSONObject: Sequence {
    /// Walks the members in byte order of their names.
    public struct Iterator: IteratorProtocol {
        fileprivate let names: [String]
        fileprivate let values: [JSON]
        private var index = 0

        fileprivate init(_ members: JSONObject) {
            names = members.names
            values = members.values
        }

        /// The next member, or nil after the last.
        public mutating func next() -> (key: String, value: JSON)? {
            guard index < names.count else { return nil }
            defer { index += 1 }
            return (names[index], values[index])
        }
    }

    /// Walks the members in byte order of their names.
    public func makeIterator() -> Iterator { Iterator(self) }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    /// An object of members.
    public init(dictionaryLiteral elements: (String, JSON)...) { self.init(elements) }
}
