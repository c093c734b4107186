import CSQLite
import Glibc

/// The state in one SQLite file, `state.db`, inside a directory that belongs to this process alone.
///
/// `object` holds what is there now; `event` holds what happened, oldest first, one row for each resource
/// version. An event keeps only the body *before* it: the body after it is the `previous` of the key's next
/// event or, for the last, the object itself. So a body is written once when it is created and once when it
/// is superseded.
///
/// `event.rv` is AUTOINCREMENT because SQLite would otherwise hand out the greatest rowid again after its row
/// is compacted, and resource versions would run backwards.
///
/// Safe to share: the store calls it from one thread at a time (see ``Storage``), and nothing else does.
public final class SQLiteStorage: Storage, @unchecked Sendable {
    /// What an acknowledged write survives.
    public enum Durability: Sendable {
        /// A power failure: every commit waits for the disk.
        case full
        /// The end of the process; the last moments before a power failure may be lost.
        case normal
    }

    /// How many events one commit forgets at most, so that no writer waits for a long compaction.
    private static let compactionSlice: Int64 = 500

    /// 1,000 pages, after which SQLite begins at the journal's start again, and some reserve.
    private static let journalSize = 5 << 20
    /// What the journal is cut back to when somebody's long read has let it grow.
    private static let journalLimit = 16 << 20
    /// So many free pages are worth giving back, and so many are given back at one rest.
    private static let freePages: Int64 = 256
    private static let freePagesSlice: Int64 = 2048

    private let path: String
    private var lock: StateLock?
    private var connection: SQLiteConnection?
    private var statements: Statements?
    private var oldestEvent: Int64 = 1
    private var floor: Int64 = 0
    private var isDirty = false
    private var hasJournal = false

    private struct Statements {
        var put: SQLiteStatement
        var remove: SQLiteStatement
        var append: SQLiteStatement
        var forget: SQLiteStatement
    }

    /// Opens or creates the state in a directory, which is created (0700) when it is missing.
    public init(directory: String, durability: Durability = .full) throws(StorageError) {
        path = "\(directory)/state.db"
        try Self.makeDirectory(directory)
        lock = try StateLock(directory: directory)
        // The state holds Secrets: nobody else may read it. SQLite makes the files beside it in its likeness.
        let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        if file >= 0 { Glibc.close(file) }
        let connection = try SQLiteConnection(path: path)
        try connection.execute(
            """
            PRAGMA busy_timeout = 2000;
            PRAGMA auto_vacuum = INCREMENTAL;
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = \(durability == .full ? "FULL" : "NORMAL");
            PRAGMA wal_autocheckpoint = 1000;
            PRAGMA journal_size_limit = \(Self.journalLimit);
            PRAGMA cache_size = -4096;
            """)
        try Self.prepareLayout(connection)
        statements = Statements(
            put: try connection.prepare(
                "INSERT INTO object (key, rv, body) VALUES (?1, ?2, ?3) ON CONFLICT (key) DO UPDATE SET rv = ?2, body = ?3"
            ),
            remove: try connection.prepare("DELETE FROM object WHERE key = ?1"),
            append: try connection.prepare(
                "INSERT INTO event (rv, key, kind, previous_rv, previous) VALUES (?1, ?2, ?3, ?4, ?5)"),
            forget: try connection.prepare("DELETE FROM event WHERE rv <= ?1"))
        self.connection = connection
    }

    /// Reads everything; a state that contradicts itself is refused as damaged.
    public func load() throws(StorageError) -> StoredState {
        guard let connection else { throw closed }
        let state = try Self.read(connection)
        oldestEvent = state.floor + 1
        floor = state.floor
        return state
    }

    /// Writes all changes in one transaction, with one wait for the disk.
    public func commit(_ changes: [StoredChange], floor: Int64) throws(StorageError) {
        guard let connection, let statements else { throw closed }
        try connection.execute("BEGIN IMMEDIATE")
        do throws(StorageError) {
            for change in changes { try write(change, statements) }
            // At least twice as fast as the history grows, so that it ends.
            let slice = max(Self.compactionSlice, Int64(2 * changes.count))
            let forgotten = min(floor, oldestEvent - 1 + slice)
            if forgotten >= oldestEvent {
                statements.forget.bind(1, forgotten)
                try statements.forget.run()
            }
            try connection.execute("COMMIT")
            oldestEvent = max(oldestEvent, forgotten + 1)
            self.floor = floor
            isDirty = true
        } catch {
            // The first error is the one that matters; a failed COMMIT may have rolled back by itself.
            try? connection.execute("ROLLBACK")
            throw error
        }
    }

    /// Forgets what the commits have not come to, gives free pages back to the file system and moves the
    /// journal into the database, so that the next commits begin at the journal's start again.
    public func rest() {
        guard isDirty, let connection, let statements else { return }
        // Upkeep only: should it fail, nothing is lost and the next commit tells.
        do throws(StorageError) {
            isDirty = false
            let forgotten = min(floor, oldestEvent - 1 + 10 * Self.compactionSlice)
            if forgotten >= oldestEvent {
                statements.forget.bind(1, forgotten)
                try statements.forget.run()
                oldestEvent = forgotten + 1
                isDirty = true
            }
            let free = try connection.number("PRAGMA freelist_count") ?? 0
            if free > Self.freePages {
                try connection.execute("PRAGMA incremental_vacuum(\(Self.freePagesSlice))")
                // A file of an early Martlet cannot give pages back; it needs 'martlet cluster compact' once.
                if try connection.number("PRAGMA freelist_count") ?? 0 < free { isDirty = true }
            }
            // Passive: a writer that comes now must not wait for somebody's long read.
            try connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
            if !hasJournal { hasJournal = Self.allocateJournal("\(path)-wal") }
        } catch {}
    }

    /// Closes the file and gives up the directory.
    public func close() {
        rest()
        statements = nil
        connection = nil
        lock = nil
    }

    private func write(_ change: StoredChange, _ statements: Statements) throws(StorageError) {
        if change.kind == .deleted {
            statements.remove.bind(1, change.key)
            try statements.remove.run()
        } else {
            statements.put.bind(1, change.key)
            statements.put.bind(2, change.resourceVersion)
            statements.put.bind(3, change.object.bytes)
            try statements.put.run()
        }
        statements.append.bind(1, change.resourceVersion)
        statements.append.bind(2, change.key)
        statements.append.bind(3, change.kind.rawValue)
        statements.append.bind(4, change.previous?.resourceVersion ?? 0)
        statements.append.bind(5, change.previous?.bytes)
        try statements.append.run()
    }

    private var closed: StorageError {
        StorageError(code: .unavailable, path: path, reason: "the database is closed")
    }

    /// Gives the journal its usual size, at the first rest, when nobody waits for it.
    ///
    /// Syncing bytes that a file already has costs the disk one write, syncing a file that grows costs two or
    /// three. SQLite ignores zeros after the last valid frame.
    private static func allocateJournal(_ path: String) -> Bool {
        let file = open(path, O_RDWR | O_CLOEXEC)
        guard file >= 0 else { return false }
        defer { Glibc.close(file) }
        var size = Int(lseek(file, 0, SEEK_END))
        let zeros = [UInt8](repeating: 0, count: 64 << 10)
        while size >= 0, size < journalSize {
            // It only saves time; should the disk refuse, the commits that need the place say so.
            let written = pwrite(file, zeros, min(zeros.count, journalSize - size), off_t(size))
            guard written > 0 else { return true }
            size += written
        }
        _ = fsync(file)
        return true
    }

    private static func makeDirectory(_ directory: String) throws(StorageError) {
        guard mkdir(directory, 0o700) != 0, errno != EEXIST else { return }
        throw StorageError(
            code: .unavailable, path: directory,
            reason: "the state directory cannot be created: \(String(cString: strerror(errno)))")
    }
}
