import Fuzzing
import Host
import ScratchRoots
import Testing

@testable import RPM

@Suite("Mutants of RPM's headers and databases")
struct RPMFuzzTests {
    private static func header() -> HeaderBuilder {
        var header = HeaderBuilder.package("tool", epoch: 1)
        header.strings(.baseNames, ["a", "b"])
        header.strings(.directoryNames, ["/usr/", "/etc/"])
        header.numbers(.directoryIndexes, [0, 1])
        header.halves(.fileModes, [0o100644, 0o100600])
        header.strings(.requireNames, ["libc.so.6", "/bin/sh"])
        header.binary(.signatureRSA, [0x88, 15, 3, 5, 0, 1, 2, 3, 4, 1, 2, 3, 4, 5, 6, 7, 8])
        return header
    }

    @Test("a header is read within its bytes, or not at all", .timeLimit(.minutes(15)))
    func headers() {
        let tokens = ["\0\0\0\u{8}", "\0\0\0\u{6}", "\u{7F}", "\0\0\u{4}", "\0"]
        var read = 0
        for mutant in Mutants(of: [Self.header().bytes], tokens: tokens, count: 4000) {
            guard let header = RPMHeader(mutant.bytes[...]), let package = RPMPackage(header) else {
                continue
            }
            read += 1
            #expect(package.files.count <= mutant.bytes.count, "\(mutant)")
            #expect(package.requires.count <= mutant.bytes.count, "\(mutant)")
            #expect((package.signatureKeyID?.utf8.count ?? 16) == 16, "\(mutant)")
            #expect((header.immutableRegion()?.count ?? 0) <= mutant.bytes.count + 16, "\(mutant)")
        }
        #expect(read > 100)
    }

    @Test("a damaged ndb or Berkeley database is an error, never a crash", .timeLimit(.minutes(15)))
    func databases() throws {
        let ndb = Self.ndb(Self.header().bytes)
        let berkeley = Self.berkeley(Self.header().bytes)
        var whole = 0
        for mutant in Mutants(of: [ndb, berkeley], tokens: ["Slot", "BlbS", "\u{7}", "\u{D}"], count: 2000) {
            var found = 0
            let count: (ArraySlice<UInt8>) throws(RPMError) -> Void = { _ in found += 1 }
            Self.withBytes(mutant.bytes) { bytes in
                try? NDBPackages(bytes: bytes).forEachBlob(count)
                try? BerkeleyPackages(bytes).forEachBlob(count)
            }
            #expect(found <= mutant.bytes.count, "\(mutant)")
            whole += found > 0 ? 1 : 0
        }
        #expect(whole > 100)
    }

    @Test("a Berkeley database is read in either byte order", arguments: [true, false])
    func byteOrder(isLittle: Bool) throws {
        let header = Self.header().bytes
        var found: [[UInt8]] = []
        try Self.berkeley(header, isLittle: isLittle).withUnsafeBytes {
            try BerkeleyPackages(DatabaseBytes($0, path: "/p")).forEachBlob { found.append(Array($0)) }
        }
        #expect(found == [header])
    }

    @Test("a Berkeley database that ends in its first page, or points beyond one, is damaged")
    func berkeleyBounds() {
        let whole = Self.berkeley(Self.header().bytes)
        var beyond = whole
        beyond.replaceSubrange(512 + 26..<512 + 28, with: [0xFF, 0xFF])
        for bytes in [Array(whole.prefix(17)), Array(whole.prefix(100)), beyond] {
            #expect(throws: RPMError.self) {
                try bytes.withUnsafeBytes {
                    try BerkeleyPackages(DatabaseBytes($0, path: "/p")).forEachBlob { _ in }
                }
            }
        }
    }

    @Test("a damaged SQLite database or log is an error or a part, never a crash", .timeLimit(.minutes(15)))
    func sqlite() throws {
        let root = try ScratchRoot()
        let path = root.path + "/rpmdb.sqlite"
        let large = (0..<40).map {
            HeaderBuilder.package("package\($0)-" + String(repeating: "x", count: 600))
        }
        var database: [UInt8] = []
        var log: [UInt8] = []
        try RPMDatabaseTests.makeDatabase(path, journal: "WAL", large + [Self.long()]) {
            let host = try Host(root: root.path)
            database = try host.read("/rpmdb.sqlite", limit: 1 << 24)
            log = try host.read("/rpmdb.sqlite-wal", limit: 1 << 24)
        }
        let whole = try Host(root: root.path).read("/rpmdb.sqlite", limit: 1 << 24)
        #expect(Self.count(whole, log: nil) == 41)
        #expect(Self.count(database, log: log) == 41)
        var partly = 0
        for mutant in Mutants(of: [whole], tokens: ["\u{D}", "\u{5}", "\0\0\0\u{2}"], count: 1500) {
            let found = Self.count(mutant.bytes, log: nil)
            #expect(found <= mutant.bytes.count, "\(mutant)")
            partly += found > 0 ? 1 : 0
        }
        #expect(partly > 100)
        for mutant in Mutants(of: [log], tokens: ["\0\0\u{10}\0"], count: 500) {
            #expect(Self.count(database, log: mutant.bytes) <= 41, "\(mutant)")
        }
    }

    private static func count(_ bytes: [UInt8], log: [UInt8]?) -> Int {
        var found = 0
        withBytes(bytes) { bytes in
            withBytes(log ?? []) { changes in
                try? SQLitePackages(bytes, log: log == nil ? nil : changes).forEachBlob { _ in found += 1 }
            }
        }
        return found
    }

    private static func withBytes(_ bytes: [UInt8], _ body: (DatabaseBytes) -> Void) {
        bytes.withUnsafeBytes { body(DatabaseBytes($0, path: "/p")) }
    }

    /// A header that takes several pages.
    private static func long() -> HeaderBuilder {
        var header = header()
        header.strings(.provideNames, (0..<2000).map { "library\($0).so" })
        return header
    }

    /// A database of one page of slots and one package.
    private static func ndb(_ header: [UInt8]) -> [UInt8] {
        func little(_ number: Int) -> [UInt8] {
            (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
        }
        let size = (16 + header.count + 12 + 15) / 16
        var bytes =
            Array("RpmP".utf8) + little(0) + little(1) + little(1) + little(2) + little(0) + little(0)
            + little(0)
        bytes += Array("Slot".utf8) + little(1) + little(256) + little(size)
        while bytes.count < 4096 { bytes += Array("Slot".utf8) + little(0) + little(0) + little(0) }
        bytes += Array("BlbS".utf8) + little(1) + little(1) + little(header.count) + header
        return bytes + [UInt8](repeating: 0, count: 4096 + 16 * size - bytes.count)
    }

    /// A hash with one page of items and one chain of overflow pages, as a machine of either byte order makes it.
    static func berkeley(_ header: [UInt8], isLittle: Bool = true) -> [UInt8] {
        func little(_ number: Int, _ width: Int = 4) -> [UInt8] {
            let bytes = (0..<width).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
            return isLittle ? bytes : bytes.reversed()
        }
        func page(_ type: UInt8, next: Int = 0, items: Int = 0, offset: Int = 0) -> [UInt8] {
            [UInt8](repeating: 0, count: 16) + little(next) + little(items, 2) + little(offset, 2) + [
                0, type,
            ]
        }
        let pageSize = 512
        func filled(_ bytes: [UInt8]) -> [UInt8] {
            bytes + [UInt8](repeating: 0, count: pageSize - bytes.count)
        }
        let meta =
            [UInt8](repeating: 0, count: 12) + little(0x061561) + little(9) + little(pageSize) + [0, 8]
        var items = filled(page(13, items: 2) + little(507, 2) + little(495, 2))
        items.replaceSubrange(507..., with: [1, 1, 0, 0, 0])
        items.replaceSubrange(495..<507, with: [3, 0, 0, 0] + little(2) + little(header.count))
        var result = filled(meta) + items
        let pieces = stride(from: 0, to: header.count, by: 486).map {
            Array(header[$0..<min($0 + 486, header.count)])
        }
        for (index, piece) in pieces.enumerated() {
            let next = index + 1 < pieces.count ? index + 3 : 0
            result += filled(page(7, next: next, offset: piece.count) + piece)
        }
        return result
    }
}
