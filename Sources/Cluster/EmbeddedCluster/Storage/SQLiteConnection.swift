import CSQLite

/// A thin face of one SQLite connection: statements in, typed errors out.
///
/// It is not safe to share: its owner calls it from one thread at a time.
final class SQLiteConnection {
    let path: String
    private let handle: OpaquePointer

    /// Opens a database; a missing one is made only when that is wanted.
    init(path: String, creates: Bool = true) throws(StorageError) {
        self.path = path
        var opened: OpaquePointer?
        let flags = SQLITE_OPEN_READWRITE | (creates ? SQLITE_OPEN_CREATE : 0) | SQLITE_OPEN_NOMUTEX
        let code = sqlite3_open_v2(path, &opened, flags, nil)
        guard code == SQLITE_OK, let opened else {
            sqlite3_close_v2(opened)
            throw Self.error(code, String(cString: sqlite3_errstr(code)), path)
        }
        handle = opened
        sqlite3_extended_result_codes(handle, 1)
    }

    deinit { sqlite3_close_v2(handle) }

    /// Text as SQL writes it.
    static func quoted(_ text: String) -> String {
        var quoted = "'"
        for character in text.unicodeScalars {
            if character == "'" { quoted += "'" }
            quoted.unicodeScalars.append(character)
        }
        return quoted + "'"
    }

    /// Runs statements that answer nothing of interest.
    func execute(_ sql: String) throws(StorageError) {
        let code = sqlite3_exec(handle, sql, nil, nil, nil)
        if code != SQLITE_OK { throw failure(code) }
    }

    /// Compiles a statement for repeated use.
    func prepare(_ sql: String) throws(StorageError) -> SQLiteStatement {
        var statement: OpaquePointer?
        let code = sqlite3_prepare_v3(handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil)
        guard code == SQLITE_OK, let statement else { throw failure(code) }
        return SQLiteStatement(statement, of: self)
    }

    /// The first column of the first row as a number, or nil without a row.
    func number(_ sql: String) throws(StorageError) -> Int64? {
        let statement = try prepare(sql)
        return try statement.step() ? statement.number(0) : nil
    }

    /// The error that a result code stands for, with what to do about it.
    func failure(_ code: Int32) -> StorageError {
        Self.error(code, String(cString: sqlite3_errmsg(handle)), path)
    }

    private static func error(_ code: Int32, _ message: String, _ path: String) -> StorageError {
        switch code & 0xFF {
        case SQLITE_CORRUPT, SQLITE_NOTADB:
            .damaged(path, message)
        case SQLITE_FULL:
            StorageError(code: .unavailable, path: path, reason: "the disk is full; free some space")
        case SQLITE_BUSY, SQLITE_LOCKED:
            StorageError(
                code: .inUse, path: path,
                reason: "another program has the database locked; close that program")
        default:
            StorageError(code: .unavailable, path: path, reason: "the database cannot be used: \(message)")
        }
    }
}

extension StorageError {
    /// The database cannot be trusted any more.
    static func damaged(_ path: String, _ why: String) -> StorageError {
        StorageError(
            code: .damaged, path: path,
            reason:
                "the database is damaged (\(why)); bring a backup back with 'martlet cluster restore FILE --force'"
        )
    }
}
