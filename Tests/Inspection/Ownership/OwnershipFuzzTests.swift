import Bytes
import Digests
import Fuzzing
import Host
import Processes
import ScratchRoots
import Testing

@testable import Ownership

@Suite("Mutants of what packages leave on a machine", .serialized)
struct OwnershipFuzzTests {
    @Test("an inventory is read as it was written, or refused with the field", .timeLimit(.minutes(15)))
    func inventories() throws {
        let scratch = try ScratchRoot()
        defer { withExtendedLifetime(scratch) {} }
        _ = try DpkgRecordsTests.machine(scratch)
        let inventory = try PackageInventory(host: Host(root: scratch.path), time: 7)
        #expect(try PackageInventory(bytes: inventory.bytes, name: "i") == inventory)
        for mutant in Mutants(
            of: [inventory.bytes], tokens: ["\"paths\":", "null", "{", "[", "-1", "=="], count: 4000)
        {
            do throws(OwnershipError) {
                let read = try PackageInventory(bytes: mutant.bytes, name: "i")
                #expect(try PackageInventory(bytes: read.bytes, name: "i") == read, "\(mutant)")
            } catch {
                #expect(error.description.hasPrefix("i: "), "\(mutant)")
            }
        }
    }

    @Test("records of dpkg are read, whatever they say", .timeLimit(.minutes(15)))
    func records() throws {
        let corpus = [
            DpkgRecordsTests.status, "900150983cd24fb0d6963f7d28e17f72  usr/bin/a\n",
            "/a\n/b\nc\n/d\n/e\nf\n",
            "root root 4755 /usr/bin/x\n",
            "auto\n/usr/bin/vi\nvi.1\n/man/vi.1\n\n/usr/bin/nvi\n19\n/man/nvi.1\n\n",
            "2026-01-01 00:00:01 upgrade tool:amd64 1.0 2.0\n",
        ]
        let scratch = try ScratchRoot()
        defer { withExtendedLifetime(scratch) {} }
        var alternatives = DpkgAlternatives(host: try Host(root: scratch.path))
        for mutant in Mutants(
            of: corpus, tokens: ["\n", "\n\n", " ", "/", "auto\n", "9999999999999999999"], count: 6000)
        {
            for stanza in DpkgStatus.stanzas(mutant.bytes) {
                #expect(!stanza.name.isEmpty, "\(mutant)")
                #expect(stanza.conffiles.values.allSatisfy { $0.count == 16 }, "\(mutant)")
            }
            #expect(DpkgRecords.sums(mutant.bytes).values.allSatisfy { $0.count == 16 }, "\(mutant)")
            #expect(DpkgRecords.overrides(mutant.bytes).values.allSatisfy { $0.permissions <= 0o7777 })
            for diversion in DpkgRecords.diversions(mutant.bytes) {
                #expect(!diversion.key.isEmpty, "\(mutant)")
            }
            alternatives.add(mutant.bytes, name: [0x76])
            #expect(!DpkgLog(bytes: mutant.bytes).tellsOfUnpacking("", "", ""), "\(mutant)")
        }
    }

    @Test("a damaged archive is refused, or says of each file what dpkg-deb packed", .timeLimit(.minutes(15)))
    func archives() throws {
        let scratch = try ScratchRoot()
        defer { withExtendedLifetime(scratch) {} }
        scratch.file(
            "tree/DEBIAN/control",
            "Package: p\nVersion: 1:1\nArchitecture: all\nMaintainer: n\nDescription: d\n")
        scratch.file("tree/usr/bin/p", bytes: Array("content".utf8), mode: 0o755)
        scratch.link("tree/usr/bin/q", to: "p")
        scratch.directory("root/var/cache/apt/archives")
        let path = "root/var/cache/apt/archives/p_1%3a1_all.deb"
        let host = try Host(root: scratch.path + "/root")
        func archive() throws -> DebArchive? {
            try DebArchive(host: host, name: "p", version: "1:1", architecture: "all", digests: [.sha256])
        }
        #expect(try archive() == nil)
        for packing in ["xz", "gzip", "none", "zstd"] {
            let outcome = ChildProcess(
                command: "dpkg-deb",
                arguments: [
                    "-Z" + packing, "--root-owner-group", "-b", scratch.path + "/tree",
                    scratch.path + "/" + path,
                ],
                environment: ["PATH": "/usr/bin:/bin"], outputLimit: 1 << 16, patience: .seconds(30)
            ).run()
            guard case .exited(0, _, _) = outcome else { continue }
            let whole = try #require(try archive())
            let file = try #require(whole.data.files[Array("/usr/bin/p".utf8)])
            #expect(file.permissions == 0o755 && file.user == 0 && file.size == 7)
            #expect(file.digests[.sha256] == Digest.of(Array("content".utf8), .sha256))
            #expect(whole.data.files[Array("/usr/bin/q".utf8)]?.linkTarget == Array("p".utf8))
            #expect(whole.control.files[Array("/control".utf8)] != nil)
            let bytes = try host.read("/var/cache/apt/archives/p_1%3a1_all.deb", limit: 1 << 20)
            for mutant in Mutants(of: [bytes], count: 300) {
                scratch.file(path, bytes: mutant.bytes)
                do throws(OwnershipError) {
                    _ = try DebArchive(
                        host: host, name: "p", version: "1:1", architecture: "all", digests: [.sha256])
                } catch {
                    #expect(error.description.contains("p_1%3a1_all.deb"), "\(mutant)")
                }
            }
        }
    }

    @Test("a data URL is decoded or refused", .timeLimit(.minutes(15)))
    func dataURLs() {
        #expect(DataURL.content("data:,a%20b") == Array("a b".utf8))
        #expect(DataURL.content("data:text/plain;charset=utf-8;base64,YWJj") == Array("abc".utf8))
        for bad in ["http://x/", "data:", "data:,%2", "data:,%zz", "data:;base64,*"] {
            #expect(DataURL.content(bad) == nil, "\(bad)")
        }
        for mutant in Mutants(
            of: ["data:;base64,YWJj", "data:,a%20b"], tokens: ["%", ",", ";base64"], count: 2000)
        {
            if let content = DataURL.content(mutant.text) { #expect(content.count <= mutant.text.utf8.count) }
        }
    }
}
