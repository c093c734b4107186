import OVAL
import Testing
import XCCDF

@testable import SCAPReports

/// The page of OVAL results.
struct OVALReportTests {
    private static let results = """
        <oval_results xmlns="http://oval.mitre.org/XMLSchema/oval-results-5"><generator/><directives>
        <definition_true reported="true" content="full"/><definition_false reported="true" content="full"/>
        </directives><oval_definitions xmlns="http://oval.mitre.org/XMLSchema/oval-definitions-5"><definitions>
        <definition id="oval:x:def:1" version="1" class="compliance"><metadata><title>Long &lt;b&gt; enough</title>
        </metadata><criteria><criterion test_ref="oval:x:tst:1"/></criteria></definition></definitions>
        <tests><family_test xmlns="http://oval.mitre.org/XMLSchema/oval-definitions-5#independent" id="oval:x:tst:1"
        version="1" check="all" comment="the family is right"><object object_ref="oval:x:obj:1"/></family_test></tests>
        <objects><family_object xmlns="http://oval.mitre.org/XMLSchema/oval-definitions-5#independent"
        id="oval:x:obj:1" version="1"/></objects></oval_definitions>
        <results><system><definitions>
        <definition definition_id="oval:x:def:1" version="1" class="compliance" result="false">
        <criteria operator="AND" result="false"><criterion test_ref="oval:x:tst:1" version="1" result="false"/>
        </criteria></definition>
        <definition definition_id="oval:x:def:2" version="1" class="vulnerability" result="false"/></definitions>
        <tests><test test_id="oval:x:tst:1" version="1" check="all" result="false">
        <tested_item item_id="7" result="false"/></test></tests>
        <oval_system_characteristics xmlns="http://oval.mitre.org/XMLSchema/oval-system-characteristics-5">
        <system_info><os_name>Linux</os_name><os_version>1</os_version><architecture>x</architecture>
        <primary_host_name>a&lt;script&gt;</primary_host_name><interfaces/></system_info><system_data>
        <family_item xmlns="http://oval.mitre.org/XMLSchema/oval-system-characteristics-5#independent" id="7">
        <family>&lt;i&gt;plan9</family></family_item></system_data></oval_system_characteristics>
        </system></results></oval_results>
        """

    private func page(_ language: Language = .english) throws -> String {
        let pieces = Pieces()
        let results = try RecordedResults(bytes: Array(Self.results.utf8), name: "r.xml")
        try OVALReport(results).writeHTML(language: language, to: pieces.receive)
        return pieces.text
    }

    @Test("the page has every definition with its verdict, and what spoke against the one that failed")
    func definitions() throws {
        let page = try page()
        #expect(page.contains("<span class=\"o fail\">false</span> Long &lt;b&gt; enough"))
        #expect(page.contains("<span class=\"o pass\">false</span> oval:x:def:2"))
        #expect(page.contains("the family is right") && page.contains("&lt;i&gt;plan9"))
        #expect(page.contains("<li><b>2</b>false</li>"))
        #expect(!page.contains("<script") && !page.contains("<i>"))
    }

    @Test("headings are in the reader's language")
    func language() throws {
        #expect(try page(.japanese).contains("<h1>OVAL 評価結果</h1>"))
    }

    @Test("what a verdict means depends on the kind of definition")
    func styles() {
        #expect(OVALReport.style(.true, .compliance) == "pass" && OVALReport.style(.true, .patch) == "fail")
        #expect(OVALReport.style(.false, .inventory) == "informational")
        #expect(OVALReport.style(.true, nil) == "informational")
        #expect(OVALReport.style(.error, .compliance) == "error")
        #expect(OVALReport.style(.notApplicable, .compliance) == "notapplicable")
    }
}
