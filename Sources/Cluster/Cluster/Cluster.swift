public import Bytes
public import Kubernetes

/// Where resources live: a real cluster over HTTPS or the embedded one in this process.
///
/// Controllers, commands and pages see only this protocol, so they run unchanged in both worlds. Every
/// refusal is a ``Kubernetes/StatusError``, as a kube-apiserver would answer it.
public protocol Cluster: Sendable {
    /// The object of a name, or `NotFound`.
    func get(_ type: ResourceType, namespace: String?, name: String) async throws(StatusError) -> Object

    /// The objects of a type; in all namespaces when `namespace` is nil.
    func list(_ type: ResourceType, namespace: String?, options: ListOptions) async throws(StatusError)
        -> ObjectList

    /// Changes from a resource version on. The stream ends with a ``Kubernetes/StatusError`` when the watch
    /// breaks (410 `Expired` when the history is gone: list again).
    func watch(
        _ type: ResourceType, namespace: String?, options: WatchOptions
    ) async throws(StatusError) -> AsyncThrowingStream<WatchEvent, any Error>

    /// Stores a new object and returns it as stored.
    func create(
        _ type: ResourceType, namespace: String?, _ object: Object, options: WriteOptions
    ) async throws(StatusError) -> Object

    /// Replaces an object (or, with `subresource`, the part that the subresource owns). A set
    /// `resourceVersion` must be the stored one, else `Conflict`.
    func update(
        _ type: ResourceType, namespace: String?, _ object: Object, subresource: String?,
        options: WriteOptions
    ) async throws(StatusError) -> Object

    /// Changes an object by a patch.
    func patch(
        _ type: ResourceType, namespace: String?, name: String, _ patch: Patch, subresource: String?,
        options: WriteOptions
    ) async throws(StatusError) -> Object

    /// Deletes an object; returns it as it stands when finalizers still hold it, else nil.
    func delete(
        _ type: ResourceType, namespace: String?, name: String, options: DeleteOptions
    ) async throws(StatusError) -> Object?
}

/// What to list.
public struct ListOptions: Sendable, Equatable {
    /// A label selector in the query grammar; empty for all.
    public var labelSelector: String
    /// A field selector in the query grammar; empty for all.
    public var fieldSelector: String
    /// At most this many objects a page; nil for all.
    public var limit: Int?
    /// The token of the page before.
    public var `continue`: String?
    /// `resourceVersion` of the query, or nil.
    public var resourceVersion: String?
    /// `resourceVersionMatch` of the query (`Exact`, `NotOlderThan`), or nil.
    public var resourceVersionMatch: String?

    /// Lists everything unless told otherwise.
    public init(
        labelSelector: String = "", fieldSelector: String = "", limit: Int? = nil,
        continue token: String? = nil,
        resourceVersion: String? = nil, resourceVersionMatch: String? = nil
    ) {
        self.labelSelector = labelSelector
        self.fieldSelector = fieldSelector
        self.limit = limit
        self.continue = token
        self.resourceVersion = resourceVersion
        self.resourceVersionMatch = resourceVersionMatch
    }
}

/// A page of objects, all as of one resource version.
public struct ObjectList: Sendable {
    /// The objects in key order.
    public var items: [Object]
    /// The version that the list shows; a watch from it misses nothing.
    public var resourceVersion: String
    /// The token of the next page, or nil on the last.
    public var `continue`: String?
    /// How many objects follow this page, where known.
    public var remainingItemCount: Int?

    /// Makes a page.
    public init(
        items: [Object], resourceVersion: String, continue token: String? = nil,
        remainingItemCount: Int? = nil
    ) {
        self.items = items
        self.resourceVersion = resourceVersion
        self.continue = token
        self.remainingItemCount = remainingItemCount
    }
}

/// What to watch.
public struct WatchOptions: Sendable, Equatable {
    /// A label selector in the query grammar; empty for all.
    public var labelSelector: String
    /// A field selector in the query grammar; empty for all.
    public var fieldSelector: String
    /// Events strictly after this version; nil for the present state first, then live.
    public var resourceVersion: String?
    /// Send `BOOKMARK` events that carry only a version.
    public var allowBookmarks: Bool
    /// Send the present state first and then a bookmark that says so.
    public var sendInitialEvents: Bool

    /// Watches everything unless told otherwise.
    public init(
        labelSelector: String = "", fieldSelector: String = "", resourceVersion: String? = nil,
        allowBookmarks: Bool = false, sendInitialEvents: Bool = false
    ) {
        self.labelSelector = labelSelector
        self.fieldSelector = fieldSelector
        self.resourceVersion = resourceVersion
        self.allowBookmarks = allowBookmarks
        self.sendInitialEvents = sendInitialEvents
    }
}

/// One change.
public struct WatchEvent: Sendable {
    /// What happened.
    public enum Kind: String, Sendable {
        /// The object is new (or has entered the selector).
        case added = "ADDED"
        /// The object changed.
        case modified = "MODIFIED"
        /// The object is gone (or has left the selector); `object` is its last state.
        case deleted = "DELETED"
        /// Nothing changed; the object carries only a resource version.
        case bookmark = "BOOKMARK"
    }

    /// What happened.
    public var kind: Kind
    /// The object after the change.
    public var object: Object

    /// Makes an event.
    public init(kind: Kind, object: Object) {
        self.kind = kind
        self.object = object
    }
}

/// How to write.
public struct WriteOptions: Sendable, Equatable {
    /// What to do with fields that the schema does not know.
    public enum FieldValidation: String, Sendable {
        /// Drop them silently.
        case ignore = "Ignore"
        /// Drop them and answer a warning.
        case warn = "Warn"
        /// Refuse the object.
        case strict = "Strict"
    }

    /// Who writes, for `managedFields`.
    public var fieldManager: String
    /// What to do with unknown fields.
    public var fieldValidation: FieldValidation
    /// Do everything but store.
    public var dryRun: Bool
    /// Server-side apply: take over fields that others own.
    public var force: Bool
    /// Who asks; the embedded cluster's admission judges by it, a remote cluster knows by itself.
    public var user: UserInfo

    /// A plain write in Martlet's name.
    public init(
        fieldManager: String = "martlet", fieldValidation: FieldValidation = .warn, dryRun: Bool = false,
        force: Bool = false, user: UserInfo = .martlet
    ) {
        self.fieldManager = fieldManager
        self.fieldValidation = fieldValidation
        self.dryRun = dryRun
        self.force = force
        self.user = user
    }
}

/// How to change an object without sending the whole.
public enum Patch: Sendable, Equatable {
    /// RFC 7386.
    case merge(JSON)
    /// RFC 6902.
    case json(JSON)
    /// Kubernetes' strategic merge; not for custom resources.
    case strategicMerge(JSON)
    /// Server-side apply.
    case apply(JSON)
}

/// How to delete.
public struct DeleteOptions: Sendable, Equatable {
    /// What becomes of the objects that this one owns.
    public enum Propagation: String, Sendable {
        /// They are deleted afterwards.
        case background = "Background"
        /// They are deleted first.
        case foreground = "Foreground"
        /// They lose the reference and stay.
        case orphan = "Orphan"
    }

    /// What becomes of the dependants.
    public var propagation: Propagation
    /// Delete only the object with this uid.
    public var uid: String?
    /// Delete only this version of the object.
    public var resourceVersion: String?
    /// Do everything but delete.
    public var dryRun: Bool
    /// How long the object may take to end, in seconds; nil for the kind's own time.
    public var gracePeriodSeconds: Int?
    /// Who asks; see ``WriteOptions/user``.
    public var user: UserInfo

    /// A background deletion without conditions.
    public init(
        propagation: Propagation = .background, uid: String? = nil, resourceVersion: String? = nil,
        dryRun: Bool = false, gracePeriodSeconds: Int? = nil, user: UserInfo = .martlet
    ) {
        self.propagation = propagation
        self.uid = uid
        self.resourceVersion = resourceVersion
        self.dryRun = dryRun
        self.gracePeriodSeconds = gracePeriodSeconds
        self.user = user
    }
}
