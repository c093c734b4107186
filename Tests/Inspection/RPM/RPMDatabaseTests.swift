import CSQLite
import Glibc
import Host
import ScratchRoots
import Testing

@testable import RPM

@Suite struct RPMDatabaseTests {
    @Test("a header gives its texts and numbers, and a package its names")
    func header() throws {
        var builder = HeaderBuilder.package(
            "tool", epoch: 2, version: "3.1", release: "4.el9", architecture: "x86_64")
        builder.strings(.baseNames, ["a", "b"])
        builder.halves(.fileModes, [0o100644, 0o40755])
        let header = try #require(RPMHeader(builder.bytes[...]))
        #expect(header.strings(.baseNames) == ["a", "b"])
        #expect(header.integers(.fileModes) == [0o100644, 0o40755])
        #expect(header.integer(.vendor) == nil && header.strings(.vendor).isEmpty)
        let package = try #require(RPMPackage(header))
        #expect(package.evr == "2:3.1-4.el9")
        #expect(package.extendedName == "tool-2:3.1-4.el9.x86_64")
        #expect(package.signatureKeyID == nil)
    }

    @Test("the key that signed is named by signature packets of versions 3 and 4")
    func signatures() {
        let old: [UInt8] = [0x88, 15, 3, 5, 0, 1, 2, 3, 4, 0xAB, 0xCD, 0xEF, 1, 2, 3, 4, 5]
        #expect(OpenPGPSignature.keyID(old) == "abcdef0102030405")
        let area: [UInt8] = [5, 2, 1, 2, 3, 4]
        let issuer: [UInt8] = [9, 16, 1, 2, 3, 4, 5, 6, 7, 0xFF]
        let body: [UInt8] = [4, 0, 1, 8, 0, UInt8(area.count)] + area + [0, UInt8(issuer.count)] + issuer
        #expect(OpenPGPSignature.keyID([0xC2, UInt8(body.count)] + body) == "01020304050607ff")
        #expect(OpenPGPSignature.keyID([0x99, 0xFF, 0xFF, 4]) == nil)
        #expect(OpenPGPSignature.keyID([]) == nil)
    }

    @Test("an SQLite database is read without a file appearing beside it")
    func sqlite() throws {
        let root = try ScratchRoot()
        root.directory("usr/lib/sysimage/rpm")
        try Self.makeDatabase(
            root.path + "/usr/lib/sysimage/rpm/rpmdb.sqlite", journal: "WAL",
            [HeaderBuilder.package("one"), HeaderBuilder.package("two", epoch: 1)])
        let host = try Host(root: root.path)
        let before = host.entries(of: "/usr/lib/sysimage/rpm")
        let database = try RPMDatabase(host: host)
        #expect(database.format == .sqlite)
        #expect(database.packages.map(\.evr) == ["0:1.0-1", "1:1.0-1"])
        #expect(host.entries(of: "/usr/lib/sysimage/rpm") == before)
    }

    @Test("packages that wait in a write-ahead log are read from there, and the log stays as it is")
    func log() throws {
        let root = try ScratchRoot()
        root.directory("var/lib/rpm")
        let path = root.path + "/var/lib/rpm/rpmdb.sqlite"
        let packages = (0..<200).map { HeaderBuilder.package("package\($0)") }
        // Copied while the writer is still at work: the newest pages are in the log alone.
        let copies = try ScratchRoot()
        copies.directory("var/lib/rpm")
        try Self.makeDatabase(path, journal: "WAL", packages) {
            let host = try Host(root: root.path)
            for name in ["rpmdb.sqlite", "rpmdb.sqlite-wal"] {
                copies.file(
                    "var/lib/rpm/" + name,
                    bytes: try host.read(HostPath("/var/lib/rpm/" + name), limit: 1 << 24))
            }
        }
        let host = try Host(root: copies.path)
        let log = try host.read("/var/lib/rpm/rpmdb.sqlite-wal", limit: 1 << 24)
        #expect(log.count > 32)
        let count = try RPMDatabase(host: host).packages.count
        #expect(count == 200)
        let isUntouched = try host.read("/var/lib/rpm/rpmdb.sqlite-wal", limit: 1 << 24) == log
        #expect(isUntouched)
        // The last transaction is not whole then, so it never happened.
        copies.file("var/lib/rpm/rpmdb.sqlite-wal", bytes: Array(log.dropLast(100)))
        let fewer = try RPMDatabase(host: host).packages.count
        #expect(fewer == 199)
    }

    @Test("a host without a database, and a file that is none, are told apart")
    func absent() throws {
        let root = try ScratchRoot()
        let host = try Host(root: root.path)
        #expect(throws: RPMError.noDatabase) { _ = try RPMDatabase(host: host) }
        for name in ["rpmdb.sqlite", "Packages.db", "Packages"] {
            root.file("var/lib/rpm/" + name, "not a database")
            #expect(throws: RPMError.self) { _ = try RPMDatabase(host: host) }
            #expect(unlink(root.path + "/var/lib/rpm/" + name) == 0)
        }
    }

    /// Makes a database with a row for each header; `body` runs before it is closed.
    static func makeDatabase(
        _ path: String, journal: String, _ headers: [HeaderBuilder], _ body: () throws -> Void = {}
    ) throws {
        var database: OpaquePointer?
        defer { sqlite3_close(database) }
        try #require(sqlite3_open(path, &database) == SQLITE_OK)
        let setUp =
            "PRAGMA journal_mode=\(journal); CREATE TABLE Packages (hnum INTEGER PRIMARY KEY, blob BLOB NOT NULL)"
        try #require(sqlite3_exec(database, setUp, nil, nil, nil) == SQLITE_OK)
        for header in headers {
            var statement: OpaquePointer?
            defer { sqlite3_finalize(statement) }
            let bytes = header.bytes
            sqlite3_prepare_v2(database, "INSERT INTO Packages (blob) VALUES (?)", -1, &statement, nil)
            sqlite3_bind_blob(
                statement, 1, bytes, Int32(bytes.count), unsafeBitCast(-1, to: sqlite3_destructor_type.self))
            try #require(sqlite3_step(statement) == SQLITE_DONE)
        }
        try body()
    }
}
