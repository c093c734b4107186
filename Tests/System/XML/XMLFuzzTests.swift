import Fuzzing
import Testing
import XML

@Suite("Mutants of XML")
struct XMLFuzzTests {
    private static let corpus = [
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <a xmlns="urn:a" xmlns:x="urn:x" x:id="1" b='2'><!-- c --><x:b>t &lt; &#233; &#x1F600;</x:b>
        <![CDATA[<raw>&]]><c/><?pi data?><d>é<e>deep</e>tail</d></a>
        """, "<r>&amp;<s q='\"'/>x<s q=\"&apos;\"> </s></r>",
    ]
    private static let tokens = [
        "<", ">", "</", "/>", "&", "&#0;", "&#xFFFF;", "&x;", "<![CDATA[", "]]>", "<!--", "-->", "<?", "?>",
        "<!DOCTYPE a>",
        "<!DOCTYPE a [<!ENTITY x 'y'>]>", "xmlns:x=''", "='", "\u{FEFF}", "encoding=\"UTF-16\"", "x:", ":",
        "<a>", "</a>",
    ]

    /// What a reader hands over, one line a step.
    private static func events(_ bytes: [UInt8]) throws -> [String] {
        var steps: [String] = []
        try XMLReader(bytes: bytes, name: "m.xml").forEachEvent { event in
            switch event {
            case .start(let name, let reader): steps.append("<\(name) \(reader.attribute("b") ?? "")")
            case .text(let text): steps.append(text)
            case .end(let name): steps.append("/\(name)")
            }
        }
        return steps
    }

    @Test("a mutant is read or refused in one line with its file's name", .timeLimit(.minutes(15)))
    func refusals() {
        var read = 0
        for mutant in Mutants(of: Self.corpus, tokens: Self.tokens, count: 3000) {
            do {
                let steps = try Self.events(mutant.bytes)
                read += 1
                let opened = steps.count { $0.hasPrefix("<") }
                #expect(opened >= 0 && steps.count < 4 * mutant.bytes.count, "\(mutant)")
            } catch let error as XMLError {
                let text = error.description
                #expect(text.hasPrefix("m.xml") && !text.contains("\n"), "\(mutant): \(text)")
            } catch {
                Issue.record("\(mutant): \(error) is no XMLError")
            }
        }
        #expect(read > 100)
    }

    @Test("an element's own text, read out and read again, gives the same steps", .timeLimit(.minutes(15)))
    func outerXML() throws {
        for mutant in Mutants(of: Self.corpus, tokens: Self.tokens, count: 2000, firstSeed: 50_000) {
            guard let steps = try? Self.events(mutant.bytes),
                let text = try? XMLReader(bytes: mutant.bytes, name: "m.xml").outerXML()
            else { continue }
            let again = try Self.events(Array(text.utf8))
            #expect(again.joined() == steps.joined(), "\(mutant) became \(text)")
        }
    }

    @Test("any text that is written is read again, but for what XML cannot hold", .timeLimit(.minutes(15)))
    func writing() throws {
        for mutant in Mutants(
            of: Self.corpus, tokens: Self.tokens + ["\r", "\r\n", "\t", "\0", "\u{7}"], count: 2000)
        {
            var writer = XMLWriter()
            writer.element("t", [("b", mutant.text)], text: mutant.text)
            let reader = try XMLReader(bytes: writer.finish(), name: "m.xml")
            let wanted = String(
                String.UnicodeScalarView(
                    mutant.text.unicodeScalars.map { scalar in
                        let isHeld =
                            scalar.value >= 0x20 && !(0xFFFE...0xFFFF).contains(scalar.value)
                            || scalar == "\t" || scalar == "\n" || scalar == "\r"
                        return isHeld ? scalar : "\u{FFFD}"
                    }))
            let attribute = reader.attribute("b")
            #expect(try reader.text() == wanted, "\(mutant)")
            // An attribute's newlines and tabs would need references to survive (XML 1.0, 3.3.3).
            #expect(attribute?.unicodeScalars.count == wanted.unicodeScalars.count, "\(mutant)")
        }
    }
}
