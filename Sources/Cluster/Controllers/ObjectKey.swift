public import Kubernetes

/// The name of an object of a known type: what a work queue holds and a reconciler is asked about.
public struct ObjectKey: Sendable, Hashable, CustomStringConvertible {
    /// The namespace, or nil for an object of the whole cluster.
    public var namespace: String?
    /// The name.
    public var name: String

    /// Makes a key.
    public init(namespace: String? = nil, name: String) {
        self.namespace = namespace
        self.name = name
    }

    /// The key of an object.
    public init(_ object: Object) { self.init(namespace: object.namespace, name: object.name) }

    /// `namespace/name`, or `name` alone.
    public var description: String { namespace.map { "\($0)/\(name)" } ?? name }
}
