import Glibc
import OscapCommands
import ScratchRoots

/// One run of a command: what it wrote and how it ended.
struct Run {
    var output = ""
    var errors = ""
    var status: Int32 = -1

    init(_ arguments: String...) { self.init(arguments) }

    init(_ arguments: [String]) {
        let sink = Sink()
        let terminal = Terminal(output: { sink.output += $0 }, errors: { sink.errors += $0 })
        status = Oscap(terminal: terminal).run(["oscap"] + arguments)
        output = String(decoding: sink.output, as: UTF8.self)
        errors = String(decoding: sink.errors, as: UTF8.self)
    }

    private final class Sink {
        var output: [UInt8] = []
        var errors: [UInt8] = []
    }
}

/// Small content on which the peer's behaviour was observed.
enum Fixtures {
    static let oval = """
        <?xml version="1.0" encoding="UTF-8"?>
        <oval_definitions xmlns="http://oval.mitre.org/XMLSchema/oval-definitions-5" \
        xmlns:oval="http://oval.mitre.org/XMLSchema/oval-common-5" \
        xmlns:ind="http://oval.mitre.org/XMLSchema/oval-definitions-5#independent">
        <generator><oval:schema_version>5.11.1</oval:schema_version>
        <oval:timestamp>2026-01-01T00:00:00</oval:timestamp></generator>
        <definitions>
        <definition class="compliance" id="oval:test:def:1" version="1"><metadata><title>True</title>
        <description>x</description></metadata><criteria><criterion test_ref="oval:test:tst:1"/></criteria></definition>
        <definition class="compliance" id="oval:test:def:2" version="1"><metadata><title>False</title>
        <description>x</description></metadata>
        <criteria negate="true"><criterion test_ref="oval:test:tst:1"/></criteria></definition>
        <definition class="compliance" id="oval:test:def:10" version="1"><metadata><title>By variable</title>
        <description>x</description></metadata><criteria><criterion test_ref="oval:test:tst:3"/></criteria></definition>
        </definitions>
        <tests>
        <ind:family_test check="all" check_existence="at_least_one_exists" comment="x" id="oval:test:tst:1" \
        version="1"><ind:object object_ref="oval:test:obj:1"/><ind:state state_ref="oval:test:ste:1"/></ind:family_test>
        <ind:family_test check="all" check_existence="at_least_one_exists" comment="x" id="oval:test:tst:3" \
        version="1"><ind:object object_ref="oval:test:obj:1"/><ind:state state_ref="oval:test:ste:3"/></ind:family_test>
        </tests>
        <objects><ind:family_object id="oval:test:obj:1" version="1"/></objects>
        <states>
        <ind:family_state id="oval:test:ste:1" version="1"><ind:family>unix</ind:family></ind:family_state>
        <ind:family_state id="oval:test:ste:3" version="1"><ind:family var_ref="oval:test:var:1"/></ind:family_state>
        </states>
        <variables><external_variable id="oval:test:var:1" version="1" comment="x" datatype="string"/></variables>
        </oval_definitions>
        """

    private static func check(_ definition: Int, _ export: String = "") -> String {
        "<check system=\"http://oval.mitre.org/XMLSchema/oval-definitions-5\">\(export)"
            + "<check-content-ref href=\"a-oval.xml\" name=\"oval:test:def:\(definition)\"/></check>"
    }

    static let checklist = """
        <?xml version="1.0" encoding="UTF-8"?>
        <Benchmark xmlns="http://checklists.nist.gov/xccdf/1.2" id="xccdf_test_benchmark_a" resolved="1">
        <status date="2026-01-02">draft</status><status date="2026-02-02">accepted</status>
        <title>Test benchmark</title><description>For tests.</description>
        <reference href="https://example.org/std">std</reference><version>1.0</version>
        <Profile id="xccdf_test_profile_one"><title>First profile</title><description>All
        but one.</description><select idref="xccdf_test_rule_off" selected="false"/>
        <refine-value idref="xccdf_test_value_family" selector="bad"/></Profile>
        <Profile id="xccdf_test_profile_two" abstract="true"><title>Second profile</title>
        <select idref="xccdf_test_rule_false" selected="false"/></Profile>
        <Value id="xccdf_test_value_family" type="string"><title>Family</title><value>unix</value>
        <value selector="bad">windows</value></Value>
        <Group id="xccdf_test_group_g"><title>Group</title>
        <Rule id="xccdf_test_rule_true" selected="true" severity="high"><title>True rule</title>
        <reference href="https://example.org/std">1.2</reference>
        <ident system="https://example.org/cce">CCE-1</ident><ident system="https://example.org/cce">CCE-2</ident>
        \(check(1))</Rule>
        <Rule id="xccdf_test_rule_false" selected="true" severity="low"><title>False rule</title>\(check(2))</Rule>
        </Group>
        <Rule id="xccdf_test_rule_variable" selected="true"><title>Variable rule</title>
        \(check(10, #"<check-export export-name="oval:test:var:1" value-id="xccdf_test_value_family"/>"#))</Rule>
        <Rule id="xccdf_test_rule_manual" selected="true"><title>Manual rule</title></Rule>
        <Rule id="xccdf_test_rule_off" selected="true"><title>Off rule</title></Rule>
        </Benchmark>
        """

    /// A directory with the checklist and its definitions.
    static func directory() throws -> ScratchRoot {
        let root = try ScratchRoot()
        root.file("a-oval.xml", oval)
        root.file("a-xccdf.xml", checklist)
        return root
    }

    /// The names of the files in a directory, sorted.
    static func files(_ path: String) -> [String] {
        guard let directory = opendir(path) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// A file's bytes as text; empty when there is none.
    static func text(_ path: String) -> String {
        guard let file = fopen(path, "r") else { return "" }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
        return String(decoding: bytes, as: UTF8.self)
    }
}
