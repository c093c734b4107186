/// Kubernetes' own kinds, as data.
///
/// Each has its names, its columns as kubectl prints them and its selectable fields; what its objects look
/// like stands in ``GoTypes``.
public enum BuiltinKinds {
    /// Every built-in type.
    public static let all: [ResourceDefinition] =
        (core + storageOfCore + workloads + networking + authorization + admission + storage + scaling
        + extensions)
        .map(\.definition)
}

/// One row of the table of built-in kinds.
struct BuiltinKind: Sendable {
    let definition: ResourceDefinition

    init(
        _ apiVersion: String, _ kind: String, _ plural: String, short: [String] = [],
        categories: [String] = [],
        scope: ResourceType.Scope = .namespaced, subresources: Set<String> = [],
        columns: [PrinterColumn] = [.name, .createdAt],
        selectable: [String: ResourceDefinition.SelectableField] = [:],
        nameRule: ObjectMetadataValidation.NameRule = .subdomain
    ) {
        let hasScale = subresources.contains("scale")
        definition = ResourceDefinition(
            type: ResourceType(
                kind: GroupVersionKind(apiVersion: apiVersion, kind: kind), plural: plural, shortNames: short,
                categories: categories, scope: scope, subresources: subresources),
            schema: nil,
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
