import Fuzzing
import Testing
import XML

@Suite struct XMLOutlineTests {
    func input(_ text: String) throws -> XMLInput { try XMLInput(bytes: Array(text.utf8), name: "o.xml") }

    @Test("a slice declares the namespaces around it that it does not declare itself, the nearest first")
    func declarations() throws {
        let outline = try input(
            "<a xmlns='urn:a' xmlns:p='urn:p' xmlns:q='urn:q'><p:b xmlns:p=\"urn:o'\"><c xmlns='urn:c' k='v'>t<!-- k --></c></p:b></a>"
        ).outline(depth: 3)
        let c = try #require(outline.elements.last)
        #expect(c.localName == "c" && c.attribute("k") == "v" && c.parent == 1)
        #expect(
            try String(decoding: outline.slice(c).bytes(), as: UTF8.self)
                == "<c xmlns:p=\"urn:o'\" xmlns:q=\"urn:q\" xmlns='urn:c' k='v'>t<!-- k --></c>")
        #expect(outline.slice(c).count == (try outline.slice(c).bytes().count))
        #expect(outline.children(of: 0).map(\.name) == ["p:b"])
    }

    @Test("a document that ends early has no outline, and one with a DTD neither")
    func refused() throws {
        for text in ["<a><b></b>", "", "  ", "<a", "<!DOCTYPE a><a/>"] {
            #expect(throws: XMLError.self, "\(text)") { try input(text).outline(depth: 2) }
        }
    }

    @Test("for every mutant that libxml2 accepts, slices are what it sees", .timeLimit(.minutes(5)))
    func mutants() throws {
        let corpus = [
            "<a xmlns:x='urn:x'><x:b k='>'>t<!-- <c> --></x:b><c><![CDATA[</c>]]></c><?p <d>?><d/> <e\n>é</e\n></a>",
            "<r><s a=\"'\" b='\"'/><s><s/></s></r>",
        ]
        var read = 0
        for mutant in Mutants(
            of: corpus,
            tokens: ["<!--", "-->", "<![CDATA[", "]]>", "<?", "?>", "/>", "'", "\"", "<c>", "</c>"],
            count: 4000)
        {
            var seen: [String] = []
            guard let input = try? XMLInput(bytes: mutant.bytes, name: "m.xml"),
                let reader = try? XMLReader(input),
                (try? reader.forEachChild { seen.append(try $0.text()) }) != nil
            else { continue }
            // What follows the root element is not read by a walk of its children.
            guard let whole = try? XMLReader(input), (try? whole.skip()) != nil,
                let outline = try? input.outline(depth: 2)
            else { continue }
            read += 1
            let slices = try outline.children(of: 0).map { try XMLReader(outline.slice($0)).text() }
            #expect(slices == seen, "\(mutant)")
        }
        #expect(read > 150)
    }
}
