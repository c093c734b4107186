import Advisories
import Testing

@Suite("SUSE's CVRF")
struct CVRFReaderTests {
    static let document = """
        <cvrfdoc xmlns="http://www.icasi.org/CVRF/schema/cvrf/1.1"
          xmlns:p="http://www.icasi.org/CVRF/schema/prod/1.1" xmlns:v="http://www.icasi.org/CVRF/schema/vuln/1.1">
        <DocumentTitle>Security update for curl</DocumentTitle>
        <DocumentTracking><Identification><ID>SUSE-SU-2026:1-1</ID></Identification>
        <InitialReleaseDate>2026-01-02T03:04:05Z</InitialReleaseDate>
        <CurrentReleaseDate>2026-01-03T03:04:05Z</CurrentReleaseDate></DocumentTracking>
        <DocumentReferences><Reference><URL>https://suse</URL><Description>x</Description></Reference></DocumentReferences>
        <p:ProductTree><p:Branch Type="Product Family" Name="SUSE"><p:Branch Type="Product Name" Name="x">
        <p:FullProductName ProductID="sles">SUSE Linux Enterprise Server 15 SP3</p:FullProductName></p:Branch></p:Branch>
        <p:Branch Type="Product Version" Name="libcurl4-7.66.0-4.1">
        <p:FullProductName ProductID="libcurl4-7.66.0-4.1">libcurl4-7.66.0-4.1</p:FullProductName></p:Branch>
        <p:Relationship ProductReference="libcurl4-7.66.0-4.1" RelationType="Default Component Of"
          RelatesToProductReference="sles">
        <p:FullProductName ProductID="sles:libcurl4-7.66.0-4.1">libcurl4 as a component</p:FullProductName>
        </p:Relationship></p:ProductTree>
        <v:Vulnerability Ordinal="1"><v:Notes><v:Note Type="General">A flaw.</v:Note></v:Notes><v:CVE>CVE-2026-1</v:CVE>
        <v:ProductStatuses><v:Status Type="Fixed"><v:ProductID>sles:libcurl4-7.66.0-4.1</v:ProductID>
        <v:ProductID>unknown</v:ProductID></v:Status></v:ProductStatuses>
        <v:Threats><v:Threat Type="Impact"><v:Description>important</v:Description></v:Threat></v:Threats>
        <v:CVSSScoreSets><v:ScoreSetV3><v:BaseScoreV3>9.8</v:BaseScoreV3>
        <v:VectorV3>CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H</v:VectorV3></v:ScoreSetV3></v:CVSSScoreSets>
        </v:Vulnerability></cvrfdoc>
        """

    @Test("an update has its CVEs, and the version that fixes each package of each product")
    func update() throws {
        let collected = CVRFReader(feed: "suse").collect(Self.document, named: "cvrf.xml")
        #expect(collected.quarantined == [])
        let advisory = try #require(collected.advisories.first)
        #expect(advisory.id == "SUSE-SU-2026:1-1")
        #expect(advisory.upstream == ["CVE-2026-1"])
        #expect(advisory.severity == "important")
        #expect(advisory.details == "A flaw.")
        #expect(advisory.published == Timestamp("2026-01-02T03:04:05Z"))
        #expect(advisory.scores.map(\.number) == [9.8])
        #expect(advisory.affected.map(\.name) == ["libcurl4"])
        #expect(advisory.affected.map(\.ecosystem.description) == ["SUSE:Linux Enterprise Server 15 SP3"])
        #expect(advisory.affected.map(\.state) == [.fixed(in: "7.66.0-4.1")])
    }

    @Test("a document of another kind is quarantined as a whole")
    func other() {
        let collected = CVRFReader(feed: "suse").collect("<a/>", named: "a.xml")
        #expect(collected.quarantined == ["a.xml: a.xml:1: the document is no cvrfdoc"])
        let unnamed = CVRFReader(feed: "suse").collect("<cvrfdoc/>", named: "a.xml")
        #expect(unnamed.quarantined == ["a.xml: DocumentTracking/Identification/ID: is missing"])
    }
}
