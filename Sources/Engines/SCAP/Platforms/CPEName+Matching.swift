extension CPEName {
    /// How one name's set of platforms stands to another's (CPE 2.3 Name Matching, NISTIR 7696, 6).
    public enum Relation: Sendable {
        /// They have nothing in common.
        case disjoint
        /// All that the name means, the other means too, and more.
        case subset
        /// All that the other means, the name means too, and more.
        case superset
        /// They mean the same.
        case equal
        /// It cannot be said: the other has wildcards, or the two overlap.
        case undefined
    }

    /// How this name stands to another, which should have no wildcards.
    public func relation(to other: CPEName) -> Relation {
        var result = Relation.equal
        for (own, others) in zip(values, other.values) {
            switch Self.relation(own, others) {
            case .disjoint: return .disjoint
            case .equal: continue
            case let next where result == .equal || result == next: result = next
            default: result = .undefined
            }
        }
        return result
    }

    /// Whether all that another name means is meant by this one too: what applicability asks.
    public func covers(_ other: CPEName) -> Bool {
        let relation = relation(to: other)
        return relation == .superset || relation == .equal
    }

    private static func relation(_ source: Value, _ target: Value) -> Relation {
        switch (source, target) {
        case (.any, .any), (.notApplicable, .notApplicable): return .equal
        case (.any, .text(let symbols)): return hasWildcard(symbols) ? .undefined : .superset
        case (.any, .notApplicable): return .superset
        case (.text, .any), (.notApplicable, .any): return .subset
        case (.notApplicable, .text), (.text, .notApplicable): return .disjoint
        case (.text(let source), .text(let target)):
            if source == target { return .equal }
            if hasWildcard(target) { return .undefined }
            return hasWildcard(source) && matches(source, target) ? .superset : .disjoint
        }
    }

    private static func hasWildcard(_ symbols: [Symbol]) -> Bool {
        symbols.contains { $0 == .one || $0 == .many }
    }

    /// Whether a text fits wildcards: the places in the pattern where it may stand move on with each character.
    private static func matches(_ pattern: [Symbol], _ text: [Symbol]) -> Bool {
        /// With the places that are reached by letting a wildcard stand for nothing.
        func closed(_ places: Set<Int>) -> Set<Int> {
            var places = places
            for index in pattern.indices where places.contains(index) {
                if pattern[index] == .one || pattern[index] == .many { places.insert(index + 1) }
            }
            return places
        }
        var places = closed([0])
        for character in text {
            var next: Set<Int> = []
            for place in places where place < pattern.count {
                switch pattern[place] {
                case .many: next.insert(place)
                case .one: next.insert(place + 1)
                case character: next.insert(place + 1)
                default: break
                }
            }
            places = closed(next)
            if places.isEmpty { return false }
        }
        return places.contains(pattern.count)
    }
}
