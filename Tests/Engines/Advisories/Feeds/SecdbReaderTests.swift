import Advisories
import Testing

@Suite("Alpine's secdb")
struct SecdbReaderTests {
    @Test("fixes are put together by CVE, and a fix in version 0 says that it was never affected")
    func fixes() throws {
        let text = """
            {"distroversion":"v3.20","reponame":"main","packages":[
              {"pkg":{"name":"curl","secfixes":{"8.1-r0":["CVE-2026-1 CVE-2026-2"],"0":["CVE-2026-3"]}}},
              {"pkg":{"name":"wget","secfixes":{"1.2-r1":["CVE-2026-1",7]}}},{"pkg":{}}]}
            """
        let reader = SecdbReader(feed: "alpine", distribution: "Alpine")
        let collected = reader.collect(text, named: "main.json")
        #expect(
            collected.quarantined == [
                "main.json: wget: secfixes.1.2-r1[1]: is no text",
                "main.json: packages[2].pkg.name: is missing or no text",
            ])
        let advisories = collected.advisories
        #expect(advisories.map(\.id) == ["CVE-2026-1", "CVE-2026-2", "CVE-2026-3"])
        #expect(advisories.map(\.feed) == ["alpine/v3.20/main", "alpine/v3.20/main", "alpine/v3.20/main"])
        #expect(advisories[0].affected.map(\.name) == ["curl", "wget"])
        #expect(advisories[0].affected.map(\.state) == [.fixed(in: "8.1-r0"), .fixed(in: "1.2-r1")])
        #expect(advisories[2].affected.map(\.state) == [.notAffected(nil)])
        #expect(advisories[0].affected[0].ecosystem.description == "Alpine:v3.20")
        let wolfi = SecdbReader(feed: "wolfi", distribution: "Wolfi")
        let other = wolfi.collect(
            #"{"packages":[{"pkg":{"name":"a","secfixes":{"1":["CVE-1"]}}}]}"#, named: "w")
        #expect(other.advisories.first?.affected.first?.ecosystem == Ecosystem(name: "Wolfi"))
        #expect(
            reader.collect("{}", named: "x.json").quarantined == ["x.json: packages: is missing or no list"])
    }
}
