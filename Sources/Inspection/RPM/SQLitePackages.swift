import CSQLite
import Host

/// `rpmdb.sqlite`: the table `Packages` with one header a row.
///
/// Opened as immutable, so that SQLite neither locks the file nor makes a journal beside it. Changes that wait
/// in a write-ahead log would not be seen then; with a log that holds any, a copy in memory takes them in.
enum SQLitePackages {
    /// Calls `body` with each package's header.
    static func forEachBlob(
        _ host: Host, _ path: HostPath, _ body: (ArraySlice<UInt8>) throws(RPMError) -> Void
    ) throws(RPMError) {
        let log = HostPath(bytes: path.bytes + Array("-wal".utf8))
        if let size = try? host.status(of: log).size, size > 32 {
            let image: [UInt8]
            do throws(HostError) {
                image = WriteAheadLog.apply(
                    try host.read(log, limit: RPMDatabase.sizeLimit),
                    to: try host.read(path, limit: RPMDatabase.sizeLimit))
            } catch {
                throw .unreadable(error)
            }
            return try read(image: image, path, body)
        }
        let outcome: Result<Void, RPMError>
        do throws(HostError) {
            outcome = try host.withReopenablePath(of: path) { file in
                do throws(RPMError) {
                    return .success(try read(file: file, path, body))
                } catch {
                    return .failure(error)
                }
            }
        } catch {
            throw .unreadable(error)
        }
        try outcome.get()
    }

    private static func read(
        file: String, _ path: HostPath, _ body: (ArraySlice<UInt8>) throws(RPMError) -> Void
    ) throws(RPMError) {
        var database: OpaquePointer?
        defer { sqlite3_close(database) }
        guard
            sqlite3_open_v2(
                "file:\(file)?immutable=1", &database, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, nil)
                == SQLITE_OK
        else { throw .damaged(path, message(database)) }
        try read(database, path, body)
    }

    private static func read(
        image: [UInt8], _ path: HostPath, _ body: (ArraySlice<UInt8>) throws(RPMError) -> Void
    ) throws(RPMError) {
        var database: OpaquePointer?
        defer { sqlite3_close(database) }
        guard sqlite3_open_v2(":memory:", &database, SQLITE_OPEN_READWRITE, nil) == SQLITE_OK,
            let copy = sqlite3_malloc64(UInt64(max(image.count, 1)))
        else { throw .damaged(path, message(database)) }
        image.withUnsafeBytes {
            copy.copyMemory(from: $0.baseAddress ?? UnsafeRawPointer(copy), byteCount: $0.count)
        }
        let code = sqlite3_deserialize(
            database, "main", copy.assumingMemoryBound(to: UInt8.self), Int64(image.count),
            Int64(image.count),
            UInt32(SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_READONLY))
        guard code == SQLITE_OK else { throw .damaged(path, message(database)) }
        try read(database, path, body)
    }

    private static func read(
        _ database: OpaquePointer?, _ path: HostPath,
        _ body: (ArraySlice<UInt8>) throws(RPMError) -> Void
    ) throws(RPMError) {
        var statement: OpaquePointer?
        defer { sqlite3_finalize(statement) }
        // A schema of foreign making must not run functions of its own.
        _ = sqlite3_exec(database, "PRAGMA trusted_schema = 0", nil, nil, nil)
        guard
            sqlite3_prepare_v2(database, "SELECT blob FROM Packages ORDER BY hnum", -1, &statement, nil)
                == SQLITE_OK
        else { throw .damaged(path, message(database)) }
        while true {
            switch sqlite3_step(statement) {
            case SQLITE_ROW:
                let count = Int(sqlite3_column_bytes(statement, 0))
                let bytes = UnsafeRawBufferPointer(start: sqlite3_column_blob(statement, 0), count: count)
                try body(Array(bytes)[...])
            case SQLITE_DONE: return
            default: throw .damaged(path, message(database))
            }
        }
    }

    private static func message(_ database: OpaquePointer?) -> String {
        sqlite3_errmsg(database).map { String(cString: $0) } ?? "it cannot be opened"
    }
}
