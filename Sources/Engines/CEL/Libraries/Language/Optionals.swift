extension CELLibrary {
    private static let value = CELType.parameter("V")

    /// Values that may be absent (cel-go, "OptionalTypes").
    static let optionals = CELLibrary(
        [
            CELFunction("optional.of", [value], .optional(value)) { .optional($0[0]) },
            CELFunction("optional.none", [], .optional(value)) { _ in .optional(nil) },
            CELFunction("optional.ofNonZeroValue", [value], .optional(value)) {
                $0[0].isZero ? .optional(nil) : .optional($0[0])
            },
            CELFunction("value", isMember: true, [.optional(value)], value) {
                a throws(CELEvaluationError) in
                guard let value = try a.optional(0) else { throw .failed("optional.none() dereference") }
                return value
            },
            CELFunction("hasValue", isMember: true, [.optional(value)], .bool) {
                a throws(CELEvaluationError) in .bool(try a.optional(0) != nil)
            },
        ] + indices + ends)

    private static let indices: [CELFunction] = [
        CELFunction(Operator.index, [.optional(.list(value)), .int], .optional(value)) {
            a throws(CELEvaluationError) in
            guard let wrapped = try a.optional(0) else { return .optional(nil) }
            return .optional(try [wrapped].list(0).found(at: a[1]))
        },
        CELFunction(
            Operator.index, [.optional(.map(.parameter("K"), value)), .parameter("K")], .optional(value)
        ) {
            a throws(CELEvaluationError) in
            guard let wrapped = try a.optional(0) else { return .optional(nil) }
            return .optional(try [wrapped].map(0).value(for: a[1]))
        },
        CELFunction(Operator.optionalIndex, [.list(value), .int], .optional(value)) {
            a throws(CELEvaluationError) in .optional(try a.list(0).found(at: a[1]))
        },
        CELFunction(Operator.optionalIndex, [.optional(.list(value)), .int], .optional(value)) {
            a throws(CELEvaluationError) in
            guard let wrapped = try a.optional(0) else { return .optional(nil) }
            return .optional(try [wrapped].list(0).found(at: a[1]))
        },
        CELFunction(
            Operator.optionalIndex, [.map(.parameter("K"), value), .parameter("K")], .optional(value)
        ) {
            a throws(CELEvaluationError) in .optional(try a.map(0).value(for: a[1]))
        },
        CELFunction(
            Operator.optionalIndex, [.optional(.map(.parameter("K"), value)), .parameter("K")],
            .optional(value)
        ) { a throws(CELEvaluationError) in
            guard let wrapped = try a.optional(0) else { return .optional(nil) }
            return .optional(try [wrapped].map(0).value(for: a[1]))
        },
    ]

    private static let ends: [CELFunction] = [
        CELFunction("optional.unwrap", [.list(.optional(value))], .list(value), cost: .elements) {
            a throws(CELEvaluationError) in try present(a)
        },
        CELFunction("unwrapOpt", isMember: true, [.list(.optional(value))], .list(value), cost: .elements) {
            a throws(CELEvaluationError) in try present(a)
        },
        CELFunction("first", isMember: true, [.list(value)], .optional(value)) {
            a throws(CELEvaluationError) in .optional(try a.list(0).found(at: .int(0)))
        },
        CELFunction("last", isMember: true, [.list(value)], .optional(value)) {
            a throws(CELEvaluationError) in
            let list = try a.list(0)
            return .optional(try list.found(at: .int(Int64(list.count) - 1)))
        },
    ]

    private static func present(_ arguments: [CELValue]) throws(CELEvaluationError) -> CELValue {
        var values: [CELValue] = []
        for element in try arguments.list(0).values {
            if let value = try [element].optional(0) { values.append(value) }
        }
        return .list(values)
    }
}

extension CELList {
    /// The element at an index, or nil beyond the ends.
    fileprivate func found(at index: CELValue) throws(CELEvaluationError) -> CELValue? {
        guard case .int(let place) = index else { throw .noSuchOverload }
        return place >= 0 && place < Int64(count) ? self[Int(place)] : nil
    }
}

extension CELValue {
    /// Whether the value is its type's default.
    fileprivate var isZero: Bool {
        switch self {
        case .null: true
        case .bool(let value): !value
        case .int(let value): value == 0
        case .uint(let value): value == 0
        case .double(let value): value == 0
        case .string(let text): text.isEmpty
        case .bytes(let bytes): bytes.isEmpty
        case .timestamp(let moment):
            moment.seconds == CELTimestamp.secondsRange.lowerBound && moment.nanoseconds == 0
        case .duration(let span): span.nanoseconds == 0
        case .list(let list): list.count == 0
        case .map(let map): map.count == 0
        case .optional(let value): value == nil
        case .object, .host, .type: false
        }
    }
}
