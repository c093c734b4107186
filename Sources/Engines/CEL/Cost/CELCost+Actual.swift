extension CELCost {
    /// A tenth of a step a character.
    static let traversalFactor = 0.1
    /// A quarter of a step a character: about four make one state of the machine that matches.
    static let patternFactor = 0.25

    /// The cost for some arguments, or nil when only the result tells it.
    func actual(_ arguments: [CELValue]) -> UInt64? {
        func size(_ index: Int) -> UInt64 { arguments[index].costSize }
        func read(_ index: Int) -> UInt64 { size(index).scaledUp(by: Self.traversalFactor) }
        switch self {
        case .constant(let cost): return cost
        case .traversal(let index, let times): return size(index).scaledUp(by: Self.traversalFactor * times)
        case .pattern:
            let text = size(0).addingBounded(1).scaledUp(by: Self.traversalFactor)
            return text.multipliedBounded(by: size(1).scaledUp(by: Self.patternFactor))
        case .search: return read(0).multipliedBounded(by: read(1))
        case .comparison: return min(size(0), size(1)).scaledUp(by: Self.traversalFactor)
        case .concatenation: return size(0).addingBounded(size(1)).scaledUp(by: Self.traversalFactor)
        case .membership: return size(1)
        case .elements: return size(0)
        case .product: return size(0).multipliedBounded(by: size(1)).addingBounded(1)
        case .result: return nil
        }
    }

    /// The cost that the result tells.
    func actual(result: CELValue) -> UInt64 {
        if case .result(let times) = self {
            result.costSize.scaledUp(by: Self.traversalFactor * times)
        } else {
            0
        }
    }
}

extension CELValue {
    /// The size that costs are counted by: characters, bytes, elements, entries; 1 for everything else.
    var costSize: UInt64 {
        switch self {
        case .string(let text): UInt64(text.utf8.count)
        case .bytes(let bytes): UInt64(bytes.count)
        case .list(let list): UInt64(list.count)
        case .map(let map): UInt64(map.count)
        default: 1
        }
    }
}
