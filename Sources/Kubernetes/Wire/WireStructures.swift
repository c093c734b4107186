/// The members of Go structures whose types are checked before anything else is: metadata
/// (meta.k8s.io/v1), ConfigMap and Secret (v1), definitions (apiextensions.k8s.io/v1).
enum WireStructures {
    static let members: [String: [String: WireShape]] = [
        "ObjectMeta": [
            "name": .text(), "generateName": .text(), "namespace": .text(), "selfLink": .text(),
            "uid": .text("types.UID"), "resourceVersion": .text(), "generation": .number("int64"),
            "deletionGracePeriodSeconds": .number("int64"), "labels": texts, "annotations": texts,
            "finalizers": list, "ownerReferences": .list(.structure("OwnerReference"), "[]v1.OwnerReference"),
        ],
        "OwnerReference": [
            "apiVersion": .text(), "kind": .text(), "name": .text(), "uid": .text("types.UID"),
            "controller": .truth, "blockOwnerDeletion": .truth,
        ],
        "ConfigMap": [
            "data": texts, "binaryData": .map(.text("[]uint8"), "map[string][]uint8"), "immutable": .truth,
        ],
        "Secret": [
            "data": .map(.text("[]uint8"), "map[string][]uint8"), "stringData": texts, "immutable": .truth,
            "type": .text("v1.SecretType"),
        ],
        "CustomResourceDefinitionSpec": [
            "group": .text(), "scope": .text("v1.ResourceScope"), "preserveUnknownFields": .truth,
            "names": .structure("CustomResourceDefinitionNames"),
            "conversion": .structure("CustomResourceConversion"),
            "versions": .list(
                .structure("CustomResourceDefinitionVersion"), "[]v1.CustomResourceDefinitionVersion"),
        ],
        "CustomResourceDefinitionNames": [
            "plural": .text(), "singular": .text(), "kind": .text(), "listKind": .text(),
            "shortNames": list, "categories": list,
        ],
        "CustomResourceConversion": ["strategy": .text("v1.ConversionStrategyType")],
        "CustomResourceDefinitionVersion": [
            "name": .text(), "served": .truth, "storage": .truth, "deprecated": .truth,
            "deprecationWarning": .text(), "schema": .structure("CustomResourceValidation"),
            "subresources": .structure("CustomResourceSubresources"),
            "additionalPrinterColumns": .list(
                .structure("CustomResourceColumnDefinition"), "[]v1.CustomResourceColumnDefinition"),
            "selectableFields": .list(.structure("SelectableField"), "[]v1.SelectableField"),
        ],
        "CustomResourceSubresources": [
            "status": .structure("CustomResourceSubresourceStatus"),
            "scale": .structure("CustomResourceSubresourceScale"),
        ],
        "CustomResourceSubresourceScale": [
            "specReplicasPath": .text(), "statusReplicasPath": .text(), "labelSelectorPath": .text(),
        ],
        "CustomResourceColumnDefinition": [
            "name": .text(), "type": .text(), "format": .text(), "description": .text(),
            "jsonPath": .text(), "priority": .number("int32"),
        ],
        "SelectableField": ["jsonPath": .text()],
        "CustomResourceValidation": ["openAPIV3Schema": .structure("JSONSchemaProps")],
        "JSONSchemaProps": schema,
    ]

    private static let texts = WireShape.map(.text(), "map[string]string")
    private static let list = WireShape.list(.text(), "[]string")
    private static let schemas = WireShape.list(.structure("JSONSchemaProps"), "[]v1.JSONSchemaProps")
    private static let schemasByName = WireShape.map(
        .structure("JSONSchemaProps"), "map[string]v1.JSONSchemaProps")

    private static let schema: [String: WireShape] = {
        var shapes: [String: WireShape] = [
            "properties": schemasByName, "patternProperties": schemasByName, "definitions": schemasByName,
            "allOf": schemas, "anyOf": schemas, "oneOf": schemas, "not": .structure("JSONSchemaProps"),
            "items": .optionalStructure("JSONSchemaProps"),
            "additionalProperties": .optionalStructure("JSONSchemaProps"),
            "enum": .list(.optionalStructure(""), "[]v1.JSON"), "required": list,
            "x-kubernetes-list-map-keys": list,
        ]
        for name in [
            "type", "format", "title", "description", "pattern", "x-kubernetes-list-type",
            "x-kubernetes-map-type",
        ] { shapes[name] = .text() }
        for name in ["maximum", "minimum", "multipleOf"] { shapes[name] = .number("float64") }
        for name in [
            "maxLength", "minLength", "maxItems", "minItems", "maxProperties", "minProperties",
        ] { shapes[name] = .number("int64") }
        for name in [
            "exclusiveMaximum", "exclusiveMinimum", "uniqueItems", "nullable",
            "x-kubernetes-preserve-unknown-fields", "x-kubernetes-embedded-resource",
            "x-kubernetes-int-or-string",
        ] { shapes[name] = .truth }
        return shapes
    }()
}
