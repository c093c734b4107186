extension CELLibrary {
    /// `+ - * / %` and the sign; whole numbers that do not fit are errors (cel-spec, "Arithmetic").
    static let arithmetic = CELLibrary(
        integers + unsigned + doubles + moments + concatenations + [
            CELFunction(Operator.negate, [.int], .int) { a throws(CELEvaluationError) in
                .int(try whole((0 as Int64).subtractingReportingOverflow(try a.int(0))))
            },
            CELFunction(Operator.negate, [.double], .double) { a throws(CELEvaluationError) in
                .double(-(try a.double(0)))
            },
        ])

    private static func whole(_ result: (partialValue: Int64, overflow: Bool)) throws(CELEvaluationError)
        -> Int64
    {
        if result.overflow { throw .failed("integer overflow") }
        return result.partialValue
    }

    private static func natural(
        _ result: (partialValue: UInt64, overflow: Bool)
    ) throws(CELEvaluationError) -> UInt64 {
        if result.overflow { throw .failed("unsigned integer overflow") }
        return result.partialValue
    }

    private static func integer(
        _ name: String,
        _ operation: @escaping @Sendable (Int64, Int64) throws(CELEvaluationError) -> Int64
    ) -> CELFunction {
        CELFunction(name, [.int, .int], .int) { a throws(CELEvaluationError) in
            .int(try operation(try a.int(0), try a.int(1)))
        }
    }

    private static let integers: [CELFunction] = [
        integer("_+_") { l, r throws(CELEvaluationError) in try whole(l.addingReportingOverflow(r)) },
        integer("_-_") { l, r throws(CELEvaluationError) in try whole(l.subtractingReportingOverflow(r)) },
        integer("_*_") { l, r throws(CELEvaluationError) in try whole(l.multipliedReportingOverflow(by: r)) },
        integer("_/_") { l, r throws(CELEvaluationError) in
            if r == 0 { throw .failed("division by zero") }
            return try whole(l.dividedReportingOverflow(by: r))
        },
        integer("_%_") { l, r throws(CELEvaluationError) in
            if r == 0 { throw .failed("modulus by zero") }
            return try whole(l.remainderReportingOverflow(dividingBy: r))
        },
    ]

    private static func naturals(
        _ name: String,
        _ operation: @escaping @Sendable (UInt64, UInt64) throws(CELEvaluationError) -> UInt64
    ) -> CELFunction {
        CELFunction(name, [.uint, .uint], .uint) { a throws(CELEvaluationError) in
            .uint(try operation(try a.uint(0), try a.uint(1)))
        }
    }

    private static let unsigned: [CELFunction] = [
        naturals("_+_") { l, r throws(CELEvaluationError) in try natural(l.addingReportingOverflow(r)) },
        naturals("_-_") { l, r throws(CELEvaluationError) in try natural(l.subtractingReportingOverflow(r)) },
        naturals("_*_") { l, r throws(CELEvaluationError) in
            try natural(l.multipliedReportingOverflow(by: r))
        },
        naturals("_/_") { l, r throws(CELEvaluationError) in
            if r == 0 { throw .failed("division by zero") }
            return l / r
        },
        naturals("_%_") { l, r throws(CELEvaluationError) in
            if r == 0 { throw .failed("modulus by zero") }
            return l % r
        },
    ]

    private static func real(
        _ name: String, _ operation: @escaping @Sendable (Double, Double) -> Double
    ) -> CELFunction {
        CELFunction(name, [.double, .double], .double) { a throws(CELEvaluationError) in
            .double(operation(try a.double(0), try a.double(1)))
        }
    }

    private static let doubles: [CELFunction] = [
        real("_+_") { $0 + $1 }, real("_-_") { $0 - $1 }, real("_*_") { $0 * $1 }, real("_/_") { $0 / $1 },
    ]

    private static func moment(_ result: CELTimestamp?) throws(CELEvaluationError) -> CELValue {
        guard let result else { throw .failed("timestamp overflow") }
        return .timestamp(result)
    }

    private static func span(
        _ result: (partialValue: Int64, overflow: Bool)
    ) throws(CELEvaluationError) -> CELValue {
        if result.overflow { throw .failed("duration overflow") }
        return .duration(CELDuration(nanoseconds: result.partialValue))
    }

    private static let moments: [CELFunction] = [
        CELFunction("_+_", [.duration, .duration], .duration) { a throws(CELEvaluationError) in
            try span(
                try a.duration(0).nanoseconds.addingReportingOverflow(try a.duration(1).nanoseconds))
        },
        CELFunction("_-_", [.duration, .duration], .duration) { a throws(CELEvaluationError) in
            try span(
                try a.duration(0).nanoseconds.subtractingReportingOverflow(try a.duration(1).nanoseconds))
        },
        CELFunction("_+_", [.duration, .timestamp], .timestamp) { a throws(CELEvaluationError) in
            try moment(try a.timestamp(1).advanced(by: try a.duration(0)))
        },
        CELFunction("_+_", [.timestamp, .duration], .timestamp) { a throws(CELEvaluationError) in
            try moment(try a.timestamp(0).advanced(by: try a.duration(1)))
        },
        CELFunction("_-_", [.timestamp, .duration], .timestamp) { a throws(CELEvaluationError) in
            let (length, overflows) = (0 as Int64).subtractingReportingOverflow(
                try a.duration(1).nanoseconds)
            if overflows { throw .failed("timestamp overflow") }
            return try moment(try a.timestamp(0).advanced(by: CELDuration(nanoseconds: length)))
        },
        CELFunction("_-_", [.timestamp, .timestamp], .duration) { a throws(CELEvaluationError) in
            guard let span = try a.timestamp(0).distance(since: try a.timestamp(1)) else {
                throw .failed("duration overflow")
            }
            return .duration(span)
        },
    ]

    private static let concatenations: [CELFunction] = [
        CELFunction("_+_", [.string, .string], .string, cost: .concatenation) {
            a throws(CELEvaluationError) in
            let (left, right) = (try a.text(0), try a.text(1))
            try ResultLimit.check(left.utf8.count + right.utf8.count)
            return .string(left + right)
        },
        CELFunction("_+_", [.bytes, .bytes], .bytes, cost: .concatenation) {
            a throws(CELEvaluationError) in
            try ResultLimit.check(try a.bytes(0).count + a.bytes(1).count)
            return .bytes(try a.bytes(0) + a.bytes(1))
        },
        CELFunction("_+_", [.list(.parameter("A")), .list(.parameter("A"))], .list(.parameter("A"))) {
            a throws(CELEvaluationError) in
            .list(try a.list(0).joined(with: try a.list(1)))
        },
    ]
}
