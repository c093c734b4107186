import Glibc
import SCAP
import Testing
import XML

@Suite(.enabled(if: access(SchemaSet.debianDirectory + "/sds/1.3", R_OK) == 0, "openscap-common is missing"))
struct SchemaTests {
    let directory = TemporaryDirectory()

    @Test("a benchmark that breaks the schema is told with its lines; one that does not is valid")
    func benchmarks() throws {
        let valid = """
            <Benchmark xmlns="http://checklists.nist.gov/xccdf/1.2" id="xccdf_a_benchmark_b"><status>draft</status>
            <title>t</title><version>1</version><Rule id="xccdf_a_rule_r"><title>t</title></Rule></Benchmark>
            """
        #expect(try SchemaSet().problems(in: directory.write("valid.xml", valid)).isEmpty)
        let path = directory.write(
            "wrong.xml", valid.replacing("<Rule id=\"xccdf_a_rule_r\">", with: "\n<Rule id='r' x='1'>"))
        let problems = try SchemaSet().problems(in: path)
        #expect(problems.count >= 2)
        #expect(problems.allSatisfy { $0.description.hasPrefix("\(path):3: not valid: ") })
    }

    @Test("a document of no known language, a broken one and a missing schema are errors")
    func refusals() {
        #expect(throws: SCAPError.self) { try SchemaSet().problems(in: directory.write("a.xml", "<html/>")) }
        #expect(throws: SCAPError.self) {
            try SchemaSet().problems(
                in: directory.write("b.xml", "<Benchmark xmlns='http://checklists.nist.gov/xccdf/1.2'><a>"))
        }
        #expect(throws: SCAPError.self) {
            try SchemaSet(directory: directory.path).problems(in: directory.write("c.xml", "<ocil/>"))
        }
        #expect(throws: SCAPError.self) {
            let text =
                "<oval_definitions><generator><schema_version>../../x</schema_version></generator></oval_definitions>"
            _ = try SchemaSet(directory: "/nonexistent").problems(in: directory.write("d.xml", text))
        }
    }

    @Test("real content is as valid as the peer says", .enabled(if: Oscap.canCompare))
    func realContent() throws {
        let path = Oscap.content ?? ""
        let peer = Oscap.lines(
            "sh -c 'oscap ds sds-validate \(path) >/dev/null 2>&1; echo $?'")
        #expect(try SchemaSet().problems(in: path).isEmpty == (peer == ["0"]))
    }
}
