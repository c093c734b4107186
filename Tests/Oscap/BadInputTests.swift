import Glibc
import ScratchRoots
import Testing

@testable import OscapCommands

/// Content that is broken or hostile, as a user would hand it to the program.
@Suite("Bad input")
struct BadInputTests {
    private let root: ScratchRoot

    init() throws { root = try ScratchRoot() }

    private static let xccdf = "http://checklists.nist.gov/xccdf/1.2"

    private static func benchmark(_ inner: String, head: String = "") -> String {
        """
        <?xml version="1.0"?>
        \(head)<Benchmark xmlns="\(xccdf)" id="xccdf_x_benchmark_b"><status>draft</status><title>T</title>
        <version>1</version>\(inner)</Benchmark>
        """
    }

    private static let rule = #"<Rule id="xccdf_x_rule_a" selected="true"><title>a</title></Rule>"#
    private static let bomb =
        "<!DOCTYPE Benchmark [<!ENTITY a \"lol\">"
        + zip("bcdefg", "abcdef").map { name, part in
            "<!ENTITY \(name) \"\(String(repeating: "&\(part);", count: 10))\">"
        }.joined() + "]>"

    /// Why each is refused, as the first line of standard error says it.
    private static let refused: [(name: String, text: String, reason: String)] = [
        ("bomb.xml", benchmark("<notice id=\"n\">&g;</notice>", head: bomb), "(DTD) is not allowed"),
        (
            "outside.xml",
            benchmark(
                "<notice id=\"n\">&x;</notice>",
                head: "<!DOCTYPE Benchmark [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"),
            "(DTD) is not allowed"
        ),
        ("empty.xml", "", "the file is empty"),
        ("noise.xml", "\u{1}\u{2}BZh9\u{7F}<", "not well-formed XML"),
        ("cut.xml", String(benchmark(rule).dropLast(60)), "not well-formed XML"),
        (
            "deep.xml", benchmark(String(repeating: "<Group id=\"g\">", count: 100_000)),
            "nested deeper than 256"
        ),
        ("noise.bz2", "BZh91AY&SY-no-block", "bzip2 data are damaged"),
        (
            "self.xml",
            benchmark(
                "<Profile id=\"xccdf_x_profile_p\" extends=\"xccdf_x_profile_p\"><title>p</title></Profile>"),
            "extends itself"
        ),
        ("other.xml", "<a xmlns=\"urn:x\"/>", "Unknown document type"),
    ]

    @Test("is refused with exit code 1 in one short line that says why", arguments: refused.map(\.name))
    func refusal(name: String) throws {
        let sample = try #require(Self.refused.first { $0.name == name })
        root.file(name, sample.text)
        let profile = name == "self.xml" ? ["--profile", "xccdf_x_profile_p"] : []
        let run = Run(["xccdf", "eval"] + profile + [root.path + "/" + name])
        #expect(run.status == 1)
        #expect(run.errors.contains(sample.reason), "\(run.errors)")
        #expect(!run.errors.contains("root:"), "nothing of another file is told")
        #expect(run.output.isEmpty && run.errors.utf8.count < 1000)
    }

    @Test("a tailoring that is broken, or extends what is not there, ends the scan before it begins")
    func tailorings() {
        root.file("b.xml", Self.benchmark(Self.rule))
        func tailoring(_ base: String) -> String {
            """
            <Tailoring xmlns="\(Self.xccdf)" id="xccdf_x_tailoring_t"><version time="2020-01-01T00:00:00">1</version>
            <Profile id="xccdf_x_profile_m" extends="xccdf_x_profile_\(base)"><title>m</title></Profile></Tailoring>
            """
        }
        for (text, reason) in [
            (tailoring("none"), "does not exist"), (tailoring("m"), "extends itself"), ("", "is empty"),
            (Self.bomb + tailoring("none"), "(DTD) is not allowed"),
        ] {
            root.file("t.xml", text)
            let run = Run(
                "xccdf", "eval", "--tailoring-file", root.path + "/t.xml", "--profile", "xccdf_x_profile_m",
                root.path + "/b.xml")
            #expect(run.status == 1 && run.errors.contains(reason), "\(reason): \(run.errors)")
            #expect(run.output.isEmpty)
        }
    }

    @Test(
        "definitions outside of the benchmark's directory or on another machine are never opened",
        arguments: ["../../../../etc/passwd", "http://127.0.0.1:9/x.xml", "file:///etc/passwd"])
    func elsewhere(href: String) {
        let check = """
            <check system="http://oval.mitre.org/XMLSchema/oval-definitions-5">
            <check-content-ref href="\(href)" name="oval:x:def:1"/></check>
            """
        root.file("b.xml", Self.benchmark(Self.rule.replacing("</title>", with: "</title>" + check)))
        let run = Run("xccdf", "eval", root.path + "/b.xml")
        #expect(run.status == 0 && run.output.contains("Result\r\tnotchecked"), "\(run.output)\(run.errors)")
        #expect(!run.errors.contains("root:"))
    }

    /// One definition whose test looks for a pattern in a file.
    private func definitions(pattern: String, file: String, variables: String = "") -> String {
        """
        <oval_definitions xmlns="http://oval.mitre.org/XMLSchema/oval-definitions-5" \
        xmlns:oval="http://oval.mitre.org/XMLSchema/oval-common-5" \
        xmlns:ind="http://oval.mitre.org/XMLSchema/oval-definitions-5#independent">
        <generator><oval:schema_version>5.11</oval:schema_version>
        <oval:timestamp>2020-01-01T00:00:00</oval:timestamp></generator>
        <definitions><definition id="oval:x:def:1" version="1" class="compliance"><metadata><title>t</title>
        <description>d</description></metadata><criteria><criterion test_ref="oval:x:tst:1"/></criteria></definition>
        </definitions><tests><ind:textfilecontent54_test id="oval:x:tst:1" version="1" check="all" comment="c">
        <ind:object object_ref="oval:x:obj:1"/></ind:textfilecontent54_test></tests>
        <objects><ind:textfilecontent54_object id="oval:x:obj:1" version="1">
        <ind:filepath>\(root.path)/\(file)</ind:filepath>\(pattern)
        <ind:instance datatype="int">1</ind:instance></ind:textfilecontent54_object></objects>\(variables)
        </oval_definitions>
        """
    }

    private func verdict(_ text: String) -> String {
        root.file("o.xml", text)
        let run = Run("oval", "eval", "--skip-validation", root.path + "/o.xml")
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.errors.split(separator: "\n").allSatisfy { $0.utf8.count < 250 }, "\(run.errors)")
        return run.output.split(separator: "\n").first.map(String.init) ?? ""
    }

    @Test("a pattern that is none, or never ends, and a variable that is a circle, are errors")
    func definitionErrors() {
        root.file("text", String(repeating: "a", count: 40_000) + "!\n")
        func matching(_ pattern: String) -> String {
            "<ind:pattern operation=\"pattern match\">\(pattern)</ind:pattern>"
        }
        let error = "Definition oval:x:def:1: error"
        #expect(verdict(definitions(pattern: matching("([a-z"), file: "text")) == error)
        #expect(verdict(definitions(pattern: matching("^(a+)+$"), file: "text")) == error)
        let circle = """
            <variables><local_variable id="oval:x:var:1" version="1" datatype="string" comment="c">
            <variable_component var_ref="oval:x:var:1"/></local_variable></variables>
            """
        let byVariable = #"<ind:pattern operation="pattern match" var_ref="oval:x:var:1"/>"#
        #expect(verdict(definitions(pattern: byVariable, file: "text", variables: circle)) == error)
    }

    @Test("a FIFO is passed over, never waited for")
    func fifo() {
        #expect(mkfifo(root.path + "/fifo", 0o600) == 0)
        let pattern = #"<ind:pattern operation="pattern match">.</ind:pattern>"#
        #expect(verdict(definitions(pattern: pattern, file: "fifo")) == "Definition oval:x:def:1: false")
    }
}
