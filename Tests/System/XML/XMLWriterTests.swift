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
}
