import Fuzzing
import Glibc
import Testing
import VersionOrder

/// What holds for all texts in every scheme.
///
/// `MARTLET_VERSION_TEXTS` in the environment says how many texts of each scheme are looked at.
@Suite("Laws of every version order")
struct VersionOrderLawTests {
    private static let texts = getenv("MARTLET_VERSION_TEXTS").flatMap { Int(String(cString: $0)) } ?? 3000

    @Test("keys and comparison agree", arguments: VersionScheme.allCases)
    func agreement(scheme: VersionScheme) {
        let texts = VersionCorpus.mutants(of: scheme, count: Self.texts)
        var compared = 0
        var wrong: [String] = []
        for (first, second) in zip(texts, texts.dropFirst()) {
            guard let left = scheme.key(first), let right = scheme.key(second) else { continue }
            compared += 1
            let order = left < right ? -1 : left == right ? 0 : 1
            if scheme.compare(first, second) != order { wrong.append("\(first) | \(second)") }
        }
        #expect(wrong == [])
        #expect(compared > texts.count / 200)
    }

    @Test("all texts stand in one line", arguments: VersionScheme.allCases)
    func totality(scheme: VersionScheme) {
        for round in 0..<UInt64(max(1, Self.texts / 1500)) {
            let texts = VersionCorpus.mutants(of: scheme, count: 90, firstSeed: 100_000 + round * 1000)
            let sorted = texts.sorted { scheme.compare($0, $1) < 0 }
            var wrong: [String] = []
            for (place, first) in sorted.enumerated() {
                if scheme.compare(first, first) != 0 { wrong.append("\(first) is not itself") }
                for second in sorted[(place + 1)...] {
                    let order = scheme.compare(first, second)
                    if order > 0 || scheme.compare(second, first) != -order {
                        wrong.append("\(first) | \(second)")
                    }
                }
            }
            #expect(wrong == [])
        }
    }

    @Test("a text that is no version is older than all versions, or stands where its own program puts it")
    func foreign() {
        for scheme in [VersionScheme.pep440, .semver, .nuget, .go, .pub, .cran, .hackage] {
            #expect(scheme.key("latest") == nil)
            #expect(scheme.compare("latest", "0") == -1)
            #expect(scheme.compare("beta", "rc") == -1)
        }
        #expect(VersionScheme.apk.key("latest") == nil)
        #expect(VersionScheme.apk.compare("1.0bc", "1.0") == 1)
        #expect(VersionScheme.dpkg.key("1.0_1") == nil)
        #expect(VersionScheme.dpkg.compare("1.0_1", "1.0") == 1)
    }

    @Test("nothing is a version", arguments: VersionScheme.allCases)
    func empty(scheme: VersionScheme) {
        #expect(scheme.key("") == nil)
        #expect(scheme.key(" \t") == nil)
        #expect(scheme.compare("", "1") == -1)
        #expect(scheme.compare("", "") == 0)
    }

    @Test("numbers have any length", arguments: VersionScheme.allCases)
    func longNumbers(scheme: VersionScheme) throws {
        let long = String(repeating: "9", count: 300)
        let longer = "1" + String(repeating: "0", count: 300)
        let dotted = "1." + String(repeating: "9", count: 126)
        let dottedLonger = "1.1" + String(repeating: "0", count: 126)
        for (first, second) in [(long, longer), (dotted, dottedLonger), ("1.\(long)", "1.\(longer)")] {
            #expect(scheme.compare(first, second) == -1)
            #expect(try #require(scheme.key(first)) < #require(scheme.key(second)))
        }
    }

    @Test("white space around a version does not count", arguments: VersionScheme.allCases)
    func whiteSpace(scheme: VersionScheme) {
        #expect(scheme.key(" 1.2\n") == scheme.key("1.2"))
        #expect(scheme.compare("\t1.2", "1.2 ") == 0)
    }

    @Test("a key is appended behind what an array holds, and nothing is where there is no key")
    func appending() {
        var bytes: [UInt8] = [7]
        let version: [UInt8] = Array("1.0".utf8)
        let isVersion = version.withUnsafeBufferPointer { VersionScheme.semver.appendKey($0, to: &bytes) }
        #expect(isVersion)
        #expect(VersionScheme.semver.key("1.0")?.bytes == Array(bytes.dropFirst()))
        let before = bytes
        #expect(!VersionScheme.semver.appendKey(Array("no".utf8).span, to: &bytes))
        #expect(bytes == before)
    }
}
