import Bytes

/// The component schemas of an OpenAPI document.
enum OpenAPISchemas {
    static let objectMeta = TypeComponents.name("meta/v1.ObjectMeta")
    static let listMeta = TypeComponents.name("meta/v1.ListMeta")

    /// The kinds, their lists and all that they need.
    static func components(of definitions: [ResourceDefinition]) -> JSONObject {
        var types = TypeComponents()
        for name in ["ObjectMeta", "ListMeta", "Status", "DeleteOptions"] {
            if let structure = GoTypes.structure("meta/v1.\(name)") { types.add(structure) }
        }
        var own = JSONObject()
        for definition in definitions {
            let kind = definition.type.kind
            let name = componentName(of: definition)
            if let structure = GoTypes.structure(of: kind), definition.isBuiltin {
                types.add(structure)
                types.identify(structure, as: kind)
            } else {
                own[name] = object(definition)
            }
            own["\(name)List"] = list(
                of: name, GroupVersionKind(group: kind.group, version: kind.version, kind: "\(kind.kind)List")
            )
        }
        var schemas = types.schemas
        for (name, schema) in own { schemas[name] = schema }
        return schemas
    }

    /// `io.k8s.api.apps.v1.Deployment`, or the reversed group for custom resources.
    static func componentName(of definition: ResourceDefinition) -> String {
        let kind = definition.type.kind
        if definition.isBuiltin, let structure = GoTypes.structure(of: kind) {
            return TypeComponents.name(structure.name)
        }
        let group = kind.group.split(separator: ".").reversed().joined(separator: ".")
        return "\(group).\(kind.version).\(kind.kind)"
    }

    static func reference(_ name: String) -> JSON { ["$ref": .string("#/components/schemas/\(name)")] }

    static func identity(_ kind: GroupVersionKind) -> JSON {
        ["group": .string(kind.group), "version": .string(kind.version), "kind": .string(kind.kind)]
    }

    private static func object(_ definition: ResourceDefinition) -> JSON {
        var schema = definition.schema.source
        if schema["type"] == nil { schema["type"] = "object" }
        var properties = schema["properties"]?.object ?? JSONObject()
        properties["apiVersion"] = apiVersion
        properties["kind"] = kindName
        properties["metadata"] = [
            "allOf": [reference(objectMeta)],
            "description":
                "Standard object's metadata. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#metadata",
        ]
        schema["properties"] = .object(properties)
        schema["x-kubernetes-group-version-kind"] = [identity(definition.type.kind)]
        return schema
    }

    private static func list(of name: String, _ kind: GroupVersionKind) -> JSON {
        let items: JSON = [
            "type": "array", "items": ["allOf": [reference(name)]], "description": "The objects.",
        ]
        let metadata: JSON = ["allOf": [reference(listMeta)], "description": "Standard list metadata."]
        let properties: JSON = [
            "apiVersion": apiVersion, "kind": kindName, "metadata": metadata, "items": items,
        ]
        return [
            "type": "object", "required": ["items"], "properties": properties,
            "x-kubernetes-group-version-kind": [identity(kind)],
        ]
    }

    static let apiVersion: JSON = [
        "type": "string",
        "description": "APIVersion defines the versioned schema of this representation of an object.",
    ]

    static let kindName: JSON = [
        "type": "string",
        "description": "Kind is a string value representing the REST resource this object represents.",
    ]
}
