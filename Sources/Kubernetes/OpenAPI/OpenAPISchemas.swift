import Bytes

/// The component schemas of an OpenAPI document.
enum OpenAPISchemas {
    static let objectMeta = "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta"
    static let listMeta = "io.k8s.apimachinery.pkg.apis.meta.v1.ListMeta"

    /// The kind and its list.
    static func components(of definition: ResourceDefinition) -> [(name: String, schema: JSON)] {
        let kind = definition.type.kind
        let name = componentName(of: definition)
        return [
            (name, object(definition)),
            (
                "\(name)List",
                list(
                    of: name,
                    GroupVersionKind(group: kind.group, version: kind.version, kind: "\(kind.kind)List"))
            ),
        ]
    }

    /// `io.k8s.api.apps.v1.Deployment`, or the reversed group for custom resources.
    static func componentName(of definition: ResourceDefinition) -> String {
        let kind = definition.type.kind
        if definition.isBuiltin {
            let group = kind.group.split(separator: ".").first.map(String.init) ?? "core"
            return "io.k8s.api.\(group).\(kind.version).\(kind.kind)"
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

    static let objectMetaSchema: JSON = {
        var schema = ObjectMetadataValidation.schema.source
        schema["description"] = "ObjectMeta is metadata that all persisted resources must have."
        return schema
    }()

    static let listMetaSchema: JSON = {
        let text: JSON = ["type": "string"]
        let properties: JSON = [
            "continue": text, "remainingItemCount": ["type": "integer", "format": "int64"],
            "resourceVersion": text,
            "selfLink": text,
        ]
        return [
            "type": "object", "description": "ListMeta describes metadata of lists.",
            "properties": properties,
        ]
    }()

    private static let apiVersion: JSON = [
        "type": "string",
        "description": "APIVersion defines the versioned schema of this representation of an object.",
    ]

    private static let kindName: JSON = [
        "type": "string",
        "description": "Kind is a string value representing the REST resource this object represents.",
    ]
}
