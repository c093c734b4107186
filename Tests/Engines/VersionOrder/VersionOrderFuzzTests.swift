import Fuzzing
import Testing
import VersionOrder

@Suite("Mutants of versions")
struct VersionOrderFuzzTests {
    @Test("any bytes have a place, the same from both sides", arguments: VersionScheme.allCases)
    func bytes(scheme: VersionScheme) {
        var before: [UInt8] = []
        for mutant in Mutants(
            of: VersionCorpus.versions(of: scheme), tokens: VersionCorpus.pieces, count: 1500)
        {
            var key: [UInt8] = []
            let isVersion = scheme.appendKey(mutant.bytes.span, to: &key)
            #expect(isVersion == !key.isEmpty, "\(mutant)")
            #expect(scheme.compare(mutant.bytes.span, mutant.bytes.span) == 0, "\(mutant)")
            let order = scheme.compare(before.span, mutant.bytes.span)
            #expect(scheme.compare(mutant.bytes.span, before.span) == -order, "\(mutant)")
            before = mutant.bytes
        }
    }

    @Test("a long text costs in proportion to its length", arguments: VersionScheme.allCases)
    func long(scheme: VersionScheme) {
        for piece in [".0", "-0", "0", "a1", "-", ".", "~", "_", "rc", "1.0-"] {
            let text = "1" + String(repeating: piece, count: 60_000 / piece.utf8.count)
            #expect(scheme.compare(text + ".1", text + ".1") == 0)
            _ = scheme.key(text + ".1")
        }
    }
}
