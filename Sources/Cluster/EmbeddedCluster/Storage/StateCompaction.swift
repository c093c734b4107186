/// Makes a state as small as its objects: forgets the history and rewrites the file without gaps.
///
/// A running cluster does the like little by little; this is for one that stands still.
public struct StateCompaction: Sendable {
    private let directory: String

    /// Names the state directory.
    public init(directory: String) { self.directory = directory }

    /// Compacts; returns what the database held before and holds now.
    ///
    /// - Throws: `StorageError`: the cluster is running, or the database cannot be rewritten.
    public func run() throws(StorageError) -> (before: StateSummary, after: StateSummary) {
        let database = try StateFiles.database(at: directory)
        let lock = try StateLock(directory: directory)
        defer { withExtendedLifetime(lock) {} }
        let connection = try SQLiteConnection(path: database, creates: false)
        try SQLiteStorage.checkFormat(connection)
        let before = try StateSummary(connection)
        try connection.execute(
            """
            PRAGMA synchronous = FULL;
            DELETE FROM event;
            PRAGMA auto_vacuum = INCREMENTAL;
            VACUUM;
            PRAGMA wal_checkpoint(TRUNCATE);
            """)
        return (before, try StateSummary(connection))
    }
}
