extension CELCost {
    /// The range of costs for arguments of some sizes.
    func estimate(_ arguments: [CostEstimator.Extent]) -> CostEstimate {
        func size(_ index: Int) -> CostEstimate {
            index < arguments.count ? arguments[index].bounded : .unknown
        }
        func read(_ index: Int) -> CostEstimate { size(index).scaled(by: Self.traversalFactor) }
        switch self {
        case .constant(let cost): return .fixed(cost)
        case .traversal(let index, let times): return size(index).scaled(by: Self.traversalFactor * times)
        case .pattern:
            return (size(0) + .fixed(1)).scaled(by: Self.traversalFactor)
                * size(1).scaled(by: Self.patternFactor)
        case .search: return read(0) * read(1)
        case .comparison:
            let most = min(size(0).maximum, size(1).maximum)
            return CostEstimate(most > 0 ? 1 : 0, most).scaled(by: Self.traversalFactor)
        case .concatenation: return (size(0) + size(1)).scaled(by: Self.traversalFactor)
        case .membership: return size(1)
        case .elements:
            let each =
                arguments.first?.element
                ?? arguments.first?.shape?.element?.maxSize.map { CostEstimate(0, $0) }
            return size(0) * (.fixed(1) + (each ?? .fixed(1)).scaled(by: Self.traversalFactor))
        case .product: return size(0) * size(1)
        case .result(let times):
            let element =
                arguments.first?.element
                ?? arguments.first?.shape?.element?.maxSize.map { CostEstimate(0, $0) }
            let separator = arguments.count > 1 ? size(1) : .fixed(0)
            return (size(0) * ((element ?? .unknown) + separator)).scaled(
                by: Self.traversalFactor * times / 2)
        }
    }
}

/// How large the results of functions may be.
enum ResultSize {
    static func estimate(_ function: String, _ arguments: [CostEstimator.Extent]) -> CostEstimator.Extent {
        func size(_ index: Int) -> CostEstimate {
            index < arguments.count ? arguments[index].bounded : .unknown
        }
        var result = CostEstimator.Extent()
        switch function {
        case Operator.add:
            result.size = size(0) + size(1)
            result.shape = arguments.first?.shape
            if arguments.count == 2, let left = arguments[0].element, let right = arguments[1].element {
                result.element = left.union(right)
            }
        case "lowerAscii", "upperAscii", "trim", "substring":
            result.size = CostEstimate(0, size(0).maximum)
        case "split", "find", "findAll":
            result.size = CostEstimate(0, size(0).maximum)
            result.element = result.size
        case "replace": result.size = replacement(size(0), size(1), size(2))
        case "bytes": result.size = CostEstimate(size(0).minimum, size(0).maximum.multipliedBounded(by: 4))
        case "format": result.size = CostEstimate(0, size(0).maximum.addingBounded(size(1).maximum))
        case "strings.quote":
            result.size = size(0) * .fixed(2) + .fixed(2)
        case "join":
            let element =
                arguments.first?.element
                ?? arguments.first?.shape?.element?.maxSize.map { CostEstimate(0, $0) }
            result.size = size(0) * ((element ?? .unknown) + (arguments.count > 1 ? size(1) : .fixed(0)))
        case "or", "orValue", "value":
            result = arguments.first ?? result
            if arguments.count > 1 { result.size = size(0).union(size(1)) }
        case "optional.of", "optional.ofNonZeroValue": result = arguments.first ?? result
        default: break
        }
        return result
    }

    /// The worst case replaces the shortest part by the longest text as often as it fits.
    private static func replacement(
        _ text: CostEstimate, _ old: CostEstimate, _ new: CostEstimate
    ) -> CostEstimate {
        let most: UInt64
        if old.minimum == 0 {
            most = text.maximum.addingBounded(1).multipliedBounded(by: new.maximum).addingBounded(
                text.maximum)
        } else if new.maximum <= old.minimum {
            most = text.maximum
        } else {
            let count = text.maximum / old.minimum + (text.maximum % old.minimum == 0 ? 0 : 1)
            most = count.multipliedBounded(by: new.maximum)
        }
        return CostEstimate(0, most)
    }
}
