import Bytes
import Synchronization

extension StructuralSchema {
    /// The schema of one of Kubernetes' own kinds, made when it is first asked for; nil for any other kind.
    ///
    /// Kinds share the schemas of the types that they share. Where a type holds itself, as schemas do, the
    /// inner one keeps everything.
    public static func builtin(_ kind: GroupVersionKind) -> StructuralSchema? {
        GoTypes.structure(of: kind).map { GoSchemas.schema($0) }
    }

    /// The members of `metadata`: what pruning keeps and strict decoding knows.
    static let objectMeta: StructuralSchema = {
        guard let structure = GoTypes.structure("meta/v1.ObjectMeta") else {
            preconditionFailure("the type table lacks ObjectMeta")
        }
        return GoSchemas.schema(structure)
    }()
}

/// The schemas of Go structures, each made once.
enum GoSchemas {
    private static let made = Mutex<[String: StructuralSchema]>([:])

    static func schema(_ structure: GoStruct) -> StructuralSchema { schema(structure, inside: []) }

    private static func schema(_ structure: GoStruct, inside: Set<String>) -> StructuralSchema {
        if let known = made.withLock({ $0[structure.name] }) { return known }
        let around = inside.union([structure.name])
        var properties: [String: StructuralSchema] = [:]
        for (name, field) in structure.members {
            properties[name] = property(field.type, field, inside: around)
        }
        if structure.isKind {
            for name in ["apiVersion", "kind"] {
                properties[name] = StructuralSchema(source: ["type": "string"])
            }
        }
        var source: JSON = ["type": "object"]
        if structure.isAtomic { source["x-kubernetes-map-type"] = "atomic" }
        let required = structure.members.filter(\.value.isRequired).keys.sorted()
        if !required.isEmpty { source["required"] = .array(required.map(JSON.string)) }
        let schema = StructuralSchema(source: source, properties: properties)
        made.withLock { $0[structure.name] = schema }
        return schema
    }

    private static func property(
        _ type: GoType, _ field: GoField?, inside: Set<String>
    ) -> StructuralSchema {
        switch type.shape {
        case .structure(let name):
            guard let structure = GoTypes.structure(name), !inside.contains(name) else { return .anything }
            let schema = schema(structure, inside: inside)
            guard field?.isAtomic == true, !structure.isAtomic else { return schema }
            return StructuralSchema(
                source: ["type": "object", "x-kubernetes-map-type": "atomic"], properties: schema.properties)
        case .list(let element):
            return StructuralSchema(
                source: OpenAPIFacts.list(field), items: property(element, nil, inside: inside))
        case .wrappedTexts:
            return StructuralSchema(
                source: OpenAPIFacts.list(field), items: StructuralSchema(source: ["type": "string"]))
        case .map(let element):
            var source: JSON = ["type": "object"]
            if field?.isAtomic == true { source["x-kubernetes-map-type"] = "atomic" }
            return StructuralSchema(source: source, additional: property(element, nil, inside: inside))
        case .rawExtension, .json, .fieldsV1, .schemaOrBool, .schemaOrArray, .schemaOrTexts: return .anything
        default:
            var source = OpenAPIFacts.scalar(type)
            if let value = field?.keyDefault { source["default"] = .string(value) }
            return StructuralSchema(source: source)
        }
    }
}

/// What the published schemas say about scalars and lists.
enum OpenAPIFacts {
    /// The type and format of a value that is neither list, map nor structure.
    static func scalar(_ type: GoType) -> JSON {
        switch type.shape {
        case .bool: ["type": "boolean"]
        case .int32: ["type": "integer", "format": "int32"]
        case .int64: ["type": "integer", "format": "int64"]
        case .float64: ["type": "number", "format": "double"]
        case .bytes: ["type": "string", "format": "byte"]
        case .time, .microTime: ["type": "string", "format": "date-time"]
        // Numbers are amounts too: the format keeps server-side apply from insisting on text.
        case .quantity: ["type": "string", "format": "quantity"]
        case .intOrString: ["x-kubernetes-int-or-string": true]
        default: ["type": "string"]
        }
    }

    /// A list without its elements.
    static func list(_ field: GoField?) -> JSON {
        var source: JSON = ["type": "array"]
        switch field?.listType {
        case .atomic?: source["x-kubernetes-list-type"] = "atomic"
        case .set?: source["x-kubernetes-list-type"] = "set"
        case .map(let keys)?:
            source["x-kubernetes-list-type"] = "map"
            source["x-kubernetes-list-map-keys"] = .array(keys.map(JSON.string))
        case nil: break
        }
        switch field?.patchMerge {
        case .byKey(let key)?:
            source["x-kubernetes-patch-merge-key"] = .string(key)
            source["x-kubernetes-patch-strategy"] = "merge"
        case .asSet?: source["x-kubernetes-patch-strategy"] = "merge"
        case nil: break
        }
        if field?.retainsKeys == true {
            let isMerged = field?.patchMerge != nil
            source["x-kubernetes-patch-strategy"] = isMerged ? "merge,retainKeys" : "retainKeys"
        }
        return source
    }
}
