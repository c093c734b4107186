import Bytes

/// Kubernetes' own kinds, as data.
///
/// Each has its names, its columns as kubectl prints them, its selectable fields and a light schema: the
/// members of the object itself are typed, what is below them is kept as it comes.
public enum BuiltinKinds {
    /// Every built-in type.
    public static let all: [ResourceDefinition] =
        (core + storageOfCore + workloads + networking + authorization + admission + storage + extensions)
        .map(\.definition)
}

/// One row of the table of built-in kinds.
struct BuiltinKind: Sendable {
    /// The shape of a member of an object.
    enum Shape: Sendable {
        /// A struct whose members are not checked here.
        case object
        /// A map of strings.
        case texts
        case text, flag, number, strings, objects, anything

        var schema: JSON {
            switch self {
            case .object: ["type": "object", "x-kubernetes-preserve-unknown-fields": true]
            case .texts: ["type": "object", "additionalProperties": ["type": "string"]]
            case .text: ["type": "string", "nullable": true]
            case .flag: ["type": "boolean", "nullable": true]
            case .number: ["type": "integer", "nullable": true]
            case .strings: ["type": "array", "items": ["type": "string"]]
            case .objects:
                ["type": "array", "items": ["type": "object", "x-kubernetes-preserve-unknown-fields": true]]
            case .anything: ["x-kubernetes-preserve-unknown-fields": true]
            }
        }
    }

    let definition: ResourceDefinition

    init(
        _ apiVersion: String, _ kind: String, _ plural: String, short: [String] = [],
        categories: [String] = [],
        scope: ResourceType.Scope = .namespaced, subresources: Set<String> = [],
        fields: [String: Shape] = ["spec": .object, "status": .object],
        columns: [PrinterColumn] = [.name, .createdAt],
        selectable: [String: ResourceDefinition.SelectableField] = [:],
        nameRule: ObjectMetadataValidation.NameRule = .subdomain
    ) {
        var properties = JSONObject()
        for (name, shape) in fields { properties[name] = shape.schema }
        properties["apiVersion"] = ["type": "string"]
        properties["kind"] = ["type": "string"]
        properties["metadata"] = ["type": "object"]
        let hasScale = subresources.contains("scale")
        definition = ResourceDefinition(
            type: ResourceType(
                kind: GroupVersionKind(apiVersion: apiVersion, kind: kind), plural: plural, shortNames: short,
                categories: categories, scope: scope, subresources: subresources),
            schema: StructuralSchema(["type": "object", "properties": .object(properties)]),
            columns: columns, selectableFields: selectable, nameRule: nameRule, isBuiltin: true,
            scale: hasScale ? Self.replicas : nil)
    }

    private static let replicas = ResourceDefinition.ScalePaths(
        specReplicas: ".spec.replicas", statusReplicas: ".status.replicas", labelSelector: nil)
}

extension ResourceDefinition.SelectableField {
    /// Fields whose label is their path.
    static func paths(_ paths: [String]) -> [String: ResourceDefinition.SelectableField] {
        Dictionary(paths.map { ($0, ResourceDefinition.SelectableField($0)) }) { _, last in last }
    }
}
