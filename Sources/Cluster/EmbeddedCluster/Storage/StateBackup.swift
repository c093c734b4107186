import Glibc

/// A cluster's whole state in one file: a SQLite database with the objects, their history, and the certificates
/// and keys that clients know the cluster by.
///
/// A plain copy of `state.db` (with `state.db-wal` beside it, when the cluster was running) restores as well; it
/// lacks the certificates.
public struct StateBackup: Sendable {
    /// How far versions jump when a backup is restored.
    ///
    /// Clients may have seen versions after the backup was made. Two versions of one number would be two truths,
    /// so the restored cluster begins beyond all of them: 4 billion are ten days of 5,000 writes a second.
    static let versionJump: Int64 = 1 << 32

    private let path: String

    /// Names the file.
    public init(path: String) { self.path = path }

    /// Writes the state of a directory into the file, which only its owner may read; the cluster may be running.
    ///
    /// A reader sees no file, or the whole one.
    public func make(of directory: String) throws(StorageError) -> StateSummary {
        let database = try StateFiles.database(at: directory)
        let beside = "\(path).new"
        unlink(beside)
        defer {
            for end in ["", "-wal", "-shm", "-journal"] { unlink(beside + end) }
        }
        try Self.makePrivate(beside)
        let source = try SQLiteConnection(path: database, creates: false)
        try source.execute("PRAGMA busy_timeout = 10000")
        try SQLiteStorage.checkFormat(source)
        try source.execute("VACUUM INTO \(SQLiteConnection.quoted(beside))")
        let copy = try SQLiteConnection(path: beside, creates: false)
        try copy.execute(
            """
            PRAGMA synchronous = FULL;
            PRAGMA journal_mode = DELETE;
            CREATE TABLE state_file (path TEXT PRIMARY KEY NOT NULL, mode INTEGER NOT NULL, body BLOB NOT NULL);
            """)
        let insert = try copy.prepare("INSERT INTO state_file (path, mode, body) VALUES (?1, ?2, ?3)")
        for file in try StateFiles(directory: directory).read() {
            insert.bind(1, file.path)
            insert.bind(2, Int64(file.mode))
            insert.bind(3, file.bytes)
            try insert.run()
        }
        let summary = try StateSummary(copy)
        try Self.sync(beside)
        guard rename(beside, path) == 0 else { throw Self.failure(path) }
        try Self.sync(Self.folder(of: path))
        return summary
    }

    /// Makes the file the state of a directory.
    ///
    /// Objects keep their contents and versions; the history is left behind and the next version is far beyond
    /// every one that was handed out, so that clients list again.
    ///
    /// - Parameter replaces: whether a state that is there already may be replaced; it is kept beside the new
    ///   one as `state.db.replaced`.
    /// - Throws: `StorageError`: the directory is in use or not empty, the file is no sound state.
    public func restore(to directory: String, replaces: Bool) throws(StorageError) -> StateSummary {
        if mkdir(directory, 0o700) != 0, errno != EEXIST { throw Self.failure(directory) }
        let lock = try StateLock(directory: directory)
        defer { withExtendedLifetime(lock) {} }
        let database = "\(directory)/state.db"
        let isPresent = access(database, F_OK) == 0
        guard replaces || !isPresent else {
            throw StorageError(
                code: .inUse, path: directory,
                reason: "there is a state already; --force replaces it and keeps it as state.db.replaced")
        }
        let check = try StateCheck(path: path)
        if let problem = check.problems.first { throw .damaged(path, problem) }
        let beside = "\(database).new"
        unlink(beside)
        defer {
            for end in ["", "-wal", "-shm", "-journal"] { unlink(beside + end) }
        }
        try Self.makePrivate(beside)
        let source = try SQLiteConnection(path: path, creates: false)
        try source.execute("VACUUM INTO \(SQLiteConnection.quoted(beside))")
        let (summary, files) = try Self.renew(beside)
        if isPresent { try Self.setAside(database) }
        let state = StateFiles(directory: directory)
        for file in files { try state.write(file) }
        guard rename(beside, database) == 0 else { throw Self.failure(database) }
        try Self.sync(directory)
        return summary
    }

    /// Turns a copy into a state to begin with: no history, the next version far away, the files taken out.
    private static func renew(_ path: String) throws(StorageError) -> (StateSummary, [StateFiles.File]) {
        let copy = try SQLiteConnection(path: path, creates: false)
        var files: [StateFiles.File] = []
        if try copy.number("SELECT count(*) FROM sqlite_schema WHERE name = 'state_file'") != 0 {
            let rows = try copy.prepare("SELECT path, mode, body FROM state_file")
            while try rows.step() {
                files.append(
                    StateFiles.File(
                        path: rows.text(0), bytes: rows.bytes(2),
                        mode: mode_t(truncatingIfNeeded: rows.number(1)) & 0o777))
            }
        }
        let last = try StateSummary(copy).resourceVersion
        let (next, overflows) = last.addingReportingOverflow(versionJump)
        guard !overflows else { throw .damaged(path, "its last version is \(last)") }
        try copy.execute(
            """
            PRAGMA synchronous = FULL;
            PRAGMA journal_mode = DELETE;
            BEGIN IMMEDIATE;
            DROP TABLE IF EXISTS state_file;
            DELETE FROM event;
            DELETE FROM sqlite_sequence WHERE name = 'event';
            INSERT INTO sqlite_sequence (name, seq) VALUES ('event', \(next));
            COMMIT;
            PRAGMA auto_vacuum = INCREMENTAL;
            VACUUM;
            """)
        let summary = try StateSummary(copy)
        try sync(path)
        return (summary, files)
    }

    /// Keeps the state that is replaced.
    ///
    /// There is a `state.db` at every moment: a crash in between leaves the
    /// old one.
    private static func setAside(_ database: String) throws(StorageError) {
        // Closing the last connection moves the journal into the database; a damaged one keeps it beside.
        try? SQLiteConnection(path: database, creates: false).execute("PRAGMA wal_checkpoint(TRUNCATE)")
        let kept = "\(database).replaced"
        for end in ["-wal", "-shm", ""] { unlink(kept + end) }
        guard link(database, kept) == 0 else { throw failure(kept) }
        if rename("\(database)-wal", "\(kept)-wal") != 0, errno != ENOENT { throw failure("\(kept)-wal") }
        unlink("\(database)-shm")
    }

    /// SQLite fills an empty file that is there; made first, it is never readable for others.
    private static func makePrivate(_ path: String) throws(StorageError) {
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw failure(path) }
        close(file)
    }

    private static func sync(_ path: String) throws(StorageError) {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw failure(path) }
        defer { close(file) }
        guard fsync(file) == 0 else { throw failure(path) }
    }

    private static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private static func failure(_ path: String) -> StorageError {
        StorageError(code: .unavailable, path: path, reason: String(cString: strerror(errno)))
    }
}
