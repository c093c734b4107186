import Testing
import XML

@Suite("Documents that cost more than their size")
struct CostlyXMLTests {
    func reason(_ text: String) -> XMLError.Reason? { reason(Array(text.utf8)) }
    func reason(_ bytes: [UInt8]) -> XMLError.Reason? {
        do {
            try XMLReader(bytes: bytes, name: "c.xml").skip()
            return nil
        } catch { return error.reason }
    }

    func attributes(_ count: Int, _ name: String = "a") -> String {
        (0..<count).map { " \(name)\($0)='x'" }.joined()
    }

    @Test("an element's attributes are bounded, with the line")
    func manyAttributes() throws {
        #expect(reason("<r\(attributes(250))/>") == nil)
        #expect(reason("<r\(attributes(257))/>") == .tooManyAttributes(limit: 256))
        #expect(reason("<r>\n<e\(attributes(200_000))/></r>") == .tooManyAttributes(limit: 256))
        #expect(throws: XMLError(file: "c.xml", line: 2, reason: .tooManyAttributes(limit: 256))) {
            try XMLReader(bytes: Array("<r>\n<e\(attributes(300))/></r>".utf8), name: "c.xml").skip()
        }
    }

    @Test("the namespaces around an element are bounded, those beside it are not")
    func manyNamespaces() {
        let nested = (0..<20).map { "<e\(attributes(20, "xmlns:n\($0)_"))>" }.joined()
        #expect(reason(nested + String(repeating: "</e>", count: 20)) == .tooManyNamespaces(limit: 256))
        let beside = (0..<200).map { "<e\(attributes(20, "xmlns:n\($0)_"))/>" }.joined()
        #expect(reason("<r>\(beside)</r>") == nil)
        let spaced = String(repeating: "<e\((0..<20).map { " xmlns:n\($0) = 'x'" }.joined())>", count: 20)
        #expect(reason(spaced) == .tooManyNamespaces(limit: 256))
    }

    @Test("what looks like tags in comments, sections, instructions and values does not count")
    func notTags() {
        let noise = "<x\(attributes(300))>"
        #expect(
            reason(
                "<r><!-- \(noise) - -> --><![CDATA[\(noise)]] >]]><?p \(noise)?><e a='\(noise.replacing("<", with: "&lt;").replacing("'", with: "\""))'/></r>"
            ) == nil)
    }

    @Test("the bounds hold in UTF-16 too, and encodings that hide marks are refused")
    func encodings() {
        func wide(_ text: String, isBig: Bool) -> [UInt8] {
            text.utf16.flatMap {
                isBig ? [UInt8($0 >> 8), UInt8($0 & 0xFF)] : [UInt8($0 & 0xFF), UInt8($0 >> 8)]
            }
        }
        let text = "<r>\u{3C00}é<e\(attributes(300))/></r>"
        #expect(reason([0xFF, 0xFE] + wide(text, isBig: false)) == .tooManyAttributes(limit: 256))
        #expect(reason([0xFE, 0xFF] + wide(text, isBig: true)) == .tooManyAttributes(limit: 256))
        #expect(reason([0xFE, 0xFF] + wide("<r>\u{3C00}é</r>", isBig: true)) == nil)
        for name in ["UTF-7", "UTF-32", "Shift_JIS", "ISO-2022-JP", "IBM037"] {
            #expect(
                reason("<?xml version='1.0' encoding='\(name)'?><r/>")
                    == .unsupportedEncoding(name.uppercased()))
        }
        #expect(reason("<?xml version='1.0' encoding='ISO-8859-1'?><r/>") == nil)
        #expect(
            reason("<?xml version='1.0'\(String(repeating: " ", count: 600))encoding='UTF-7'?><r/>") != nil)
    }

    @Test(
        "a tag is found wherever blocks of the input meet",
        arguments: [65_530, 65_533, 65_535, 65_536, 65_540])
    func blockEdges(padding: Int) throws {
        let text =
            "<r>" + String(repeating: " ", count: padding - 3)
            + "<!-->x--><e a='>' b=\"/>\"/>\n<f>t</f></r>"
            .replacing("<!-->x-->", with: "<!--x>-->")
        let input = try XMLInput(bytes: Array(text.utf8), name: "c.xml")
        let outline = try input.outline(depth: 2)
        #expect(outline.elements.map(\.name) == ["r", "e", "f"])
        #expect(
            try String(decoding: outline.slice(outline.elements[1]).bytes(), as: UTF8.self)
                == "<e a='>' b=\"/>\"/>")
        #expect(try String(decoding: outline.slice(outline.elements[2]).bytes(), as: UTF8.self) == "<f>t</f>")
    }
}
