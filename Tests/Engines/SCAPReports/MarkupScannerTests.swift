import Testing

@testable import SCAPReports

@Suite struct MarkupScannerTests {
    @Test(
        "white space in a line is a single space, and there is none around it, in whatever alphabet",
        arguments: [
            ("  a \n\t b\u{0B}c  ", "a b c"), ("", ""), (" \r\n ", ""), ("plain", "plain"),
            (" é\u{A0}\u{2003}日本 \n", "é 日本"), ("a\u{1C}b", "a\u{1C}b"), ("&lt;a&gt;  b", "<a> b"),
        ])
    func line(text: String, line: String) throws {
        let scanner = MarkupScanner(bytes: Array("<t>\(text)</t>".utf8), name: "t.xml")
        #expect(try scanner.next() == .start)
        #expect(try scanner.line() == line)
    }

    @Test("a tag ends at the first mark that no quotes hold, and its attributes are what the quotes hold")
    func quotes() throws {
        let scanner = MarkupScanner(bytes: Array(#"<t a=">'" ab='"<' b = "2"/>"#.utf8), name: "t.xml")
        #expect(try scanner.next() == .start)
        #expect(try scanner.attribute("a") == ">'")
        #expect(try scanner.attribute("ab") == "\"<")
        #expect(try scanner.attribute("b") == "2")
        #expect(try scanner.attribute("c") == nil)
        #expect(try scanner.next() == .end)
    }

    @Test(
        "tags that do not end, or end another element, are refused",
        arguments: [
            "<t a=\"", "<t a='1'", "<t a=1 <u>", "<t></u>", "<t><u></t>", "<t></tt>", "<tt></t>", "<t></>",
        ])
    func refused(text: String) {
        let scanner = MarkupScanner(bytes: Array(text.utf8), name: "t.xml")
        #expect(throws: ReportError.self) { while try scanner.next() != .done {} }
    }
}
