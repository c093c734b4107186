public import Kubernetes

extension EmbeddedCluster {
    /// The version of the last change among the objects of a type; as long as it stays, they have not changed.
    ///
    /// Who has been answered to a write finds it here: what is derived from objects can be kept and is never
    /// stale. Zero for a type that is not served.
    public func lastChange(of type: ResourceType) -> Int64 {
        (try? resolve(type)).map { cache($0).snapshot().version } ?? 0
    }

    /// All present objects of a type, in key order.
    public func present(_ type: ResourceType) -> [StoredObject] {
        (try? resolve(type)).map { cache($0).snapshot().objects.objects() } ?? []
    }

    /// Tells the present objects of a type and then every change, until the task is cancelled or the cluster
    /// shuts down; begins again with the present ones when the history is lost.
    public func follow(_ type: ResourceType, _ visit: (RawWatchEvent) async -> Void) async {
        if let resource = try? resolve(type) { await follow(resource, visit) }
    }
}
