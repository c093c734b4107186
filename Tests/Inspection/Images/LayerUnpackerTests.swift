import Glibc
import Host
import ImageFixtures
import ScratchRoots
import Testing

@testable import Images

@Suite("Unpacking layers")
struct LayerUnpackerTests {
    /// The host of some layers, one upon the other.
    private func unpack(_ layers: [[UInt8]], limits: ImageLimits = ImageLimits()) throws -> UnpackedImage {
        let root = try ScratchRoot()
        LayoutBuilder(layers: layers).write(to: root)
        return try UnpackedImage(Image(root.path, limits: limits))
    }

    private func refusal(_ layers: [[UInt8]], limits: ImageLimits = ImageLimits()) throws -> ImageError? {
        do {
            _ = try unpack(layers, limits: limits)
            return nil
        } catch let error as ImageError {
            return error
        }
    }

    @Test("owners, modes, times, devices and attributes are those of the layers, whoever unpacks")
    func records() throws {
        var tar = TarBuilder()
        tar.add("./", type: "5", mode: 0o751, user: 7)
        tar.add("etc/", type: "5", mode: 0o755)
        tar.add("etc/shadow", content: Array("root:*:".utf8), mode: 0o000, group: 42, modified: 1234)
        tar.extend([("SCHILY.xattr.security.capability", [1, 0, 0, 2]), ("uid", Array("3000000000".utf8))])
        tar.add("usr/bin/ping", content: [1], mode: 0o4755)
        tar.add("dev/null", type: "3", mode: 0o666, major: 1, minor: 3)
        tar.add("dev/sda", type: "4", mode: 0o660, major: 8, minor: 0)
        tar.add("run/pipe", type: "6", mode: 0o600)
        tar.add("etc/passwd-link", type: "2", link: "/etc/shadow")
        tar.add("etc/shadow-", type: "1", link: "etc/shadow")
        let host = try unpack([tar.archive]).host
        let shadow = try host.status(of: "/etc/shadow")
        #expect(shadow.mode == S_IFREG && shadow.groupID == 42 && shadow.modificationTime == 1234)
        #expect(try host.read("/etc/shadow", limit: 100) == Array("root:*:".utf8))
        #expect(try host.status(of: "/etc/shadow-").inode == shadow.inode)
        #expect(try host.status(of: "/etc/passwd-link").inode == shadow.inode)
        let ping = try host.status(of: "/usr/bin/ping")
        #expect(ping.mode == S_IFREG | 0o4755 && ping.userID == 3_000_000_000)
        #expect(try host.attribute("security.capability", of: "/usr/bin/ping") == [1, 0, 0, 2])
        #expect(try host.attributeNames(of: "/usr/bin/ping") == ["security.capability"])
        #expect(try host.attributeNames(of: "/etc/shadow").isEmpty)
        #expect(host.hasExtendedAccessList("/usr/bin/ping") == false)
        #expect(try host.status(of: "/").mode == S_IFDIR | 0o751)
        #expect(try host.status(of: "/usr/bin").mode == S_IFDIR | 0o755)
        let null = try host.status(of: "/dev/null")
        #expect(null.mode == S_IFCHR | 0o666 && null.deviceNumber == 0x103)
        #expect(try host.status(of: "/dev/sda").kind == .blockDevice)
        #expect(throws: HostError.self) { try host.read("/dev/null", limit: 1) }
        var kinds: [String: FileKind] = [:]
        try host.forEachEntry(of: "/dev") { name, kind, _ in
            kinds[String(decoding: name, as: UTF8.self)] = kind
        }
        #expect(kinds == ["null": .characterDevice, "sda": .blockDevice])
        #expect(try host.status(of: "/run/pipe").kind == .fifo)
    }

    @Test("a whiteout removes what is below and spares what its own layer holds")
    func whiteouts() throws {
        let base = TarBuilder.files([
            ("a/gone", "1"), ("a/kept", "1"), ("a/again", "1"), ("b/old", "1"), ("b/deep/old", "1"),
            ("c/x/y", "1"), (".wh.plain", "no lower layer holds it"),
        ])
        let top = TarBuilder.files([
            ("a/.wh.gone", ""), ("a/again", "2"), ("a/.wh.again", ""), ("b/new", "2"), ("b/.wh..wh..opq", ""),
            ("b/deep/new", "2"), (".wh.c", ""), ("nowhere/.wh.thing", ""), (".wh..wh.plnk", ""),
        ])
        let host = try unpack([base, top]).host
        #expect(host.entries(of: "/a").map(\.description) == ["again", "kept"])
        #expect(try host.read("/a/again", limit: 9) == Array("2".utf8))
        #expect(host.entries(of: "/b").map(\.description) == ["deep", "new"])
        #expect(host.entries(of: "/b/deep").map(\.description) == ["new"])
        #expect(host.entries(of: "/").map(\.description) == ["a", "b"])
    }

    @Test("an upper entry replaces a lower one of another kind, and a directory joins a directory")
    func replacing() throws {
        var base = TarBuilder()
        base.add("bin", type: "2", link: "usr/bin")
        base.add("usr/bin/sh", content: [1])
        base.add("var/tree/deep/file", content: [1])
        base.add("opt", content: [1])
        base.add("share/", type: "5", mode: 0o700)
        base.add("share/low", content: [1])
        var top = TarBuilder()
        top.add("bin/bash", content: [2])
        top.add("var/tree", type: "2", link: "/etc")
        top.add("opt/", type: "5")
        top.add("opt/file", content: [2])
        top.add("share/", type: "5", mode: 0o750)
        top.add("share/high", content: [2])
        let host = try unpack([base.archive, top.archive]).host
        // A link of the image on the way is followed inside of the image.
        #expect(host.entries(of: "/usr/bin").map(\.description) == ["bash", "sh"])
        #expect(try host.linkTarget(of: "/var/tree") == "/etc")
        #expect(host.entries(of: "/opt").map(\.description) == ["file"])
        #expect(host.entries(of: "/share").map(\.description) == ["high", "low"])
        #expect(try host.status(of: "/share").mode == S_IFDIR | 0o750)
    }

    @Test("nothing is ever written outside of the root")
    func escapes() throws {
        let outside = try ScratchRoot()
        outside.file("victim", "safe")
        var links = TarBuilder()
        links.add("abs", type: "2", link: outside.path)
        links.add("up", type: "2", link: "../../../../../../../../../.." + outside.path)
        links.add("victim", type: "2", link: outside.path + "/victim")
        links.add("/absolute/name", content: [1])
        var writes = TarBuilder()
        writes.add("victim", content: Array("owned".utf8))
        // The links lead inside of the image, where nothing of the name is: the entry cannot be made.
        let host = try unpack([links.archive, writes.archive]).host
        #expect(host.exists("/absolute/name"))
        #expect(try host.read("/victim", limit: 9) == Array("owned".utf8))
        for name in ["abs/new", "up/new", "abs/victim"] {
            let error = try refusal([links.archive, TarBuilder.files([(name, "owned")])])
            #expect(error?.description.contains("entry \"\(name)\": cannot be unpacked") == true, "\(name)")
        }
        // What a whiteout names behind such a link is nothing of the image either.
        let removing = try unpack([
            links.archive, TarBuilder.files([("abs/.wh.victim", ""), ("up/.wh..wh..opq", "")]),
        ])
        #expect(!removing.host.exists("/absolute/victim"))
        let look = try Host(root: outside.path)
        #expect(try look.read("/victim", limit: 9) == Array("safe".utf8))
        #expect(look.entries(of: "/").map(\.description) == ["victim"])
    }

    @Test(
        "what leads out or makes no sense is refused by name",
        arguments: [
            ("../evil", "0", "", "leads out of the image by \"..\""),
            ("a/../../evil", "0", "", "leads out of the image by \"..\""),
            ("hard", "1", "../../etc/passwd", "leads out of the image by \"..\""),
            ("hard", "1", "/etc/passwd", "which is not in the image"),
            ("hard", "1", "", "which is not in the image"), ("soft", "2", "", "the link leads nowhere"),
            (".wh.", "0", "", "the whiteout names nothing"),
            (".wh...", "0", "", "the whiteout names nothing"),
            ("a\u{1}", "Z", "", "of type 90"), ("s", "S", "", "sparse"),
        ])
    func refused(path: String, type: Character, link: String, reason: String) throws {
        var tar = TarBuilder()
        tar.add(path, type: type, link: link)
        let error = try refusal([tar.archive])
        #expect(error?.description.contains(reason) == true, "\(String(describing: error))")
    }

    @Test("a hard link to a directory, a name that is too long and a path through a file are refused")
    func impossible() throws {
        var tar = TarBuilder()
        tar.add("d/", type: "5")
        tar.add("h", type: "1", link: "d")
        #expect(try refusal([tar.archive])?.description.contains("hard link to a directory") == true)
        var long = TarBuilder()
        long.extend([("path", [UInt8](repeating: 0x61, count: 300))])
        long.add("short", content: [1])
        #expect(try refusal([long.archive])?.description.contains("File name too long") == true)
        let through = TarBuilder.files([("file", "1"), ("file/below", "1")])
        #expect(try refusal([through])?.description.contains("entry \"file/below\"") == true)
        var null = TarBuilder()
        null.extend([("path", [0x61, 0, 0x62])])
        null.add("short", content: [1])
        #expect(try refusal([null.archive])?.description.contains("NUL") == true)
        let deep = TarBuilder.files([(String(repeating: "d/", count: 30) + "f", "1")])
        var limits = ImageLimits()
        limits.depth = 20
        #expect(try refusal([deep], limits: limits)?.description.contains("20 directories deep") == true)
    }

    @Test("bytes, entries, layers and the ratio are bounded")
    func bounds() throws {
        let layer = TarBuilder.files([("zeros", String(repeating: "0", count: 3_000_000)), ("b", "")])
        var limits = ImageLimits()
        limits.ratioFreeBytes = 1 << 20
        limits.ratio = 20
        #expect(try refusal([layer], limits: limits)?.description.contains("over 20 times as many") == true)
        limits = ImageLimits()
        limits.totalBytes = 1 << 20
        #expect(try refusal([layer], limits: limits)?.description.contains("more than 1048576 bytes") == true)
        limits = ImageLimits()
        limits.entries = 1
        #expect(try refusal([layer], limits: limits)?.description.contains("more than 1 entries") == true)
        limits = ImageLimits()
        limits.layers = 1
        #expect(try refusal([layer, layer], limits: limits)?.description.contains("2 layers") == true)
        #expect(try refusal([layer]) == nil)
    }

    @Test("the directory is gone afterwards, also when the layers were refused")
    func removal() throws {
        let image = try unpack([TarBuilder.files([("a/b", "1")])])
        let root = image.root
        #expect(access(root, F_OK) == 0)
        image.remove()
        #expect(access(root, F_OK) != 0)
        var made = ""
        let broken = try ScratchRoot()
        LayoutBuilder(layers: [TarBuilder.files([("../x", "1")])]).write(to: broken)
        let found = try Image(broken.path)
        #expect(throws: ImageError.self) {
            try UnpackedImage(found) { made = $0.path }
        }
        #expect(!made.isEmpty && access(made, F_OK) != 0)
    }
}
