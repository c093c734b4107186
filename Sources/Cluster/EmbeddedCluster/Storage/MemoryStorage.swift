/// A storage that keeps nothing beyond the process: for tests and for one-shot runs.
public struct MemoryStorage: Storage {
    /// Makes an empty storage.
    public init() {}

    /// An empty state.
    public func load() throws(StorageError) -> StoredState { StoredState() }

    /// Accepts the changes; the watch cache above holds the objects.
    public func commit(_ changes: [StoredChange], floor: Int64) throws(StorageError) {}

    /// Does nothing.
    public func rest() {}

    /// Does nothing.
    public func close() {}
}
