extension Evaluator {
    /// The items of a set (`oval-def:set`).
    func collect(_ set: ObjectSet) -> Collected {
        switch set {
        case .sets(let operation, let sets): return combine(operation, sets.map(self.collect))
        case .objects(let operation, let ids, let filters):
            let filter = filter(filters)
            return combine(operation, ids.map { self.filtered(collection(of: $0), filter) })
        }
    }

    private func filtered(_ collected: Collected, _ filter: ItemFilter) -> Collected {
        if filter.isEmpty { return collected }
        var collected = collected
        collected.items.removeAll { !filter.accepts($0) }
        return collected
    }

    private func combine(_ operation: ObjectSet.Operation, _ collections: [Collected]) -> Collected {
        guard var result = collections.first else { return Collected(.doesNotExist) }
        for other in collections.dropFirst() {
            result.flag = operation.flag(result.flag, other.flag)
            result.messages += other.messages
            switch operation {
            case .union:
                var seen = Set(result.items)
                for item in other.items where seen.insert(item).inserted { result.items.append(item) }
            case .intersection:
                let kept = Set(other.items)
                result.items.removeAll { !kept.contains($0) }
            case .complement:
                let dropped = Set(other.items)
                result.items.removeAll { dropped.contains($0) }
            }
        }
        if result.flag == .error || result.flag == .doesNotExist { result.items = [] }
        return result
    }
}

extension ObjectSet.Operation {
    /// The flag of a combined set (OVAL 5.11, `oval-def:SetOperatorEnumeration`).
    func flag(_ first: CollectionFlag, _ second: CollectionFlag) -> CollectionFlag {
        switch self {
        case .union: Self.unionFlag([first, second])
        case .intersection: Self.intersectionFlag([first, second])
        case .complement: Self.complementFlag(first, second)
        }
    }

    private static func unionFlag(_ flags: Set<CollectionFlag>) -> CollectionFlag {
        if flags.contains(.error) { return .error }
        if flags.contains(.incomplete) { return .incomplete }
        if flags.contains(.notCollected) {
            return flags.isSubset(of: [.notCollected, .notApplicable]) ? .notCollected : .incomplete
        }
        if flags.contains(.complete) { return .complete }
        return flags.contains(.doesNotExist) ? .doesNotExist : .notApplicable
    }

    private static func intersectionFlag(_ flags: Set<CollectionFlag>) -> CollectionFlag {
        for flag: CollectionFlag in [.doesNotExist, .error, .notCollected, .incomplete, .complete]
        where flags.contains(flag) { return flag }
        return .notApplicable
    }

    private static func complementFlag(_ first: CollectionFlag, _ second: CollectionFlag) -> CollectionFlag {
        if first == .notApplicable || second == .notApplicable || first == .error { return .error }
        if first == .doesNotExist { return .doesNotExist }
        if second == .error { return .error }
        if first == .notCollected || second == .notCollected { return .notCollected }
        return second == .incomplete ? .error : first
    }
}
