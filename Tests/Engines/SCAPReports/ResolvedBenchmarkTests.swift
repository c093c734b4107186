import Fuzzing
import Testing
import XCCDF
import XML

@testable import SCAPReports

/// Benchmarks in which nothing extends anything any more.
struct ResolvedBenchmarkTests {
    static let benchmark = """
        <Benchmark xmlns="http://checklists.nist.gov/xccdf/1.2" id="xccdf_test_benchmark_a">
        <status date="2026-01-02">draft</status><title>Test</title><!-- kept -->
        <description>For tests.</description><version>1.0</version>
        <Profile id="xccdf_test_profile_one"><title>First</title><description>D1</description>
        <select idref="xccdf_test_rule_off" selected="false"/>
        <set-value idref="xccdf_test_value_v">7</set-value></Profile>
        <Profile id="xccdf_test_profile_two" extends="xccdf_test_profile_one"><title>Second</title>
        <select idref="xccdf_test_rule_off" selected="true"/>
        <metadata><x:y xmlns:x="urn:x"/></metadata></Profile>
        <Profile id="xccdf_test_profile_abstract" abstract="true"><title>Abstract</title></Profile>
        <Value id="xccdf_test_value_v" type="number"><title>V</title><value>1</value>
        <value selector="big">100</value></Value>
        <Value id="xccdf_test_value_w" extends="xccdf_test_value_v"><value>2</value></Value>
        <Group id="xccdf_test_group_base" abstract="true"><title>Base</title>
        <platform idref="#p"/><Rule id="xccdf_test_rule_gone"><title>Gone</title></Rule></Group>
        <Group id="xccdf_test_group_g" extends="xccdf_test_group_base"><title>G</title>
        <Rule id="xccdf_test_rule_true" selected="true" severity="high"><title>True rule</title>
        <description>d1</description><ident system="https://example.org/cce">CCE-1</ident>
        <fix system="urn:xccdf:fix:script:sh">a &amp; b</fix>
        <check system="s"><check-content-ref href="o" name="1"/></check></Rule>
        <Rule id="xccdf_test_rule_off" extends='xccdf_test_rule_true' selected="false">
        <description override="true">d2</description>
        <check system="s"><check-content-ref href="o" name="2"/></check></Rule>
        <Rule id="xccdf_test_rule_empty" extends="xccdf_test_rule_off"/>
        </Group></Benchmark>
        """

    private func resolved(_ text: String) throws -> String {
        let pieces = Pieces()
        try ResolvedBenchmark(bytes: Array(text.utf8), name: "a.xml").write(to: pieces.receive)
        return pieces.text
    }

    private func read(_ text: String) throws -> Benchmark {
        try Benchmark(reader: XMLReader(bytes: Array(text.utf8), name: "a.xml"))
    }

    @Test("what extends gets what it lacks, abstract parts go, and all else stays byte for byte")
    func merges() throws {
        let text = try resolved(Self.benchmark)
        #expect(text.contains("id=\"xccdf_test_benchmark_a\" resolved=\"1\">"))
        #expect(text.contains("<title>Test</title><!-- kept -->\n<description>For tests.</description>"))
        #expect(!text.contains("extends") && !text.contains("abstract") && !text.contains("rule_gone"))
        let benchmark = try read(text)
        #expect(benchmark.rules.map(\.id).map { String($0.dropFirst(16)) } == ["true", "off", "empty"])
        let (base, off, empty) = (benchmark.rules[0], benchmark.rules[1], benchmark.rules[2])
        #expect(off.item.title == base.item.title && off.severity == base.severity)
        #expect(off.idents == base.idents && off.fixes.count == 1 && !off.item.isSelected)
        #expect(off.checks.count == 1 && text.components(of: "name=\"2\"") == 2)
        #expect(empty.item.title == base.item.title && !empty.item.isSelected)
        #expect(text.components(of: ">d2</description>") == 2 && text.components(of: ">d1<") == 1)
        #expect(text.contains("<value>2</value>") && text.components(of: ">100</value>") == 2)
    }

    @Test("profiles decide the same as before")
    func profiles() throws {
        let (before, after) = (try read(Self.benchmark), try read(resolved(Self.benchmark)))
        for name in ["one", "two"] {
            let (first, second) = (try before.resolve(.named(name)), try after.resolve(.named(name)))
            #expect(first.ruleIsSelected == second.ruleIsSelected && first.values == second.values)
        }
    }

    @Test("resolving again changes nothing")
    func idempotent() throws {
        let once = try resolved(Self.benchmark)
        #expect(try resolved(once) == once)
        #expect(try ResolvedBenchmark(bytes: Array(once.utf8), name: "a.xml").isResolved)
    }

    @Test("a loop, a base that is not there and a chain without end are refused")
    func refusals() {
        let loop = Self.benchmark.replacing(
            "severity=\"high\"", with: "extends=\"xccdf_test_rule_off\" severity=\"high\"")
        #expect(throws: ResolvedBenchmark.Loop.self) { try resolved(loop) }
        let missing = Self.benchmark.replacing("'xccdf_test_rule_true'", with: "'xccdf_test_rule_no'")
        #expect(
            throws: ReportError(
                file: "a.xml",
                "Rule \"xccdf_test_rule_off\" extends \"xccdf_test_rule_no\", which is not in the file")
        ) { try resolved(missing) }
        let chain = (1...200).map { "<Rule id=\"r\($0)\" extends=\"r\($0 - 1)\"/>" }.joined()
        #expect(throws: ReportError.self) {
            try resolved("<Benchmark><Rule id=\"r0\"/>\(chain)</Benchmark>")
        }
        #expect(throws: ReportError.self) { try resolved("<Tailoring/>") }
    }

    @Test("a mutant is refused in one sentence or resolved into what can be read", .timeLimit(.minutes(5)))
    func mutants() {
        let tokens = [
            "<", ">", "/>", "extends=\"xccdf_test_rule_true\"", " abstract='1'", "</Rule>", "<Group id='g'>",
            "override=\"true\"", "\"", "'", "=", " extends ", "<!--", "<![CDATA[", "xmlns:a=\"b\"",
        ]
        var read = 0
        for mutant in Mutants(of: [Self.benchmark], tokens: tokens, count: 3000) {
            do {
                let resolved = try ResolvedBenchmark(bytes: mutant.bytes, name: "m.xml")
                let pieces = Pieces()
                try resolved.write(to: pieces.receive)
                read += 1
            } catch let error as ReportError {
                #expect(!error.description.contains("\n") && error.file == "m.xml", "\(mutant)")
            } catch {
                #expect(error is ResolvedBenchmark.Loop, "\(mutant)")
            }
        }
        #expect(read > 100)
    }

    @Test(
        "the document is valid, and the peer has nothing left to inherit", .enabled(if: Oscap.canCompare))
    func peer() throws {
        let file = try ScratchFile(Array(resolved(Self.benchmark).utf8))
        let schema = "/usr/share/openscap/schemas/xccdf/1.2/xccdf_1.2.xsd"
        let complaint = ScratchFile.output(
            "xmllint --nonet --noout --schema \(schema) \(file.path) | tail -3")
        #expect(complaint.hasSuffix("validates\n"))
        let said = ScratchFile.output("oscap xccdf resolve -o /dev/null \(file.path)")
        #expect(said.contains("already resolved"))
    }
}

extension String {
    /// How often a text stands in it.
    fileprivate func components(of text: String) -> Int { ranges(of: text).count }
}
