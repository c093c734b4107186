public import Cluster
public import Kubernetes

/// What admission is asked to judge (`admission.k8s.io/v1` AdmissionRequest).
public struct AdmissionRequest: Sendable {
    /// What happens to the object.
    public enum Operation: String, Sendable {
        /// It is new.
        case create = "CREATE"
        /// It changes, by an update, a patch or an apply.
        case update = "UPDATE"
        /// It goes.
        case delete = "DELETE"
        /// Somebody connects to it (`exec`, `proxy`, …).
        case connect = "CONNECT"
    }

    /// What happens.
    public var operation: Operation
    /// The resource as it was asked for.
    public var resource: ResourceType
    /// Such as `status`; empty for the object itself.
    public var subresource: String
    /// The namespace; empty for what is in none.
    public var namespace: String
    /// The name; empty while a name is yet to be generated.
    public var name: String
    /// Who asks.
    public var user: UserInfo
    /// The object as it would be stored; nil for a deletion.
    public var object: Object?
    /// The object as it is stored; nil for a creation.
    public var oldObject: Object?
    /// The query's options, as an object of `meta.k8s.io/v1`.
    public var options: Object
    /// Nothing will be stored.
    public var isDryRun: Bool

    /// Describes a request.
    public init(
        operation: Operation, resource: ResourceType, subresource: String, namespace: String, name: String,
        user: UserInfo, object: Object?, oldObject: Object?, options: Object, isDryRun: Bool
    ) {
        self.operation = operation
        self.resource = resource
        self.subresource = subresource
        self.namespace = namespace
        self.name = name
        self.user = user
        self.object = object
        self.oldObject = oldObject
        self.options = options
        self.isDryRun = isDryRun
    }
}
