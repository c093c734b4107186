public import Bytes

extension FieldManager {
    /// What a new object is compared with: what every object of the type holds before anything is set.
    ///
    /// The structs of built-in kinds are always there; a custom resource has its type only.
    public var blank: JSON {
        var blank: JSON = [:]
        if isBuiltin, case .object(let schema) = type { blank = schema.zeroValue(isRoot: true) }
        blank["apiVersion"] = .string(apiVersion)
        blank["kind"] = .string(kind)
        return blank
    }
}

extension StructuralSchema {
    /// The members that a Go struct of this type always writes: structs within, and what is required.
    fileprivate func zeroValue(isRoot: Bool = false) -> JSON {
        var members = JSONObject()
        let required = constraints.required
        for name in propertyNames {
            guard let schema = properties[name] else { continue }
            let isStruct =
                schema.defaultValue?.object?.isEmpty == true
                || isRoot && (name == "spec" || name == "status") && schema.types == [.object]
            if isStruct {
                members[name] = schema.zeroValue()
            } else if required.contains(name) {
                members[name] = JSON.null
            }
        }
        return .object(members)
    }
}
