import CSQLite

/// A compiled statement of a ``SQLiteConnection``.
final class SQLiteStatement {
    private let handle: OpaquePointer
    private let connection: SQLiteConnection

    init(_ handle: OpaquePointer, of connection: SQLiteConnection) {
        self.handle = handle
        self.connection = connection
    }

    deinit { sqlite3_finalize(handle) }

    /// Binds a number to a parameter; parameters count from 1.
    func bind(_ parameter: Int32, _ value: Int64) { sqlite3_bind_int64(handle, parameter, value) }

    /// Binds text to a parameter.
    func bind(_ parameter: Int32, _ value: String) {
        var value = value
        value.withUTF8 { text in
            text.withMemoryRebound(to: CChar.self) { text in
                _ = sqlite3_bind_text(handle, parameter, text.baseAddress, Int32(text.count), Self.copied)
            }
        }
    }

    /// Binds bytes to a parameter, or null.
    func bind(_ parameter: Int32, _ value: [UInt8]?) {
        guard let value else {
            sqlite3_bind_null(handle, parameter)
            return
        }
        value.withUnsafeBytes { bytes in
            _ = sqlite3_bind_blob64(handle, parameter, bytes.baseAddress, UInt64(bytes.count), Self.copied)
        }
    }

    /// Advances to the next row; false at the end.
    func step() throws(StorageError) -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code: throw connection.failure(code)
        }
    }

    /// Runs a statement that answers no rows and readies it for the next use.
    func run() throws(StorageError) {
        defer { sqlite3_reset(handle) }
        while try step() {}
    }

    /// A number of the present row; columns count from 0.
    func number(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

    /// A text of the present row.
    func text(_ column: Int32) -> String {
        guard let text = sqlite3_column_text(handle, column) else { return "" }
        let count = Int(sqlite3_column_bytes(handle, column))
        return String(decoding: UnsafeBufferPointer(start: text, count: count), as: UTF8.self)
    }

    /// Bytes of the present row; empty for null.
    func bytes(_ column: Int32) -> [UInt8] {
        guard let start = sqlite3_column_blob(handle, column) else { return [] }
        let count = Int(sqlite3_column_bytes(handle, column))
        return Array(UnsafeRawBufferPointer(start: start, count: count))
    }

    /// True when a column of the present row is null.
    func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }

    // SAFETY: SQLITE_TRANSIENT is by definition the pointer value -1, which SQLite compares and never calls.
    private static var copied: sqlite3_destructor_type? {
        unsafeBitCast(OpaquePointer(bitPattern: -1), to: sqlite3_destructor_type?.self)
    }
}
