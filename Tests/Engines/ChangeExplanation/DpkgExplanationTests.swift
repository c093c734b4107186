import Bytes
import ChangeExplanation
import FileIntegrity
import Fuzzing
import Glibc
import Host
import Ownership
import ScratchRoots
import Testing

@Suite("Changes that dpkg explains", .enabled(if: DebianRoot.isPossible))
struct DpkgExplanationTests {
    static func tool(_ version: Int) -> [DebianRoot.File] {
        [
            .init(path: "/usr/bin/tool", text: "tool \(version)", mode: 0o755),
            .init(path: "/usr/bin/helper", text: "helper \(version)", mode: 0o755),
            .init(path: "/usr/lib/tool/lib.so.\(version)", text: "library \(version)"),
            .init(path: "/usr/lib/tool/lib.so", text: "", link: "lib.so.\(version)"),
            .init(path: "/usr/lib/tool/same", text: "the same"),
            .init(path: "/etc/tool.conf", text: "setting=\(version)"),
        ]
    }

    /// A machine with version 1 as its baseline.
    static func machine(keepsArchives: Bool = true) throws -> DebianRoot {
        let machine = try DebianRoot()
        try machine.install(
            "tool", "1.0-1", tool(1), conffiles: ["/etc/tool.conf"], keepsArchive: keepsArchives)
        try machine.install(
            "other", "2", [.init(path: "/usr/bin/other", text: "other", mode: 0o755)],
            keepsArchive: keepsArchives)
        try machine.baseline()
        return machine
    }

    @Test("an update is explained file by file, with its archive and without", arguments: [true, false])
    func update(_ keepsArchives: Bool) throws {
        let machine = try Self.machine(keepsArchives: keepsArchives)
        #expect(try machine.explained().isEmpty)
        try machine.install(
            "tool", "1.1-1", Self.tool(2), conffiles: ["/etc/tool.conf"], keepsArchive: keepsArchives)
        try machine.install(
            "fresh", "3", [.init(path: "/srv/fresh/file", text: "new")], keepsArchive: keepsArchives)
        try machine.remove("other")
        let changes = try machine.explained()
        #expect(changes.filter { !$0.explanation.isExplained }.map(\.path) == [])
        let kinds = Dictionary(uniqueKeysWithValues: changes.map { ($0.path, $0.kind) })
        #expect(kinds["/usr/lib/tool/lib.so.1"] == .removed)
        #expect(kinds["/usr/lib/tool/lib.so.2"] == .added)
        #expect(kinds["/usr/bin/other"] == .removed)
        #expect(kinds["/srv/fresh/file"] == .added)
        let digest = keepsArchives ? "its archive in apt's cache" : "the MD5 in its md5sums"
        #expect(
            changes.first { $0.path == "/usr/bin/tool" }?.explanation
                == .explained(by: "dpkg tool:all 1.1-1", how: .content, evidence: digest))
    }

    @Test("a package that is installed again explains the times of its files, and nothing else does")
    func again() throws {
        let machine = try Self.machine()
        utimes(machine.root + "/usr/bin/other", nil)
        #expect(
            try machine.sentence("/usr/bin/other") == "it was written and dpkg other:all 2 was not; "
                + "its time of modification is not that of dpkg other:all 2")
        try machine.install("other", "2", [.init(path: "/usr/bin/other", text: "other", mode: 0o755)])
        #expect(try machine.unexplained() == [])
    }

    @Test("what is planted among an update is told apart", arguments: [true, false])
    func planted(_ keepsArchives: Bool) throws {
        let machine = try Self.machine(keepsArchives: keepsArchives)
        try machine.install(
            "tool", "1.1-1", Self.tool(2), conffiles: ["/etc/tool.conf"], keepsArchive: keepsArchives)
        let root = machine.root
        machine.scratch.file("root/usr/bin/tool", bytes: Array("tool X".utf8), mode: 0o755)
        chmod(root + "/usr/bin/helper", 0o4755)
        unlink(root + "/usr/lib/tool/lib.so")
        machine.scratch.link("root/usr/lib/tool/lib.so", to: "/tmp/evil.so")
        unlink(root + "/usr/lib/tool/same")
        machine.scratch.file("root/usr/lib/tool/extra", bytes: [1], mode: 0o4755)
        chown(root + "/usr/bin/other", 1, 1)
        chmod(root + "/etc/tool.conf", 0o666)
        let found = try machine.unexplained()
        for path in [
            "/usr/bin/tool", "/usr/bin/helper", "/usr/lib/tool/lib.so", "/usr/lib/tool/same",
            "/usr/lib/tool/extra", "/usr/bin/other", "/etc/tool.conf",
        ] { #expect(found.contains(path), "\(path)") }
        #expect(!found.contains("/usr/lib/tool/lib.so.2"))
        let said = Dictionary(
            uniqueKeysWithValues: try machine.explained().map { ($0.path, $0.explanation.sentence) })
        #expect(said["/usr/bin/tool"]?.hasPrefix("its content is not that of dpkg tool:all 1.1-1") == true)
        #expect(said["/usr/lib/tool/extra"] == "no package, image or configuration has this file")
        #expect(said["/usr/lib/tool/same"] == "dpkg tool:all 1.1-1 has the file")
        #expect(
            said["/usr/bin/helper"]
                == (keepsArchives
                    ? "mode 4755 where dpkg tool:all 1.1-1 has 0755"
                    : "mode 4755, and nothing says what mode dpkg tool:all 1.1-1 gives it"))
    }

    @Test("whoever rewrites dpkg's digests with the file is found by the baseline's inventory")
    func forgedRecords() throws {
        let machine = try Self.machine(keepsArchives: false)
        machine.scratch.file("root/usr/bin/other", bytes: Array("evil!".utf8), mode: 0o755)
        let sum = Hex.encode(Digest.of(Array("evil!".utf8), .md5))
        machine.scratch.file("root/var/lib/dpkg/info/other.md5sums", "\(sum)  usr/bin/other\n")
        #expect(
            try machine.sentence("/usr/bin/other")?.contains(
                "what dpkg records of it changed although its version did not") == true)
    }

    @Test("an update that dpkg's logs do not tell of needs its archive")
    func forgedVersion() throws {
        let machine = try Self.machine(keepsArchives: false)
        machine.scratch.file("root/usr/bin/other", bytes: Array("evil!".utf8), mode: 0o755)
        let sum = Hex.encode(Digest.of(Array("evil!".utf8), .md5))
        machine.scratch.file("root/var/lib/dpkg/info/other.md5sums", "\(sum)  usr/bin/other\n")
        let status = try read(machine, "/var/lib/dpkg/status").replacing("Version: 2\n", with: "Version: 3\n")
        machine.scratch.file("root/var/lib/dpkg/status", status)
        #expect(
            try machine.sentence("/usr/bin/other")
                == "dpkg other:all 3: dpkg's logs do not tell of it, and its archive is not in apt's cache")
    }

    @Test("a file that an update brought and somebody removed at once is missed, unless dpkg leaves it out")
    func absent() throws {
        let machine = try Self.machine()
        try machine.install(
            "fresh", "3",
            [.init(path: "/srv/fresh/a", text: "a"), .init(path: "/srv/fresh/b", text: "b")])
        unlink(machine.root + "/srv/fresh/a")
        #expect(!(try machine.unexplained().contains("/srv/fresh/a")))
        let host = try HostOf(machine).host
        func absences() throws -> [AbsentFile] {
            try ChangeExplainer(host: host, inventory: machine.inventory).absences { _ in true }
        }
        #expect(
            try absences() == [AbsentFile(path: Array("/srv/fresh/a".utf8), source: "dpkg fresh:all 3")])
        machine.scratch.file("root/etc/dpkg/dpkg.cfg.d/slim", "path-exclude=/srv/*\npath-include=/srv/x\n")
        #expect(try absences().isEmpty)
    }

    @Test("without an inventory no update is believed")
    func noInventory() throws {
        let machine = try Self.machine()
        try machine.install("tool", "1.1-1", Self.tool(2), conffiles: ["/etc/tool.conf"])
        let host = try HostOf(machine)
        let differences = host.differences
        let explainer = try ChangeExplainer(host: host.host, inventory: nil)
        #expect(explainer.explanations(of: differences).allSatisfy { !$0.isExplained })
    }

    @Test("200 tampers of a seeded generator among an update are all told", .timeLimit(.minutes(5)))
    func seeded() throws {
        let machine = try DebianRoot()
        func files(_ version: Int) -> [DebianRoot.File] {
            (0..<300).map {
                .init(
                    path: "/usr/share/big/d\($0 % 9)/f\($0)", text: "\($0) of \($0 % 3 == 0 ? version : 0)",
                    mode: $0 % 5 == 0 ? 0o755 : 0o644)
            }
        }
        try machine.install("big", "1", files(1))
        try machine.baseline()
        try machine.install("big", "2", files(2))
        #expect(try machine.unexplained() == [])
        #expect(try machine.explained().count > 300)
        var random = SplitMix64(seed: 7)
        var planted: Set<String> = []
        var rest = files(2).map(\.path)
        for number in 0..<200 {
            let path = rest.remove(at: random.below(rest.count))
            let full = machine.root + path
            switch number % 6 {
            case 0: machine.scratch.file("root" + path, bytes: [UInt8(number)], mode: 0o644)
            case 1: chmod(full, 0o4755)
            case 2: chown(full, 1, 0)
            case 3: unlink(full)
            case 4:
                unlink(full)
                machine.scratch.link("root" + path, to: "/etc/passwd")
            default:
                let extra = path + ".extra"
                machine.scratch.file("root" + extra, bytes: [1], mode: 0o4755)
                planted.insert(extra)
                continue
            }
            planted.insert(path)
        }
        #expect(planted.count == 200)
        let found = Set(try machine.unexplained())
        #expect(planted.subtracting(found).sorted() == [])
        // Besides them only the directories that they are in.
        #expect(found.subtracting(planted).allSatisfy { $0.split(separator: "/").count == 4 })
    }

    private func read(_ machine: DebianRoot, _ path: String) throws -> String {
        String(decoding: try HostOf(machine).host.read(.init(path), limit: 1 << 20), as: UTF8.self)
    }
}
