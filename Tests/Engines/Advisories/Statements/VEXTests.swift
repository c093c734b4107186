import Advisories
import PackageURLs
import Testing

@Suite("VEX documents")
struct VEXTests {
    @Test("a statement of OpenVEX has its products, their parts and the reason")
    func openVEX() throws {
        let text = """
            {"@context":"https://openvex.dev/ns/v0.2.0","author":"A","timestamp":"2026-01-02T00:00:00Z","statements":[
             {"vulnerability":{"name":"CVE-1","aliases":["GHSA-1"]},"status":"not_affected",
              "justification":"component_not_present","timestamp":"2026-01-03T00:00:00Z",
              "products":[{"@id":"pkg:oci/app","subcomponents":[{"@id":"pkg:deb/debian/curl@7?arch=amd64"}]}]},
             {"vulnerability":{"name":"CVE-2"},"status":"affected","action_statement":"Update.",
              "products":[{"@id":"thing","identifiers":{"purl":"pkg:npm/%40a/b@1"}}]},
             {"vulnerability":{"name":"CVE-3"},"status":"perhaps","products":[{"@id":"x"}]},
             {"vulnerability":{},"status":"fixed"},{"vulnerability":{"name":"CVE-4"},"status":"fixed"}]}
            """
        let document = try VEXDocument(FeedFile(name: "v.json", text: text))
        #expect(
            document.quarantined.map(\.description) == [
                "v.json: statements[2].status: is none that OpenVEX has",
                "v.json: statements[3].vulnerability.name: is missing or no text",
                "v.json: statements[4].products: name no product",
            ])
        #expect(document.statements.map(\.status) == [.notAffected(.componentNotPresent), .affected])
        let first = document.statements[0]
        #expect(first.aliases == ["GHSA-1"] && first.author == "A" && first.said == Timestamp("2026-01-03"))
        #expect(first.products[0].components.map(\.name) == ["curl"])
        #expect(document.statements[1].products[0].package?.namespace == "@a")
        #expect(document.statements[1].note == "Update.")
    }

    @Test("CycloneDX names products by references, of itself or of another document")
    func cycloneDX() throws {
        let text = """
            {"bomFormat":"CycloneDX","components":[{"bom-ref":"c1","purl":"pkg:npm/a@1",
              "components":[{"bom-ref":"c2","purl":"pkg:npm/b@1"}]}],"vulnerabilities":[
             {"id":"CVE-1","analysis":{"state":"not_affected","justification":"code_not_reachable","detail":"d"},
              "affects":[{"ref":"c1"},{"ref":"c2"},{"ref":"urn:cdx:1/1#pkg%3Anpm/c@1"},{"ref":"other"}]},
             {"id":"CVE-2","affects":[{"ref":"c1"}]},
             {"id":"CVE-3","analysis":{"state":"resolved"},"affects":[{"ref":"c1"}]},
             {"id":"CVE-4","analysis":{"state":"x"},"affects":[{"ref":"c1"}]}]}
            """
        let document = try VEXDocument(FeedFile(name: "v.json", text: text))
        #expect(document.quarantined.map(\.field) == ["vulnerabilities[3].analysis.state"])
        #expect(document.statements.map(\.vulnerability) == ["CVE-1", "CVE-3"])
        #expect(document.statements[0].status == .notAffected(.vulnerableCodeNotInExecutePath))
        #expect(document.statements[0].products.map { $0.package?.name } == ["a", "b", "c", nil])
    }

    @Test("a CSAF document's states are statements of its packages")
    func csaf() throws {
        let document = try VEXDocument(FeedFile(name: "c.json", text: CSAFReaderTests.document))
        #expect(
            document.statements.map(\.status) == [
                .fixed, .affected, .notAffected(.vulnerableCodeNotPresent), .underInvestigation,
            ])
        #expect(document.statements[0].products.count == 6)
        #expect(document.statements[1].products.map { $0.package?.name } == ["samba"])
        #expect(document.statements[0].author == "Red Hat")
    }

    @Test(
        "anything else is refused",
        arguments: [
            ("{", "v.json: invalid JSON"), ("{}", "v.json: is no VEX document of OpenVEX, CycloneDX or CSAF"),
        ])
    func refused(text: String, message: String) {
        let error = #expect(throws: QuarantinedRow.self) {
            try VEXDocument(FeedFile(name: "v.json", text: text))
        }
        #expect(error?.description.hasPrefix(message) ?? false)
    }

    @Test("a package URL covers those that leave nothing open that it tells")
    func covers() throws {
        func covers(_ a: String, _ b: String) throws -> Bool {
            try PackageURL(a).covers(try PackageURL(b))
        }
        #expect(try covers("pkg:deb/debian/curl", "pkg:deb/debian/curl@7?arch=amd64"))
        #expect(try covers("pkg:deb/debian/curl@7?arch=amd64", "pkg:deb/debian/curl@7?arch=amd64&distro=x"))
        #expect(try !covers("pkg:deb/debian/curl@8", "pkg:deb/debian/curl@7"))
        #expect(try !covers("pkg:deb/debian/curl@7?arch=amd64", "pkg:deb/debian/curl@7"))
        #expect(try !covers("pkg:deb/debian/curl", "pkg:deb/ubuntu/curl"))
    }

    @Test("Ubuntu's documents have a state for each source package of each release")
    func ubuntu() throws {
        let text = """
            {"@context":"https://openvex.dev/ns/v0.2.0","timestamp":"2026-05-20T15:02:47Z","statements":[
             {"vulnerability":{"name":"CVE-1","description":"A flaw.","aliases":["https://a"]},"status":"fixed",
              "products":[{"@id":"pkg:deb/ubuntu/curl@7.81.0-1ubuntu1.14?arch=source&distro=jammy"},
               {"@id":"pkg:deb/ubuntu/curl@7.81.0-1ubuntu1.14?arch=amd64&distro=jammy"}]},
             {"vulnerability":{"name":"CVE-1"},"status":"affected",
              "action_statement":"the Ubuntu Security Team decided to not fix it",
              "products":[{"@id":"pkg:deb/ubuntu/curl@7.47?arch=source&distro=esm-infra/xenial"}]}]}
            """
        let collected = UbuntuVEXReader(feed: "ubuntu").collect(text, named: "CVE-1.json")
        #expect(collected.quarantined == [])
        let advisory = try #require(collected.advisories.first)
        #expect(advisory.details == "A flaw.")
        #expect(
            advisory.affected.map(\.ecosystem.description) == ["Ubuntu:22.04:LTS", "Ubuntu:Pro:16.04:LTS"])
        #expect(advisory.affected.map(\.state) == [.fixed(in: "7.81.0-1ubuntu1.14"), .unfixed(.willNotFix)])
    }
}
