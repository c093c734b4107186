import Advisories
import PackageURLs
import Testing

@Suite("Ignore lists")
struct IgnoreListTests {
    @Test("a decision holds for its flaw and package until its last day")
    func own() throws {
        let text = """
            ignore:
              - {id: CVE-1, package: pkg:deb/debian/curl, reason: Not built in., expires: 2026-12-31}
              - {id: CVE-2, packages: [wget, "@a/b"], reason: Later., expires: "2026-06-30"}
              - {id: CVE-3, reason: Everywhere., expires: 2026-12-31}
              - {id: CVE-4, reason: No end.}
              - {id: CVE-5, expires: 2026-12-31}
              - {id: CVE-6, reason: x, expires: 2026-12-31, pakage: curl}
            """
        let list = try IgnoreList(FeedFile(name: "ignore.yaml", text: text))
        #expect(
            list.quarantined.map(\.description) == [
                "ignore.yaml: ignore[3].expires: is missing or no day of the form 2026-12-31",
                "ignore.yaml: ignore[4].reason: is missing or no text",
                "ignore.yaml: ignore[5].pakage: is no field of an entry",
            ])
        let curl = try PackageURL("pkg:deb/debian/curl@7.1?arch=amd64")
        let scoped = try PackageURL("pkg:npm/%40a/b@1")
        let (day, last) = (
            try #require(Timestamp("2026-06-30T23:59:59Z")), try #require(Timestamp("2026-12-31"))
        )
        let after = try #require(Timestamp("2027-01-01"))
        #expect(list.entries(for: ["GHSA-1", "CVE-1"], in: curl, on: last).map(\.id) == ["CVE-1"])
        #expect(list.entries(for: ["CVE-1"], in: curl, on: after) == [])
        #expect(list.entries(for: ["CVE-1"], in: scoped, on: day) == [])
        #expect(list.entries(for: ["CVE-2"], in: scoped, on: day).map(\.reason) == ["Later."])
        #expect(list.entries(for: ["CVE-2"], in: scoped, on: last) == [])
        #expect(list.entries(for: ["CVE-3"], in: scoped, on: last).count == 1)
        #expect(list.expired(on: last).map(\.id) == ["CVE-2"])
    }

    @Test("Trivy's lists are read, plain and in YAML")
    func trivy() throws {
        let plain = """
            # accepted
            CVE-2022-40897
            CVE-2023-2650 exp:2023-09-01 # until then
            CVE-1 exp:soon
            """
        let list = try IgnoreList(FeedFile(name: ".trivyignore", text: plain))
        #expect(list.entries.map(\.id) == ["CVE-2022-40897", "CVE-2023-2650"])
        #expect(list.entries.map(\.expires) == [nil, Timestamp("2023-09-01")])
        #expect(list.quarantined.map(\.place) == ["4"])
        let yaml = """
            vulnerabilities:
              - id: CVE-2022-40897
                paths: ["usr/local/lib/*"]
                statement: Accept the risk
              - {id: CVE-2023-2650, purls: ["pkg:deb/debian/libssl1.1"], expired_at: 2023-01-01}
              - {id: CVE-1, expired_at: never}
            misconfigurations: [{id: AVD-1}]
            """
        let other = try IgnoreList(FeedFile(name: ".trivyignore.yaml", text: yaml))
        #expect(other.entries.map(\.paths) == [["usr/local/lib/*"], []])
        #expect(other.entries[1].packages == ["pkg:deb/debian/libssl1.1"])
        #expect(other.quarantined.map(\.field) == ["vulnerabilities[2].expired_at"])
    }

    @Test("a file that is no list is refused", arguments: ["a: [", "[]", "other: 1"])
    func refused(text: String) {
        #expect(throws: QuarantinedRow.self) { try IgnoreList(FeedFile(name: "i.yaml", text: text)) }
    }
}
