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
            "<t><uv></uv><u></uv></t>", "<t><uv></uv><w></u></t>", "<t><u/></u></t>", "</t>",
        ])
    func refused(text: String) {
        let scanner = MarkupScanner(bytes: Array(text.utf8), name: "t.xml")
        #expect(throws: ReportError.self) { while try scanner.next() != .done {} }
    }

    @Test("names of elements that are gone leave nothing to those that come")
    func reused() throws {
        let text = "<aa><bbbb><c></c></bbbb><d><eeeeee/></d><bb></bb><fffffffff></fffffffff></aa>"
        let scanner = MarkupScanner(bytes: Array(text.utf8), name: "t.xml")
        var names: [String] = []
        while true {
            switch try scanner.next() {
            case .start: names.append(scanner.localName)
            case .done:
                #expect(names == ["aa", "bbbb", "c", "d", "eeeeee", "bb", "fffffffff"])
                return
            case .end, .text: continue
            }
        }
    }

    @Test(
        "references in values and texts are what they name, and white space in a value is spaces",
        arguments: [
            ("a&lt;b&gt;&amp;&quot;&apos;", "a<b>&\"'"), ("&#65;&#x3042;é", "Aあé"),
            ("a\tb\nc\r d", "a b c  d"),
            ("", ""), ("oval:x:def:1", "oval:x:def:1"), ("&#10;", " "),
        ])
    func references(text: String, value: String) throws {
        let scanner = MarkupScanner(bytes: Array("<t a='\(text)'>x\(text)</t>".utf8), name: "t.xml")
        #expect(try scanner.next() == .start)
        #expect(try scanner.attribute("a") == value)
        #expect(try scanner.line() == ("x" + value).split(separator: " ").joined(separator: " "))
    }

    @Test(
        "a reference that XML does not know is refused",
        arguments: ["&", "&x;", "&#0;", "&#xD800;", "&lt", "&;"])
    func unknownReference(text: String) throws {
        let scanner = MarkupScanner(bytes: Array("<t>\(text)</t>".utf8), name: "t.xml")
        #expect(try scanner.next() == .start)
        #expect(throws: ReportError.self) { try scanner.text() }
    }

    @Test("what HTML takes for a mark is written as a reference, and no control character is written")
    func escaping() {
        let control = String(repeating: "\u{FFFD}", count: 9)
        let more = String(repeating: "\u{FFFD}", count: 21)
        var written: [UInt8] = []
        HTMLEscaping.append(String(decoding: 0..<0x80, as: UTF8.self) + "é", to: &written)
        #expect(
            String(decoding: written, as: UTF8.self)
                == control + "\t\n" + more
                + " !&quot;#$%&amp;&#39;()*+,-./0123456789:;&lt;=&gt;?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`"
                + "abcdefghijklmnopqrstuvwxyz{|}~\u{FFFD}é")
    }
}
