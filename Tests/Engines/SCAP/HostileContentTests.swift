import SCAP
import Testing
import XCCDF

@Suite struct HostileContentTests {
    let directory = TemporaryDirectory()

    func message(_ text: String, dataStream: String? = nil, benchmark: String? = nil) -> String? {
        let path = directory.write("c.xml", text)
        do {
            _ = try Content(path: path, dataStream: dataStream, benchmark: benchmark)
            return nil
        } catch {
            return "\(error)".replacing(path, with: "c.xml")
        }
    }

    @Test("content that is not SCAP is refused in one line that names the file")
    func notSCAP() {
        #expect(
            message("<html/>")
                == "c.xml: the root element is \"html\", not data-stream-collection or an XCCDF Benchmark; this is not SCAP content"
        )
        #expect(message("<Benchmark id='b'/>")?.contains("this is not SCAP content") ?? false)
        #expect(message("") == "c.xml: not well-formed XML: the file is empty")
        #expect(message("{}")?.hasPrefix("c.xml:1:") ?? false)
        #expect(
            message("<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>")?
                .contains("document type declaration (DTD) is not allowed") ?? false)
    }

    @Test("a truncated collection is refused with the place", arguments: [10, 50, 90])
    func truncated(percent: Int) throws {
        let whole = collection(benchmark: benchmark(rule("r")))
        let part = String(whole.prefix(whole.count * percent / 100))
        let message = try #require(self.message(part))
        #expect(message.hasPrefix("c.xml:") && message.contains("not well-formed XML"))
        #expect(!message.contains("\n"))
    }

    @Test("a collection without what is asked for says what it has")
    func missingParts() {
        let whole = collection(benchmark: benchmark(rule("r")))
        #expect(message("<data-stream-collection/>") == "c.xml: the collection holds no data stream")
        #expect(
            message(whole, dataStream: "x") == "c.xml: no data stream is called \"x\"; the file has stream")
        #expect(
            message(whole, benchmark: "x")
                == "c.xml: the data stream \"stream\" has no benchmark \"x\"; it has b")
        #expect(message(whole, dataStream: "stream", benchmark: "cref-xccdf") == nil)
        #expect(
            message(collection(benchmark: "<other/>"))
                == "c.xml: the data stream \"stream\" holds no benchmark")
        #expect(
            message(whole.replacing("component id=\"comp-oval\"", with: "component id=\"comp-else\""))
                == "c.xml: the component-ref \"cref-oval\" points to \"comp-oval\", which the file does not have"
        )
    }

    @Test("a missing file, a directory and a profile that does not exist are said in one line")
    func unreadable() throws {
        #expect(throws: SCAPError.self) { try Content(path: "/nonexistent.xml") }
        #expect(throws: SCAPError.self) { try Content(path: directory.path) }
        let path = directory.write("c.xml", collection(benchmark: benchmark(rule("r"))))
        let content = try Content(path: path)
        do {
            _ = try content.outcomes(.named("nope"))
            Issue.record("the profile was found")
        } catch {
            #expect("\(error)" == "\(path): no profile is called \"nope\"; the benchmark has no profiles")
        }
    }
}
