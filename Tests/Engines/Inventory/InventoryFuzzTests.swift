import Bytes
import Fuzzing
import Host
import ImageFixtures
import Images
import RPM
import ScratchRoots
import Testing

@testable import Inventory

@Suite("Mutants of what distributions and images say")
struct InventoryFuzzTests {
    @Test(
        "lists of packages give no more packages than lines, with names and versions",
        .timeLimit(.minutes(15)))
    func records() {
        let corpus: [(SystemFile, String, [String])] = [
            (.dpkg, "var/lib/dpkg/status", [PackageRecordTests.status]),
            (.apk, "lib/apk/db/installed", ["P:a\nV:1-r0\nA:x\no:b\nF:lib\nR:c\n\nP:d\nV:2\n"]),
            (.dpkgFiles, "var/lib/dpkg/info/a.list", ["/.\n/usr\n/usr/lib/x\n"]),
            (.dpkgSums, "var/lib/dpkg/status.d/a.md5sums", ["d41d8cd98f00b204e9800998ecf8427e  usr/lib/x\n"]),
            (.release, "etc/os-release", ["ID=debian\nVERSION_ID=\"12\"\nID_LIKE='a b'\n"]),
            (.release, "etc/redhat-release", ["CentOS Linux release 7.9.2009 (Core)\n"]),
            (.release, "etc/debian_version", ["trixie/sid\n", "12.5"]),
        ]
        let tokens = [
            "Package:", "Source: x (", ")", "\n\n", "\n ", ":", "P:", "=", "\"", "release", "\0", "/usr/",
        ]
        for (file, path, texts) in corpus {
            for mutant in Mutants(of: texts, tokens: tokens, count: 1500) {
                let found = PackageRecordTests.findings(file, path, mutant.bytes)
                let lines = mutant.bytes.count { $0 == 0x0A } + 1
                #expect(found.packages.count <= lines, "\(mutant)")
                #expect(found.packages.allSatisfy { !$0.name.isEmpty && !$0.version.isEmpty }, "\(mutant)")
                #expect(found.owned.allSatisfy { $0.keys.count <= lines && $0.keys == $0.keys.sorted() })
            }
        }
    }

    @Test("a damaged database of RPM gives a part and a problem", .timeLimit(.minutes(15)))
    func rpm() throws {
        let headers = (0..<20).map {
            RPMFixture.header("p\($0)", epoch: 1, source: "s-1-2.src.rpm", label: "a:b")
        }
        let database = try RPMFixture.database(headers)
        var parts = 0
        for mutant in Mutants(of: [database], tokens: ["\u{D}", "\0\0\0\u{2}"], count: 500) {
            let found = PackageRecordTests.findings(.rpm(.sqlite), "var/lib/rpm/rpmdb.sqlite", mutant.bytes)
            #expect(found.packages.count <= 20 || found.problems.isEmpty, "\(mutant.seed)")
            if !found.packages.isEmpty, !found.problems.isEmpty { parts += 1 }
        }
        #expect(parts > 0)
    }

    @Test("programs are told by their tables, whatever these say", .timeLimit(.minutes(15)))
    func programs() {
        let corpus = [program(section: ".go.buildinfo", size: 100), program(section: ".text")]
        var wanted = 0
        for mutant in Mutants(of: corpus, tokens: ["\u{7F}ELF", "\u{FF}\u{FF}"], count: 4000) {
            var most = 0
            let isWanted = ProgramProbe.isWanted(size: mutant.bytes.count) { offset, count in
                most = max(most, count)
                guard offset >= 0, offset <= mutant.bytes.count else { return [] }
                return Array(mutant.bytes[offset..<min(mutant.bytes.count, offset + count)])
            }
            #expect(most <= 1 << 20, "\(mutant)")
            wanted += isWanted ? 1 : 0
        }
        #expect(wanted > 100)
    }

    @Test("findings are read as they were kept, or refused", .timeLimit(.minutes(15)))
    func findings() throws {
        let findings = try Self.layer()
        #expect(try LayerFindings(bytes: findings.bytes) == findings)
        var read = 0
        for mutant in Mutants(of: [findings.bytes], count: 4000) {
            guard let found = try? LayerFindings(bytes: mutant.bytes) else { continue }
            read += 1
            #expect((found.covered ?? []).count <= mutant.bytes.count, "\(mutant.seed)")
            _ = found.covers("a/b/c")
            var stack = LayerStack()
            stack.add(findings, digest: "sha256:1")
            stack.add(found, digest: "sha256:2")
            var builder = InventoryBuilder(limits: InventoryLimits())
            stack.finish(into: &builder)
            #expect(builder.finish().packages.count <= 2 * mutant.bytes.count)
        }
        #expect(read > 10)
    }

    private static func layer() throws -> LayerFindings {
        let root = try ScratchRoot()
        var tar = TarBuilder()
        tar.add("var/lib/dpkg/status", content: Array(PackageRecordTests.status.utf8))
        tar.add("etc/os-release", content: Array("ID=debian\nVERSION_ID=12\nPRETTY_NAME=x\n".utf8))
        tar.add("var/lib/dpkg/info/a.list", content: Array("/usr/lib/a\n".utf8))
        tar.add("app/packages.txt", content: Array("one 1\nbroken\n".utf8))
        tar.add("app/.wh.x")
        tar.add("srv/.wh..wh..opq")
        tar.add("b/packages.txt", type: "1", link: "below")
        LayoutBuilder(layers: [tar.archive]).write(to: root)
        var reader = LayerReader(CatalogSet([ListCataloger()]), limits: .init(), imageLimits: .init())
        var spent = (entries: 0, bytes: 0)
        let findings = reader.read(try Image(root.path), 0, isLowest: false, spent: &spent)
        #expect(findings.files.count == 4 && findings.links.count == 1 && findings.removed == ["app/x"])
        #expect(spent.entries == 7)
        return findings
    }

    @Test("a layer of any bytes gives an inventory", .timeLimit(.minutes(15)))
    func layers() throws {
        var tar = TarBuilder()
        tar.add("a/b", content: Array("x".utf8))
        tar.add("var/lib/dpkg/status", type: "1", link: "a/b")
        tar.add("app/packages.txt", content: Array("one 1\n".utf8))
        tar.add("usr/bin/tool", content: program(section: ".dep-v0"), mode: 0o755)
        tar.add("app/.wh.x")
        var found = 0
        for mutant in Mutants(of: [tar.archive], tokens: ["ustar", "../", ".wh.", "\0"], count: 300) {
            let root = try ScratchRoot()
            LayoutBuilder(layers: [mutant.bytes], packing: .none).write(to: root)
            let inventory = Inventory(of: try Image(root.path), catalogers: [ListCataloger()])
            #expect(
                inventory.packages.flatMap(\.locations).allSatisfy { !$0.path.contains("..") },
                "\(mutant.seed)")
            found += inventory.packages.isEmpty ? 0 : 1
        }
        #expect(found > 50)
    }
}
