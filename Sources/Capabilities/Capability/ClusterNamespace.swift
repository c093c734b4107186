public import Cluster
public import Kubernetes

/// One namespace of a cluster, as a command works with it: what is not there is a sentence for the person who
/// asked.
public struct ClusterNamespace: Sendable {
    /// The cluster.
    public let cluster: any Cluster
    /// The namespace's name.
    public let name: String
    /// How people call the cluster, such as the server's URL.
    public let server: String

    /// Makes a view of a namespace.
    public init(_ cluster: any Cluster, name: String, server: String) {
        self.cluster = cluster
        self.name = name
        self.server = server
    }

    /// The resource of a name.
    ///
    /// - Throws: ``CommandFailure`` when there is none, and the server's refusal.
    public func require<Resource: CustomResource>(
        _ resource: Resource.Type, _ wanted: String
    ) async throws -> Resource {
        if let found = try await find(resource, wanted) { return found }
        throw CommandFailure(
            "\(Resource.type.kind.kind) \"\(wanted)\" was not found in namespace \"\(name)\" of \(server)")
    }

    /// The resource of a name, or nil.
    public func find<Resource: CustomResource>(
        _ resource: Resource.Type, _ wanted: String
    ) async throws(StatusError) -> Resource? {
        try await cluster.find(resource, namespace: name, name: wanted)
    }

    /// All resources of a type that a label selector picks.
    public func all<Resource: CustomResource>(
        _ resource: Resource.Type, labelSelector: String = ""
    ) async throws(StatusError) -> [Resource] {
        try await cluster.all(resource, namespace: name, labelSelector: labelSelector)
    }
}
