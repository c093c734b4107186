import Bytes

/// The component schemas of Kubernetes' own types, out of ``GoTypes``.
struct TypeComponents {
    /// The schemas by name, such as `io.k8s.api.core.v1.Container`.
    private(set) var schemas = JSONObject()

    /// Adds a type and all that it needs.
    mutating func add(_ structure: GoStruct) {
        let name = Self.name(structure.name)
        guard schemas[name] == nil else { return }
        // Types may hold themselves: the name must be taken before the members are looked at.
        schemas[name] = [:]
        var properties = JSONObject()
        var required: [JSON] = []
        for (name, field) in structure.members.sorted(by: { $0.key < $1.key }) {
            var property = property(field.type, field)
            if let text = Descriptions.field(structure.name, name) { property["description"] = .string(text) }
            properties[name] = property
            if field.isRequired { required.append(.string(name)) }
        }
        if structure.isKind {
            properties["apiVersion"] = OpenAPISchemas.apiVersion
            properties["kind"] = OpenAPISchemas.kindName
        }
        var schema: JSON = ["type": "object", "properties": .object(properties)]
        if !required.isEmpty { schema["required"] = .array(required) }
        if structure.isAtomic { schema["x-kubernetes-map-type"] = "atomic" }
        if let text = Descriptions.type(structure.name) { schema["description"] = .string(text) }
        schemas[name] = schema
    }

    /// Says which kind a component is.
    mutating func identify(_ structure: GoStruct, as kind: GroupVersionKind) {
        schemas[Self.name(structure.name)]?["x-kubernetes-group-version-kind"] = [
            OpenAPISchemas.identity(kind)
        ]
    }

    /// The component's name of a type.
    static func name(_ type: String) -> String {
        let dotted = type.split(separator: "/").joined(separator: ".")
        return switch type.prefix(while: { $0 != "/" }) {
        case "meta": "io.k8s.apimachinery.pkg.apis.\(dotted)"
        case "apiextensions": "io.k8s.apiextensions-apiserver.pkg.apis.\(dotted)"
        case "apiregistration": "io.k8s.kube-aggregator.pkg.apis.\(dotted)"
        default: "io.k8s.api.\(dotted)"
        }
    }

    private mutating func property(_ type: GoType, _ field: GoField?) -> JSON {
        switch type.shape {
        case .structure(let inner):
            guard let structure = GoTypes.structure(inner) else { return ["type": "object"] }
            add(structure)
            var property = Self.wrapped(Self.name(inner))
            if !type.isPointer { property["default"] = [:] }
            if field?.isAtomic == true { property["x-kubernetes-map-type"] = "atomic" }
            if field?.retainsKeys == true { property["x-kubernetes-patch-strategy"] = "retainKeys" }
            return property
        case .list(let element):
            var schema = OpenAPIFacts.list(field)
            schema["items"] = property(element, nil)
            return schema
        case .wrappedTexts:
            var schema = OpenAPIFacts.list(field)
            schema["items"] = ["type": "string", "default": ""]
            return schema
        case .map(let element):
            var schema: JSON = ["type": "object", "additionalProperties": property(element, nil)]
            if field?.isAtomic == true { schema["x-kubernetes-map-type"] = "atomic" }
            return schema
        case .quantity, .intOrString, .time, .microTime, .rawExtension, .fieldsV1, .json, .schemaOrBool,
            .schemaOrArray, .schemaOrTexts:
            return special(type.shape)
        default:
            var schema = OpenAPIFacts.scalar(type)
            if let value = field?.keyDefault { schema["default"] = .string(value) }
            if let values = Enumerations.values(of: type.printed) { schema["enum"] = values }
            return schema
        }
    }

    /// A reference to a component that no Go structure stands behind.
    private mutating func special(_ shape: GoType.Shape) -> JSON {
        let (name, schema): (String, JSON) =
            switch shape {
            case .quantity:
                (
                    "io.k8s.apimachinery.pkg.api.resource.Quantity",
                    [
                        "description": "An amount such as 500m, 2 or 1Gi.",
                        "oneOf": [["type": "string"], ["type": "number"]],
                    ]
                )
            case .intOrString:
                (
                    "io.k8s.apimachinery.pkg.util.intstr.IntOrString",
                    [
                        "description": "A number, or a text such as a percentage or a port's name.",
                        "format": "int-or-string", "oneOf": [["type": "integer"], ["type": "string"]],
                    ]
                )
            case .time, .microTime:
                (
                    "io.k8s.apimachinery.pkg.apis.meta.v1.\(shape.isMicroTime ? "MicroTime" : "Time")",
                    ["type": "string", "format": "date-time", "description": "A moment, as in RFC 3339."]
                )
            case .rawExtension:
                ("io.k8s.apimachinery.pkg.runtime.RawExtension", ["type": "object"])
            case .fieldsV1: ("\(Self.name("meta/v1.FieldsV1"))", ["type": "object"])
            case .json: (Self.name("apiextensions/v1.JSON"), ["description": "Any JSON value."])
            case .schemaOrBool: (Self.name("apiextensions/v1.JSONSchemaPropsOrBool"), [:])
            case .schemaOrArray: (Self.name("apiextensions/v1.JSONSchemaPropsOrArray"), [:])
            default: (Self.name("apiextensions/v1.JSONSchemaPropsOrStringArray"), [:])
            }
        if schemas[name] == nil { schemas[name] = schema }
        return Self.wrapped(name)
    }

    private static func wrapped(_ name: String) -> JSON { ["allOf": [OpenAPISchemas.reference(name)]] }
}
