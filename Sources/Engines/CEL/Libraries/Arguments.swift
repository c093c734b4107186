extension CELEvaluationError {
    /// No overload of a function takes the values that it was given.
    static let noSuchOverload = CELEvaluationError.failed("no such overload")
}

/// The arguments of a call as Swift values; dispatch has seen to it that they are of the declared types.
extension [CELValue] {
    func bool(_ index: Int) throws(CELEvaluationError) -> Bool {
        guard case .bool(let value) = self[index] else { throw .noSuchOverload }
        return value
    }

    func int(_ index: Int) throws(CELEvaluationError) -> Int64 {
        guard case .int(let value) = self[index] else { throw .noSuchOverload }
        return value
    }

    func uint(_ index: Int) throws(CELEvaluationError) -> UInt64 {
        guard case .uint(let value) = self[index] else { throw .noSuchOverload }
        return value
    }

    func double(_ index: Int) throws(CELEvaluationError) -> Double {
        guard case .double(let value) = self[index] else { throw .noSuchOverload }
        return value
    }

    func text(_ index: Int) throws(CELEvaluationError) -> String {
        guard case .string(let value) = self[index] else { throw .noSuchOverload }
        return value
    }

    func bytes(_ index: Int) throws(CELEvaluationError) -> [UInt8] {
        guard case .bytes(let value) = self[index] else { throw .noSuchOverload }
        return value
    }

    func list(_ index: Int) throws(CELEvaluationError) -> CELList {
        guard case .list(let value) = self[index] else { throw .noSuchOverload }
        return value
    }

    func map(_ index: Int) throws(CELEvaluationError) -> CELMap {
        guard case .map(let value) = self[index] else { throw .noSuchOverload }
        return value
    }

    func timestamp(_ index: Int) throws(CELEvaluationError) -> CELTimestamp {
        guard case .timestamp(let value) = self[index] else { throw .noSuchOverload }
        return value
    }

    func duration(_ index: Int) throws(CELEvaluationError) -> CELDuration {
        guard case .duration(let value) = self[index] else { throw .noSuchOverload }
        return value
    }

    func optional(_ index: Int) throws(CELEvaluationError) -> CELValue? {
        guard case .optional(let value) = self[index] else { throw .noSuchOverload }
        return value
    }

    /// A value of a library.
    func host<Value: CELHostValue>(_ index: Int, as type: Value.Type) throws(CELEvaluationError) -> Value {
        guard case .host(let value) = self[index], let value = value as? Value else {
            throw .noSuchOverload
        }
        return value
    }

    /// All elements of a list of strings.
    func texts(_ index: Int) throws(CELEvaluationError) -> [String] {
        var texts: [String] = []
        for element in try list(index).values {
            guard case .string(let text) = element else { throw .noSuchOverload }
            texts.append(text)
        }
        return texts
    }
}
