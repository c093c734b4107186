import Testing
import VersionOrder

@Suite("The engine beside the specifications written plainly")
struct PlainOrderTests {
    @Test("dpkg's order is Policy's")
    func debian() { check(.dpkg, PlainOrders.debian) }

    @Test("RubyGems' order is that of its segments")
    func ruby() { check(.rubygems, PlainOrders.ruby) }

    @Test("Maven's order is its specification's")
    func maven() { check(.maven, PlainMavenOrder.order) }

    @Test("Semantic Versioning's order is its eleventh section's")
    func semantic() {
        check(.pub, PlainOrders.semantic) { text in
            !text.utf8.contains(UInt8(ascii: "+")) && text.utf8.first.map(PlainOrders.isDigit) == true
                && text.prefix { $0 != "-" }.split(separator: ".").count == 3
        }
    }

    /// Compares texts that the scheme takes for versions with their neighbours.
    private func check(
        _ scheme: VersionScheme, _ order: (String, String) -> Int,
        where isMeant: (String) -> Bool = { _ in true }
    ) {
        let versions = VersionCorpus.mutants(of: scheme, count: 4000, firstSeed: 50_000).filter {
            scheme.key($0) != nil && isMeant($0)
        }
        #expect(versions.count > 300)
        let wrong = zip(versions, versions.dropFirst()).filter { scheme.compare($0, $1) != order($0, $1) }
        #expect(wrong.map { "\($0) | \($1)" } == [])
    }
}
