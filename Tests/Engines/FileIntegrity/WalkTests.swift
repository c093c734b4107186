import Glibc
import Host
import ScratchRoots
import Testing

@testable import FileIntegrity

@Suite("Walks and checks of a tree")
struct WalkTests {
    @Test("links are entries, never ways")
    func links() throws {
        let box = try Sandbox()
        box.file("real/secret", "x")
        box.scratch.link("root/way", to: "real")
        box.scratch.link("root/up", to: "../..")
        try box.initialize(try box.configuration("/ R"))
        #expect(try box.names() == ["/", "/real", "/real/secret", "/up", "/way"])
    }

    @Test("a pipe is an entry and is not read")
    func pipe() throws {
        let box = try Sandbox()
        box.scratch.fifo("root/p")
        try box.initialize(try box.configuration("/ p+sha256"))
        #expect(try box.names() == ["/", "/p"])
    }

    @Test("a tree that is deeper than the open directories is walked to its end, and in order")
    func deepTree() throws {
        let box = try Sandbox()
        let deep = Array(repeating: "d", count: 150).joined(separator: "/")
        box.file(deep + "/f", "x")
        for level in [1, 70, 149] {
            box.file(Array(repeating: "d", count: level).joined(separator: "/") + "/z", "late")
        }
        try box.initialize(try box.configuration("/ p"))
        let names = try box.names()
        #expect(names.count == 1 + 150 + 1 + 3)
        #expect(names.last == "/d/z")
    }

    @Test("two threads find what one does", arguments: [0, 1, 2, 5])
    func workers(_ count: Int) throws {
        let box = try Sandbox()
        for number in 0..<300 {
            box.file("d\(number % 7)/f\(number)", String(repeating: "x", count: number * 50))
        }
        let configuration = try box.configuration("/ p+i+n+s+sha256")
        try box.initialize(configuration)
        let outcome = try box.run(.update, configuration, workers: count)
        #expect(outcome.differences.isEmpty)
        #expect(outcome.total == 308)
        #expect(try box.read("db") == box.read("db.new"))
    }

    @Test("what was added, removed and changed is found")
    func changes() throws {
        let box = try Sandbox()
        for name in ["same", "gone", "grown", "mode"] { box.file(name, "x") }
        let configuration = try box.configuration("/ R+sha256-m-c-n")
        try box.initialize(configuration)
        box.file("new", "y")
        box.file("grown", "xyz")
        unlink(box.root + "/gone")
        chmod(box.root + "/mode", 0o600)
        let outcome = try box.run(.check, configuration)
        let found = outcome.differences.map { difference in
            let side =
                difference.old == nil ? "+" : difference.new == nil ? "-" : difference.changed.expression
            return String(decoding: difference.path, as: UTF8.self) + " " + side
        }
        #expect(found == ["/gone -", "/grown s+md5+sha256", "/mode p+acl", "/new +"])
    }

    @Test("a file with two names is read once and both names have its digest")
    func hardLinks() throws {
        let box = try Sandbox()
        box.file("a", "content")
        link(box.root + "/a", box.root + "/z")
        try box.initialize(try box.configuration("/[az] sha256+i"))
        var digests: [[UInt8]?] = []
        try DatabaseList(.file(box.scratch.path + "/db")).forEach { digests.append($0.digest(.sha256)) }
        #expect(digests.count == 2)
        #expect(digests[0] != nil && digests[0] == digests[1])
    }

    @Test("a log that only grew is unchanged, one whose beginning changed is not")
    func growing() throws {
        let box = try Sandbox()
        box.file("log", "line one\n")
        box.file("forged", "line one\n")
        let configuration = try box.configuration("/(log|forged) growing+s+m+c+sha256")
        try box.initialize(configuration)
        box.file("log", "line one\nline two\n")
        box.file("forged", "LINE one\nline two\n")
        let outcome = try box.run(.check, configuration)
        #expect(outcome.differences.map { String(decoding: $0.path, as: UTF8.self) } == ["/forged"])
    }

    @Test("a rotation by inode is neither an addition nor a removal")
    func rotation() throws {
        let box = try Sandbox()
        box.file("log", "old line\n")
        let configuration = try box.configuration("/log s+i+I+sha256+ANF")
        try box.initialize(configuration)
        rename(box.root + "/log", box.root + "/log.1")
        let outcome = try box.run(.check, configuration)
        #expect(Report.all(outcome, configuration).exitCode == 0)
    }

    @Test("a file that vanishes between two looks is told, and the walk goes on")
    func unreachable() throws {
        let box = try Sandbox()
        box.file("a", "x")
        box.file("b", "x")
        let directory = try OpenDirectory(try Host(root: box.root), "/")
        let name = Array("a".utf8)
        let status = try directory.status(of: name)
        unlink(box.root + "/a")
        let reader = EntryReader(accounts: AccountNames(nil), shared: SharedDigests())
        let outcome = reader.read(
            WalkJob(
                directory: directory, name: name, path: Array("/a".utf8), status: status,
                attributes: AttributeSet(.sha256, .size)))
        #expect(outcome.entry.attributes == AttributeSet(.name, .size))
        #expect(
            outcome.problems.map(\.message) == [
                "hash calculation: open() failed: No such file or directory for '/a' (hashsums could not be calculated)"
            ])
    }

    @Test("a name that is swapped for a link while it is read is not followed")
    func swappedForLink() throws {
        let box = try Sandbox()
        box.file("d/f", "x")
        box.scratch.directory("outside")
        box.scratch.file("outside/f", "secret")
        let host = try Host(root: box.root)
        rename(box.root + "/d", box.root + "/was")
        box.scratch.link("root/d", to: box.scratch.path + "/outside")
        #expect(throws: HostError.self) { try OpenDirectory(host, "/d") }
        #expect(throws: HostError.self) { try OpenDirectory(host, "/d/..") }
    }
}
