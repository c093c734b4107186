import Bytes
import Host
import ImageFixtures
import Images
import ScratchRoots
import Synchronization
import Testing

@testable import Inventory

@Suite("The software in images")
struct LayerReaderTests {
    private static let status = "var/lib/dpkg/status"

    private static func stanza(_ name: String, _ version: String) -> String {
        "Package: \(name)\nStatus: install ok installed\nArchitecture: amd64\nVersion: \(version)\n\n"
    }

    private static func inventory(
        _ layers: [[UInt8]], packing: LayoutBuilder.Packing = .gzip, cache: (any LayerCache)? = nil,
        limits: InventoryLimits = InventoryLimits(), change: (inout LayoutBuilder) -> Void = { _ in }
    ) throws -> Inventory {
        let root = try ScratchRoot()
        var builder = LayoutBuilder(layers: layers, packing: packing)
        change(&builder)
        builder.write(to: root)
        let reader = InventoryReader(catalogers: [ListCataloger()], limits: limits)
        return reader.inventory(of: try Image(root.path), cache: cache)
    }

    private static func digest(_ layer: [UInt8]) -> String {
        "sha256:\(Hex.encode(Digest.of(layer, .sha256)))"
    }

    @Test(
        "the uppermost database counts, and a package came with the first layer that had its version",
        arguments: LayoutBuilder.Packing.allCases)
    func layers(packing: LayoutBuilder.Packing) throws {
        let base = TarBuilder.files([
            ("etc/os-release", "ID=debian\nVERSION_ID=12\n"),
            (Self.status, Self.stanza("bash", "1") + Self.stanza("curl", "1")),
        ])
        let top = TarBuilder.files([(Self.status, Self.stanza("bash", "1") + Self.stanza("curl", "2"))])
        let inventory = try Self.inventory([base, top], packing: packing)
        #expect(inventory.distribution?.id == "debian" && inventory.problems.isEmpty)
        #expect(inventory.packages.map(\.version) == ["1", "2"])
        #expect(
            inventory.packages.map { $0.locations.first?.layer } == [Self.digest(base), Self.digest(top)])
    }

    @Test(
        "a removed or emptied database takes its packages along, and so does a link in place of a directory")
    func whiteouts() throws {
        let base = TarBuilder.files([
            (Self.status, Self.stanza("bash", "1")), ("app/packages.txt", "one 1\n"),
            ("srv/a/packages.txt", "two 2\n"), ("opt/x/packages.txt", "three 3\n"),
        ])
        let gone = TarBuilder.files([
            ("var/lib/dpkg/.wh.status", ""), ("app/.wh..wh..opq", ""), ("app/list.txt", ""),
        ])
        var link = TarBuilder()
        link.add("srv/a", type: "2", link: "/elsewhere")
        link.add("opt", type: "5", mode: 0o755)
        let inventory = try Self.inventory([base, gone, link.archive])
        #expect(inventory.packages.map(\.name) == ["three"] && inventory.problems.isEmpty)
        let kept = try Self.inventory([
            base, TarBuilder.files([("app/.wh..wh..opq", ""), ("app/packages.txt", "new 1\n")]),
        ])
        #expect(kept.packages.map(\.name) == ["bash", "new", "three", "two"])
    }

    @Test("a program is found by what it is, and gone when something else has its name")
    func programs() throws {
        var base = TarBuilder()
        base.add("usr/bin/tool", content: program(section: ".go.buildinfo", size: 500), mode: 0o755)
        base.add("usr/bin/plain", content: program(section: ".text", size: 500), mode: 0o755)
        base.add("usr/bin/script", content: [UInt8](repeating: 35, count: 500), mode: 0o755)
        var top = TarBuilder()
        top.add("usr/bin/tool", content: Array("#!/bin/sh\n".utf8), mode: 0o755)
        let size = program(section: ".go.buildinfo", size: 500).count
        let alone = try Self.inventory([base.archive])
        #expect(alone.packages.map(\.version) == ["\(size)"])
        #expect(alone.packages.first?.locations.map(\.path) == ["usr/bin/tool"])
        #expect(try Self.inventory([base.archive, top.archive]).packages.isEmpty)
        var limits = InventoryLimits()
        limits.memoryBytes = 100
        #expect(try Self.inventory([base.archive], limits: limits) == alone, "a large one goes to a file")
    }

    @Test("a hard link to a file that went by under another name is read again")
    func hardLinks() throws {
        var layer = TarBuilder()
        let object = "sysroot/ostree/repo/objects/ab/cd.file"
        layer.add(object, content: Array(Self.stanza("bash", "1").utf8))
        layer.add(Self.status, type: "1", link: object)
        layer.add("sysroot/ostree/repo/objects/ef/01.file", content: program(section: ".dep-v0"), mode: 0o755)
        layer.add("usr/bin/tool", type: "1", link: "sysroot/ostree/repo/objects/ef/01.file", mode: 0o755)
        layer.add("a/packages.txt", content: Array("one 1\n".utf8))
        layer.add("b/packages.txt", type: "1", link: "a/packages.txt")
        let inventory = try Self.inventory([layer.archive])
        #expect(inventory.packages.map(\.name) == ["bash", "program", "one"])
        #expect(inventory.packages[1].locations.map(\.path) == ["usr/bin/tool"])
        #expect(inventory.packages[2].locations.map(\.path) == ["a/packages.txt", "b/packages.txt"])
        var top = TarBuilder()
        top.add("c/packages.txt", type: "1", link: "a/packages.txt")
        let upper = try Self.inventory([TarBuilder.files([("a/packages.txt", "one 1\n")]), top.archive])
        #expect(upper.packages.first?.locations.map(\.path) == ["a/packages.txt", "c/packages.txt"])
    }

    @Test("a system's name is read through a link")
    func releaseLink() throws {
        var layer = TarBuilder()
        layer.add("usr/lib/os-release.d/fedora", content: Array("ID=fedora\nVERSION_ID=40\n".utf8))
        layer.add("etc/os-release", type: "2", link: "../usr/lib/os-release.d/fedora")
        #expect(try Self.inventory([layer.archive]).distribution?.id == "fedora")
    }

    @Test("a list of files in one layer owns packages of another")
    func ownership() throws {
        let inventory = try Self.inventory([
            TarBuilder.files([("usr/lib/python3/packages.txt", "one 1\n"), ("app/packages.txt", "one 1\n")]),
            TarBuilder.files([
                ("var/lib/dpkg/info/python3-one:amd64.list", "/.\n/usr\n/usr/lib/python3/packages.txt\n")
            ]),
        ])
        #expect(inventory.packages.map(\.owner) == [nil, "python3-one"])
    }

    @Test("a layer that ends early or is another one leaves what was found, and a problem")
    func damage() throws {
        let base = TarBuilder.files([
            (Self.status, Self.stanza("bash", "1")), ("z", String(repeating: "z", count: 9000)),
        ])
        let top = TarBuilder.files([("app/packages.txt", "one 1\n")])
        let cut = try Self.inventory([Array(base.prefix(3000)), top], packing: .none)
        #expect(cut.packages.map(\.name) == ["bash", "one"] && cut.problems.count == 1)
        let other = try Self.inventory([base, top], packing: .none) { builder in
            let name = builder.layerName
            var bytes = builder.files[name] ?? []
            bytes[bytes.count - 3000] ^= 1
            builder.replace(name, bytes)
        }
        #expect(other.packages.map(\.name) == ["bash", "one"])
        #expect(other.problems.first?.reason.contains("digest") == true, "\(other.problems)")
    }

    @Test("paths that lead out of the image and files beyond the limit are problems of their own")
    func hostile() throws {
        var layer = TarBuilder()
        layer.add("../packages.txt", content: Array("evil 1\n".utf8))
        layer.add("a/../../packages.txt", content: Array("evil 1\n".utf8))
        layer.add("./b/packages.txt", content: Array("one 1\n".utf8))
        layer.add("/c//packages.txt", content: Array("one 1\n".utf8))
        layer.add("d/packages.txt", content: [UInt8](repeating: 32, count: 200))
        layer.add("e/.wh...", content: [])
        layer.add("f/packages.txt", content: Array("broken\n".utf8))
        var limits = InventoryLimits()
        limits.fileBytes = 100
        let inventory = try Self.inventory([layer.archive], limits: limits)
        #expect(inventory.packages.flatMap(\.locations).map(\.path) == ["b/packages.txt", "c/packages.txt"])
        #expect(inventory.problems.count == 5, "\(inventory.problems)")
    }

    @Test("a write-ahead log joins its database in any order, and is a problem alone")
    func rpmLog() throws {
        let root = try ScratchRoot()
        let (database, log) = try RPMFixture.withLog(root, ["one", "two"])
        let path = "var/lib/rpm/rpmdb.sqlite"
        var layer = TarBuilder()
        layer.add(path + "-wal", content: log)
        layer.add(path, content: database)
        #expect(try Self.inventory([layer.archive]).packages.map(\.name) == ["one", "two"])
        var alone = TarBuilder()
        alone.add(path + "-wal", content: log)
        #expect(try Self.inventory([layer.archive, alone.archive]).problems.count == 1)
    }

    /// Keeps findings in memory.
    private final class Cache: LayerCache {
        let kept = Mutex<[String: [UInt8]]>([:])
        let hits = Mutex(0)

        func bytes(for key: String) -> [UInt8]? {
            let found = kept.withLock { $0[key] }
            if found != nil { hits.withLock { $0 += 1 } }
            return found
        }

        func keep(_ bytes: [UInt8], for key: String) { kept.withLock { $0[key] = bytes } }
    }

    @Test("findings that were kept give the same inventory without reading the layers")
    func cache() throws {
        let layers = [
            TarBuilder.files([(Self.status, Self.stanza("bash", "1")), ("a/packages.txt", "one 1\n")]),
            TarBuilder.files([("var/lib/dpkg/.wh.status", ""), ("b/packages.txt", "two 2\n")]),
        ]
        let cache = Cache()
        let first = try Self.inventory(layers, cache: cache)
        #expect(cache.kept.withLock { $0.count } == 2 && cache.hits.withLock { $0 } == 0)
        #expect(try Self.inventory(layers, cache: cache) == first)
        #expect(cache.hits.withLock { $0 } == 2)
        // A layer that was the lowest does not know what it hides, so it is read once more.
        let swapped = try Self.inventory(layers.reversed(), cache: cache)
        #expect(swapped.packages.map(\.name) == ["bash", "one", "two"])
        let damaged = Cache()
        _ = try Self.inventory([Array(layers[0].prefix(700))], packing: .none, cache: damaged)
        #expect(damaged.kept.withLock { $0.isEmpty })
    }
}
