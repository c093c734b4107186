/// The values of a variable or of a part of its computation.
public struct VariableValues: Sendable {
    /// How the values were come by; only `complete` and `incomplete` have any.
    public var flag: CollectionFlag
    /// The values.
    public var texts: [String]
    /// The values' type.
    public var datatype: Datatype = .string
    /// One sentence for each thing that went wrong.
    public var messages: [String] = []
    /// Whether a cycle or a bound of ours, and nothing about the host, kept the values away.
    var isRefused = false

    /// Values that are all there; none at all means that they do not exist.
    static func found(_ texts: [String]) -> VariableValues {
        VariableValues(flag: texts.isEmpty ? .doesNotExist : .complete, texts: texts)
    }

    /// No values, because of an error.
    static func failed(_ message: String) -> VariableValues {
        VariableValues(flag: .error, texts: [], messages: [message])
    }

    /// No values, because finding them would not end or would take too much.
    static func refused(_ message: String) -> VariableValues {
        VariableValues(flag: .error, texts: [], messages: [message], isRefused: true)
    }
}

extension Evaluator {
    /// The values of a variable.
    public func values(ofVariable id: String) -> VariableValues {
        if let known = values[id] { return known }
        guard let variable = definitions.variables[id] else {
            return .failed(lose(.variable(id)))
        }
        var result: VariableValues
        do throws(ReferencePath.Obstacle) {
            try path.enter(id)
            result = compute(variable)
            path.leave()
        } catch {
            result = .refused("\(definitions.file): \(error); the variable has no values")
        }
        result.datatype = variable.datatype
        // A function quotes the value that it refuses.
        if !result.messages.isEmpty, masks.hides(variable: id) {
            result.messages = ["something is wrong with the masked variable \"\(id)\""]
        }
        values[id] = result
        return result
    }

    private func compute(_ variable: Variable) -> VariableValues {
        switch variable.source {
        case .constant(let texts): return .found(texts)
        case .local(let component): return evaluate(component)
        case .external(let possibilities):
            guard let texts = externalValues[variable.id], !texts.isEmpty else {
                return VariableValues(
                    flag: .notCollected, texts: [],
                    messages: ["the external variable \"\(variable.id)\" was given no value"])
            }
            for text in texts
            where !possibilities.isEmpty && !possibilities.contains(where: { $0.allows(text, variable) }) {
                return .failed(
                    "the external variable \"\(variable.id)\" cannot have the value \"\(text.prefix(80))\"")
            }
            return .found(texts)
        }
    }
}

extension Variable.Possibility {
    fileprivate func allows(_ text: String, _ variable: Variable) -> Bool {
        func verdict(_ operation: Operation, _ stated: String) -> Verdict {
            guard let operand = try? Operand(stated, datatype: variable.datatype, operation: operation) else {
                return .error
            }
            return operand.verdict(on: .text(text))
        }
        switch self {
        case .value(let stated): return verdict(.equals, stated) == .true
        case .restriction(let combination, let restrictions):
            return combination.verdict(Tally(restrictions.map { verdict($0.operation, $0.value) })) == .true
        }
    }
}
