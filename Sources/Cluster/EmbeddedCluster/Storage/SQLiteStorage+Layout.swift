extension SQLiteStorage {
    /// The version of the layout, kept in SQLite's `user_version`.
    private static let format: Int64 = 1

    /// Makes the tables of a new database; refuses another program's and a newer Martlet's.
    static func prepareLayout(_ connection: SQLiteConnection) throws(StorageError) {
        if try connection.number("SELECT count(*) FROM sqlite_schema") != 0 {
            return try checkFormat(connection)
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

    /// Refuses a database that is not a state of this format.
    static func checkFormat(_ connection: SQLiteConnection) throws(StorageError) {
        switch try connection.number("PRAGMA user_version") ?? 0 {
        case format: return
        case 0:
            throw StorageError(
                code: .damaged, path: connection.path,
                reason: "this is another program's database; move it away or choose another state directory")
        case let found:
            throw StorageError(
                code: .newerFormat, path: connection.path,
                reason:
                    "the state has format \(found) and this Martlet reads up to \(format); run the newer Martlet"
            )
        }
    }

    /// Reads the whole state of a database; one that contradicts itself is refused as damaged.
    static func read(_ connection: SQLiteConnection) throws(StorageError) -> StoredState {
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
                throw .damaged(connection.path, "the row of \(object.key) is not an object of this state")
            }
            state.objects.append(object)
        }
        state.history = try readHistory(connection, after: state.objects, upTo: state.resourceVersion)
        state.floor = (state.history.first?.resourceVersion).map { $0 - 1 } ?? state.resourceVersion
        return state
    }

    /// Walks the events backwards, carrying the body that each key had after the event at hand.
    private static func readHistory(
        _ connection: SQLiteConnection, after objects: [StoredObject], upTo last: Int64
    ) throws(StorageError) -> [StoredChange] {
        var after: [String: StoredObject] = [:]
        var history: [StoredChange] = []
        let count = try connection.number("SELECT count(*) FROM event") ?? 0
        if count == 0 { return [] }
        after.reserveCapacity(objects.count)
        for object in objects { after[object.key] = object }
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
            else { throw .damaged(connection.path, "the history breaks off at resource version \(version)") }
            history.append(StoredChange(kind: kind, object: object, previous: previous))
            after[key] = previous
            expected -= 1
        }
        history.reverse()
        return history
    }
}
