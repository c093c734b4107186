import Testing

@testable import Inventory

@Suite("Files that mean harm") struct HostileFilesTests {
    @Test("a text of more than 16 MiB is not read")
    func huge() {
        let found = Catalogue(
            NpmLockCataloger(), "package-lock.json", [UInt8](repeating: 0x20, count: 17 << 20))
        #expect(found.problem?.reason == "the text has 17825792 bytes; no more than 16777216 are read")
    }

    @Test(
        "nesting without end is a problem",
        arguments: [
            ("package-lock.json", "[", "nest"), ("pnpm-lock.yaml", "[", "nest"),
            ("Cargo.lock", "a=[", "nest"),
            ("pom.xml", "<project>", "nest"), ("bun.lock", "{\"a\":", "nest"),
        ])
    func deep(path: String, piece: String, word: String) throws {
        let open =
            piece == "a=["
            ? "a=" + String(repeating: "[", count: 200_000) : String(repeating: piece, count: 200_000)
        for cataloger in LanguageCatalogers.all where Selection(cataloger).wants(path) {
            let found = Catalogue(cataloger, path, open)
            let problem = try #require(found.problem)
            #expect(problem.reason.contains(word), "\(problem)")
        }
    }

    @Test("aliases that stand for millions are a problem")
    func aliases() {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1..<9 {
            let inner = repeatElement("*a\(level - 1)", count: 10).joined(separator: ", ")
            text += "a\(level): &a\(level) [\(inner)]\n"
        }
        let found = Catalogue(PnpmLockCataloger(), "pnpm-lock.yaml", text)
        #expect(found.problem?.reason.hasPrefix("invalid YAML at line") == true)
    }

    @Test("names that no package can have are left out and said to be")
    func names() {
        let long = String(repeating: "n", count: 600)
        let text =
            #"{"packages":{"node_modules/\#(long)":{"version":"1"},"node_modules/a\u0000b":{"version":"1"},"node_modules/c":{"version":"1"}}}"#
        let found = Catalogue(NpmLockCataloger(), "package-lock.json", text)
        #expect(found.names == ["c@1"])
        #expect(found.problem?.reason == "\"\(long.prefix(40))\" is no package's name and version")
    }

    @Test("a file that tells of more packages than any project has is cut")
    func many() {
        let text = (0..<200_001).map { "a\($0)==1\n" }.joined()
        let found = Catalogue(RequirementsCataloger(), "requirements.txt", text)
        #expect(found.packages.count == 200_000)
        #expect(found.problem?.reason == "the file tells of more than 200000 packages")
    }
}
