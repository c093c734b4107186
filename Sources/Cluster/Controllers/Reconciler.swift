public import Kubernetes

/// Makes the world match one kind of object: it is given a key and looks for itself what must be done.
///
/// A reconciler keeps no state between calls and is never called twice at once for one key.
public protocol Reconciler: Sendable {
    /// The controller's name in logs, metrics and events, such as `compliancescan`.
    var name: String { get }

    /// What wakes the reconciler; the first is the kind that it is about.
    var sources: [ReconcileSource] { get }

    /// Keys that something else than a change of resources concerns; nil for none.
    ///
    /// Asked for once, when the controller begins.
    var signals: AsyncStream<ObjectKey>? { get }

    /// Brings one object a step nearer to what it asks for.
    ///
    /// - Returns: whether to look again later without being woken.
    /// - Throws: anything; the key comes back after its back-off.
    func reconcile(_ key: ObjectKey) async throws -> ReconcileResult
}

extension Reconciler {
    /// Resources alone wake the reconciler.
    public var signals: AsyncStream<ObjectKey>? { nil }
}

/// A kind of object whose changes wake a reconciler, and whom they concern.
public struct ReconcileSource: Sendable {
    /// The type to follow.
    public var type: ResourceType
    /// The keys that a change of an object concerns.
    public var keys: @Sendable (Object) -> [ObjectKey]

    /// Follows a type with a mapping of one's own.
    public init(_ type: ResourceType, keys: @escaping @Sendable (Object) -> [ObjectKey]) {
        self.type = type
        self.keys = keys
    }

    /// Follows the kind that the reconciler is about.
    public static func primary(_ type: ResourceType) -> ReconcileSource {
        ReconcileSource(type) { [ObjectKey($0)] }
    }

    /// Follows objects that belong to the reconciler's kind; their changes concern their owner.
    public static func owned(_ type: ResourceType, by owner: ResourceType) -> ReconcileSource {
        ReconcileSource(type) { object in
            object.ownerReferences
                .filter { $0.kind == owner.kind.kind && $0.apiVersion == owner.kind.apiVersion }
                .map { ObjectKey(namespace: object.namespace, name: $0.name) }
        }
    }
}

/// What a reconciler wants next for a key.
public enum ReconcileResult: Sendable, Equatable {
    /// Nothing until something changes.
    case done
    /// To be called again after a while.
    case again(after: Duration)
}
