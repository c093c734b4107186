public import Kubernetes

/// A typed face of an object: a name for each field that the program reads or writes.
///
/// The object stays whole underneath, so fields of a newer version survive a round trip.
public protocol CustomResource: Sendable {
    /// The type that the API server serves it as.
    static var type: ResourceType { get }
    /// The object underneath.
    var object: Object { get set }
    /// Puts the face on an object.
    init(_ object: Object)
}
