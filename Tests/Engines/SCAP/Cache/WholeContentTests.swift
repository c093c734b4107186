import Glibc
import Testing
import XCCDF

@testable import OVAL
@testable import SCAP

/// Content from the cache against the same content read from its file: every stored property of every model.
@Suite("Nothing of content is lost in the cache")
struct WholeContentTests {
    private let directory = TemporaryDirectory()
    private var cache: SCAP.ContentCache { SCAP.ContentCache(directory: directory.path + "/room") }

    private func clean() { _ = Oscap.lines("rm -r \(directory.path)/room") }

    /// What stands in one content and not in the other, by name; values of whole models are compared.
    private func compare(_ path: String) throws {
        let plain = try Content(path: path, options: .all)
        _ = try Content(path: path, options: .all, cache: cache)
        let kept = try Content(path: path, options: .all, cache: cache)
        // Without this the comparison would be one of the file with itself.
        #expect(kept.components.values.contains { $0.isFlat }, "the cache was not used")
        Self.compare(kept.benchmark, plain.benchmark, "benchmark")
        // The open file differs; components and dictionaries are compared one by one.
        let apart: Set = ["input", "benchmark", "components", "dictionaries"]
        #expect(Shape.of(kept, without: apart) == Shape.of(plain, without: apart))
        Self.compare(kept.components, plain.components)
        #expect(kept.dictionaries.count == plain.dictionaries.count)
        for (kept, plain) in zip(kept.dictionaries, plain.dictionaries) {
            #expect(Shape.of(kept.dictionary) == Shape.of(plain.dictionary))
            Self.compare(kept.components, plain.components)
        }
    }

    private static func compare(_ kept: [String: SCAP.Component], _ plain: [String: SCAP.Component]) {
        #expect(kept.keys.sorted() == plain.keys.sorted())
        for (name, component) in plain {
            if case .oval(let plain) = component, case .oval(let kept)? = kept[name] {
                // What is known of all parts together is worked out anew of the one and kept of the other.
                compare(kept, plain, name, without: ["survey"])
                let (flat, read) = (NeededFields(kept), NeededFields(plain))
                for object in plain.objectOrder { #expect(flat[object] == read[object], "\(object)") }
                let (hidden, found) = (Masks(kept), Masks(plain))
                #expect(hidden.variables == found.variables)
                for object in plain.objectOrder {
                    #expect(hidden[object: object] == found[object: object], "\(object)")
                }
            } else {
                #expect(kept[name].map(Shape.of) == Shape.of(component), "\(name)")
            }
        }
    }

    private static func compare(_ kept: Any, _ plain: Any, _ name: String, without names: Set<String> = []) {
        let (kept, plain) = (Shape.of(kept, without: names), Shape.of(plain, without: names))
        #expect(kept.keys.sorted() == plain.keys.sorted())
        // The texts are as long as the content: only the place of the first difference is told.
        for (property, text) in plain where kept[property] != text {
            let same = zip(kept[property] ?? "", text).prefix { $0 == $1 }.count
            Issue.record(
                "\(name).\(property): \(text.dropFirst(same - 60).prefix(120)) became \((kept[property] ?? "").dropFirst(same - 60).prefix(120))"
            )
        }
    }

    @Test("a benchmark that says everything that can be said, with marks in its warnings")
    func everything() throws {
        defer { clean() }
        let html = "xmlns:h=\"http://www.w3.org/1999/xhtml\""
        let text = "a <h:b \(html)>b</h:b> <sub idref=\"v\"/> <sub idref=\"v\" use=\"title\"/>"
        let warning = """
            <warning category="general">Ask <h:code \(html) class="ocp-api-endpoint" id="e1">/apis/x<sub idref="v"/>\
            </h:code> with <h:code \(html) class="ocp-api-filter filter-e1">.items[]</h:code></warning>
            """
        let facts = """
            <requires idref="s"/><conflicts idref="g"/><platform idref="cpe:/o:x:y"/><platform idref="#own"/>
            <reference href="http://x/">1.2</reference>
            """
        let first = rule(
            "r", definition: 5,
            """
            <description>\(text)</description>\(warning)<rationale>\(text)</rationale>\(facts)
            <ident system="http://cce">CCE-1</ident><impact-metric>AV:N</impact-metric>
            <fixtext fixref="f" reboot="true" strategy="restrict" disruption="low" complexity="high">\(text)</fixtext>
            <fix id="f" system="urn:xccdf:fix:script:sh" reboot="1" disruption="medium" complexity="low" \
            strategy="configure" platform="cpe:/o:x:y">echo <sub idref="v"/> <instance/></fix>
            """)
        let complex = """
            <Rule id="s" selected="false" severity="high" role="unscored" weight="2.5" multiple="true" \
            prohibitChanges="true" hidden="true" cluster-id="c"><version>7</version><title>s</title>
            <complex-check operator="OR" negate="true"><check system="\(CheckSystemURI.oval)" multi-check="true" \
            negate="true" selector="x"><check-export value-id="v" export-name="oval:x:var:1"/>
            <check-content-ref href="oval.xml"/></check></complex-check></Rule>
            """
        let whole = """
            <status date="2026-01-01">accepted</status><description>\(text)</description><notice id="n">\(text)</notice>
            <front-matter>\(text)</front-matter><rear-matter>\(text)</rear-matter>
            <reference href="http://b/">b</reference><plain-text id="p">plain</plain-text>
            <platform-specification xmlns="http://cpe.mitre.org/language/2.0"><platform id="own">
            <logical-test operator="OR" negate="true"><fact-ref name="cpe:/o:x:y"/>
            <check-fact-ref system="\(CheckSystemURI.oval)" href="oval.xml" id-ref="oval:x:def:1"/></logical-test>
            </platform></platform-specification><platform idref="cpe:/o:x:y"/><version>3</version>
            <model system="urn:xccdf:scoring:flat"><param name="a">b</param></model>
            <Profile id="q" extends="p" abstract="true" note-tag="t"><title>q</title><description>\(text)</description>
            <platform idref="cpe:/o:x:y"/>
            <select idref="r" selected="true"><remark>why</remark></select><set-value idref="v">4</set-value>
            <set-complex-value idref="l"><item>a</item></set-complex-value><refine-value idref="v" selector="big" \
            operator="less than"/><refine-rule idref="r" severity="low" role="full" weight="0.5" selector="x"/></Profile>
            <Profile id="p"><title>p</title></Profile>
            <Value id="v" type="number" operator="greater than or equal" interactive="true"><title>v</title>
            <description>\(text)</description><question>?</question><value>1</value><value selector="big">9</value>
            <default>1</default><match selector="">[0-9]+</match><lower-bound>0</lower-bound>
            <upper-bound selector="big">10</upper-bound><choices mustMatch="true"><choice>1</choice></choices>
            <source uri="http://s/"/></Value>
            <Value id="l"><title>l</title><complex-value><item>a</item><item>b</item></complex-value></Value>
            <Group id="g" weight="3"><title>g</title>\(warning)\(facts.replacing("idref=\"s\"", with: "idref=\"r\""))\
            <Group id="h"><title>h</title>\(first)</Group></Group>\(complex)
            """
        try compare(directory.write("c.xml", collection(benchmark: benchmark(whole))))
    }

    /// The data streams of real content that are at hand.
    private static let streams: [String] = {
        guard let content = Oscap.content, let slash = content.lastIndex(of: "/") else { return [] }
        return ["debian12", "rhel9", "ocp4"].map { "\(content[..<slash])/ssg-\($0)-ds.xml" }.filter {
            access($0, R_OK) == 0
        }
    }()

    @Test(
        "a real data stream",
        .enabled(if: !streams.isEmpty, "no content is installed; set MARTLET_SCAP_CONTENT"),
        arguments: streams)
    func real(path: String) throws {
        defer { clean() }
        try compare(path)
    }
}

extension SCAP.Component {
    /// Whether it is laid flat in the cache.
    fileprivate var isFlat: Bool {
        if case .oval(let definitions) = self { definitions.survey != nil } else { false }
    }
}
