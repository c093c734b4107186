import Glibc
import Host
import ScratchRoots
import Synchronization
import Testing

@testable import Inventory

@Suite("The software in directories")
struct DirectoryReaderTests {
    private static func inventory(
        _ root: ScratchRoot, limits: InventoryLimits = InventoryLimits(),
        scope: InventoryScope = InventoryScope()
    ) throws -> Inventory {
        let reader = InventoryReader(catalogers: [ListCataloger()], limits: limits, scope: scope)
        return reader.inventory(of: try Host(root: root.path))
    }

    @Test("a root's system, packages, programs, kernels and owners are found")
    func root() throws {
        let root = try ScratchRoot()
        root.file("usr/lib/os-release", "ID=debian\nVERSION_ID=12\n")
        root.directory("etc")
        root.link("etc/os-release", to: "../usr/lib/os-release")
        root.file("var/lib/dpkg/status", PackageRecordTests.status)
        root.file("var/lib/dpkg/info/python3-one.list", "/usr/lib/python3/packages.txt\n")
        root.file(
            "var/lib/dpkg/info/linux-image-6.1.0.list",
            "/boot/vmlinuz-6.1.0\n/lib/modules/6.1.0/modules.builtin\n")
        root.file("usr/lib/python3/packages.txt", "one 1\n")
        root.file("srv/packages.txt", "one 1\n")
        root.file("usr/lib/modules/6.1.0/modules.builtin", "")
        root.file("usr/lib/modules/6.9.9-own/modules.builtin", "")
        root.link("lib", to: "usr/lib")
        root.file("boot/vmlinuz-6.1.0", "")
        root.directory("usr/bin")
        root.file("usr/bin/tool", bytes: program(section: ".go.buildinfo"), mode: 0o755)
        root.file("usr/bin/other", bytes: program(section: ".go.buildinfo"), mode: 0o644)
        root.fifo("usr/bin/packages.txt")
        let inventory = try Self.inventory(root)
        #expect(inventory.problems.isEmpty, "\(inventory.problems)")
        #expect(inventory.distribution?.version == "12")
        let names = inventory.packages.map { "\($0.name) \($0.owner ?? "")" }
        #expect(
            names == [
                "bash ", "libc6 ", "libgcc-s1 ", "linux linux-image-6.1.0", "linux ", "program ", "one ",
                "one python3-one",
            ])
        let places = inventory.packages.map { $0.locations.map(\.path) }
        #expect(places[3] == ["boot/vmlinuz-6.1.0", "usr/lib/modules/6.1.0/modules.builtin"])
        #expect(places[5] == ["usr/bin/tool"])
    }

    @Test("links are not followed, and the kernel's and containers' directories are passed over")
    func scope() throws {
        let root = try ScratchRoot()
        for directory in [
            "proc", "sys", "dev", "var/lib/docker/overlay2/x/diff", "ostree/repo", "a", "a/proc",
        ] {
            root.file(directory + "/packages.txt", "one 1\n")
        }
        root.link("b", to: "a")
        root.link("c", to: "/")
        let inventory = try Self.inventory(root)
        #expect(
            inventory.packages.flatMap(\.locations).map(\.path) == ["a/packages.txt", "a/proc/packages.txt"])
        var scope = InventoryScope()
        scope.skippedDirectories = ["a/proc"]
        #expect(try Self.inventory(root, scope: scope).packages.flatMap(\.locations).count == 6)
    }

    @Test("a database behind a link is read once")
    func linkedDatabase() throws {
        let root = try ScratchRoot()
        let header = RPMFixture.header("bash", epoch: nil, source: nil, label: nil)
        root.file("usr/lib/sysimage/rpm/rpmdb.sqlite", bytes: try RPMFixture.database([header]))
        root.directory("var/lib")
        root.link("var/lib/rpm", to: "../../usr/lib/sysimage/rpm")
        let inventory = try Self.inventory(root)
        #expect(inventory.packages.first?.locations.count == 1 && inventory.packages.count == 1)
    }

    @Test("a machine's log of a database is read with it")
    func log() throws {
        let root = try ScratchRoot()
        let (database, log) = try RPMFixture.withLog(try ScratchRoot(), ["one", "two"])
        root.file("var/lib/rpm/rpmdb.sqlite", bytes: database)
        #expect(try Self.inventory(root).packages.isEmpty)
        root.file("var/lib/rpm/rpmdb.sqlite-wal", bytes: log)
        #expect(try Self.inventory(root).packages.map(\.name) == ["one", "two"])
    }

    @Test("what is too deep, too large or broken is a problem, and the rest is listed")
    func problems() throws {
        let root = try ScratchRoot()
        root.file("packages.txt", "one 1\n")
        root.file("a/packages.txt", "broken\n")
        root.file("b/packages.txt", String(repeating: "x", count: 200))
        root.file("d/d/d/d/packages.txt", "two 2\n")
        root.file("var/lib/dpkg/status", "no stanza")
        root.directory("usr/lib/os-release")
        var limits = InventoryLimits()
        limits.fileBytes = 100
        limits.depth = 3
        let inventory = try Self.inventory(root, limits: limits)
        #expect(inventory.packages.map(\.name) == ["one"])
        #expect(
            inventory.problems.map(\.path) == [
                "a/packages.txt", "b/packages.txt", "d/d/d/d", "usr/lib/os-release",
            ])
        limits.memoryBytes = 10
        limits.fileBytes = 1000
        root.file("b/packages.txt", "three 3\nfour 4\n")
        #expect(try Self.inventory(root, limits: limits).packages.map(\.name) == ["four", "one", "three"])
    }

    @Test("mounts of other machines, of containers and of the same files again are passed over")
    func mounts() throws {
        func mount(_ device: String, _ root: String, _ point: String, _ type: String) -> String {
            "1 1 \(device) \(root) \(point) rw - \(type) x rw"
        }
        let table = [
            mount("8:1", "/", "/", "ext4"), mount("0:5", "/", "/srv/nfs", "nfs4"),
            mount("0:6", "/", "/run/c/rootfs", "overlay"), mount("8:1", "/usr", "/usr", "ext4"),
            mount("8:1", "/home/a", "/mnt/a", "ext4"), mount("8:2", "/", "/data", "xfs"),
            mount("8:2", "/", "/data2", "xfs"), mount("0:7", "/", "/tmp", "tmpfs"),
        ].joined(separator: "\n")
        let skipped = InventoryScope().skipped(on: try Host(), mounts: MountInfo.parse(Array(table.utf8)))
        func isSkipped(_ path: String) -> Bool { skipped.contains(PathKey.of(path.utf8)) }
        for path in ["srv/nfs", "run/c/rootfs", "mnt/a", "data2", "proc"] {
            #expect(isSkipped(path), "\(path)")
        }
        for path in ["usr", "data", "tmp", "", "home/a"] { #expect(!isSkipped(path), "\(path)") }
        // A tree of OSTree is shown once more below /sysroot, where it is not looked at.
        let tree = [
            mount("8:1", "/ostree/deploy/x/deploy/1", "/", "xfs"), mount("8:1", "/", "/sysroot", "xfs"),
            mount("8:1", "/ostree/deploy/x/var", "/var", "xfs"),
        ].joined(separator: "\n")
        let ostree = InventoryScope().skipped(on: try Host(), mounts: MountInfo.parse(Array(tree.utf8)))
        #expect(!ostree.contains(PathKey.of("var".utf8)))
    }

    @Test("progress is told")
    func progress() throws {
        let root = try ScratchRoot()
        root.file("a/packages.txt", "one 1\n")
        let seen = Mutex<[InventoryReader.Progress]>([])
        let reader = InventoryReader(catalogers: [ListCataloger()]) { step in
            seen.withLock { $0.append(step) }
        }
        _ = reader.inventory(of: try Host(root: root.path))
        #expect(seen.withLock { $0 } == [.files(2)])
    }
}
