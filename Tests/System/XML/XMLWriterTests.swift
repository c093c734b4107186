import Testing
import XML

@Suite struct XMLWriterTests {
    @Test("elements nest, indent and close themselves when empty")
    func shape() {
        var writer = XMLWriter()
        writer.element("a", [("k", "v")]) { writer in
            writer.element("b", text: "t")
            writer.element("c", text: "")
            writer.element("d") { _ in }
        }
        let expected =
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a k=\"v\">\n  <b>t</b>\n  <c/>\n  <d/>\n</a>\n"
        #expect(String(decoding: writer.finish(), as: UTF8.self) == expected)
    }

    @Test("an element of another document is copied as it stands")
    func slices() throws {
        let input = try XMLInput(bytes: Array("<a xmlns:p='u'><p:b>1 &amp; 2</p:b></a>".utf8), name: "a.xml")
        let outline = try input.outline(depth: 2)
        var bytes: [UInt8] = []
        var writer = XMLWriter(declaration: false) { bytes += $0 }
        writer.element("r") { $0.copy(outline.slice(outline.elements[1])) }
        try writer.close()
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text == "<r>\n  <p:b xmlns:p=\"u\">1 &amp; 2</p:b>\n</r>\n")
    }

    @Test("whatever text goes in comes out again, save what XML cannot hold")
    func roundTrip() throws {
        let text = "<&>\"' \r\n\té\u{1F600}]]>"
        var writer = XMLWriter()
        writer.element(
            "a", [("k", "<&>\"'")], content: { $0.element("b", text: text + "\u{0}\u{1B}\u{FFFE}") })
        let reader = try XMLReader(bytes: writer.finish(), name: "out")
        #expect(reader.attribute("k") == "<&>\"'")
        var read: [String] = []
        try reader.forEachChild { read.append(try $0.text()) }
        #expect(read == [text + "\u{FFFD}\u{FFFD}\u{FFFD}"])
    }

    @Test("an attribute keeps its tabs and line breaks")
    func attributes() throws {
        let text = "a\tb\nc\r\nd\"'<&>\u{FFFD}\u{FEFF}\u{FFEF}"
        var writer = XMLWriter()
        writer.element("a", [("k", text)], text: "")
        #expect(try XMLReader(bytes: writer.finish(), name: "out").attribute("k") == text)
    }

    @Test("every control character of XML 1.0's forbidden ones is replaced, every other scalar is kept")
    func controls() throws {
        for value in UInt32(0)..<0x100 {
            let scalar = try #require(Unicode.Scalar(value))
            let isForbidden = value < 0x20 && ![0x09, 0x0A, 0x0D].contains(value)
            var writer = XMLWriter()
            writer.element("a", text: "[\(scalar)]")
            let read = try XMLReader(bytes: writer.finish(), name: "out").text()
            #expect(read == (isForbidden ? "[\u{FFFD}]" : "[\(scalar)]"), "\(value)")
        }
    }

    @Test("text and elements of mixed content stay on one line")
    func mixed() {
        var writer = XMLWriter(declaration: false)
        writer.element("p") { writer in
            writer.text("a ")
            writer.element("b", text: "c")
            writer.text(" d")
        }
        #expect(String(decoding: writer.finish(), as: UTF8.self) == "<p>a <b>c</b> d</p>\n")
    }

    @Test("a fragment is copied as it is")
    func fragment() {
        var writer = XMLWriter(declaration: false)
        writer.element("a") { $0.copy("<b k='1'/>".utf8) }
        #expect(String(decoding: writer.finish(), as: UTF8.self) == "<a>\n  <b k='1'/>\n</a>\n")
    }

    @Test("a sink gets the same bytes as memory, in pieces")
    func sink() throws {
        func write(_ writer: inout XMLWriter) {
            writer.element("a") { writer in
                for number in 0..<20_000 { writer.element("b", [("n", "\(number)")], text: "é<\(number)") }
            }
        }
        var pieces: [[UInt8]] = []
        var streamed = XMLWriter { pieces.append($0) }
        write(&streamed)
        try streamed.close()
        var whole = XMLWriter()
        write(&whole)
        let expected = whole.finish()
        #expect(Array(pieces.joined()) == expected)
        #expect(pieces.count > 5)
        #expect(pieces.allSatisfy { $0.count < 70_000 })
    }

    @Test("a sink's first error ends the writing and is thrown at the end")
    func failure() {
        struct Full: Error {}
        var calls = 0
        var writer = XMLWriter { _ in
            calls += 1
            throw Full()
        }
        writer.element("a") { writer in
            for _ in 0..<100_000 { writer.element("b", text: "c") }
        }
        #expect(throws: Full.self) { try writer.close() }
        #expect(calls == 1)
    }
}
