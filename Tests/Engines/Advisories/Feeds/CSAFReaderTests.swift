import Advisories
import Testing

@Suite("CSAF documents")
struct CSAFReaderTests {
    static let document = """
        {"document":{"csaf_version":"2.0","title":"samba: a flaw","aggregate_severity":{"text":"Moderate"},
          "publisher":{"name":"Red Hat"},"references":[{"category":"self","url":"https://self"}],
          "tracking":{"id":"CVE-2026-1","status":"final","initial_release_date":"2026-01-02T00:00:00+00:00",
            "current_release_date":"2026-01-03T00:00:00+00:00"}},
         "product_tree":{"branches":[{"category":"vendor","branches":[
           {"product":{"product_id":"9","product_identification_helper":{
             "cpe":"cpe:/a:redhat:enterprise_linux:9::appstream"}}},
           {"product":{"product_id":"7","product_identification_helper":{"cpe":"cpe:/o:redhat:enterprise_linux:7"}}},
           {"product":{"product_id":"s64","product_identification_helper":{
             "purl":"pkg:rpm/redhat/samba@4.18-1.el9?arch=x86_64&epoch=2"}}},
           {"product":{"product_id":"sarm","product_identification_helper":{
             "purl":"pkg:rpm/redhat/samba@4.18-1.el9?arch=aarch64&epoch=2"}}},
           {"product":{"product_id":"ssrc","product_identification_helper":{
             "purl":"pkg:rpm/redhat/samba@4.18-1.el9?arch=src&epoch=2"}}},
           {"product":{"product_id":"s","product_identification_helper":{"purl":"pkg:rpm/redhat/samba"}}},
           {"product":{"product_id":"m","product_identification_helper":{"purl":"pkg:rpmmod/redhat/nodejs@18"}}},
           {"product":{"product_id":"n","product_identification_helper":{
             "purl":"pkg:rpm/redhat/npm@9-1?arch=noarch"}}},
           {"product":{"product_id":"r","product_identification_helper":{
             "purl":"pkg:rpm/redhat/ruby@3-1?arch=x86_64&rpmmod=ruby:3.1:9020:rhel9"}}},
           {"product":{"product_id":"i","product_identification_helper":{"purl":"pkg:oci/udi?tag=1"}}}]}],
          "relationships":[
           {"full_product_name":{"product_id":"9:s64"},"product_reference":"s64","relates_to_product_reference":"9"},
           {"full_product_name":{"product_id":"9:sarm"},"product_reference":"sarm","relates_to_product_reference":"9"},
           {"full_product_name":{"product_id":"9:ssrc"},"product_reference":"ssrc","relates_to_product_reference":"9"},
           {"full_product_name":{"product_id":"7:s"},"product_reference":"s","relates_to_product_reference":"7"},
           {"full_product_name":{"product_id":"9:m"},"product_reference":"m","relates_to_product_reference":"9"},
           {"full_product_name":{"product_id":"9:m:n"},"product_reference":"n","relates_to_product_reference":"9:m"},
           {"full_product_name":{"product_id":"9:r"},"product_reference":"r","relates_to_product_reference":"9"},
           {"full_product_name":{"product_id":"9:i"},"product_reference":"i","relates_to_product_reference":"9"},
           {"full_product_name":{"product_id":"loop"},"product_reference":"s","relates_to_product_reference":"loop"}
         ]},
         "vulnerabilities":[{"cve":"CVE-2026-1","cwe":{"id":"CWE-787"},
          "notes":[{"category":"description","text":"It is a flaw."}],
          "scores":[{"cvss_v3":{"vectorString":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}}],
          "remediations":[{"category":"no_fix_planned","details":"Out of support scope","product_ids":["7:s"]}],
          "flags":[{"label":"vulnerable_code_not_present","product_ids":["9:r"]}],
          "threats":[{"category":"impact","details":"Low","product_ids":["7:s"]}],
          "product_status":{"fixed":["9:s64","9:sarm","9:ssrc","9:m:n","9:i","loop"],"known_affected":["7:s"],
           "known_not_affected":["9:r"],"under_investigation":["7:none"]}}]}
        """

    @Test("a document has a state for each package of each platform, its architectures put together")
    func states() throws {
        let collected = CSAFReader(feed: "redhat").collect(Self.document, named: "cve-2026-1.json")
        #expect(collected.quarantined == [])
        let advisory = try #require(collected.advisories.first)
        #expect(advisory.id == "CVE-2026-1")
        #expect(advisory.upstream == [])
        #expect(advisory.severity == "Moderate")
        #expect(advisory.details == "It is a flaw.")
        #expect(advisory.weaknesses == ["CWE-787"])
        #expect(advisory.scores.map(\.number) == [9.8])
        let rows = advisory.affected.map { row in
            let module = row.module.map { " of \($0)" } ?? ""
            return
                "\(row.ecosystem) \(row.role) \(row.name)\(module) \(row.architectures.joined(separator: "+"))"
        }
        #expect(
            rows == [
                "Red Hat:enterprise_linux:9::appstream binary samba x86_64+aarch64",
                "Red Hat:enterprise_linux:9::appstream source samba ",
                "Red Hat:enterprise_linux:9::appstream binary npm of nodejs:18 ",
                "Red Hat:enterprise_linux:7 binary samba ",
                "Red Hat:enterprise_linux:9::appstream binary ruby of ruby:3.1 x86_64",
            ])
        #expect(
            advisory.affected.map(\.state) == [
                .fixed(in: "2:4.18-1.el9"), .fixed(in: "2:4.18-1.el9"), .fixed(in: "9-1"),
                .unfixed(.endOfLife), .notAffected(.vulnerableCodeNotPresent),
            ])
        #expect(advisory.affected[3].severity == "Low")
    }

    @Test("a document that is deleted, and a list of such documents, take advisories back")
    func deletions() {
        let reader = CSAFReader(feed: "redhat")
        let delta = #"{"document":{"tracking":{"id":"CVE-2023-0031","status":"deleted"}}}"#
        #expect(reader.collect(delta, named: "delete.json").deletions == ["CVE-2023-0031"])
        let list = """
            "2023/cve-2024-0001.json","2023-12-10T00:00:00+00:00"
            "2024/rhsa-2024_0010.json","2025-02-18T14:28:08+00:00"
            nonsense
            """
        let collected = reader.collect(list, named: "vex/deletions.csv")
        #expect(collected.deletions == ["CVE-2024-0001", "RHSA-2024:0010"])
        #expect(collected.quarantined == ["vex/deletions.csv: 3: names no document"])
        #expect(
            reader.collect("{}", named: "a.json").quarantined == [
                "a.json: document.tracking.id: is missing or no text"
            ])
    }

    @Test("an erratum names the CVEs that it fixes")
    func erratum() throws {
        let id = "\"tracking\":{\"id\":\"CVE-2026-1\""
        let text = Self.document.split(separator: id).joined(
            separator: "\"tracking\":{\"id\":\"RHSA-2026:1\"")
        let advisory = try #require(
            CSAFReader(feed: "redhat").collect(text, named: "a.json").advisories.first)
        #expect(advisory.id == "RHSA-2026:1")
        #expect(advisory.upstream == ["CVE-2026-1"])
    }
}
