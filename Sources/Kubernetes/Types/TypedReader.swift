public import Bytes

/// Reads JSON as Go's decoder reads it into Kubernetes' own types, and writes back what Go's encoder would.
///
/// Members of a wrong type make an object unreadable (400), unknown members are told apart and dropped, and
/// what the types cannot tell from absence (`null`, `""`, `0`, `false`, `[]`) is left out.
public struct TypedReader {
    /// Members that the types do not know, such as `spec.list[0].bogus`, sorted.
    public private(set) var unknown: [String] = []
    /// Why the object cannot be read, in the words of Go's decoder; nil when it can.
    public private(set) var problem: String?

    /// Reads an object of one of Kubernetes' own kinds; any other is left as it is.
    public init(_ object: inout JSON, kind: GroupVersionKind) {
        if let structure = GoTypes.structure(of: kind) { read(&object, structure, path: []) }
    }

    /// Reads the metadata of any object; `path` is the way to it, such as `["metadata"]`, for messages.
    public init(metadata: inout JSON, path: [String]) {
        if let structure = GoTypes.structure("meta/v1.ObjectMeta") { read(&metadata, structure, path: path) }
    }

    private mutating func read(_ value: inout JSON, _ structure: GoStruct, path: [String]) {
        let start = Place(owner: "", path: path, location: path.joined(separator: "."))
        switch value {
        case .object(let members): value = .object(read(members, structure, start))
        case .null: value = Self.zero(structure)
        default: refuse(value, structure.printed, start)
        }
        unknown.sort()
    }

    /// Where a value stands: the Go structure around it, the members on the way as Go tells them, and the same
    /// with the positions in lists.
    struct Place {
        var owner: String
        var path: [String]
        var location: String

        func member(_ name: String, of structure: String) -> Place {
            Place(
                owner: structure, path: path + [name],
                location: location.isEmpty ? name : "\(location).\(name)")
        }
        func element(_ index: Int) -> Place {
            Place(owner: owner, path: path, location: "\(location)[\(index)]")
        }
        func key(_ key: String) -> Place { Place(owner: owner, path: path, location: "\(location).\(key)") }
    }

    // MARK: Structures

    private mutating func read(_ members: JSONObject, _ structure: GoStruct, _ place: Place) -> JSONObject {
        var result = JSONObject()
        for (name, value) in members {
            if structure.isKind, name == "apiVersion" || name == "kind" {
                if value.string == nil, !value.isNull {
                    refuse(value, "string", place.member(name, of: structure.shortName))
                } else if value.string?.isEmpty == false {
                    result[name] = value
                }
                continue
            }
            let below = place.member(name, of: structure.shortName)
            guard let field = structure.members[name] else {
                unknown.append(below.location)
                continue
            }
            let read = value.isNull ? nil : read(value, field.type, below)
            result[name] = Self.written(read, field)
        }
        // Most members are not there and have nothing to be written for them.
        for (name, field) in structure.members where result[name] == nil && members[name] == nil {
            if let zero = Self.written(nil, field) { result[name] = zero }
        }
        return result
    }

    /// What Go writes for a field that holds a value, or nil for its zero.
    private static func written(_ value: JSON?, _ field: GoField) -> JSON? {
        if field.type.isPointer {
            return value ?? (field.isAlwaysWritten ? .null : nil)
        }
        guard let value else { return zero(field) }
        if field.isAlwaysWritten { return value }
        switch value {
        case .string(""), .int(0), .bool(false): return isStructure(field.type) ? value : nil
        case .double(0): return nil
        case .array(let elements): return elements.isEmpty ? nil : value
        case .object(let members):
            if case .structure = field.type.shape { return value }
            return members.isEmpty ? nil : value
        default: return value
        }
    }

    /// Amounts and numbers-or-texts are structures in Go: `omitempty` never leaves them out.
    private static func isStructure(_ type: GoType) -> Bool {
        switch type.shape {
        case .quantity, .intOrString: true
        default: false
        }
    }

    private static func zero(_ field: GoField) -> JSON? {
        switch field.type.shape {
        case .structure(let name): return GoTypes.structure(name).map(zero) ?? [:]
        case .quantity: return "0"
        case .intOrString: return 0
        case .time, .microTime, .rawExtension, .json: return nil
        default: break
        }
        guard field.isAlwaysWritten else { return nil }
        switch field.type.shape {
        case .string: return ""
        case .bool: return false
        case .int32, .int64, .float64: return 0
        case .list, .map, .bytes, .wrappedTexts: return .null
        default: return nil
        }
    }

    /// What Go writes for a structure in which nothing is set.
    static func zero(_ structure: GoStruct) -> JSON {
        var members = JSONObject()
        for (name, field) in structure.members { members[name] = written(nil, field) }
        return .object(members)
    }

    // MARK: Values

    private mutating func read(_ value: JSON, _ type: GoType, _ place: Place) -> JSON? {
        switch (type.shape, value) {
        case (.string, .string), (.bool, .bool), (.int64, .int), (.float64, .int), (.float64, .double),
            (.json, _):
            return value
        case (.int32, .int(let number)):
            if Int32(exactly: number) == nil { refuse("number \(number)", type.printed, place) }
            return value
        case (.int32, .double(let number)), (.int64, .double(let number)):
            guard let whole = Int64(exactly: number) else {
                refuse("number \(value.text)", type.printed, place)
                return nil
            }
            return .int(whole)
        case (.list(let element), .array(let elements)): return read(elements, element, place)
        case (.map(let element), .object(let members)):
            var result = JSONObject()
            for (key, value) in members {
                let inner = value.isNull ? nil : read(value, element, place.key(key))
                result[key] =
                    inner ?? Self.zero(GoField(name: key, type: element, number: 0)) ?? Self.empty(element)
            }
            return .object(result)
        case (.structure(let name), .object(let members)):
            return GoTypes.structure(name).map { .object(read(members, $0, place)) }
        case (.wrappedTexts, .array(let elements)):
            return read(elements, GoType(shape: .string, printed: "string"), place)
        case (.rawExtension, .object), (.fieldsV1, .object), (.schemaOrBool, .bool): return value
        case (.schemaOrBool, .object), (.schemaOrArray, _), (.schemaOrTexts, _):
            return schemas(value, place)
        default: return readText(value, type, place)
        }
    }

    private mutating func read(_ elements: [JSON], _ type: GoType, _ place: Place) -> JSON {
        var result: [JSON] = []
        result.reserveCapacity(elements.count)
        for (index, element) in elements.enumerated() {
            let inner = element.isNull ? nil : read(element, type, place.element(index))
            result.append(inner ?? Self.zero(GoField(name: "", type: type, number: 0)) ?? Self.empty(type))
        }
        return .array(result)
    }

    /// What stands for a `null` in a list or map.
    private static func empty(_ type: GoType) -> JSON {
        switch type.shape {
        case .string: ""
        case .bool: false
        case .int32, .int64, .float64: 0
        default: .null
        }
    }

    /// Schemas stand alone, in lists, or give way to texts or a truth value.
    private mutating func schemas(_ value: JSON, _ place: Place) -> JSON? {
        guard let schema = GoTypes.structure("apiextensions/v1.JSONSchemaProps") else { return value }
        switch value {
        case .object(let members):
            return .object(read(members, schema, Place(owner: "", path: [], location: place.location)))
        case .array(let elements):
            return .array(
                elements.enumerated().map { index, element in
                    guard case .object(let members) = element else { return element }
                    let below = Place(owner: "", path: [], location: "\(place.location)[\(index)]")
                    return .object(read(members, schema, below))
                })
        default: return value
        }
    }

    // MARK: Refusals

    mutating func fail(_ sentence: String) { if problem == nil { problem = sentence } }

    mutating func refuse(_ value: JSON, _ type: String, _ place: Place) {
        refuse(Self.name(of: value), type, place)
    }

    mutating func refuse(_ found: String, _ type: String, _ place: Place) {
        let field = ([place.owner] + place.path).filter { !$0.isEmpty }.joined(separator: ".")
        let target = field.isEmpty ? "Go value" : "Go struct field \(field)"
        fail("json: cannot unmarshal \(found) into \(target) of type \(type)")
    }

    private static func name(of value: JSON) -> String {
        switch value {
        case .null: "null"
        case .bool: "bool"
        case .int, .double: "number"
        case .string: "string"
        case .array: "array"
        case .object: "object"
        }
    }
}
