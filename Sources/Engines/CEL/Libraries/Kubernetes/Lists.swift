extension CELLibrary {
    private static let sums: [(CELType, CELValue)] = [
        (.int, .int(0)), (.uint, .uint(0)), (.double, .double(0)),
        (.duration, .duration(CELDuration(nanoseconds: 0))),
    ]
    private static let ordered: [CELType] = [
        .int, .uint, .double, .bool, .duration, .timestamp, .string, .bytes,
    ]

    /// `sum`, `min`, `max`, `isSorted`, `indexOf` and `lastIndexOf` of lists.
    static let lists = CELLibrary(
        sums.map { type, zero in
            CELFunction("sum", isMember: true, [.list(type)], type, cost: .elements) {
                a throws(CELEvaluationError) in try sum(try a.list(0), from: zero)
            }
        }
            + ordered.flatMap { type in
                [
                    CELFunction("isSorted", isMember: true, [.list(type)], .bool, cost: .elements) {
                        a throws(CELEvaluationError) in .bool(try isSorted(try a.list(0)))
                    },
                    extreme("min", .less, type), extreme("max", .greater, type),
                ]
            } + [
                CELFunction(
                    "indexOf", isMember: true, [.list(.parameter("T")), .parameter("T")], .int,
                    cost: .elements
                ) { a throws(CELEvaluationError) in
                    let list = try a.list(0)
                    return .int(Int64((0..<list.count).first { list[$0] == a[1] } ?? -1))
                },
                CELFunction(
                    "lastIndexOf", isMember: true, [.list(.parameter("T")), .parameter("T")], .int,
                    cost: .elements
                ) { a throws(CELEvaluationError) in
                    let list = try a.list(0)
                    return .int(Int64((0..<list.count).last { list[$0] == a[1] } ?? -1))
                },
            ])

    private static func sum(_ list: CELList, from zero: CELValue) throws(CELEvaluationError) -> CELValue {
        let additions = arithmetic.functions.filter {
            $0.name == Operator.add && $0.parameters == [zero.type, zero.type]
        }
        guard let add = additions.first else { throw .noSuchOverload }
        var total = zero
        for element in list.values {
            guard element.isAcceptable(as: zero.type) else { throw .noSuchOverload }
            total = try add.body([total, element])
        }
        return total
    }

    private static func isSorted(_ list: CELList) throws(CELEvaluationError) -> Bool {
        for index in 0..<max(0, list.count - 1) {
            guard let order = CELValue.order(list[index], list[index + 1]) else { throw .noSuchOverload }
            if order == .greater { return false }
        }
        return true
    }

    private static func extreme(_ name: String, _ wanted: CELOrder, _ type: CELType) -> CELFunction {
        CELFunction(name, isMember: true, [.list(type)], type, cost: .elements) {
            a throws(CELEvaluationError) in
            let list = try a.list(0)
            guard list.count > 0 else { throw .failed("\(name) called on empty list") }
            var best = list[0]
            for index in 1..<max(1, list.count) {
                guard let order = CELValue.order(list[index], best) else { throw .noSuchOverload }
                if order == wanted { best = list[index] }
            }
            return best
        }
    }
}
