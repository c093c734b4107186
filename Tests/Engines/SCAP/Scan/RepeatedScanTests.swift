import Glibc
import Host
import OVAL
import SCAP
import Testing
import XCCDF

/// A repeated scan gives what a first scan would give at that moment.
@Suite struct RepeatedScanTests {
    private static let files = ["root/etc/a", "root/etc/b", "root/etc/c"]

    @Test(
        "results, scores and findings are those of a first scan after any changes", arguments: [true, false])
    func agreesWithFirstScan(watches: Bool) throws {
        let directory = TemporaryDirectory()
        for file in Self.files { directory.write(file, "k=1\n") }
        let content = try Content(path: directory.write("ds.xml", Self.content))
        let host = try Host(root: directory.path + "/root")
        let scan = try RepeatedScan(content, .default, host: host, watches: watches)
        var state: UInt64 = 5
        func random(_ bound: UInt64) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % bound)
        }
        var outcomes: Set<Outcome> = []
        for step in 0..<60 {
            let now = Int64(1000 + step / 2)
            let repeated = try scan.next(at: now)
            let first = try content.scan(.default, collector: Collector(host: host), clock: { now })
            #expect(repeated.results == first.results, "step \(step)")
            #expect(repeated.score == first.score)
            #expect(repeated.platforms == first.platforms)
            #expect(repeated.startTime == now && repeated.endTime == now)
            outcomes.formUnion(repeated.results.map(\.outcome))
            for _ in 0..<random(3) {
                let file = Self.files[random(3)]
                switch random(4) {
                case 0: unlink("\(directory.path)/\(file)")
                case 1: chmod("\(directory.path)/\(file)", mode_t(0o600 + random(0o77)))
                default: directory.write(file, "k=\(random(3))\n")
                }
            }
        }
        #expect(outcomes.isSuperset(of: [.pass, .fail, .notApplicable]))
    }

    @Test("nothing is collected anew while nothing changes, until it is time to look at everything")
    func looksSometimes() throws {
        let directory = TemporaryDirectory()
        for file in Self.files { directory.write(file, "k=1\n") }
        let content = try Content(path: directory.write("ds.xml", Self.content))
        let host = try Host(root: directory.path + "/root")
        let scan = try RepeatedScan(content, .default, host: host, lookInterval: 100)
        _ = try scan.next(at: 0)
        #expect(scan.counts.reused == 0)
        let count = scan.counts.collected
        #expect(count > 3)
        _ = try scan.next(at: 50)
        #expect(scan.counts == (count, 0))
        // The files are young, so that a look at them cannot tell that they are the same.
        _ = try scan.next(at: 100)
        #expect(scan.counts.collected > 0)
        _ = try scan.next(at: 150)
        #expect(scan.counts == (count, 0))
    }

    /// A rule for each file's lines, one for all files' modes, and one that applies while a file is there.
    private static var content: String {
        let rules =
            (1...4).map { rule("r\($0)", definition: $0) }.joined()
            + rule("sometimes", definition: 2, ##"<platform idref="#present"/>"##)
        let platform = """
            <platform-specification xmlns="http://cpe.mitre.org/language/2.0"><platform id="present">
            <logical-test operator="AND" negate="false">
            <check-fact-ref system="\(CheckSystemURI.oval)" href="oval.xml" id-ref="oval:x:def:1"/></logical-test>
            </platform></platform-specification>
            """
        return collection(benchmark: benchmark(platform + rules), oval: oval)
    }

    private static var oval: String {
        let base = "http://oval.mitre.org/XMLSchema/oval-definitions-5"
        func definition(_ number: Int) -> String {
            """
            <definition id="oval:x:def:\(number)" version="1" class="compliance"><metadata><title>t</title></metadata>
            <criteria><criterion test_ref="oval:x:tst:\(number)"/></criteria></definition>
            """
        }
        func lines(_ number: Int, _ file: String) -> String {
            """
            <ind:textfilecontent54_object id="oval:x:obj:\(number)" version="1"><ind:filepath>/etc/\(file)</ind:filepath>
            <ind:pattern operation="pattern match">^k=(.*)$</ind:pattern><ind:instance datatype="int">1</ind:instance>
            </ind:textfilecontent54_object>
            """
        }
        func linesTest(_ number: Int) -> String {
            """
            <ind:textfilecontent54_test id="oval:x:tst:\(number)" version="1" check="all" comment="c">
            <ind:object object_ref="oval:x:obj:\(number)"/><ind:state state_ref="oval:x:ste:1"/>
            </ind:textfilecontent54_test>
            """
        }
        return """
            <oval_definitions xmlns="\(base)" xmlns:ind="\(base)#independent" xmlns:unix="\(base)#unix">
            <definitions>\((1...4).map(definition).joined())</definitions>
            <tests>\((1...3).map(linesTest).joined())
            <unix:file_test id="oval:x:tst:4" version="1" check="all" comment="c">
            <unix:object object_ref="oval:x:obj:4"/><unix:state state_ref="oval:x:ste:4"/></unix:file_test></tests>
            <objects>\(lines(1, "a"))\(lines(2, "b"))\(lines(3, "c"))
            <unix:file_object id="oval:x:obj:4" version="1"><unix:path>/etc</unix:path>
            <unix:filename operation="pattern match">.</unix:filename></unix:file_object></objects>
            <states><ind:textfilecontent54_state id="oval:x:ste:1">
            <ind:subexpression var_ref="oval:x:var:1" var_check="at least one"/></ind:textfilecontent54_state>
            <unix:file_state id="oval:x:ste:4"><unix:oread datatype="boolean">false</unix:oread></unix:file_state></states>
            <variables><local_variable id="oval:x:var:1" version="1" datatype="string" comment="c">
            <object_component object_ref="oval:x:obj:3" item_field="subexpression"/></local_variable></variables>
            </oval_definitions>
            """
    }
}
