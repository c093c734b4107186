import Advisories
import AdvisoryStore
import Bytes
import Testing
import VersionOrder

@Suite struct SegmentTests {
    @Test("a version has the flaws of the ranges that it is in, and the least fix that leaves none")
    func ranges() throws {
        let segment = try segment(
            "npm",
            [
                advisory("A-1", aliases: ["CVE-2026-1"], ranges: [.before("1.2.0")]),
                advisory("A-2", aliases: ["CVE-2026-1"], ranges: [.from("1.2.0", to: .fixed("1.2.3"))]),
                advisory("B-1", ranges: [.through("2.0.0")]),
            ])
        #expect(try flaws(segment, "1.0.0") == ["CVE-2026-1 fixed 1.2.3", "B-1"])
        #expect(try flaws(segment, "1.2.3") == ["B-1"])
        #expect(try flaws(segment, "2.0.0") == ["B-1"])
        #expect(try flaws(segment, "2.0.1") == [])
    }
}

private func advisory(_ id: String, aliases: [String] = [], ranges: [VersionRange]) -> Advisory {
    var advisory = Advisory(id: id, feed: "test")
    advisory.aliases = aliases
    if let versions = AffectedVersions(ranges: ranges) {
        advisory.affected = [
            Affected(
                ecosystem: Ecosystem("npm"), name: "left", role: .component,
                state: .affected(versions, unfixed: nil))
        ]
    }
    return advisory
}

private func segment(_ ecosystem: String, _ advisories: [Advisory]) throws -> Segment {
    let ecosystem = Ecosystem(ecosystem)
    var classes = AliasClasses()
    var builder = SegmentBuilder(ecosystem: ecosystem, scheme: ecosystem.scheme)
    for advisory in advisories {
        classes.add(advisory)
        builder.add(advisory)
    }
    return try Segment(FlatRegion(try builder.finish(flaws: classes.flaws())), path: "test")
}

private func flaws(_ segment: Segment, _ version: String, _ traits: PackageTraits = PackageTraits()) throws
    -> [String]
{
    var reader = try SegmentReader(segment)
    var hits: [FlawHit] = []
    reader.find("left", version, traits, into: &hits)
    return hits.map { hit in
        let fix = hit.fix.flatMap { segment.statement(Int($0)).fix }
        return segment.flaw(Int(hit.flaw)).id + (fix.map { " fixed \($0)" } ?? "")
    }
}
