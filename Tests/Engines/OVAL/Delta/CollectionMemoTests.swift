import Glibc
import Host
import ScratchRoots
import Testing

@testable import OVAL

/// A scan with a memo answers as one without, whatever happened to the machine between two scans.
@Suite struct CollectionMemoTests {
    private static func objects() throws -> [ObjectQuery] {
        let deep = ["recurse_direction": "down", "max_depth": "-1"]
        return [
            try query("file_object", ["path": "/etc", "filename~": ".*"], behaviors: deep),
            try query("file_object", ["filepath": "/etc/a/one"]),
            try query("file_object", ["path~": "^/etc/.*", "filename": nil]),
            try query(
                "textfilecontent54_object",
                ["filepath": "/etc/a/one", "pattern~": "^x=(.*)$", "instance": "1"]),
            try query(
                "textfilecontent54_object",
                ["path": "/etc/b", "filename~": ".*", "pattern~": "x", "instance": "1"]),
            try query(
                "textfilecontent54_object", ["filepath": "/etc/link", "pattern~": ".+", "instance": "1"]),
            try query("filehash58_object", ["filepath": "/etc/a/two", "hash_type": "SHA-256"]),
            try query("symlink_object", ["filepath": "/etc/link"]),
            try query("password_object", ["username~": ".*"]),
            try query("shadow_object", ["username~": ".*"]),
            try query("sysctl_object", ["name": "kernel.x"]),
        ]
    }

    @Test("a memo and a new look agree after any hundred changes", arguments: 0..<12)
    func agreesWithNewLook(seed: UInt64) throws {
        let root = try Self.root()
        let host = try Host(root: root.path)
        let memo = CollectionMemo(host: host, watches: seed % 2 == 0)
        let objects = try Self.objects()
        var random = Steps(state: seed &+ 1)
        for step in 0..<100 {
            let collector = try Collector(memo: memo)
            let anew = Collector(host: host)
            for object in objects {
                let known = collector.collect(object)
                let seen = anew.collect(object)
                #expect(
                    Self.lasting(known) == Self.lasting(seen), "seed \(seed), step \(step), \(object.element)"
                )
                #expect(known?.flag == seen?.flag)
            }
            for _ in 0..<(random.next() % 3) { Self.change(root, &random) }
        }
    }

    @Test("what has not changed for a while is not looked at again")
    func reuses() throws {
        let root = try Self.root()
        let memo = CollectionMemo(host: try Host(root: root.path))
        let objects = try Self.objects()
        func scan() throws {
            let collector = try Collector(memo: memo)
            for object in objects { _ = collector.collect(object) }
        }
        try scan()
        #expect(memo.counts == (0, objects.count))
        // Files as young as these are looked at once more when their clock has moved on.
        usleep(2_100_000)
        try scan()
        try scan()
        #expect(memo.counts == (objects.count, 0))
        root.file("etc/a/two", "other")
        try scan()
        // The walk over /etc and the digest; /etc/a itself has the same names.
        #expect(memo.counts.collected < objects.count)
        #expect(memo.counts.collected >= 2)
    }

    /// The items without the times of access, which change because the two look.
    private static func lasting(_ collected: Collected?) -> [[ItemField]] {
        (collected?.items ?? []).map { item in item.fields.filter { $0.name != "a_time" } }
    }

    private static func root() throws -> ScratchRoot {
        let root = try ScratchRoot()
        root.file("etc/a/one", "x=1\n")
        root.file("etc/a/two", "two")
        root.file("etc/b/three", "x x\n")
        root.file("etc/passwd", "root:x:0:0:root:/root:/bin/sh\n")
        root.file("etc/shadow", "root:*:19000:0:99999:7:::\n")
        root.file("etc/sysctl.d/10.conf", "kernel.x = 1\n")
        root.link("etc/link", to: "a/one")
        return root
    }

    private static func change(_ root: ScratchRoot, _ random: inout Steps) {
        let files = ["etc/a/one", "etc/a/two", "etc/b/three", "etc/b/four", "etc/a/five", "etc/passwd"]
        let file = files[Int(random.next() % UInt64(files.count))]
        let path = root.path + "/" + file
        switch random.next() % 9 {
        case 0: root.file(file, "x=\(random.next() % 9)\n")
        case 1: chmod(path, mode_t(0o600 + random.next() % 0o77))
        case 2: unlink(path)
        case 3: root.file(file, "")
        case 4:
            unlink(root.path + "/etc/link")
            root.link("etc/link", to: ["a/one", "b/three", "/etc/passwd", "nowhere"][Int(random.next() % 4)])
        case 5: rename(path, root.path + "/etc/b/moved")
        case 6: root.file("etc/sysctl.d/20.conf", "kernel.x = \(random.next() % 5)\n")
        case 7: root.directory("etc/new\(random.next() % 4)/deep")
        default: root.file("etc/shadow", "u\(random.next() % 3):*:19000:0:99999:7:::\n")
        }
    }

    private struct Steps {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state >> 33
        }
    }
}
