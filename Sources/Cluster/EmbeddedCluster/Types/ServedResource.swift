public import Kubernetes

/// A resource in one of its served versions, with what the request pipeline must know about it.
public struct ServedResource: Sendable {
    /// Its names, scope and subresources.
    public var type: ResourceType
    /// The version that is stored; others are served by rewriting `apiVersion`.
    public var storageVersion: String
    /// The CustomResourceDefinition that declares it; nil for a built-in resource.
    public var definition: String?
    /// What objects may look like; nil takes everything.
    public var schema: StructuralSchema?
    /// Which grammar names follow.
    public var nameRule: ObjectMetadataValidation.NameRule
    /// Whether `metadata.generation` counts the changes of what is wanted.
    public var hasGeneration: Bool
    /// Fields that selectors may name besides `metadata.name` and `metadata.namespace`.
    public var selectableFields: Set<String>
    /// Whether the resource has further versions whose stored objects may say another `apiVersion`.
    public var servesOtherVersions: Bool

    /// Describes a resource.
    public init(
        type: ResourceType, storageVersion: String? = nil, definition: String? = nil,
        schema: StructuralSchema? = nil, nameRule: ObjectMetadataValidation.NameRule = .subdomain,
        hasGeneration: Bool = false, selectableFields: Set<String> = [], servesOtherVersions: Bool = false
    ) {
        self.type = type
        self.storageVersion = storageVersion ?? type.version
        self.definition = definition
        self.schema = schema
        self.nameRule = nameRule
        self.hasGeneration = hasGeneration
        self.selectableFields = selectableFields
        self.servesOtherVersions = servesOtherVersions
    }

    /// Whether a CustomResourceDefinition declares it.
    public var isCustom: Bool { definition != nil }

    /// Whether `status` is written through its own subresource only.
    public var hasStatus: Bool { type.subresources.contains("status") }

    /// What `apiVersion` and `kind` of a stored object say.
    var storedKind: GroupVersionKind {
        GroupVersionKind(group: type.group, version: storageVersion, kind: type.kind.kind)
    }

    /// The beginning of all keys of this resource.
    var prefix: String {
        type.group.isEmpty ? "/registry/\(type.plural)/" : "/registry/\(type.group)/\(type.plural)/"
    }

    /// The beginning of the keys in a namespace, or of all keys without one.
    func keyPrefix(namespace: String?) -> String {
        guard type.scope == .namespaced, let namespace, !namespace.isEmpty else { return prefix }
        return "\(prefix)\(namespace)/"
    }

    /// The key of an object.
    func key(namespace: String?, name: String) -> String { keyPrefix(namespace: namespace) + name }

    /// Whether a field selector may name the field.
    func offers(field: String) -> Bool {
        field == "metadata.name" || (field == "metadata.namespace" && type.scope == .namespaced)
            || selectableFields.contains(field)
    }
}
