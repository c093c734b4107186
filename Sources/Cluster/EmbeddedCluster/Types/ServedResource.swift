public import Kubernetes

/// A resource in one of its served versions, with what the request pipeline must know about it.
public struct ServedResource: Sendable {
    /// Its names, schema, columns and selectable fields.
    public var definition: ResourceDefinition
    /// The version that is stored; others are served by rewriting `apiVersion`.
    public var storageVersion: String
    /// The CustomResourceDefinition that declares it; nil for a built-in resource.
    public var definedBy: String?
    /// Whether stored objects may say another `apiVersion` than ``type`` does.
    public var servesOtherVersions: Bool
    /// The rules of its schema; nil when it has none.
    public var rules: ResourceRules?
    /// Whether its CustomResourceDefinition is being deleted: nothing new may be created.
    public var isTerminating: Bool

    /// Describes a resource.
    init(
        _ definition: ResourceDefinition, storageVersion: String? = nil, definedBy: String? = nil,
        servesOtherVersions: Bool = false, isTerminating: Bool = false
    ) {
        self.definition = definition
        self.storageVersion = storageVersion ?? definition.type.version
        self.definedBy = definedBy
        self.servesOtherVersions = servesOtherVersions
        self.isTerminating = isTerminating
        rules = definedBy == nil ? nil : ResourceRules(definition.schema)
    }

    /// The names and the scope.
    public var type: ResourceType { definition.type }

    /// Whether a CustomResourceDefinition declares it.
    public var isCustom: Bool { definedBy != nil }

    /// Whether `status` is written through its own subresource only.
    var hasStatus: Bool { type.subresources.contains("status") }

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
}
