extension CELLibrary {
    /// `int(x)`, `string(x)` and their like (cel-spec, "Type Conversions").
    static let conversions = CELLibrary(
        identities + toIntegers + toDoubles + toStrings + toTimes + [
            CELFunction("dyn", [.parameter("A")], .dyn) { $0[0] },
            CELFunction("type", [.parameter("A")], .type(.parameter("A"))) { .type($0[0].type) },
            CELFunction("bool", [.string], .bool) { a throws(CELEvaluationError) in
                switch try a.text(0) {
                case "1", "t", "T", "TRUE", "true", "True": .bool(true)
                case "0", "f", "F", "FALSE", "false", "False": .bool(false)
                default: throw .failed("type conversion error from 'string' to 'bool'")
                }
            },
            CELFunction("bytes", [.string], .bytes, cost: .traversal(0)) { a throws(CELEvaluationError) in
                .bytes(Array(try a.text(0).utf8))
            },
        ])

    private static let identities: [CELFunction] = [
        CELType.bool, .bytes, .double, .duration, .int, .string, .timestamp, .uint,
    ].map { type in
        let name = type == .timestamp ? "timestamp" : type == .duration ? "duration" : type.description
        return CELFunction(name, [type], type) { $0[0] }
    }

    private static let toIntegers: [CELFunction] = [
        CELFunction("int", [.uint], .int) { a throws(CELEvaluationError) in
            guard let value = Int64(exactly: try a.uint(0)) else { throw .failed("integer overflow") }
            return .int(value)
        },
        CELFunction("int", [.double], .int) { a throws(CELEvaluationError) in
            let value = try a.double(0)
            // cel-go refuses both ends of the range, where a double cannot tell what was meant.
            guard value > -0x1p63, value < 0x1p63 else { throw .failed("integer overflow") }
            return .int(Int64(value))
        },
        CELFunction("int", [.string], .int) { a throws(CELEvaluationError) in
            guard let value = Int64(try a.text(0)) else {
                throw .failed("type conversion error from 'string' to 'int'")
            }
            return .int(value)
        },
        CELFunction("int", [.timestamp], .int) { a throws(CELEvaluationError) in
            .int(try a.timestamp(0).seconds)
        },
        CELFunction("int", [.duration], .int) { a throws(CELEvaluationError) in
            .int(try a.duration(0).nanoseconds)
        },
        CELFunction("uint", [.int], .uint) { a throws(CELEvaluationError) in
            guard let value = UInt64(exactly: try a.int(0)) else {
                throw .failed("unsigned integer overflow")
            }
            return .uint(value)
        },
        CELFunction("uint", [.double], .uint) { a throws(CELEvaluationError) in
            let value = try a.double(0)
            guard value >= 0, value < 0x1p64 else { throw .failed("unsigned integer overflow") }
            return .uint(UInt64(value))
        },
        CELFunction("uint", [.string], .uint) { a throws(CELEvaluationError) in
            let text = try a.text(0)
            guard text.first != "+", let value = UInt64(text) else {
                throw .failed("type conversion error from 'string' to 'uint'")
            }
            return .uint(value)
        },
    ]

    private static let toDoubles: [CELFunction] = [
        CELFunction("double", [.int], .double) { a throws(CELEvaluationError) in
            .double(Double(try a.int(0)))
        },
        CELFunction("double", [.uint], .double) { a throws(CELEvaluationError) in
            .double(Double(try a.uint(0)))
        },
        CELFunction("double", [.string], .double) { a throws(CELEvaluationError) in
            guard let value = DoubleText.parse(try a.text(0)) else {
                throw .failed("type conversion error from 'string' to 'double'")
            }
            return .double(value)
        },
    ]

    private static let toStrings: [CELFunction] = [
        CELFunction("string", [.bool], .string) { a throws(CELEvaluationError) in
            .string("\(try a.bool(0))")
        },
        CELFunction("string", [.int], .string) { a throws(CELEvaluationError) in .string("\(try a.int(0))") },
        CELFunction("string", [.uint], .string) { a throws(CELEvaluationError) in
            .string("\(try a.uint(0))")
        },
        CELFunction("string", [.double], .string) { a throws(CELEvaluationError) in
            .string(ValueText.double(try a.double(0)))
        },
        CELFunction("string", [.bytes], .string, cost: .traversal(0)) { a throws(CELEvaluationError) in
            guard let text = String(validating: try a.bytes(0), as: UTF8.self) else {
                throw .failed("invalid UTF-8 in bytes, cannot convert to string")
            }
            return .string(text)
        },
        CELFunction("string", [.timestamp], .string) { a throws(CELEvaluationError) in
            .string(try a.timestamp(0).text)
        },
        CELFunction("string", [.duration], .string) { a throws(CELEvaluationError) in
            .string(try a.duration(0).text)
        },
    ]

    private static let toTimes: [CELFunction] = [
        CELFunction("timestamp", [.string], .timestamp) { a throws(CELEvaluationError) in
            guard let moment = CELTimestamp(try a.text(0)) else {
                throw .failed("type conversion error from 'string' to 'google.protobuf.Timestamp'")
            }
            return .timestamp(moment)
        },
        CELFunction("timestamp", [.int], .timestamp) { a throws(CELEvaluationError) in
            guard let moment = CELTimestamp(seconds: try a.int(0)) else {
                throw .failed("timestamp overflow")
            }
            return .timestamp(moment)
        },
        CELFunction("duration", [.string], .duration) { a throws(CELEvaluationError) in
            guard let span = CELDuration(try a.text(0)) else {
                throw .failed("type conversion error from 'string' to 'google.protobuf.Duration'")
            }
            return .duration(span)
        },
        CELFunction("duration", [.int], .duration) { a throws(CELEvaluationError) in
            .duration(CELDuration(nanoseconds: try a.int(0)))
        },
    ]
}
