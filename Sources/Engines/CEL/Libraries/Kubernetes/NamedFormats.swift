/// A named format of strings and the sentences that say what is wrong with one.
struct CELNamedFormat: CELHostValue {
    let name: String
    let problems: @Sendable (String) -> [String]

    var type: CELType { .format }

    func isEqual(to other: any CELHostValue) -> Bool { (other as? CELNamedFormat)?.name == name }
}

extension CELFunction {
    /// `format.dns1123Label().validate(text)`; the host says which formats there are.
    public static func formats(_ formats: [String: @Sendable (String) -> [String]]) -> [CELFunction] {
        let named = formats.map { CELNamedFormat(name: $0.key, problems: $0.value) }
        return named.map { format in CELFunction("format.\(format.name)", [], .format) { _ in .host(format) }
        }
            + [
                CELFunction("format.named", [.string], .optional(.format)) { a throws(CELEvaluationError) in
                    let name = try a.text(0)
                    return .optional(named.first { $0.name == name }.map { .host($0) })
                },
                CELFunction(
                    "validate", isMember: true, [.format, .string], .optional(.list(.string)),
                    cost: .traversal(1, times: 10)
                ) { a throws(CELEvaluationError) in
                    let problems = try a.host(0, as: CELNamedFormat.self).problems(try a.text(1))
                    return .optional(problems.isEmpty ? nil : .list(problems.map(CELValue.string)))
                },
            ]
    }
}
