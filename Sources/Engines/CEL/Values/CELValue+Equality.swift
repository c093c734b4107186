extension CELValue: Equatable {
    /// Equality of the language: numbers compare across types, other values of different types differ,
    /// NaN equals nothing (cel-spec, "Equality").
    public static func == (left: CELValue, right: CELValue) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.bool(let left), .bool(let right)): left == right
        case (.string(let left), .string(let right)): left.utf8.elementsEqual(right.utf8)
        case (.bytes(let left), .bytes(let right)): left == right
        case (.timestamp(let left), .timestamp(let right)): left == right
        case (.duration(let left), .duration(let right)): left == right
        case (.list(let left), .list(let right)): areEqual(left, right)
        case (.map(let left), .map(let right)): areEqual(left, right)
        case (.object(let left), .object(let right)): left.isEqual(to: right)
        case (.optional(let left), .optional(let right)): areEqual(left, right)
        case (.host(let left), .host(let right)): left.isEqual(to: right)
        case (.type(let left), .type(let right)): left.runtimeName == right.runtimeName
        default: numericOrder(left, right) == .same
        }
    }

    private static func areEqual(_ left: CELValue?, _ right: CELValue?) -> Bool {
        switch (left, right) {
        case (nil, nil): true
        case (let left?, let right?): left == right
        default: false
        }
    }

    private static func areEqual(_ left: CELMap, _ right: CELMap) -> Bool {
        left.count == right.count
            && left.keys.allSatisfy { key in
                guard let mine = left.value(for: key), let other = right.value(for: key) else { return false }
                return mine == other
            }
    }

    private static func areEqual(_ left: CELList, _ right: CELList) -> Bool {
        guard left.count == right.count else { return false }
        let identity = left.identity == .atomic ? right.identity : left.identity
        guard identity != .atomic else {
            for index in 0..<left.count where left[index] != right[index] { return false }
            return true
        }
        // Elements of a set or of a list map stand in any order (structured-merge-diff).
        var rest = Dictionary(grouping: right.values) { identity.key(of: $0) }
        return left.values.allSatisfy { element in
            let key = identity.key(of: element)
            guard let place = rest[key]?.firstIndex(of: element) else { return false }
            rest[key]?.remove(at: place)
            return true
        }
    }
}
