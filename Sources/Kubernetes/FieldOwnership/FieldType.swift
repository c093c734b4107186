import Bytes

/// What server-side apply must know of a value's type: what belongs together and what tells elements apart.
///
/// It is a view of a ``StructuralSchema``; where a schema says nothing, the type is deduced from the value:
/// maps are merged member by member, lists are one whole.
enum FieldType: Sendable {
    /// Nothing is known.
    case deduced
    /// A part of an object.
    case part(StructuralSchema)
    /// A whole object with `apiVersion`, `kind` and `metadata`.
    case object(StructuralSchema)

    /// The type of a part; a part may be a whole object itself.
    init(_ schema: StructuralSchema) { self = schema.isEmbeddedResource ? .object(schema) : .part(schema) }

    /// What a scalar may be.
    enum Scalar: Sendable { case numeric, text, truth, any }

    /// How a list is owned.
    enum ListKind: Sendable {
        /// As one whole.
        case atomic
        /// Element by element, each of which is its own name.
        case set
        /// Element by element, told apart by some of their members.
        case map([String])
    }

    private var schema: StructuralSchema? {
        switch self {
        case .deduced: nil
        case .part(let schema), .object(let schema): schema
        }
    }

    private func allows(_ type: StructuralSchema.ValueType) -> Bool {
        guard let types = schema?.types, !types.isEmpty, types.count == 1 else { return true }
        return types[0] == type
    }

    /// Whether a value may be a map.
    var allowsMap: Bool { allows(.object) }

    /// Whether a value may be a list.
    var allowsList: Bool { allows(.array) }

    /// What a scalar may be; nil when there may be none.
    var scalar: Scalar? {
        guard let types = schema?.types, types.count == 1 else { return .any }
        switch types[0] {
        case .integer, .number: return .numeric
        case .boolean: return .truth
        case .string:
            // Formats other than bytes are kept as they come.
            let format = schema?.source["format"]?.string ?? ""
            return format.isEmpty || format == "byte" ? .text : .any
        case .array, .object: return nil
        }
    }

    /// Whether a map is owned as one whole.
    var isAtomicMap: Bool { schema?.isAtomicMap ?? false }

    /// How a list is owned.
    var list: ListKind {
        switch schema?.listType {
        case "set": .set
        case "map": .map(schema?.listMapKeys ?? [])
        default: .atomic
        }
    }

    /// The type of a list's elements.
    var element: FieldType { schema?.items.map(FieldType.init) ?? .deduced }

    /// The type of a member, and whether it is a field of a struct rather than an entry of a map; nil when
    /// there may be no such member.
    func member(_ name: String) -> (type: FieldType, isField: Bool)? {
        guard let schema else { return (.deduced, false) }
        if case .object = self {
            switch name {
            case "apiVersion", "kind": return (Self.text, true)
            case "metadata": return (.part(StructuralSchema.objectMeta), true)
            default: break
            }
        }
        if let field = schema.properties[name] { return (FieldType(field), true) }
        switch schema.additionalProperties {
        case .schema(let schema): return (FieldType(schema), false)
        case .any: return (.deduced, false)
        case .none:
            if schema.preservesUnknownFields || schema.properties.isEmpty { return (.deduced, false) }
            return nil
        }
    }

    /// The same for values that are there already: what the schema does not know is deduced.
    func presentMember(_ name: String) -> (type: FieldType, isField: Bool) {
        member(name) ?? (.deduced, false)
    }

    private static let text = FieldType.part(StructuralSchema(["type": "string"]))
}

// MARK: Elements of lists

extension FieldType {
    /// The step that leads to an element of a list that is no whole.
    ///
    /// - Throws: why the element has no name of its own.
    func step(to element: JSON) throws(FieldSetError) -> PathElement {
        switch list {
        case .atomic: throw FieldSetError("invalid indexing of non-associative list")
        case .set:
            switch element {
            case .object:
                throw FieldSetError("associative list without keys has an element that's a map type")
            case .array: throw FieldSetError("not supported: associative list with lists as elements")
            case .null:
                throw FieldSetError("associative list without keys has an element that's an explicit null")
            default: return .value(element)
            }
        case .map(let keys): return try key(of: element, keys)
        }
    }

    private func key(of element: JSON, _ keys: [String]) throws(FieldSetError) -> PathElement {
        if element.isNull {
            throw FieldSetError("associative list with keys may not have a null element")
        }
        guard let members = element.object else {
            throw FieldSetError("associative list with keys may not have non-map elements")
        }
        var found = JSONObject()
        for key in keys {
            guard let value = members[key] ?? schema?.items?.properties[key]?.defaultValue else {
                throw FieldSetError(
                    "associative list with keys has an element that omits key field \(GoText.quoted(key)) "
                        + "(and doesn't have default value)")
            }
            found[key] = value
        }
        return .key(found)
    }
}

/// How a value is looked at: as what it is, if its type allows that.
enum FieldShape: Equatable { case map, list, scalar }

extension FieldType {
    /// The shape in which a value is looked at; a value of no allowed shape takes the first that there is.
    func shape(of value: JSON) -> FieldShape {
        switch value {
        case .object where allowsMap: .map
        case .array where allowsList: .list
        case .bool, .int, .double, .string: scalar != nil ? .scalar : firstShape
        default: firstShape
        }
    }

    private var firstShape: FieldShape { allowsMap ? .map : scalar != nil ? .scalar : .list }
}
