import Glibc
import ScratchRoots
import Testing

@testable import FileIntegrity

@Suite("Databases")
struct DatabaseTests {
    static func sample() -> Entry {
        var entry = Entry(
            path: Array("/a b/0#é\n".utf8),
            attributes: AttributeSet(
                .name, .linkName, .permissions, .user, .size, .modificationTime, .accessList,
                .extendedAttributes,
                .selinux, .fileFlags, .capabilities, .sha256))
        entry.linkTarget = Array("0target".utf8)
        entry.mode = 0o120777
        entry.user = 4242
        entry.size = 1 << 40
        entry.modificationTime = -5
        entry.inode = 99
        entry.accessList = Entry.AccessList(access: Array("user::rwx\n".utf8), inherited: nil)
        entry.extended = [
            Entry.ExtendedAttribute(name: Array("user.k,".utf8), value: []),
            Entry.ExtendedAttribute(name: Array("user.b".utf8), value: [0, 1, 2]),
        ]
        entry.context = Array("system_u:object_r:etc_t:s0".utf8)
        entry.flags = 0x80000
        entry.capabilities = Array("cap_net_raw=ep".utf8)
        entry.digests = [Entry.ContentDigest(attribute: .sha256, bytes: Array(0..<32))]
        return entry
    }

    static func bytes(_ entries: [Entry], _ dialect: Dialect, end: String = "@@end_db\n") -> [UInt8] {
        let columns = entries.reduce(AttributeSet(.name, .attributes, .permissions, .inode)) {
            $0.union($1.attributes)
        }
        let encoder = EntryEncoder(columns: columns, dialect: dialect)
        var bytes = Array("@@begin_db\n# a comment\n\(encoder.specification)".utf8)
        for entry in entries { encoder.append(entry, to: &bytes) }
        return bytes + end.utf8
    }

    func entries(_ bytes: [UInt8]) throws -> [Entry] {
        let reader = DatabaseReader(ByteSource(bytes: bytes), name: "db")
        var entries: [Entry] = []
        while let line = try reader.next() { entries.append(try reader.decoder.entry(line)) }
        return entries
    }

    @Test("an entry is the same after it was written and read", arguments: Dialect.allCases)
    func roundTrip(_ dialect: Dialect) throws {
        #expect(try entries(Self.bytes([Self.sample()], dialect)) == [Self.sample()])
    }

    @Test("columns may stand in any order, and unknown ones are passed over")
    func columnOrder() throws {
        let text = """
            @@begin_db
            @@db_spec name future attr sha1 uid
            /x ? 8200 2jmj7l5rSw0yVb/vlWAYkK/YBwk= 7
            @@end_db

            """
        let found = try entries(Array(text.utf8))
        #expect(found.map(\.user) == [7])
        #expect(found[0].digest(.sha1)?.count == 20)
    }

    @Test(
        "a damaged database is refused with its line and field",
        arguments: [
            ("/a 8 x\n@@end_db\n", "db:3: field 'uid': 'x' cannot be read"),
            ("/a 8\n@@end_db\n", "db:3: field 'uid': the line is cut off"),
            ("/a 8 1\n", "db:3: missing '@@end_db', the database was not written completely"),
            ("b 8 1\n@@end_db\n", "db:3: 'b 8 1' is no absolute path"),
            ("/a 8 1\n@@end_db\n/b 8 1\n", "db:5: there is something after the end mark"),
            ("@@begin_db\n@@end_db\n", "db:3: '@@begin_db' does not belong here"),
            (
                "/a 99999999999999999999 1\n@@end_db\n",
                "db:3: field 'attr': '99999999999999999999' cannot be read"
            ),
        ])
    func damage(_ lines: String, _ expected: String) {
        let text = "@@begin_db\n@@db_spec name attr uid\n" + lines
        var message = "accepted"
        do { _ = try entries(Array(text.utf8)) } catch { message = "\(error)" }
        #expect(message == expected)
    }

    @Test("a packed database that lost its end or a bit is refused")
    func packedDamage() throws {
        let box = try Sandbox()
        for number in 0..<200 { box.file("f\(number)", "content \(number)") }
        let configuration = try box.configuration("gzip_dbout=yes\n/ p+sha256")
        try box.initialize(configuration)
        let whole = try box.read("db")
        #expect(whole.starts(with: [0x1F, 0x8B]))
        #expect(try box.names().count == 201)
        box.scratch.file("db", bytes: Array(whole.dropLast(20)))
        #expect(throws: DatabaseError.self) { try box.run(.check, configuration) }
        var flipped = whole
        flipped[whole.count / 2] ^= 4
        box.scratch.file("db", bytes: flipped)
        #expect(throws: DatabaseError.self) { try box.run(.check, configuration) }
    }

    @Test("entries in a strange order are compared all the same")
    func strangeOrder() throws {
        let box = try Sandbox()
        for name in ["b", "a/x", "a.b"] { box.file(name, "x") }
        let configuration = try box.configuration("/ p+sha256")
        try box.initialize(configuration)
        let lines = try box.read("db").split(separator: UInt8(ascii: "\n"))
        let shuffled =
            Array(lines.prefix(2)) + lines.dropFirst(2).dropLast().reversed() + [lines[lines.count - 1]]
        box.scratch.file("db", bytes: Array(shuffled.joined(separator: [UInt8(ascii: "\n")])) + [0x0A])
        #expect(try box.names() == ["/b", "/a.b", "/a/x", "/a", "/"].reversed())
        #expect(try box.run(.check, configuration).differences.isEmpty)
    }

    @Test("a new database takes its place only when it is whole, and nobody else may read it")
    func replacement() throws {
        let box = try Sandbox()
        box.file("a", "x")
        let configuration = try box.configuration("/ p")
        box.scratch.file("db.new", "the last good one")
        do {
            let location = try #require(configuration.databaseOut)
            let writer = try DatabaseWriter(location, configuration: configuration, time: LocalTime(0))
            try writer.write(Self.sample())
            #expect(try box.read("db.new") == Array("the last good one".utf8))
        }
        #expect(try box.read("db.new") == Array("the last good one".utf8))
        _ = try box.run(.initialize, configuration)
        var status = stat()
        #expect(stat(box.scratch.path + "/db.new", &status) == 0)
        #expect(status.st_mode & 0o777 == 0o600)
        #expect(try box.names("db.new") == ["/", "/a"])
    }

    @Test("paths are ordered as a walk meets them")
    func order() {
        let paths = ["/", "/a", "/a/b", "/a/b/c", "/a b", "/a.b", "/ab", "/b"].map { Array($0.utf8) }
        for (index, left) in paths.enumerated() {
            for (other, right) in paths.enumerated() {
                #expect(PathOrder.precedes(left, right) == (index < other))
            }
        }
    }
}
