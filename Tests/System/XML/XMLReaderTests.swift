import Testing
import XML

@Suite struct XMLReaderTests {
    func reader(_ text: String) throws -> XMLReader {
        try XMLReader(bytes: Array(text.utf8), name: "doc.xml")
    }

    @Test("children that the closure leaves unread are skipped whole")
    func skipsUnreadChildren() throws {
        var seen: [String] = []
        try reader("<a><b><x/>text<y>deep</y></b><c/>tail<d>last</d></a>").forEachChild {
            seen.append($0.localName)
        }
        #expect(seen == ["b", "c", "d"])
    }

    @Test("children may be read in full, in part or not at all")
    func mixesWaysOfReading() throws {
        var seen: [String] = []
        try reader("<a><b>one</b><c><d>two</d><e>three</e></c><f/><g>four</g></a>").forEachChild { child in
            switch child.localName {
            case "c":
                try child.forEachChild { inner in
                    if inner.localName == "d" { seen.append(try inner.text()) }
                }
            case "f": seen.append(try child.text())
            default: seen.append(try child.text())
            }
        }
        #expect(seen == ["one", "two", "", "four"])
    }

    @Test("names, namespaces and attributes are those of the element on which the reader stands")
    func readsNames() throws {
        let document = """
            <p:a xmlns:p="urn:p" xmlns="urn:d" xmlns:q="urn:q" q:k="1" k="2"><b/></p:a>
            """
        let root = try reader(document)
        #expect(root.localName == "a")
        #expect(root.namespace == "urn:p")
        #expect(root.attribute("k") == "2")
        #expect(root.attribute("k", namespace: "urn:q") == "1")
        #expect(root.attribute("absent") == nil)
        #expect(root.namespace(forPrefix: "q") == "urn:q")
        try root.forEachChild { #expect($0.namespace == "urn:d") }
    }

    @Test("text joins character data, CDATA and the text of descendants in order")
    func joinsText() throws {
        #expect(try reader("<a>x &lt;<b> y</b><![CDATA[<z>]]>\n</a>").text() == "x < y<z>\n")
    }

    @Test("mixed content is a flat run of events")
    func walksEvents() throws {
        var log = ""
        try reader("<a>x<b>y<br/></b>z</a>").forEachEvent { event in
            switch event {
            case .start(let name, _): log += "<\(name)>"
            case .text(let text): log += text
            case .end(let name): log += "</\(name)>"
            }
        }
        #expect(log == "x<b>y<br></br></b>z")
    }

    @Test("UTF-16 is read like UTF-8")
    func readsUTF16() throws {
        var bytes: [UInt8] = [0xFF, 0xFE]
        for unit in "<?xml version=\"1.0\"?><a>é</a>".utf16 {
            bytes += [UInt8(unit & 0xFF), UInt8(unit >> 8)]
        }
        #expect(try XMLReader(bytes: bytes, name: "utf16").text() == "é")
    }
}
