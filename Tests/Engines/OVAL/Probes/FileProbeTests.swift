import Glibc
import Host
import ScratchRoots
import Testing

@testable import OVAL

@Suite struct FileProbeTests {
    private let down = ["recurse": "directories", "recurse_direction": "down", "max_depth": "-1"]

    @Test("a literal filepath gives one item with the file's facts")
    func literal() throws {
        let root = try ScratchRoot()
        root.file("etc/key", bytes: [1, 2, 3], mode: 0o4640)
        let found = Collector(host: try Host(root: root.path)).collect(
            try query("file_object", ["filepath": "/etc/key"]))
        #expect(found?.flag == .complete)
        #expect(values("type", of: found) == ["regular"])
        #expect(values("size", of: found) == ["3"])
        #expect(values("suid", of: found) == ["true"])
        #expect(values("gread", of: found) == ["true"])
        #expect(values("oread", of: found) == ["false"])
        #expect(values("path", of: found) == ["/etc"])
    }

    @Test("an absent file does not exist, and a directory is no filepath")
    func absent() throws {
        let root = try ScratchRoot()
        root.directory("etc")
        let collector = Collector(host: try Host(root: root.path))
        #expect(collector.collect(try query("file_object", ["filepath": "/etc/none"]))?.flag == .doesNotExist)
        #expect(collector.collect(try query("file_object", ["filepath": "/etc"]))?.flag == .doesNotExist)
        #expect(collector.collect(try query("file_object", ["filepath": "etc/none"]))?.flag == .doesNotExist)
    }

    @Test("a nil filename is the directory itself; recursion adds those below, to the depth that is given")
    func directories() throws {
        let root = try ScratchRoot()
        root.directory("a/b/c/d")
        let collector = Collector(host: try Host(root: root.path))
        func paths(_ behaviors: [String: String]) throws -> Set<String> {
            Set(
                values(
                    "path",
                    of: collector.collect(
                        try query("file_object", ["path": "/a", "filename": nil], behaviors: behaviors))))
        }
        #expect(try paths([:]) == ["/a"])
        #expect(try paths(down) == ["/a", "/a/b", "/a/b/c", "/a/b/c/d"])
        #expect(try paths(down.merging(["max_depth": "1"]) { $1 }) == ["/a", "/a/b"])
        #expect(try paths(["recurse_direction": "up"]) == ["/a", "/"])
    }

    @Test("links are found but not followed below, followed on the way, and a loop ends")
    func links() throws {
        let root = try ScratchRoot()
        root.file("usr/bin/tool", "x")
        root.link("bin", to: "usr/bin")
        root.link("usr/bin/loop", to: ".")
        root.link("usr/bin/gone", to: "/nowhere")
        let collector = Collector(host: try Host(root: root.path))
        let recursive = collector.collect(
            try query("file_object", ["path": "/bin", "filename~": ".*"], behaviors: down))
        #expect(Set(values("filepath", of: recursive)) == ["/bin/tool", "/bin/loop", "/bin/gone"])
        let byPattern = collector.collect(
            try query("file_object", ["path~": "^/(usr/)?bin$", "filename": "tool"]))
        #expect(Set(values("filepath", of: byPattern)) == ["/bin/tool", "/usr/bin/tool"])
        let followed = collector.collect(
            try query(
                "file_object", ["path": "/usr", "filename": "tool"], behaviors: ["recurse_direction": "down"])
        )
        #expect(values("filepath", of: followed) == ["/usr/bin/tool"])
    }

    @Test("a link out of an offline root finds nothing outside of it")
    func escape() throws {
        let root = try ScratchRoot()
        root.link("out", to: "../../../../../../etc")
        let found = Collector(host: try Host(root: root.path)).collect(
            try query("file_object", ["path": "/out", "filename": "passwd"]))
        #expect(found?.flag == .doesNotExist)
    }

    @Test("names that are not UTF-8 are items with their bytes")
    func bytes() throws {
        let root = try ScratchRoot()
        let name = [CChar(bitPattern: 0xFF), 0x41, 0]
        close(open(Array(root.path.utf8CString.dropLast()) + [0x2F] + name, O_WRONLY | O_CREAT, 0o600))
        let found = Collector(host: try Host(root: root.path)).collect(
            try query("file_object", ["path": "/", "filename~": ".*"]))
        #expect(found?.items.count == 1)
        found?.items[0].forEachField(named: "filename") { #expect($0.value == .bytes([0xFF, 0x41])) }
    }

    @Test(
        "the directory that a pattern lies in is found without the pattern",
        arguments: [
            (#"^/etc/audit/rules\.d/.*\.rules$"#, "/etc/audit/rules.d"), ("^/etc/(ssh|x)$", "/"),
            ("/etc/ssh.*", "/etc"),
            (#"^\/s?bin|^\/usr\/s?bin"#, "/"), ("^.*$", "/"), ("^/etc/systemd/logind.conf", "/etc/systemd"),
            ("^/ab?/c", "/"), (#"^/a\d/c"#, "/"),
        ])
    func literalDirectory(pattern: String, directory: String) {
        #expect(FileSearch.literalDirectory(of: pattern) == Array(directory.utf8))
    }

    @Test("directories full of links to each other are walked in an end")
    func linkGraph() throws {
        let root = try ScratchRoot()
        for number in 0..<12 {
            root.file("graph/d\(number)/file", "x")
            for other in 0..<12 where other != number {
                root.link("graph/d\(number)/l\(other)", to: "../d\(other)")
            }
        }
        let collector = Collector(host: try Host(root: root.path))
        let everything = collector.collect(try query("file_object", ["filepath~": "^"]))
        let paths = Set(values("filepath", of: everything))
        for number in 0..<12 { #expect(paths.contains("/graph/d\(number)/file")) }
        // Each directory is reached by itself and through a few links, not along every one of 12! ways.
        #expect(paths.count < 12 * 40)
        let deep = [
            "recurse": "symlinks and directories", "recurse_direction": "down", "max_depth": "-1",
        ]
        let below = collector.collect(
            try query("file_object", ["path": "/graph", "filename": "file"], behaviors: deep))
        #expect(Set(values("filepath", of: below)).count < 12 * 40)
    }

    @Test("the kernel's own links are followed once, so that every path of a live machine can be asked for")
    func kernelLinks() throws {
        let collector = Collector(host: try Host())
        let interfaces = collector.collect(
            try query("file_object", ["filepath~": "^/sys/class/net/[^/]+/address$"]))
        #expect(values("filepath", of: interfaces).contains("/sys/class/net/lo/address"))
        let kernel = collector.collect(try query("file_object", ["filepath~": "^/sys/class/.*/uevent$"]))
        #expect(kernel?.flag == .complete)
    }
}
