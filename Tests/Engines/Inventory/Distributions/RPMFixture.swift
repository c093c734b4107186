import CSQLite
import Host
import ScratchRoots
import Testing

/// Databases of RPM for tests.
enum RPMFixture {
    /// The header of a package of version 3.0-4.el9 with two files.
    static func header(_ name: String, epoch: UInt32?, source: String?, label: String?) -> [UInt8] {
        var fields: [(tag: UInt32, type: UInt32, count: UInt32, bytes: [UInt8])] = []
        func text(_ tag: UInt32, _ values: [String], type: UInt32 = 6) {
            fields.append((tag, type, UInt32(values.count), values.flatMap { Array($0.utf8) + [0] }))
        }
        text(1000, [name])
        text(1001, ["3.0"])
        text(1002, ["4.el9"])
        if let epoch { fields.append((1003, 4, 1, big(epoch))) }
        text(1011, ["Vendor"])
        text(1014, ["MIT and BSD"])
        text(1022, ["x86_64"])
        if let source { text(1044, [source]) }
        fields.append((1116, 4, 2, big(0) + big(1)))
        text(1117, [name, name], type: 8)
        text(1118, ["/usr/bin/", "/usr/share/"], type: 8)
        if let label { text(5096, [label]) }
        var index: [UInt8] = []
        var store: [UInt8] = []
        for field in fields {
            if field.type == 4 { store += [UInt8](repeating: 0, count: (4 - store.count % 4) % 4) }
            index += big(field.tag) + big(field.type) + big(UInt32(store.count)) + big(field.count)
            store += field.bytes
        }
        return big(UInt32(fields.count)) + big(UInt32(store.count)) + index + store
    }

    /// The bytes of a database of SQLite with some headers.
    static func database(_ headers: [[UInt8]]) throws -> [UInt8] {
        var database: OpaquePointer?
        defer { sqlite3_close(database) }
        try #require(sqlite3_open(":memory:", &database) == SQLITE_OK)
        let table = "CREATE TABLE Packages (hnum INTEGER PRIMARY KEY AUTOINCREMENT, blob BLOB NOT NULL)"
        try #require(sqlite3_exec(database, table, nil, nil, nil) == SQLITE_OK)
        for header in headers { try add(header, to: database) }
        var size: Int64 = 0
        let bytes = try #require(sqlite3_serialize(database, "main", &size, 0))
        defer { sqlite3_free(bytes) }
        return Array(UnsafeBufferPointer(start: bytes, count: Int(size)))
    }

    /// A database whose packages are in its write-ahead log alone, and the log.
    static func withLog(_ root: ScratchRoot, _ names: [String]) throws -> (database: [UInt8], log: [UInt8]) {
        var database: OpaquePointer?
        defer { sqlite3_close(database) }
        try #require(sqlite3_open(root.path + "/rpmdb.sqlite", &database) == SQLITE_OK)
        let table = """
            PRAGMA journal_mode=WAL;
            CREATE TABLE Packages (hnum INTEGER PRIMARY KEY AUTOINCREMENT, blob BLOB NOT NULL)
            """
        try #require(sqlite3_exec(database, table, nil, nil, nil) == SQLITE_OK)
        for name in names { try add(header(name, epoch: nil, source: nil, label: nil), to: database) }
        let host = try Host(root: root.path)
        return (
            try host.read("/rpmdb.sqlite", limit: 1 << 24), try host.read("/rpmdb.sqlite-wal", limit: 1 << 24)
        )
    }

    private static func add(_ header: [UInt8], to database: OpaquePointer?) throws {
        var statement: OpaquePointer?
        defer { sqlite3_finalize(statement) }
        sqlite3_prepare_v2(database, "INSERT INTO Packages (blob) VALUES (?)", -1, &statement, nil)
        sqlite3_bind_blob(
            statement, 1, header, Int32(header.count), unsafeBitCast(-1, to: sqlite3_destructor_type.self))
        try #require(sqlite3_step(statement) == SQLITE_DONE)
    }

    private static func big(_ number: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) }
    }
}
