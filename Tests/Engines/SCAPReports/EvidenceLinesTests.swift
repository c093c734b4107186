import Bytes
import Host
import OVAL
import SCAP
import SCAPReports
import ScratchRoots
import Testing
import XCCDF

/// From a line of a file on the host to the reports of a scan.
@Suite struct EvidenceLinesTests {
    private static let benchmark = """
        <Benchmark xmlns="http://checklists.nist.gov/xccdf/1.2" id="b"><title>t</title><Rule id="r" selected="true">
        <title>r</title><check system="http://oval.mitre.org/XMLSchema/oval-definitions-5">
        <check-content-ref href="oval.xml" name="oval:x:def:1"/></check></Rule></Benchmark>
        """
    private static let oval = """
        <oval_definitions xmlns="http://oval.mitre.org/XMLSchema/oval-definitions-5"
         xmlns:ind="http://oval.mitre.org/XMLSchema/oval-definitions-5#independent"><definitions>
        <definition id="oval:x:def:1" version="1" class="compliance"><metadata><title>t</title></metadata>
        <criteria><criterion test_ref="oval:x:tst:1"/></criteria></definition></definitions>
        <tests><ind:textfilecontent54_test id="oval:x:tst:1" version="1" check="all" comment="root stays out">
        <ind:object object_ref="oval:x:obj:1"/><ind:state state_ref="oval:x:ste:1"/>
        </ind:textfilecontent54_test></tests>
        <objects><ind:textfilecontent54_object id="oval:x:obj:1" version="1">
        <ind:filepath>/etc/ssh/sshd_config</ind:filepath>
        <ind:pattern operation="pattern match">^\\s*PermitRootLogin\\s+(\\w+)$</ind:pattern>
        <ind:instance datatype="int" operation="greater than or equal">1</ind:instance>
        </ind:textfilecontent54_object></objects>
        <states><ind:textfilecontent54_state id="oval:x:ste:1" version="1">
        <ind:subexpression>no</ind:subexpression></ind:textfilecontent54_state></states></oval_definitions>
        """

    @Test("a scan's reports name the file and the line that speak against a rule")
    func lines() throws {
        let root = try ScratchRoot()
        root.file("etc/ssh/sshd_config", "# Us\nPermitRootLogin no\n\n\nPermitRootLogin yes\n")
        let documents = try ScratchRoot()
        documents.file("b.xml", Self.benchmark)
        documents.file("oval.xml", Self.oval)
        let content = try Content(path: documents.path + "/b.xml")
        let result = try content.scan(
            .default, collector: Collector(host: try Host(root: root.path)), clock: { 0 })
        let report = Report(
            content: content, result: result, subject: TestResultSubject(target: "h", benchmarkHref: "b.xml"))
        let junit = String(decoding: try report.junit(), as: UTF8.self)
        #expect(junit.contains("seen: /etc/ssh/sshd_config:5 "))
        let run = try #require(JSON(parsing: try report.sarif())["runs"]?.array?.first)
        let place = run["results"]?.array?.first?["locations"]?.array?.first?["physicalLocation"]
        #expect(place?[["artifactLocation", "uri"]] == "file:///etc/ssh/sshd_config")
        #expect(place?[["region", "startLine"]] == 5)
    }
}
