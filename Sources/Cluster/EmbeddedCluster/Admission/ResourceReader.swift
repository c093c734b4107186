public import Cluster
public import Kubernetes

/// A resource's stored objects as admission reads them: by its version it tells cheaply whether anything has
/// changed since it was read last.
public struct ResourceReader: Sendable {
    private let cache: ResourceCache
    private let resource: ServedResource

    init(_ cache: ResourceCache, _ resource: ServedResource) {
        self.cache = cache
        self.resource = resource
    }

    /// The resource's names.
    public var type: ResourceType { resource.type }

    /// The version of the last change to any of the objects; equal versions mean equal objects.
    public var version: Int64 { cache.snapshot().version }

    /// True when there are no objects.
    public var isEmpty: Bool { cache.count == 0 }

    /// The objects of a namespace, or all without one, in the order of their keys.
    public func objects(namespace: String? = nil) -> [StoredObject] {
        cache.snapshot().objects.objects(prefix: resource.keyPrefix(namespace: namespace))
    }

    /// The object of a name.
    public func object(namespace: String?, name: String) -> StoredObject? {
        guard !name.contains("/"), namespace?.contains("/") != true else { return nil }
        return cache[resource.key(namespace: namespace, name: name)]
    }
}

extension EmbeddedCluster {
    /// Reads the stored objects of a resource; nil for one that is not served.
    public func reader(group: String, version: String, plural: String) -> ResourceReader? {
        resource(group: group, version: version, plural: plural).map { ResourceReader(cache($0), $0) }
    }

    /// The resource of a kind, or nil.
    public func resource(of kind: GroupVersionKind) -> ServedResource? { registry.resource(of: kind) }
}

extension StoredObject {
    /// `metadata.labels`, read once.
    public var labels: [String: String] { metadata.labels }

    /// `metadata.name`.
    public var name: String { metadata.name }

    /// `metadata.namespace`, or nil.
    public var namespace: String? { metadata.namespace }
}
