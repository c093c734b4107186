import Glibc
import Testing
import XML

@Suite struct HostileXMLTests {
    func failure(_ bytes: [UInt8], name: String = "doc.xml") -> XMLError? {
        do {
            _ = try XMLReader(bytes: bytes, name: name).text()
            return nil
        } catch { return error }
    }
    func failure(_ text: String) -> XMLError? { failure(Array(text.utf8)) }

    @Test(
        "a truncated document names the line at which it ends",
        arguments: ["<a>\n<b>", "<a>\n<b", "<a>\n<b x='1", "<a>\n&am"])
    func truncated(text: String) throws {
        let error = try #require(failure(text))
        guard case .malformed = error.reason else { throw error }
        #expect(error.line == 2)
        #expect(error.description.hasPrefix("doc.xml:2:"))
        #expect(!error.description.contains("\n"))
    }

    @Test(
        "any document type declaration is refused",
        arguments: [
            "<!DOCTYPE a><a/>",
            "<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>",
            "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
            "<!DOCTYPE a [<!ENTITY x 'y'>]><a b='&x;'/>",
            "<!DOCTYPE a [<!ENTITY % x SYSTEM 'http://localhost:1/'> %x;]><a/>",
            "<!-- c -->\n<?pi?>\n<!DOCTYPE a []><a/>",
            "<!DOCTYPE a [<!ATTLIST a b CDATA 'v'>]><a>unclosed",
        ])
    func documentType(text: String) {
        #expect(failure(text)?.reason == .documentTypeForbidden)
    }

    @Test(
        "an entity bomb costs neither time nor memory, in text or in an attribute",
        arguments: [
            "<r>&e9;</r>", "<r a='&e9;'/>",
        ])
    func entityBomb(root: String) {
        var text = "<!DOCTYPE r [<!ENTITY e0 'lollollollollollollollollollol'>"
        for level in 1...9 {
            let previous = String(repeating: "&e\(level - 1);", count: 10)
            text += "<!ENTITY e\(level) '\(previous)'>"
        }
        let before = peakKilobytes()
        #expect(failure(text + "]>" + root)?.reason == .documentTypeForbidden)
        #expect(peakKilobytes() - before < 32_000)
    }

    @Test("nesting is bounded")
    func depthBomb() throws {
        let deep = String(repeating: "<a>", count: 100_000)
        let error = try #require(failure(deep))
        #expect(error.reason == .tooDeep(limit: XMLReader.depthLimit) || "\(error)".contains("depth"))
    }

    @Test(
        "bytes that are not XML are malformed",
        arguments: [
            [0], [0xFF], [0xFE, 0xFF], Array("hello".utf8), Array("<a>\u{0}</a>".utf8),
            [0x3C, 0x61, 0x3E, 0xC3, 0x28, 0x3C, 0x2F, 0x61, 0x3E], Array("{\"a\": 1}".utf8),
            Array("<a/><b/>".utf8), Array("<a x='1' x='2'/>".utf8), Array("<a>&nope;</a>".utf8),
            (0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 7) },
        ])
    func notXML(bytes: [UInt8]) throws {
        let error = try #require(failure(bytes))
        guard case .malformed = error.reason else { throw error }
    }

    @Test("an undefined prefix does not stop a reader that looks by local name")
    func undefinedPrefix() throws {
        #expect(try XMLReader(bytes: Array("<q:a>x</q:a>".utf8), name: "doc.xml").text() == "x")
    }

    @Test("an attribute beyond libxml2's ceiling is refused, a large one is read")
    func largeAttribute() throws {
        let large = String(repeating: "x", count: 1_000_000)
        let reader = try XMLReader(bytes: Array("<a b='\(large)'/>".utf8), name: "doc.xml")
        #expect(reader.attribute("b")?.utf8.count == 1_000_000)
        #expect(failure("<a b='" + String(repeating: "x", count: 11_000_000) + "'/>") != nil)
    }

    @Test("what cannot be opened is said in the system's words")
    func unreadable() throws {
        func reason(_ path: String) -> String? {
            do {
                _ = try XMLReader(path: path)
                return nil
            } catch { return "\(error)" }
        }
        #expect(
            reason("/nonexistent/a.xml") == "/nonexistent/a.xml: cannot be read: No such file or directory")
        #expect(reason("/tmp") == "/tmp: cannot be read: it is not a regular file")
        #expect(reason("/dev/null") == "/dev/null: cannot be read: it is not a regular file")
        #expect(reason("-") == "-: cannot be read: No such file or directory")
        #expect(reason("file:///etc/passwd") != nil)
    }

    @Test("an empty file is malformed and a FIFO is never waited for")
    func emptyAndFIFO() throws {
        let path = "/tmp/martlet-xml-\(getpid()).xml"
        let descriptor = open(path, O_CREAT | O_EXCL | O_WRONLY, 0o600)
        #expect(descriptor >= 0)
        close(descriptor)
        defer { unlink(path) }
        #expect(throws: XMLError(file: path, reason: .malformed("the file is empty"))) {
            try XMLReader(path: path)
        }
        unlink(path)
        #expect(mkfifo(path, 0o600) == 0)
        #expect(throws: XMLError(file: path, reason: .unreadable("it is not a regular file"))) {
            try XMLReader(path: path)
        }
    }

    @Test("control characters of a document never reach the message")
    func controlCharacters() throws {
        let error = try #require(failure("<a>&\u{9b}31m\u{7f};</a>"))
        #expect(
            "\(error)".unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F && $0.value != 0x9B })
    }

    private func peakKilobytes() -> Int {
        var usage = rusage()
        getrusage(0, &usage)
        return usage.ru_maxrss
    }
}
