extension Expression.Fold.Macro {
    /// What the loop's beginning and end cost besides its range: an empty list or map, the result.
    var fixedCost: UInt64 {
        switch self {
        case .all, .exists: 1
        case .existsOne: 2
        case .filter, .map, .transformList: 11
        case .transformMap, .transformMapEntry: 31
        }
    }

    /// What a turn costs besides predicate and transformation: whether to go on, and the value so far.
    var costPerTurn: UInt64 {
        switch self {
        case .all: 3
        case .exists: 4
        case .existsOne, .filter, .map, .transformList, .transformMap, .transformMapEntry: 1
        }
    }

    /// What taking an element up costs.
    var costPerResult: UInt64 {
        switch self {
        case .all, .exists: 0
        case .existsOne, .transformMapEntry: 1
        case .transformMap: 2
        case .map, .transformList: 11
        case .filter: 12
        }
    }
}
