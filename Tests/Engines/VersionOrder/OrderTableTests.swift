import Testing
import VersionOrder

/// The tables of osv-scalibr, rpm, apk-tools and claircore.
@Suite("Published tables of version order", .enabled(if: OrderTables.arePresent, "needs ../shared/data"))
struct OrderTableTests {
    @Test(
        "every relation of a table holds, by comparison and by key",
        arguments: [
            ("debian-versions.txt", VersionScheme.dpkg, 25), ("debian-versions-generated.txt", .dpkg, 14_000),
            ("redhat-versions.txt", .rpm, 150), ("claircore-rpmvercmp", .rpm, 80),
            ("alpine-versions.txt", .apk, 700), ("apk-version.data", .apk, 700),
            ("pypi-versions.txt", .pep440, 30), ("pypi-versions-generated.txt", .pep440, 12_000),
            ("semver-versions.txt", .semver, 80), ("pub-versions.txt", .pub, 80),
            ("maven-versions.txt", .maven, 90), ("rubygems-versions.txt", .rubygems, 20),
            ("packagist-versions.txt", .composer, 90),
            ("packagist-versions-generated.txt", .composer, 10_000),
            ("nuget-versions.txt", .nuget, 30), ("cran-versions.txt", .cran, 15),
            ("cran-versions-generated.txt", .cran, 50), ("hackage-versions.txt", .hackage, 10),
        ])
    func table(name: String, scheme: VersionScheme, atLeast: Int) {
        let lines = OrderTables.lines(of: name)
        #expect(lines.count >= atLeast)
        let wrong = lines.filter { !Self.holds($0, scheme) }.map(\.description)
        #expect(wrong == contradictions[name, default: []])
    }

    @Test("every relation of rpm's own test holds")
    func rpm() {
        let lines = OrderTables.rpmLines()
        #expect(lines.count >= 80)
        #expect(lines.filter { !Self.holds($0, .rpm) }.map(\.description) == [])
    }

    private static func holds(_ line: OrderTables.Line, _ scheme: VersionScheme) -> Bool {
        guard scheme.compare(line.first, line.second) == line.order else { return false }
        guard scheme.compare(line.second, line.first) == -line.order else { return false }
        guard let first = scheme.key(line.first), let second = scheme.key(line.second) else { return true }
        return line.order == (first < second ? -1 : first == second ? 0 : 1)
    }

    /// Lines that contradict the ecosystem's own program, in the tables' order; docs/version-order.md says why.
    private let contradictions: [String: [String]] = [
        // apk-tools 3 reads nothing behind what it can't read; these lines are apk-tools 2.
        "alpine-versions.txt": [
            "1-r = 1-r0", "0..1..0 < 0..1..1", "0...1...0 < 0...1...1", "0...1...0.r1 < 0...1...0.r2",
            "0...1...0r1 < 0...1...0r2", "0..8 > 0...8", "0.8.21.r2 > 0.8.21.r1", "6.6.2p1 < 6.6.2p2",
            "1-r0-1 = 1-r-2", ".2 > .1", "a < b", "c > b",
        ],
        // Composer writes four numbers; `#` is no part of its versions, and equal to two versions it would be no order.
        "packagist-versions.txt": ["1.0.0 > 1.0", "1.2.3.# = 1.2.3.1"],
        // Composer writes four numbers, takes a stability in any case and drops `stable`; PHP alone does neither.
        "packagist-versions-generated.txt": [
            "v3.0 < v3.0.0-beta", "v3.4 < v3.4.0-alpha", "v4-beta4 < v4.0-alpha",
            "v1.9.0-ALPHA.1 = v1.9.0-BETA.1", "v1.9.0-BETA.1 < v1.9.0-ALPHA.2",
            "v1.9.0-ALPHA.2 = v1.9.0-BETA.2", "5.1.0-stable < 5.1.0-beta2", "v4.4 < v4.4.0-beta",
            "v6.5 < v6.5.0-beta-0", "v6.6 < v6.6.0-beta",
        ],
    ]
}
