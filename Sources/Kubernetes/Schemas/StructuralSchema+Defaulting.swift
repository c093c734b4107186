public import Bytes

extension StructuralSchema {
    /// Fills in defaults: only for members of objects and elements of lists that are there.
    ///
    /// A `null` where the schema is not `nullable` counts as missing: it takes the default or goes.
    public func setDefaults(_ value: inout JSON) {
        switch value {
        case .object(var members):
            value = .null
            for name in propertyNames {
                guard let schema = properties[name], let given = schema.defaultValue else { continue }
                if members[name] == nil || schema.treatsAsMissing(members[name]) { members[name] = given }
            }
            for name in members.keys {
                guard let schema = member(name) else { continue }
                if schema.treatsAsMissing(members[name]) {
                    members[name] = schema.defaultValue
                }
                if var inner = members[name] {
                    members[name] = JSON.null
                    schema.setDefaults(&inner)
                    members[name] = inner
                }
            }
            value = .object(members)
        case .array(var elements):
            guard let items else { return }
            value = .null
            for index in elements.indices {
                if items.treatsAsMissing(elements[index]), let given = items.defaultValue {
                    elements[index] = given
                }
                items.setDefaults(&elements[index])
            }
            value = .array(elements)
        default: break
        }
    }

    private func treatsAsMissing(_ value: JSON?) -> Bool {
        value?.isNull == true && !isNullable && !types.isEmpty
    }
}
