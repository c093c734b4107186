import Advisories
import Inventory
import Matching
import Testing

@Suite struct ComparisonTests {
    private let old = Package(type: .npm, name: "left", version: "1.0.0")
    private let new = Package(type: .npm, name: "left", version: "1.1.0")
    private let other = Package(type: .npm, name: "right", version: "2.0.0")

    @Test(
        "a flaw that a newer version does not have is fixed by it, one that comes with a new package by that")
    func causes() {
        let comparison = Comparison(
            from: assessment([old], [(old, "CVE-1")]),
            to: assessment([new, other], [(new, "CVE-2"), (other, "CVE-3")]))
        #expect(comparison.packages == [.upgraded(from: old, to: new), .added(other)])
        #expect(
            comparison.findings == [
                .fixed(finding(old, "CVE-1"), by: .changedVersion(to: new)),
                .introduced(finding(new, "CVE-2"), by: .changedVersion(from: old)),
                .introduced(finding(other, "CVE-3"), by: .newPackage),
            ])
    }

    @Test("a flaw that only the feed brought is not laid to the software")
    func feed() {
        let now = assessment([old], [(old, "CVE-1"), (old, "CVE-2")])
        let comparison = Comparison(from: now, to: now, then: [finding(old, "CVE-1"), finding(old, "CVE-0")])
        #expect(comparison.packages.isEmpty)
        #expect(comparison.persisting.count == 2)
        #expect(
            comparison.findings.filter(\.isCausedByFeed) == [
                .fixed(finding(old, "CVE-0"), by: .feed), .introduced(finding(old, "CVE-2"), by: .feed),
            ])
    }

    @Test("a flaw under another of its names is the same flaw")
    func aliases() {
        var known = finding(old, "GHSA-a")
        known.aliases = ["CVE-1"]
        let comparison = Comparison(
            from: Assessment(inventory: inventory([old]), findings: [known]),
            to: assessment([new], [(new, "CVE-1")]))
        #expect(comparison.introduced.isEmpty && comparison.fixed.isEmpty)
        #expect(comparison.persisting == [.persisting(from: known, to: finding(new, "CVE-1"))])
    }

    @Test("a graver finding of the same flaw persists and is said to be assessed anew")
    func reassessed() {
        var graver = finding(old, "CVE-1")
        graver.severity = .critical
        let comparison = Comparison(
            from: assessment([old], [(old, "CVE-1")]),
            to: Assessment(inventory: inventory([old]), findings: [graver]))
        #expect(comparison.persisting.first?.isReassessed == true)
    }

    @Test("of several versions of a package only those that differ come and go")
    func versions() {
        let third = Package(type: .npm, name: "left", version: "3.0.0")
        let comparison = Comparison(
            from: assessment([old, new], []), to: assessment([new, third], []))
        #expect(comparison.packages == [.upgraded(from: old, to: third)])
        let more = Comparison(from: assessment([old, new], []), to: assessment([third], []))
        #expect(more.packages == [.removed(old), .removed(new), .added(third)])
    }

    @Test("two steps together come to the same as one", arguments: 0..<200)
    func composition(seed: Int) {
        var random = Numbers(state: UInt64(seed) + 1)
        let states = (0..<3).map { _ in randomAssessment(&random) }
        let direct = Comparison(from: states[0], to: states[2])
        let keys = { (changes: [FindingChange]) in
            Set(changes.map { "\($0.finding.package.name) \($0.finding.flaw)" })
        }
        let first = Comparison(from: states[0], to: states[1])
        let second = Comparison(from: states[1], to: states[2])
        let introduced = keys(first.introduced).subtracting(keys(second.fixed))
            .union(keys(second.introduced).subtracting(keys(first.fixed)))
        let fixed = keys(second.fixed).subtracting(keys(first.introduced))
            .union(keys(first.fixed).subtracting(keys(second.introduced)))
        #expect(keys(direct.introduced) == introduced)
        #expect(keys(direct.fixed) == fixed)
    }

    private func randomAssessment(_ random: inout Numbers) -> Assessment {
        var packages: [Package] = []
        var findings: [Finding] = []
        for name in ["a", "b", "c", "d"] where random.next() % 4 > 0 {
            let package = Package(type: .npm, name: name, version: "1.\(random.next() % 3).0")
            packages.append(package)
            for flaw in 1...4 where random.next() % 3 == 0 {
                findings.append(finding(package, "CVE-\(flaw)"))
            }
        }
        return Assessment(inventory: inventory(packages), findings: findings)
    }

    private func assessment(_ packages: [Package], _ flaws: [(Package, String)]) -> Assessment {
        Assessment(inventory: inventory(packages), findings: flaws.map { finding($0.0, $0.1) })
    }

    private func finding(_ package: Package, _ flaw: String) -> Finding {
        Finding(package: package, ecosystem: Ecosystem("npm"), flaw: flaw, advisory: flaw, feed: "test")
    }

    private func inventory(_ packages: [Package]) -> Inventory {
        var inventory = Inventory()
        inventory.packages = packages
        return inventory
    }
}

/// The same numbers for the same seed (xorshift64).
private struct Numbers {
    var state: UInt64

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }
}
