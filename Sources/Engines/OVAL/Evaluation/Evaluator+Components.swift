extension Evaluator {
    /// The values of a part of a local variable's computation.
    func evaluate(_ component: Component) -> VariableValues {
        switch component {
        case .literal(let text): return .found([text])
        case .variable(let id): return values(ofVariable: id)
        case .object(let id, let field, let recordField): return fieldValues(of: id, field, recordField)
        case .function(let function, let components):
            let arguments = components.map(self.evaluate)
            let messages = arguments.flatMap(\.messages)
            // The standard's table for combining components: the worst flag wins (`oval-def:ComponentGroup`).
            // So even `count` has no value, and not zero, when there is nothing to count; oscap agrees.
            for flag: CollectionFlag in [.error, .notApplicable, .notCollected, .doesNotExist]
            where arguments.contains(where: { $0.flag == flag }) {
                return VariableValues(
                    flag: flag, texts: [], messages: messages,
                    isRefused: arguments.contains { $0.isRefused })
            }
            do throws(FunctionError) {
                var result = VariableValues.found(try function.apply(arguments.map(\.texts), now: now))
                result.messages = messages
                if result.flag == .complete, arguments.contains(where: { $0.flag == .incomplete }) {
                    result.flag = .incomplete
                }
                return result
            } catch {
                return error.isBound ? .refused(error.description) : .failed(error.description)
            }
        }
    }

    private func fieldValues(of id: String, _ field: String, _ recordField: String?) -> VariableValues {
        let collected = collection(of: id)
        let name = FieldName(field)
        var texts: [String] = []
        for item in collected.items where item.status == .exists {
            var isAbsent = true
            item.forEachField(named: name) { field in
                isAbsent = false
                guard field.status == .exists else { return }
                if let recordField {
                    guard case .record(let fields) = field.value else { return }
                    texts += fields.filter { $0.name == recordField }.map(\.value.text)
                } else {
                    texts.append(field.value.text)
                }
            }
            if isAbsent { return .failed("object \"\(id)\": an item has no field \"\(field)\"") }
        }
        var result = VariableValues.found(texts)
        if collected.flag != .complete, collected.flag != .doesNotExist || texts.isEmpty {
            result.flag = collected.flag
        }
        if result.flag != .complete, result.flag != .incomplete { result.texts = [] }
        result.messages = collected.messages
        return result
    }
}
