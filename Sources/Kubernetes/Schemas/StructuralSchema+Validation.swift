public import Bytes

extension StructuralSchema {
    /// What in an object breaks the schema, in kube-apiserver's words; none when it is valid.
    ///
    /// The order is the schema's: for each object its members by name, then what is missing. `metadata` is
    /// judged by ``ObjectMetadataValidation``.
    public func validate(_ object: JSON) -> [StatusError.Cause] {
        var causes: [StatusError.Cause] = []
        validate(object, "", &causes)
        checkLists(object, "", &causes)
        return causes
    }

    /// Adds what is wrong with a value at a path.
    func validate(_ value: JSON, _ path: String, _ causes: inout [StatusError.Cause]) {
        let isRightType = checkType(value, path, &causes)
        if value.isNull {
            if !isNullable { constraints.checkAllowed(value, path, &causes) }
            return
        }
        constraints.checkAlternatives(value, path, &causes)
        switch value {
        case .string(let text):
            // A wrong type says it all; its format would only repeat it.
            constraints.checkText(text, path, isRightType, &causes)
        case .int, .double: constraints.checkNumber(value, path, &causes)
        case .array(let elements):
            constraints.checkList(elements, path, &causes)
            if let items {
                for (index, element) in elements.enumerated() {
                    items.validate(element, "\(path)[\(index)]", &causes)
                }
            }
        default: break
        }
        constraints.checkAllowed(value, path, &causes)
        if case .object(let members) = value { validate(members: members, path, &causes) }
    }

    private func validate(members: JSONObject, _ path: String, _ causes: inout [StatusError.Cause]) {
        guard constraints.checkCount(members, path, &causes) else { return }
        for (name, value) in members {
            if let schema = member(name) { schema.validate(value, Self.join(path, name), &causes) }
        }
        for name in constraints.required where members[name] == nil {
            causes.append(.required(Self.join(path, name)))
        }
        if isEmbeddedResource {
            for name in ["apiVersion", "kind"] where members[name]?.string ?? "" == "" {
                causes.append(.required(Self.join(path, name), "must not be empty"))
            }
        }
    }

    private func checkType(_ value: JSON, _ path: String, _ causes: inout [StatusError.Cause]) -> Bool {
        if types.isEmpty || (value.isNull && isNullable) { return true }
        let isRight = types.contains { type in
            switch (type, value) {
            case (.array, .array), (.boolean, .bool), (.object, .object), (.string, .string): true
            case (.integer, .int), (.number, .int), (.number, .double): true
            case (.integer, .double(let number)): number.rounded() == number
            default: false
            }
        }
        if isRight { return true }
        let found = Self.typeName(value)
        let expected = types.map(\.rawValue).joined(separator: ",")
        causes.append(
            .typeInvalid(
                path, .string(found), "\(path) in body must be of type \(expected): \(GoText.quoted(found))"))
        return false
    }

    /// `x-kubernetes-list-type` `set` and `map`: no element twice.
    private func checkLists(_ value: JSON, _ path: String, _ causes: inout [StatusError.Cause]) {
        switch value {
        case .object(let members):
            for (name, inner) in members { member(name)?.checkLists(inner, Self.join(path, name), &causes) }
        case .array(let elements):
            var seen: Set<JSON> = []
            for (index, element) in elements.enumerated() {
                if let identity = identity(of: element), !seen.insert(identity).inserted {
                    causes.append(.duplicate("\(path)[\(index)]", identity))
                }
                items?.checkLists(element, "\(path)[\(index)]", &causes)
            }
        default: break
        }
    }

    private func identity(of element: JSON) -> JSON? {
        switch listType {
        case "set": return element
        case "map":
            var keys = JSONObject()
            for key in listMapKeys { keys[key] = element[key] ?? items?.properties[key]?.defaultValue }
            return .object(keys)
        default: return nil
        }
    }

    static func join(_ path: String, _ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }

    private static func typeName(_ value: JSON) -> String {
        switch value {
        case .null: "null"
        case .bool: "boolean"
        case .int: "integer"
        case .double: "number"
        case .string: "string"
        case .array: "array"
        case .object: "object"
        }
    }
}
