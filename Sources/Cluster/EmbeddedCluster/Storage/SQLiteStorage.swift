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

    /// The version of the layout, kept in SQLite's `user_version`.
    private static let format: Int64 = 1
    /// How many events one commit forgets at most, so that no writer waits for a long compaction.
    private static let compactionSlice: Int64 = 500

    /// 1,000 pages, after which SQLite begins at the journal's start again, and some reserve.
    private static let journalSize = 5 << 20

    private let path: String
    private var lock: StateLock?
    private var connection: SQLiteConnection?
    private var statements: Statements?
    private var oldestEvent: Int64 = 1
    private var isDirty = false

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
        Self.allocateJournal("\(path)-wal")
        let connection = try SQLiteConnection(path: path)
        try connection.execute(
            """
            PRAGMA busy_timeout = 2000;
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = \(durability == .full ? "FULL" : "NORMAL");
            PRAGMA wal_autocheckpoint = 1000;
            PRAGMA journal_size_limit = 67108864;
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
        var state = StoredState()
        state.resourceVersion =
            try connection.number("SELECT seq FROM sqlite_sequence WHERE name = 'event'") ?? 0
        state.objects.reserveCapacity(Int(try connection.number("SELECT count(*) FROM object") ?? 0))
        let rows = try connection.prepare("SELECT key, rv, body FROM object")
        while try rows.step() {
            let object = StoredObject(
                key: rows.text(0), resourceVersion: rows.number(1), bytes: rows.bytes(2))
            guard object.bytes.first == UInt8(ascii: "{"), object.resourceVersion <= state.resourceVersion
            else {
                throw .damaged(path, "the row of \(object.key) is not an object of this state")
            }
            state.objects.append(object)
        }
        state.history = try loadHistory(connection, after: state.objects, upTo: state.resourceVersion)
        state.floor = (state.history.first?.resourceVersion).map { $0 - 1 } ?? state.resourceVersion
        oldestEvent = state.floor + 1
        return state
    }

    /// Writes all changes in one transaction, with one wait for the disk.
    public func commit(_ changes: [StoredChange], floor: Int64) throws(StorageError) {
        guard let connection, let statements else { throw closed }
        try connection.execute("BEGIN IMMEDIATE")
        do throws(StorageError) {
            for change in changes { try write(change, statements) }
            let forgotten = min(floor, oldestEvent - 1 + Self.compactionSlice)
            if forgotten >= oldestEvent {
                statements.forget.bind(1, forgotten)
                try statements.forget.run()
            }
            try connection.execute("COMMIT")
            oldestEvent = max(oldestEvent, forgotten + 1)
            isDirty = true
        } catch {
            // The first error is the one that matters; a failed COMMIT may have rolled back by itself.
            try? connection.execute("ROLLBACK")
            throw error
        }
    }

    /// Moves the journal into the database, so that the next commits begin at the journal's start again.
    public func rest() {
        guard isDirty, let connection else { return }
        isDirty = false
        // Upkeep only: should it fail, the journal still holds everything and the next commit tells.
        try? connection.execute("PRAGMA wal_checkpoint(RESTART)")
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

    /// Walks the events backwards, carrying the body that each key had after the event at hand.
    private func loadHistory(
        _ connection: SQLiteConnection, after objects: [StoredObject], upTo last: Int64
    ) throws(StorageError) -> [StoredChange] {
        var after: [String: StoredObject] = [:]
        after.reserveCapacity(objects.count)
        for object in objects { after[object.key] = object }
        var history: [StoredChange] = []
        var expected = last
        let rows = try connection.prepare(
            "SELECT rv, key, kind, previous_rv, previous FROM event ORDER BY rv DESC")
        while try rows.step() {
            let (version, key) = (rows.number(0), rows.text(1))
            let previous =
                rows.isNull(4)
                ? nil : StoredObject(key: key, resourceVersion: rows.number(3), bytes: rows.bytes(4))
            guard version == expected, let kind = StoredChange.Kind(rawValue: rows.number(2)),
                let object = kind == .deleted ? previous?.stamped(version) : after[key],
                object.resourceVersion == version
            else { throw .damaged(path, "the history breaks off at resource version \(version)") }
            history.append(StoredChange(kind: kind, object: object, previous: previous))
            after[key] = previous
            expected -= 1
        }
        history.reverse()
        return history
    }

    /// Gives the journal its usual size before it is used.
    ///
    /// Syncing bytes that a file already has costs the disk
    /// one write, syncing a file that grows costs two or three. SQLite ignores zeros after the last valid frame.
    private static func allocateJournal(_ path: String) {
        let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { return }
        defer { Glibc.close(file) }
        let size = Int(lseek(file, 0, SEEK_END))
        guard size >= 0, size < journalSize else { return }
        let zeros = [UInt8](repeating: 0, count: journalSize - size)
        // It only saves time; should the disk refuse, the first commit says so.
        if pwrite(file, zeros, zeros.count, off_t(size)) > 0 { _ = fsync(file) }
    }

    private static func makeDirectory(_ directory: String) throws(StorageError) {
        guard mkdir(directory, 0o700) != 0, errno != EEXIST else { return }
        throw StorageError(
            code: .unavailable, path: directory,
            reason: "the state directory cannot be created: \(String(cString: strerror(errno)))")
    }

    private static func prepareLayout(_ connection: SQLiteConnection) throws(StorageError) {
        let found = try connection.number("PRAGMA user_version") ?? 0
        guard found <= format else {
            throw StorageError(
                code: .newerFormat, path: connection.path,
                reason:
                    "the state has format \(found) and this Martlet reads up to \(format); run the newer Martlet"
            )
        }
        guard found == 0 else { return }
        if try connection.number("SELECT count(*) FROM sqlite_schema") != 0 {
            throw StorageError(
                code: .damaged, path: connection.path,
                reason: "this is another program's database; move it away or choose another state directory")
        }
        try connection.execute(
            """
            BEGIN IMMEDIATE;
            CREATE TABLE object (key TEXT PRIMARY KEY NOT NULL, rv INTEGER NOT NULL, body BLOB NOT NULL);
            CREATE TABLE event (
                rv INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL, kind INTEGER NOT NULL,
                previous_rv INTEGER NOT NULL, previous BLOB);
            PRAGMA user_version = \(format);
            COMMIT;
            """)
    }
}
