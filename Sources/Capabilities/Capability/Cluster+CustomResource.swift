import Bytes
public import Cluster
public import Kubernetes

extension Cluster {
    /// The resource of a name, or nil when there is none.
    public func find<Resource: CustomResource>(
        _ resource: Resource.Type, namespace: String?, name: String
    ) async throws(StatusError) -> Resource? {
        try await find(Resource.type, namespace: namespace, name: name).map(Resource.init)
    }

    /// All resources of a type that a label selector picks.
    public func all<Resource: CustomResource>(
        _ resource: Resource.Type, namespace: String?, labelSelector: String = ""
    ) async throws(StatusError) -> [Resource] {
        try await list(
            Resource.type, namespace: namespace, options: ListOptions(labelSelector: labelSelector)
        ).items.map(Resource.init)
    }

    /// Stores the resource unless one of its name is there; returns what is stored then.
    public func createIfAbsent<Resource: CustomResource>(_ resource: Resource) async throws(StatusError)
        -> Resource
    {
        Resource(try await createIfAbsent(Resource.type, resource.object))
    }

    /// Makes the stored object carry the resource's content, labels, annotations and owners; creates it when
    /// it is absent.
    ///
    /// Labels and annotations of others stay.
    public func store<Resource: CustomResource>(_ resource: Resource) async throws(StatusError) {
        let wanted = resource.object
        guard let known = try await find(Resource.self, namespace: wanted.namespace, name: wanted.name) else {
            _ = try await createIfAbsent(resource)
            return
        }
        var merged = wanted
        merged.json["metadata"] = known.object.json["metadata"]
        merged.labels.merge(wanted.labels) { _, new in new }
        merged.annotations.merge(wanted.annotations) { _, new in new }
        merged.ownerReferences = wanted.ownerReferences
        // Where status has an endpoint of its own, this write does not speak of it.
        if Resource.type.subresources.contains("status") { merged["status"] = known.object["status"] }
        if merged == known.object { return }
        _ = try await update(
            Resource.type, namespace: wanted.namespace, merged, subresource: nil, options: WriteOptions())
    }

    /// Stores many resources, some at once: writes that run at once share the store's commits.
    public func store<Resource: CustomResource>(_ resources: [Resource]) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (index, resource) in resources.enumerated() {
                if index >= 16 { try await group.next() }
                group.addTask { try await store(resource) }
            }
            try await group.waitForAll()
        }
    }

    /// Writes the status of a resource when it differs from what is stored; returns what is stored then.
    @discardableResult
    public func storeStatus<Resource: CustomResource>(
        _ resource: Resource, before: Resource
    ) async throws(StatusError) -> Resource {
        guard resource.object["status"] != before.object["status"] else { return before }
        return Resource(
            try await update(
                Resource.type, namespace: resource.object.namespace, resource.object, subresource: "status",
                options: WriteOptions()))
    }
}
