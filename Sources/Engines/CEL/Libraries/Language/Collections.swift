extension CELLibrary {
    /// Indexing, `in` and `size`.
    static let collections = CELLibrary(
        [
            CELFunction(Operator.index, [.list(.parameter("A")), .int], .parameter("A")) {
                a throws(CELEvaluationError) in
                try element(of: try a.list(0), at: a[1])
            },
            CELFunction(
                Operator.index, [.map(.parameter("A"), .parameter("B")), .parameter("A")], .parameter("B")
            ) { a throws(CELEvaluationError) in
                guard let value = try a.map(0).value(for: a[1]) else {
                    throw .failed("no such key: \(a[1].keyText)")
                }
                return value
            },
            CELFunction(
                Operator.membership, [.parameter("A"), .list(.parameter("A"))], .bool, cost: .membership
            ) { a throws(CELEvaluationError) in .bool(try a.list(1).contains(a[0])) },
            CELFunction(
                Operator.membership, [.parameter("A"), .map(.parameter("A"), .parameter("B"))], .bool
            ) { a throws(CELEvaluationError) in .bool(try a.map(1).value(for: a[0]) != nil) },
        ] + [false, true].flatMap(sizes))

    /// The element at an index; a number without fraction of any type is an index.
    static func element(of list: CELList, at index: CELValue) throws(CELEvaluationError) -> CELValue {
        let place: Int? =
            switch index {
            case .int(let value): Int(exactly: value)
            case .uint(let value): Int(exactly: value)
            case .double(let value): Int(exactly: value)
            default: throw .noSuchOverload
            }
        guard let place, place >= 0, place < list.count else {
            throw .failed("index out of bounds: \(index.keyText)")
        }
        return list[place]
    }

    private static func sizes(isMember: Bool) -> [CELFunction] {
        [
            CELFunction("size", isMember: isMember, [.string], .int) { a throws(CELEvaluationError) in
                .int(Int64(try a.text(0).unicodeScalars.count))
            },
            CELFunction("size", isMember: isMember, [.bytes], .int) { a throws(CELEvaluationError) in
                .int(Int64(try a.bytes(0).count))
            },
            CELFunction("size", isMember: isMember, [.list(.parameter("A"))], .int) {
                a throws(CELEvaluationError) in .int(Int64(try a.list(0).count))
            },
            CELFunction("size", isMember: isMember, [.map(.parameter("A"), .parameter("B"))], .int) {
                a throws(CELEvaluationError) in .int(Int64(try a.map(0).count))
            },
        ]
    }
}

extension CELValue {
    /// A key or an index as messages show it.
    var keyText: String {
        switch self {
        case .bool(let value): "\(value)"
        case .int(let value): "\(value)"
        case .uint(let value): "\(value)"
        case .double(let value): ValueText.double(value)
        case .string(let text): text
        default: type.runtimeName
        }
    }
}
