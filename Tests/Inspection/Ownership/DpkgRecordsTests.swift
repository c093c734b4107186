import Bytes
import Digests
import Host
import ScratchRoots
import Testing

@testable import Ownership

@Suite("What dpkg records")
struct DpkgRecordsTests {
    static let status = """
        Package: tool
        Status: install ok installed
        Architecture: amd64
        Version: 1:2.0-3
        Conffiles:
         /etc/tool.conf d41d8cd98f00b204e9800998ecf8427e
         /etc/old 900150983cd24fb0d6963f7d28e17f72 obsolete
         /etc/new newconffile
        Description: a tool
         Package: not a field

        Package: gone
        Status: deinstall ok config-files
        Architecture: all
        Version: 1

        """

    @Test("stanzas have their names, versions and configuration files")
    func stanzas() {
        let stanzas = DpkgStatus.stanzas(Array(Self.status.utf8))
        #expect(stanzas.map(\.name) == ["tool", "gone"])
        #expect(stanzas[0].version == "1:2.0-3")
        #expect(
            stanzas[0].conffiles.keys.map { String(decoding: $0, as: UTF8.self) }.sorted() == [
                "/etc/old", "/etc/tool.conf",
            ])
    }

    @Test("digests, diversions and overrides are read line by line, and broken lines say nothing")
    func forms() {
        let sums = DpkgRecords.sums(
            Array(
                "900150983cd24fb0d6963f7d28e17f72  usr/bin/a b\nshort  x\nzz0150983cd24fb0d6963f7d28e17f72  y\n"
                    .utf8))
        #expect(sums == [Array("/usr/bin/a b".utf8): Digest.of(Array("abc".utf8), .md5)])
        let diversions = DpkgRecords.diversions(Array("/bin/sh\n/bin/sh.distrib\ndash\n/x\n/y\n".utf8))
        #expect(diversions[Array("/bin/sh".utf8)]?.package == "dash")
        #expect(diversions.count == 1 || diversions[Array("/x".utf8)]?.package == "")
        let overrides = DpkgRecords.overrides(Array("root mail 2755 /usr/bin/a b\nroot root 9 /x\n".utf8))
        #expect(
            overrides == [
                Array("/usr/bin/a b".utf8): .init(user: "root", group: "mail", permissions: 0o2755)
            ])
    }

    @Test("the best alternative and its followers are links, and a choice by hand is nobody's")
    func alternatives() throws {
        let text = """
            auto
            /usr/bin/vi
            vi.1.gz
            /usr/share/man/man1/vi.1.gz

            /usr/bin/vim.tiny
            15
            /usr/share/man/man1/vim.1.gz
            /usr/bin/nvi
            19


            """
        let scratch = try ScratchRoot()
        defer { withExtendedLifetime(scratch) {} }
        let host = try Host(root: scratch.path)
        var alternatives = DpkgAlternatives(host: host)
        alternatives.add(Array(text.utf8), name: Array("vi".utf8))
        func target(_ path: String) -> String? {
            alternatives.links[Array(path.utf8)].map { String(decoding: $0.target, as: UTF8.self) }
        }
        #expect(target("/usr/bin/vi") == "/etc/alternatives/vi")
        #expect(target("/etc/alternatives/vi") == "/usr/bin/nvi")
        #expect(target("/etc/alternatives/vi.1.gz") == nil)
        var byHand = DpkgAlternatives(host: host)
        byHand.add(Array(text.replacing("auto", with: "manual").utf8), name: Array("vi".utf8))
        #expect(byHand.links.isEmpty)
    }

    @Test("the log tells which versions were unpacked and removed")
    func log() {
        let log = DpkgLog(
            bytes: Array(
                """
                2026-01-01 00:00:00 startup archives unpack
                2026-01-01 00:00:01 upgrade tool:amd64 1.0 2.0
                2026-01-01 00:00:02 status installed tool:amd64 2.0
                2026-01-01 00:00:03 remove old:all 1 <none>

                """.utf8))
        #expect(log.tellsOfUnpacking("tool", "amd64", "2.0"))
        #expect(!log.tellsOfUnpacking("tool", "amd64", "1.0"))
        #expect(log.tellsOfRemoving("old:all", "1"))
        #expect(!log.tellsOfRemoving("tool:amd64", "1.0"))
    }

    /// A machine with one package, whose files some other files override.
    static func machine(
        _ scratch: ScratchRoot, _ more: (ScratchRoot) -> Void = { _ in }
    ) throws -> DpkgOwnership {
        scratch.file("var/lib/dpkg/status", "Package: tool\nArchitecture: all\nVersion: 1\n\n")
        scratch.file(
            "var/lib/dpkg/info/tool.list",
            "/.\n/bin\n/bin/tool\n/usr\n/usr/lib\n/usr/lib/x.so\n/usr/lib/x.so.1\n")
        scratch.file(
            "var/lib/dpkg/info/tool.md5sums",
            "900150983cd24fb0d6963f7d28e17f72  bin/tool\n900150983cd24fb0d6963f7d28e17f72  usr/lib/x.so.1\n")
        more(scratch)
        let host = try Host(root: scratch.path)
        let inventory = try PackageInventory(host: host, time: 2_000_000_000)
        return try #require(try DpkgOwnership(host: host, inventory: inventory))
    }

    @Test("a file of a merged directory belongs to the package that lists it by the old name")
    func merged() throws {
        let scratch = try ScratchRoot()
        defer { withExtendedLifetime(scratch) {} }
        let dpkg = try Self.machine(scratch) { $0.link("bin", to: "usr/bin") }
        #expect(dpkg.claims(on: Array("/usr/bin/tool".utf8), linkTarget: nil).count == 1)
        let plain = try ScratchRoot()
        defer { withExtendedLifetime(plain) {} }
        let split = try Self.machine(plain)
        #expect(split.claims(on: Array("/usr/bin/tool".utf8), linkTarget: nil).isEmpty)
    }

    @Test("a diverted file is where it was diverted to, and the overridden mode is the file's")
    func settings() throws {
        let scratch = try ScratchRoot()
        defer { withExtendedLifetime(scratch) {} }
        let dpkg = try Self.machine(scratch) { scratch in
            scratch.file("var/lib/dpkg/diversions", "/bin/tool\n/bin/tool.real\nwrapper\n")
            scratch.file("var/lib/dpkg/statoverride", "root daemon 2755 /bin/tool.real\n")
            scratch.file("etc/passwd", "root:x:0:0::/:\n")
            scratch.file("etc/group", "daemon:x:1:\n")
        }
        #expect(dpkg.claims(on: Array("/bin/tool".utf8), linkTarget: nil).isEmpty)
        let claim = try #require(dpkg.claims(on: Array("/bin/tool.real".utf8), linkTarget: nil).first)
        #expect(claim.digests[.md5] == Digest.of(Array("abc".utf8), .md5))
        #expect(claim.permissions == 0o2755)
        #expect(claim.user == 0 && claim.group == 1)
        #expect(claim.doubts.isEmpty)
    }

    @Test("a link without an archive is believed as long as it stays within the package")
    func links() throws {
        let plain = try ScratchRoot()
        defer { withExtendedLifetime(plain) {} }
        let dpkg = try Self.machine(plain)
        func target(_ text: String) -> [UInt8]? {
            dpkg.claims(on: Array("/usr/lib/x.so".utf8), linkTarget: Array(text.utf8)).first?.linkTarget
        }
        for good in ["x.so.1", "./x.so.1", "../lib/x.so.1", "/usr/lib/x.so.1"] {
            #expect(target(good) != nil)
        }
        for bad in ["/tmp/x.so.1", "x.so.2", "../../../../usr/lib/x.so.1", "", "/"] {
            #expect(target(bad) == nil, "\(bad)")
        }
    }

    @Test("settings that changed since the baseline are doubted")
    func changedSettings() throws {
        let scratch = try ScratchRoot()
        defer { withExtendedLifetime(scratch) {} }
        _ = try Self.machine(scratch)
        let host = try Host(root: scratch.path)
        let inventory = try PackageInventory(host: host, time: 2_000_000_000)
        scratch.file("var/lib/dpkg/statoverride", "root root 4755 /bin/tool\n")
        let dpkg = try #require(try DpkgOwnership(host: host, inventory: inventory))
        let claim = try #require(dpkg.claims(on: Array("/bin/tool".utf8), linkTarget: nil).first)
        #expect(claim.doubts == ["dpkg's statoverride or diversions changed since the baseline"])
    }
}
