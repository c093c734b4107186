import Bytes
import Glibc
import Host
import ScratchRoots
import Testing

@testable import FileIntegrity

@Suite("Single entries of a database")
struct DatabaseIndexTests {
    static let names = (0..<200).map { "d\($0 % 7)/f\($0)" }

    /// A tree, and its database written in some way.
    static func sandbox(_ head: String) throws -> Sandbox {
        let box = try Sandbox()
        for name in names { box.file(name, "first \(name)") }
        try box.initialize(box.configuration("/ p+s+i+sha256", head))
        return box
    }

    /// Puts the lines of a plain database in the opposite order.
    static func reverse(_ box: Sandbox) throws {
        let lines = String(decoding: try box.read("db"), as: UTF8.self).split(separator: "\n")
        let entries = lines.filter { $0.hasPrefix("/") }
        let head = lines.prefix { !$0.hasPrefix("/") }
        box.scratch.file("db", (head + entries.reversed() + ["@@end_db", ""]).joined(separator: "\n"))
    }

    enum Form: CaseIterable { case plain, packed, reversed }

    @Test(
        "every entry is found by its path and by its inode, packed or in another order",
        arguments: Form.allCases)
    func everyEntry(_ form: Form) throws {
        let box = try Self.sandbox(form == .packed ? "gzip_dbout=yes" : "")
        if form == .packed { #expect(try box.read("db").starts(with: [0x1F, 0x8B])) }
        if form == .reversed { try Self.reverse(box) }
        let location = Location.file(box.scratch.path + "/db")
        let index = try DatabaseIndex(location)
        var entries: [Entry] = []
        try DatabaseList(location).forEach { entries.append($0) }
        #expect(entries.count == 208)
        #expect(index.count == entries.count)
        for entry in entries {
            #expect(try index.entry(of: entry.path) == entry)
            let paths = try index.paths(ofInode: UInt64(entry.inode))
            #expect(paths.contains(entry.path))
        }
        for path in ["/", "/d0/f", "/d0/f0/x", "/zz", "", "/d6/f999"] {
            let isThere = entries.contains { $0.path.elementsEqual(path.utf8) }
            #expect(try (index.entry(of: Array(path.utf8)) != nil) == isThere, "\(path)")
        }
        let below = try index.paths(below: Array("/d3".utf8))
        var count = 0
        while let path = try below.next() {
            #expect(path.starts(with: "/d3/".utf8))
            count += 1
        }
        #expect(count == Self.names.count { $0.hasPrefix("d3/") })
    }

    @Test("the unpacked copy leaves no name behind, and where there is no place for it that is said")
    func temporaryPlace() throws {
        let box = try Self.sandbox("gzip_dbout=yes")
        let before = getenv("TMPDIR").map { String(cString: $0) }
        box.scratch.directory("place")
        setenv("TMPDIR", box.scratch.path + "/place", 1)
        defer { if let before { setenv("TMPDIR", before, 1) } else { unsetenv("TMPDIR") } }
        let index = try DatabaseIndex(.file(box.scratch.path + "/db"))
        #expect(try Host(root: box.scratch.path).entries(of: "/place").isEmpty)
        #expect(try index.entry(of: Array("/d0/f0".utf8)) != nil)
    }

    @Test("a packed database that is cut off or damaged is refused")
    func damagedPacked() throws {
        let box = try Self.sandbox("gzip_dbout=yes")
        let whole = try box.read("db")
        for length in [1, 10, whole.count / 2, whole.count - 1] {
            box.scratch.file("db", bytes: Array(whole.prefix(length)))
            #expect(throws: DatabaseError.self) { try DatabaseIndex(.file(box.scratch.path + "/db")) }
        }
        var flipped = whole
        flipped[whole.count / 2] ^= 0x10
        box.scratch.file("db", bytes: flipped)
        #expect(throws: DatabaseError.self) { try DatabaseIndex(.file(box.scratch.path + "/db")) }
    }
}
