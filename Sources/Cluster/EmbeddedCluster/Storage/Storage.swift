/// Where the embedded cluster keeps its objects for good.
///
/// The store above it decides everything (resource versions, conflicts, history) and calls it from one
/// thread at a time, so an implementation is a plain, synchronous list of changes made durable.
public protocol Storage: Sendable {
    /// Reads the whole state; called once, before anything is committed.
    func load() throws(StorageError) -> StoredState

    /// Makes all changes durable, or none. Their versions follow the last committed one without a gap.
    ///
    /// - Parameter floor: events up to this version may be forgotten; an implementation may do so over
    ///   several commits, oldest first, so that no writer waits for a compaction.
    func commit(_ changes: [StoredChange], floor: Int64) throws(StorageError)

    /// Called when nothing has been written for a while: the moment for upkeep.
    func rest()

    /// Ends the use of the storage; nothing is called afterwards.
    func close()
}

/// One durable step of the history: the object under a key became another one, or none.
public struct StoredChange: Sendable {
    /// What the step did.
    public enum Kind: Int64, Sendable {
        /// The key was free before.
        case created = 0
        /// The key held an object before and holds another one now.
        case updated = 1
        /// The key is free now.
        case deleted = 2
    }

    /// What the step did.
    public var kind: Kind
    /// The object after the step; after a deletion, its last state stamped with the deletion's version.
    public var object: StoredObject
    /// The object before the step; nil for a creation.
    public var previous: StoredObject?

    /// The step's version.
    public var resourceVersion: Int64 { object.resourceVersion }
    /// The storage key.
    public var key: String { object.key }

    /// Makes a step.
    public init(kind: Kind, object: StoredObject, previous: StoredObject?) {
        self.kind = kind
        self.object = object
        self.previous = previous
    }
}

/// Everything that a storage holds.
public struct StoredState: Sendable {
    /// The version of the last change ever committed; 0 in a new storage.
    public var resourceVersion: Int64
    /// The changes up to this version are forgotten.
    public var floor: Int64
    /// The present objects, in no particular order.
    public var objects: [StoredObject]
    /// The changes after `floor`, oldest first.
    public var history: [StoredChange]

    /// An empty state.
    public init(
        resourceVersion: Int64 = 0, floor: Int64 = 0, objects: [StoredObject] = [],
        history: [StoredChange] = []
    ) {
        self.resourceVersion = resourceVersion
        self.floor = floor
        self.objects = objects
        self.history = history
    }
}
