import SCAP
import Testing
import XCCDF
import XML

@Suite struct SourceTests {
    let directory = TemporaryDirectory()

    /// Its own declaration of `ind` and the root's of `xlink` and `cat` are in scope; `ds` is too.
    @Test("a component is the source's bytes, with the namespaces that were declared around it")
    func component() throws {
        let text = collection(
            benchmark: benchmark(rule("r")), oval: oval.replacing("<tests>", with: "<!-- é --><tests>"))
        let content = try Content(path: directory.write("ds.xml", text))
        let slice = String(decoding: try content.source(of: "oval.xml").bytes(), as: UTF8.self)
        #expect(slice.hasPrefix("<oval_definitions xmlns:ds=\"http://scap.nist.gov/schema/scap/source/1.2\""))
        #expect(slice.contains("xmlns:cat=\"urn:oasis:names:tc:entity:xmlns:xml:catalog\""))
        #expect(slice.hasSuffix("</oval_definitions>"))
        let body = try #require(oval.firstRange(of: "<definitions>"))
        #expect(slice.hasSuffix(oval.replacing("<tests>", with: "<!-- é --><tests>")[body.lowerBound...]))
        #expect(content.checkFiles == ["oval.xml"])
        #expect(try XMLReader(content.source(of: "oval.xml")).localName == "oval_definitions")
        #expect(try XMLReader(content.benchmarkSource()).attribute("id") == "b")
        #expect(try String(decoding: content.source().bytes(), as: UTF8.self) == text)
        #expect(throws: SCAPError.self) { try content.source(of: "nope.xml") }
    }

    @Test("a file beside a bare benchmark is its root element")
    func neighbour() throws {
        directory.write("oval.xml", "<?xml version='1.0'?>\n<!-- c -->\n" + oval + "\n<!-- end -->")
        let content = try Content(path: directory.write("b.xml", benchmark(rule("r"))))
        #expect(try String(decoding: content.source(of: "oval.xml").bytes(), as: UTF8.self) == oval)
        #expect(
            try String(decoding: content.benchmarkSource().bytes(), as: UTF8.self) == benchmark(rule("r")))
    }

    @Test("a collection in UTF-16 gives its components in UTF-8")
    func wide() throws {
        let path = directory.write("ds.xml", "")
        let text = collection(benchmark: benchmark(rule("r")))
        directory.overwrite(
            "ds.xml", [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] })
        let content = try Content(path: path)
        let reader = try XMLReader(content.source(of: "oval.xml"))
        #expect(reader.localName == "oval_definitions")
        #expect(try content.outcomes() == ["r": .pass])
    }

    @Test("a collection's own tailoring is found by its component-ref and by its id")
    func tailoring() throws {
        let text = collection(
            benchmark: benchmark(rule("r")),
            references: "<ds:checklists><ds:component-ref id='cref-t' xlink:href='#comp-t'/></ds:checklists>",
            components: """
                <ds:component id="comp-t" timestamp="2025-01-01T00:00:00"><Tailoring xmlns="http://checklists.nist.gov/xccdf/1.2"
                 id="t"><Profile id="p"><title>p</title><select idref="r" selected="false"/></Profile></Tailoring></ds:component>
                """)
        let content = try Content(path: directory.write("ds.xml", text))
        #expect(try content.tailoring("cref-t").id == "t")
        #expect(try content.resolve(.named("p"), tailoring: content.tailoring("t")).selectedRuleCount == 0)
        #expect(throws: SCAPError.self) { try content.tailoring("nope") }
        #expect(throws: SCAPError.self) { try content.resolve(.named("p")) }
    }

    @Test("a place of a wrong profile is said instead of the file alone")
    func places() throws {
        let path = directory.write(
            "b.xml", benchmark("\n<Profile id='p' extends='q'><title/></Profile>" + rule("r")))
        do {
            _ = try Content(path: path).resolve(.named("p"))
            Issue.record("it resolved")
        } catch {
            #expect("\(error)" == "\(path):2: profile \"p\" extends \"q\", which does not exist")
        }
    }
}
