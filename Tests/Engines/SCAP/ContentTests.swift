import OVAL
import SCAP
import Testing
import XCCDF

@Suite struct ContentTests {
    let directory = TemporaryDirectory()

    @Test("a definition's class says whether true is good")
    func classes() throws {
        let rules = (1...4).map { rule("r\($0)", definition: $0) }.joined() + rule("absent", definition: 9)
        let path = directory.write("ds.xml", collection(benchmark: benchmark(rules)))
        #expect(
            try Content(path: path).outcomes() == [
                "r1": .pass, "r2": .fail, "r3": .fail, "r4": .pass, "absent": .notChecked,
            ])
    }

    @Test("a check without a name asks every definition of its document")
    func everyDefinition() throws {
        let text = """
            <Rule id="r"><title/><check system="\(CheckSystemURI.oval)"><check-content-ref href="oval.xml"/></check></Rule>
            """
        let path = directory.write("ds.xml", collection(benchmark: benchmark(text)))
        #expect(try Content(path: path).outcomes() == ["r": .fail])
    }

    @Test("a profile's value reaches the external variable, also when two checks export different ones")
    func exports() throws {
        func exporting(_ id: String, _ value: String) -> String {
            """
            <Rule id="\(id)"><title/><check system="\(CheckSystemURI.oval)">
            <check-export value-id="\(value)" export-name="oval:x:var:1"/>
            <check-content-ref href="oval.xml" name="oval:x:def:5"/></check></Rule>
            """
        }
        let text = """
            <Profile id="p"><title/><refine-value idref="v" selector="on"/></Profile>
            <Value id="v"><title/><value>off</value><value selector="on">on</value></Value>
            <Value id="w"><title/><value>other</value></Value>\(exporting("r", "v"))\(exporting("s", "w"))
            """
        let content = try Content(path: directory.write("ds.xml", collection(benchmark: benchmark(text))))
        #expect(try content.outcomes() == ["r": .fail, "s": .fail])
        #expect(try content.outcomes(.named("p")) == ["r": .pass, "s": .fail])
    }

    @Test("a platform is recognised by its dictionary's check")
    func dictionary() throws {
        let references = """
            <ds:dictionaries><ds:component-ref id="cref-cpe" xlink:href="#comp-cpe"><cat:catalog>
            <cat:uri name="oval.xml" uri="#cref-oval"/></cat:catalog></ds:component-ref></ds:dictionaries>
            """
        let item = { (name: String, number: Int) in
            """
            <cpe-item name="\(name)"><title>t</title>
            <check system="\(CheckSystemURI.oval)" href="oval.xml">oval:x:def:\(number)</check></cpe-item>
            """
        }
        let list = """
            <cpe-list xmlns="http://cpe.mitre.org/dictionary/2.0">\(item("cpe:/o:here:linux:1", 1))
            \(item("cpe:/o:there:linux:1", 2))</cpe-list>
            """
        let rules =
            rule("exact", "<platform idref='cpe:/o:here:linux:1'/>")
            + rule("wide", "<platform idref='cpe:/o:here'/>")
            + rule("formatted", "<platform idref='cpe:2.3:o:Here:linux:*:*:*:*:*:*:*:*'/>")
            + rule("narrow", "<platform idref='cpe:/o:here:linux:1:u2'/>")
            + rule("other", "<platform idref='cpe:/o:there:linux:1'/>")
            + rule("bad", "<platform idref='nonsense'/>")
        let text = collection(
            benchmark: benchmark(rules), references: references,
            components: "<ds:component id='comp-cpe'>\(list)</ds:component>")
        #expect(
            try Content(path: directory.write("ds.xml", text)).outcomes() == [
                "exact": .pass, "wide": .pass, "formatted": .pass, "narrow": .notApplicable,
                "other": .notApplicable,
                "bad": .notApplicable,
            ])
    }

    @Test("instructions are the questionnaire's question without its last line")
    func instructions() throws {
        let ocil = """
            <ocil xmlns="http://scap.nist.gov/schema/ocil/2.0"><questionnaires><questionnaire id="q"><actions>
            <test_action_ref>a</test_action_ref></actions></questionnaire></questionnaires>
            <test_actions><boolean_question_test_action id="a" question_ref="w"/></test_actions>
            <questions><boolean_question id="w"><question_text>
            Run:
              $ id

            Is it the case that it fails?
            </question_text></boolean_question></questions></ocil>
            """
        let text = """
            <Rule id="r"><title/><check system="\(CheckSystemURI.ocil)">
            <check-content-ref href="ocil.xml" name="q"/></check></Rule>
            """
        let path = directory.write(
            "ds.xml",
            collection(
                benchmark: benchmark(text),
                references:
                    "<ds:checks><ds:component-ref id='cref-ocil' xlink:href='#comp-ocil'/></ds:checks>",
                catalog: "<cat:uri name='ocil.xml' uri='#cref-ocil'/>",
                components: "<ds:component id='comp-ocil'>\(ocil)</ds:component>"))
        let content = try Content(path: path)
        #expect(content.instructions(for: content.benchmark.rules[0]) == "Run:\n$ id")
        #expect(try content.outcomes() == ["r": .notChecked])
        #expect(
            try Content(path: path, options: .checks).instructions(for: content.benchmark.rules[0]) == nil)
    }

    @Test("a bare benchmark uses the files beside it")
    func neighbours() throws {
        directory.write("oval.xml", oval)
        let path = directory.write("x-xccdf.xml", benchmark(rule("r") + rule("gone", href: "gone.xml")))
        let content = try Content(path: path)
        #expect(try content.outcomes() == ["r": .pass, "gone": .notChecked])
        #expect(content.notes == ["\(directory.path)/gone.xml: No such file or directory"])
    }

    @Test("nothing outside of the benchmark's directory is opened")
    func traversal() throws {
        let elsewhere = TemporaryDirectory()
        let target = elsewhere.write("oval.xml", oval)
        directory.link("link.xml", to: target)
        let hrefs = [
            "../\(elsewhere.path.dropFirst(5))/oval.xml", target, "link.xml", "http://localhost:1/oval.xml",
            "file:\(target)",
        ]
        let rules = hrefs.enumerated().map { rule("r\($0.offset)", href: $0.element) }
        let content = try Content(path: directory.write("x.xml", benchmark(rules.joined())))
        #expect(try content.outcomes().values.allSatisfy { $0 == .notChecked })
        #expect(content.notes.count == hrefs.count)
    }

    @Test("a remote component is noted, never fetched, and its rules are not checked")
    func remote() throws {
        let path = directory.write(
            "ds.xml",
            collection(
                benchmark: benchmark(rule("r", href: "far.xml") + rule("s", href: "farther.xml")),
                references:
                    "<ds:checks><ds:component-ref id='far' xlink:href='http://localhost:1/far.xml'/></ds:checks>",
                catalog:
                    "<cat:uri name='far.xml' uri='#far'/><cat:uri name='farther.xml' uri='http://localhost:1/x'/>"
            ))
        let content = try Content(path: path)
        #expect(content.notes.count == 1)
        #expect(try content.outcomes() == ["r": .notChecked, "s": .notChecked])
    }

    @Test("a loose end in definitions makes their rules errors and leaves the rest alone")
    func looseEnd() throws {
        let broken = oval.replacing("object_ref=\"oval:x:obj:1\"", with: "object_ref=\"oval:x:obj:99\"")
        let path = directory.write("ds.xml", collection(benchmark: benchmark(rule("r")), oval: broken))
        let result = try Content(path: path).scan(.default, collector: .init(probes: []), clock: { 0 })
        #expect(result.results[0].outcome == .error)
        #expect(result.results[0].messages.first?.contains("oval:x:obj:99") ?? false)
    }
}
