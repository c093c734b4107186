import Advisories
import Testing

@Suite("Vendors' OVAL definitions")
struct OVALReaderTests {
    static func document(_ definitions: String, _ rest: String) -> String {
        """
        <oval_definitions xmlns="http://oval.mitre.org/XMLSchema/oval-definitions-5"
          xmlns:l="http://oval.mitre.org/XMLSchema/oval-definitions-5#linux">
        <definitions>\(definitions)</definitions>\(rest)</oval_definitions>
        """
    }

    static let tests = """
        <tests>
        <l:rpminfo_test id="t1"><l:object object_ref="o1"/><l:state state_ref="s1"/></l:rpminfo_test>
        <l:rpminfo_test id="t2"><l:object object_ref="o2"/><l:state state_ref="s2"/></l:rpminfo_test>
        <l:rpminfo_test id="t3"><l:object object_ref="o1"/><l:state state_ref="s3"/></l:rpminfo_test>
        <l:rpminfo_test id="t4"><l:object object_ref="o1"/></l:rpminfo_test>
        <l:rpminfo_test id="t5"><l:object object_ref="o3"/><l:state state_ref="s3"/></l:rpminfo_test>
        <x:textfilecontent54_test xmlns:x="x" id="t6"/>
        </tests>
        <objects><l:rpminfo_object id="o1"><l:name>curl</l:name></l:rpminfo_object>
        <l:rpminfo_object id="o2"><l:name>nodejs</l:name></l:rpminfo_object>
        <l:rpminfo_object id="o3"><l:name>redhat-release</l:name></l:rpminfo_object></objects>
        <states>
        <l:rpminfo_state id="s1"><l:evr datatype="evr_string" operation="less than">0:8.1-2.el9</l:evr>
        <l:arch operation="pattern match">aarch64|x86_64</l:arch></l:rpminfo_state>
        <l:rpminfo_state id="s2"><l:evr operation="less than or equal">1:18.1-1</l:evr></l:rpminfo_state>
        <l:rpminfo_state id="s3"><l:signature_keyid>199e</l:signature_keyid></l:rpminfo_state></states>
        """

    @Test("Red Hat's criteria tell the release, the module and the architectures")
    func redHat() throws {
        let definitions = """
            <definition class="patch" id="oval:com.redhat.rhsa:def:1"><metadata><title>RHSA-2026:1: curl</title>
            <affected family="unix"><platform>Red Hat Enterprise Linux 9</platform></affected>
            <reference ref_id="RHSA-2026:1" ref_url="https://errata" source="RHSA"/>
            <reference ref_id="CVE-2026-1" ref_url="https://cve" source="CVE"/>
            <description>Text.</description><advisory from="x"><severity>Important</severity>
            <issued date="2026-01-02"/><updated date="2026-01-03"/>
            <cve cvss3="9.8/CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H" cwe="CWE-79">CVE-2026-1</cve>
            </advisory></metadata>
            <criteria operator="OR"><criterion comment="Red Hat Enterprise Linux must be installed" test_ref="t5"/>
            <criteria operator="AND"><criterion comment="Red Hat Enterprise Linux 9 is installed" test_ref="t5"/>
            <criteria operator="OR"><criteria operator="AND">
            <criterion comment="curl is earlier than 0:8.1-2.el9" test_ref="t1"/>
            <criterion comment="curl is signed with Red Hat redhatrelease2 key" test_ref="t3"/></criteria>
            <criteria operator="AND"><criterion comment="Module nodejs:18 is enabled" test_ref="t6"/>
            <criterion comment="nodejs is earlier than 1:18.1-1" test_ref="t2"/></criteria>
            </criteria></criteria></criteria></definition>
            """
        let text = Self.document(definitions, Self.tests)
        let collected = OVALReader(feed: "redhat-oval").collect(text, named: "rhel-9.oval.xml")
        #expect(collected.quarantined == [])
        let advisory = try #require(collected.advisories.first)
        #expect(advisory.id == "RHSA-2026:1")
        #expect(advisory.upstream == ["CVE-2026-1"])
        #expect(advisory.severity == "Important")
        #expect(advisory.published == Timestamp("2026-01-02"))
        #expect(advisory.scores.map(\.number) == [9.8])
        #expect(advisory.weaknesses == ["CWE-79"])
        #expect(advisory.affected.map(\.name) == ["curl", "nodejs"])
        #expect(
            advisory.affected.map(\.ecosystem.description) == [
                "Red Hat:enterprise_linux:9", "Red Hat:enterprise_linux:9",
            ])
        #expect(advisory.affected[0].architectures == ["aarch64", "x86_64"])
        #expect(advisory.affected[1].module == ModuleStream("nodejs:18"))
        #expect(advisory.affected[0].state == .fixed(in: "8.1-2.el9"))
        #expect(advisory.affected[1].state == .affected(AffectedVersions(.through("1:18.1-1")), unfixed: nil))
    }

    @Test("a package without a fix has the state that the vendor says")
    func resolutions() throws {
        let definitions = """
            <definition class="vulnerability" id="d"><metadata><advisory><affected>
            <resolution state="Will not fix"><component>curl</component></resolution></affected></advisory></metadata>
            <criteria operator="AND"><criterion comment="Red Hat Enterprise Linux 9 is installed" test_ref="t5"/>
            <criterion comment="curl is installed" test_ref="t4"/></criteria></definition>
            """
        let collected = OVALReader(feed: "r").collect(Self.document(definitions, Self.tests), named: "r.xml")
        #expect(collected.advisories.first?.affected.map(\.state) == [.unfixed(.willNotFix)])
    }

    @Test("Microsoft's files tell the release by their names, and what is not applicable is passed over")
    func azure() {
        let definitions = ["true", "Not Applicable"].map { patchable in
            """
            <definition class="vulnerability" id="\(patchable)"><metadata>
            <affected family="unix"><platform>Azure Linux</platform></affected>
            <patchable>\(patchable)</patchable><advisory_date>2024-07-23T22:05:39Z</advisory_date></metadata>
            <criteria operator="AND"><criterion comment="Package curl is earlier than" test_ref="t1"/></criteria>
            </definition>
            """
        }
        let text = Self.document(definitions.joined(), Self.tests)
        let advisories = OVALReader(feed: "azl").collect(text, named: "azl/azurelinux-3.0-oval.xml")
            .advisories
        #expect(advisories.map(\.id) == ["true"])
        #expect(advisories.first?.affected.first?.ecosystem.description == "Azure Linux:3.0")
    }

    @Test(
        "a document that ends early, or that is no XML, is quarantined as a whole",
        arguments: ["", "no xml", "<oval_definitions><definitions><definition id='a' class='patch'>"])
    func broken(text: String) {
        let collected = OVALReader(feed: "r").collect(text, named: "r.xml")
        #expect(collected.advisories.isEmpty)
        #expect(collected.quarantined.count == 1)
    }
}
