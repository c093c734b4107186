import Kubernetes

extension ServedResource {
    /// The resource of namespaces, which the pipeline itself asks for.
    static let namespaces = ServedResource(
        type: ResourceType(
            kind: GroupVersionKind(version: "v1", kind: "Namespace"), plural: "namespaces", shortNames: ["ns"],
            scope: .cluster, subresources: ["status", "finalize"]),
        nameRule: .label, selectableFields: ["status.phase"])

    /// The name of the resource that declares custom resources.
    static let definitionsName = "customresourcedefinitions.apiextensions.k8s.io"

    /// The resource that declares custom resources.
    static let definitions = ServedResource(
        type: ResourceType(
            kind: GroupVersionKind(group: "apiextensions.k8s.io", version: "v1", kind: "CustomResourceDefinition"),
            plural: "customresourcedefinitions", shortNames: ["crd", "crds"], categories: ["api-extensions"],
            scope: .cluster, subresources: ["status"]),
        hasGeneration: true)

    static let builtin: [ServedResource] = [
        .namespaces, .definitions,
        ServedResource(
            type: ResourceType(
                kind: GroupVersionKind(version: "v1", kind: "ConfigMap"), plural: "configmaps", shortNames: ["cm"])),
        ServedResource(
            type: ResourceType(kind: GroupVersionKind(version: "v1", kind: "Secret"), plural: "secrets"),
            selectableFields: ["type"]),
        ServedResource(
            type: ResourceType(
                kind: GroupVersionKind(version: "v1", kind: "ServiceAccount"), plural: "serviceaccounts",
                shortNames: ["sa"])),
    ]
}
