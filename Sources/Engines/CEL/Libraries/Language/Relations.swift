extension CELLibrary {
    /// `< <= > >=`, between numbers of different types too (cel-spec, "Ordering").
    static let relations = CELLibrary(
        [("_<_", [.less]), ("_<=_", [.less, .same]), ("_>_", [.greater]), ("_>=_", [.greater, .same])]
            .flatMap { name, accepted in overloads(name, accepted) })

    private static func overloads(_ name: String, _ accepted: [CELOrder]) -> [CELFunction] {
        let numbers: [CELType] = [.int, .uint, .double]
        let mixed = numbers.flatMap { left in numbers.map { [left, $0] } }
        let alike = ([.bool, .string, .bytes, .timestamp, .duration] as [CELType]).map { [$0, $0] }
        return (alike + mixed).map { parameters in
            let isText = parameters[0] == .string || parameters[0] == .bytes
            return CELFunction(name, parameters, .bool, cost: isText ? .comparison : .constant(1)) {
                a throws(CELEvaluationError) in
                guard let order = CELValue.order(a[0], a[1]) else { throw .noSuchOverload }
                if order == .unordered { throw .failed("NaN values cannot be ordered") }
                return .bool(accepted.contains(order))
            }
        }
    }
}
