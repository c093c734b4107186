extension CELLibrary {
    private static let value = CELType.parameter("A")
    private static let wrapped = CELType.parameter("V")

    /// The operators that do not need all of their operands, for the checker; ``LogicStep`` and its
    /// neighbours evaluate them.
    static let logic = CELLibrary([
        lazy(Operator.and, [.bool, .bool], .bool), lazy(Operator.or, [.bool, .bool], .bool),
        lazy(Operator.conditional, [.bool, value, value], value),
        lazy("or", isMember: true, [.optional(wrapped), .optional(wrapped)], .optional(wrapped)),
        lazy("orValue", isMember: true, [.optional(wrapped), wrapped], wrapped),
        CELFunction(Operator.not, [.bool], .bool) { a throws(CELEvaluationError) in .bool(!(try a.bool(0))) },
        CELFunction(Operator.equal, [value, value], .bool, cost: .comparison) { .bool($0[0] == $0[1]) },
        CELFunction(Operator.notEqual, [value, value], .bool, cost: .comparison) { .bool($0[0] != $0[1]) },
    ])

    private static func lazy(
        _ name: String, isMember: Bool = false, _ parameters: [CELType], _ result: CELType
    ) -> CELFunction {
        CELFunction(name, isMember: isMember, parameters, result, cost: .constant(0)) {
            _ throws(CELEvaluationError) in throw .noSuchOverload
        }
    }

    /// The functions of the language itself.
    static let language = CELLibrary(
        [logic, arithmetic, relations, collections, conversions, texts, times, optionals]
            .flatMap(\.functions))
}
