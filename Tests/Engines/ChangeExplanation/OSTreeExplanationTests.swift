import ChangeExplanation
import FileIntegrity
import Glibc
import Host
import OSTree
import OSTreeDisks
import Ownership
import ScratchRoots
import Testing

/// A machine that runs from a deployment: `/usr` and `/etc` are the deployment's, the disk is at `/sysroot`.
private final class OSTreeMachine {
    let disk: OSTreeDisk
    private(set) var inventory: PackageInventory?
    private let configuration: Configuration
    /// The directory of the deployment that runs, on the disk.
    private var running: String?
    var root: String { disk.scratch.path + "/root" }

    init(_ files: [String: String]) throws {
        disk = try OSTreeDisk()
        try disk.prepare()
        disk.tree(files)
        _ = try disk.commit()
        try disk.deploy()
        disk.scratch.directory("root/proc")
        disk.scratch.link("root/ostree", to: "sysroot/ostree")
        disk.scratch.link("root/boot", to: "sysroot/boot")
        var reader = ConfigurationReader(dialect: .v0_18, files: .of(try Host()))
        let lines = """
            database_in=file:\(disk.scratch.path)/db
            database_out=file:\(disk.scratch.path)/db
            /(usr|etc).* p+u+g+n+s+c+i+l+ftype+acl+xattrs+sha512

            """
        try reader.read(Array(lines.utf8), named: "aide.conf")
        configuration = reader.configuration
        try start()
        _ = try command().run(.initialize)
        inventory = try PackageInventory(host: Host(root: root), time: 1_700_000_000)
        // Times are whole seconds: what comes after has to be later.
        sleep(1)
    }

    /// Starts the deployment that is the next in the boot menu.
    func start() throws {
        try stop()
        let host = try Host(root: disk.disk)
        let next = try #require(OSTreeDeployment.all(on: host).first)
        let entries = host.entries(of: "/boot/loader/entries").map(\.description).sorted()
        let entry = try host.read(HostPath("/boot/loader/entries/" + (entries.last ?? "")), limit: 1 << 16)
        let lines = String(decoding: entry, as: UTF8.self).split(separator: "\n")
        let options = try #require(lines.first { $0.hasPrefix("options ") })
        disk.scratch.file("root/proc/cmdline", "quiet \(options.dropFirst(8))\n")
        running = next.path.description
        try resume()
    }

    /// Commits and deploys other files, without starting from them.
    func deploy(_ files: [String: String]) throws {
        try stop()
        disk.tree(files)
        _ = try disk.commit()
        try disk.deploy()
        try resume()
    }

    /// Gives the deployment that runs its directories back, as ostree wants to find them.
    private func stop() throws {
        guard let running else { return }
        try move("root/sysroot", "disk")
        for name in ["usr", "etc"] { try move("root/" + name, "disk\(running)/" + name) }
    }

    private func resume() throws {
        for name in ["usr", "etc"] { try move("disk\(running ?? "")/" + name, "root/" + name) }
        try move("disk", "root/sysroot")
    }

    func explained() throws -> [String: Explanation] {
        let differences = try command().run(.check).differences
        let explainer = try ChangeExplainer(host: Host(root: root), inventory: inventory)
        let paths = differences.map { String(decoding: $0.path, as: UTF8.self) }
        return Dictionary(uniqueKeysWithValues: zip(paths, explainer.explanations(of: differences)))
    }

    private func command() throws -> IntegrityCommand {
        IntegrityCommand(
            configuration: configuration, host: try Host(root: root), workers: 0, clock: { 1_700_000_000 })
    }

    private func move(_ old: String, _ new: String) throws {
        try #require(rename(disk.scratch.path + "/" + old, disk.scratch.path + "/" + new) == 0)
    }
}

@Suite("Changes that OSTree explains", .enabled(if: OSTreeDisk.isPossible, "needs root and ostree"))
struct OSTreeExplanationTests {
    static let first = [
        "/usr/bin/tool": "tool 1", "/usr/bin/same": "same", "/usr/lib/gone": "gone", "/usr/etc/a.conf": "a 1",
    ]
    static let second = [
        "/usr/bin/tool": "tool 2", "/usr/bin/same": "same", "/usr/lib/fresh": "fresh",
        "/usr/etc/a.conf": "a 2",
    ]

    @Test("a new deployment is explained file by file, and what was planted among it is not")
    func update() throws {
        let machine = try OSTreeMachine(Self.first)
        #expect(try machine.explained().isEmpty)
        try machine.deploy(Self.second)
        try machine.start()
        let clean = try machine.explained()
        #expect(clean.filter { !$0.value.isExplained }.mapValues(\.sentence) == [:])
        for path in ["/usr/bin/tool", "/usr/lib/fresh", "/usr/lib/gone", "/etc/a.conf"] {
            #expect(clean[path]?.isExplained == true, "\(path)")
        }
        #expect(clean["/usr/bin/tool"]?.sentence.hasPrefix("content by ostree test 2.0, by commit ") == true)

        let scratch = machine.disk.scratch
        scratch.file("root/usr/lib/evil", "evil")
        // The file is the repository's own, by another name.
        scratch.file("root/usr/bin/tool", bytes: Array("evil".utf8), mode: 0o755)
        scratch.file("root/etc/a.conf", "evil")
        unlink(machine.root + "/usr/lib/fresh")
        chmod(machine.root + "/usr/bin/same", 0o4755)
        let tampered = try machine.explained()
        for path in ["/usr/lib/evil", "/usr/bin/tool", "/etc/a.conf", "/usr/bin/same"] {
            #expect(tampered[path]?.isExplained == false, "\(path)")
        }
        #expect(tampered["/usr/bin/tool"]?.sentence.contains("is another file than its name says") == true)
        let explainer = try ChangeExplainer(host: Host(root: machine.root), inventory: machine.inventory)
        #expect(
            explainer.absences { _ in true }.map { String(decoding: $0.path, as: UTF8.self) } == [
                "/usr/lib/fresh"
            ])
    }

    @Test("a deployment that waits gives files one more name, and that is explained")
    func pending() throws {
        let machine = try OSTreeMachine(Self.first)
        try machine.deploy(Self.second)
        let found = try machine.explained()
        #expect(found.keys.contains("/usr/bin/same"))
        #expect(found.filter { !$0.value.isExplained }.mapValues(\.sentence) == [:])
        #expect(link(machine.root + "/usr/bin/same", machine.root + "/root-link") == 0)
        #expect(try machine.explained()["/usr/bin/same"]?.isExplained == false)
    }

    @Test("without an inventory of the baseline no deployment is believed")
    func noInventory() throws {
        let machine = try OSTreeMachine(Self.first)
        try machine.deploy(Self.second)
        try machine.start()
        let difference = try #require(
            try machine.explained().keys.contains("/usr/bin/tool") ? machine : nil)
        let source = try #require(try OSTreeOwnership(host: Host(root: difference.root), inventory: nil))
        let claims = source.claims(on: Array("/usr/bin/tool".utf8), linkTarget: nil)
        #expect(claims.map(\.doubts) == [["the baseline has no inventory of deployments"]])
    }
}
