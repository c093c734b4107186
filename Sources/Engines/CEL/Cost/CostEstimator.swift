/// Estimates what an evaluation may cost from how large its variables may be.
///
/// The sums are cel-go's (`checker/cost.go`) for the loops that its macros expand to, with the sizes that
/// kube-apiserver takes from `maxLength`, `maxItems` and `maxProperties`: a rule that it refuses for its
/// cost is refused here.
struct CostEstimator {
    private let checked: CheckedExpression
    private let shapes: [String: CELShape]
    /// What is known of the values of macros' variables, the innermost last.
    private var locals: [(name: String, size: Extent)] = []

    /// How large a value may be, and where its elements' sizes can be looked up.
    struct Extent: Sendable {
        /// The size, or nil when nothing bounds it.
        var size: CostEstimate?
        /// The schema of the value, or nil when it is not out of one.
        var shape: CELShape?
        /// How large the keys and the elements of a literal may be.
        var key: CostEstimate?
        var element: CostEstimate?

        var bounded: CostEstimate { size ?? .unknown }
    }

    /// The range of the costs of an expression.
    static func estimate(_ checked: CheckedExpression, _ shapes: [String: CELShape]) -> CostEstimate {
        var estimator = CostEstimator(checked: checked, shapes: shapes)
        return estimator.estimate(checked.root).cost
    }

    private init(checked: CheckedExpression, shapes: [String: CELShape]) {
        self.checked = checked
        self.shapes = shapes
    }

    typealias Estimate = (cost: CostEstimate, extent: Extent)

    /// The extent of a value out of a schema, or one that its type alone bounds.
    private func extent(of shape: CELShape?, type: CELType) -> Extent {
        var extent = Extent(shape: shape)
        if let shape {
            extent.size = shape.isSized ? CostEstimate(0, shape.maxSize ?? .max) : .fixed(1)
        } else if !type.isSized {
            extent.size = .fixed(1)
        }
        return extent
    }

    mutating func estimate(_ expression: Expression) -> Estimate {
        let type = checked.type(of: expression)
        switch checked.meanings[expression.id] {
        case .variable(let name)?: return (.fixed(1), extent(of: shapes[name], type: type))
        case .local(let name)?:
            return (.fixed(1), locals.last { $0.name == name }?.size ?? Extent())
        case .type?: return (.fixed(1), extent(of: nil, type: type))
        default: break
        }
        switch expression.kind {
        case .literal(let value): return (.fixed(0), Extent(size: .fixed(value.costSize)))
        case .identifier, .message: return (.fixed(1), Extent())
        case .select(let operand, let field):
            let (cost, extent) = estimate(operand)
            return (cost + .fixed(1), self.extent(of: Self.member(field, extent), type: type))
        case .presence(let operand, _): return (estimate(operand).cost, Extent(size: .fixed(1)))
        case .optionalSelect(let operand, let field):
            let (cost, extent) = estimate(operand)
            return (cost + .fixed(1), self.extent(of: Self.member(field, extent), type: type.unwrapped))
        case .call(let name, let target, let arguments):
            return call(expression, name, target, arguments)
        case .list(let elements): return list(elements)
        case .map(let entries): return map(entries)
        case .fold(let fold): return self.fold(fold)
        case .optionalMap(let target, let name, let body, _):
            let (cost, extent) = estimate(target)
            locals.append((name, extent))
            defer { locals.removeLast() }
            let (inner, result) = estimate(body)
            return (cost + .fixed(2) + CostEstimate(0, inner.maximum), result)
        }
    }

    private static func member(_ field: String, _ extent: Extent) -> CELShape? {
        extent.shape?.field(field)?.shape ?? (extent.shape?.isMap == true ? extent.shape?.element : nil)
    }

    // MARK: Literals

    private mutating func list(_ elements: [Expression.Element]) -> Estimate {
        var cost = CostEstimate.fixed(10)
        var sizes: CostEstimate?
        for element in elements {
            let (inner, extent) = estimate(element.value)
            cost = cost + inner
            sizes = sizes?.union(extent.bounded) ?? extent.bounded
        }
        let count = UInt64(elements.count)
        return (cost, Extent(size: .fixed(count), key: .fixed(1), element: sizes ?? .fixed(0)))
    }

    private mutating func map(_ entries: [Expression.Entry]) -> Estimate {
        var cost = CostEstimate.fixed(30)
        var (keys, values): (CostEstimate?, CostEstimate?)
        for entry in entries {
            let (keyCost, key) = estimate(entry.key)
            let (valueCost, value) = estimate(entry.value)
            cost = cost + keyCost + valueCost
            keys = keys?.union(key.bounded) ?? key.bounded
            values = values?.union(value.bounded) ?? value.bounded
        }
        let count = UInt64(entries.count)
        return (cost, Extent(size: .fixed(count), key: keys ?? .fixed(0), element: values ?? .fixed(0)))
    }

    // MARK: Calls

    private mutating func call(
        _ expression: Expression, _ name: String, _ target: Expression?, _ arguments: [Expression]
    ) -> Estimate {
        var operands = arguments
        var overloads: [CELFunction] = []
        if case .call(let found, let isStatic)? = checked.meanings[expression.id] {
            overloads = found
            if let target, !isStatic { operands.insert(target, at: 0) }
        }
        let parts = operands.map { estimate($0) }
        let extents = parts.map(\.extent)
        let sum = parts.reduce(CostEstimate.fixed(0)) { $0 + $1.cost }
        switch (name, parts.count) {
        case (Operator.and, 2), (Operator.or, 2):
            // The second side may not be needed.
            return (CostEstimate(parts[0].cost.minimum, sum.maximum), Extent(size: .fixed(1)))
        case (Operator.conditional, 3):
            let size = extents[1].bounded.union(extents[2].bounded)
            return (
                parts[0].cost + parts[1].cost.union(parts[2].cost),
                Extent(size: size, shape: extents[1].shape, element: Self.union(extents[1], extents[2]))
            )
        case ("dyn", 1): return (sum + .fixed(1), extents[0])
        case (Operator.index, 2), (Operator.optionalIndex, 2):
            var inner = extent(of: extents[0].shape?.element, type: checked.type(of: expression).unwrapped)
            if inner.size == nil { inner.size = extents[0].element }
            return (sum + .fixed(1), inner)
        default: break
        }
        var cost: CostEstimate?
        for overload in overloads {
            let one = overload.cost.estimate(extents)
            cost = cost?.union(one) ?? one
        }
        var result = ResultSize.estimate(name, extents)
        if result.size == nil, !checked.type(of: expression).isSized { result.size = .fixed(1) }
        return (sum + (cost ?? .fixed(1)), result)
    }

    private static func union(_ left: Extent, _ right: Extent) -> CostEstimate? {
        guard let left = left.element, let right = right.element else { return nil }
        return left.union(right)
    }

    // MARK: Macros

    private mutating func fold(_ fold: Expression.Fold) -> Estimate {
        let (rangeCost, range) = estimate(fold.range)
        let isMap = if case .map = checked.type(of: fold.range) { true } else { false }
        let key = Extent(size: isMap ? range.key ?? range.shape.map { _ in .unknown } : .fixed(1))
        var element = extent(of: range.shape?.element, type: .dyn)
        if element.size == nil { element.size = range.element }
        var variables = [(fold.first, isMap ? key : element)]
        if let second = fold.second { variables = [(fold.first, key), (second, element)] }
        locals += variables
        let predicate = fold.predicate.map { estimate($0) }
        let transform = fold.transform.map { estimate($0) }
        locals.removeLast(variables.count)
        var turn = CostEstimate.fixed(fold.macro.costPerTurn)
        if let predicate {
            // A predicate is skipped once the result is known.
            turn = turn + (fold.macro.decides ? CostEstimate(0, predicate.cost.maximum) : predicate.cost)
        }
        let taken = CostEstimate.fixed(fold.macro.costPerResult) + (transform?.cost ?? .fixed(0))
        turn = turn + (fold.predicate == nil ? taken : CostEstimate(0, taken.maximum))
        let cost = rangeCost + .fixed(fold.macro.fixedCost) + range.bounded * turn
        switch fold.macro {
        case .all, .exists, .existsOne: return (cost, Extent(size: .fixed(1)))
        default:
            return (
                cost, Extent(size: range.bounded, element: transform?.extent.bounded ?? element.bounded)
            )
        }
    }
}

extension Expression.Fold.Macro {
    /// Whether one element can settle the result.
    fileprivate var decides: Bool { self == .all || self == .exists }
}

extension CELShape {
    fileprivate var isSized: Bool { type.isSized }

    fileprivate var isMap: Bool { if case .map = kind { true } else { false } }
}

extension CELType {
    /// Whether values of the type have a size.
    fileprivate var isSized: Bool {
        switch self {
        case .string, .bytes, .list, .map, .dyn, .optional, .parameter: true
        default: false
        }
    }

    /// What an optional wraps; other types as they are.
    fileprivate var unwrapped: CELType { if case .optional(let inner) = self { inner } else { self } }
}
