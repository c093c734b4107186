import Bytes
import SCAPReports
import Testing
import XCCDF

@Suite struct HTMLTests {
    private func page(_ language: Language = .english) throws -> String {
        let report = try Report(bytes: Array(Sample.arf.utf8), name: "arf.xml")
        let pieces = Pieces()
        try report.writeHTML(language: language, to: pieces.receive)
        return pieces.text
    }

    @Test("a page shows what was looked for, what was seen and where, and the waiver")
    func contents() throws {
        let page = try page()
        for words in [
            "Sample &lt;benchmark&gt;", "66.67 / 100", "Fails &quot;here&quot; &amp; now",
            "/etc/login.defs:3",
            "8 &lt;b&gt;", "the length is set", "greater than or equal", "accepted", "Boss", "CCE-1",
            "len=20",
        ] { #expect(page.contains(words), "\(words)") }
        #expect(!page.contains("Left out"))
    }

    @Test("no text of the content or of the machine becomes a mark, a script or a link that runs")
    func hostile() throws {
        let page = try page()
        #expect(page.split(separator: "<script").count == 2)
        for mark in ["alert(", "javascript:", "onerror", "<img", "src=", "onclick"] {
            #expect(!page.contains(mark), "\(mark)")
        }
        #expect(page.contains("=1+1 &lt;script&gt;"))
    }

    @Test("the page's policy names the digests of its own style and script, and lets nothing else in")
    func policy() throws {
        let page = try page()
        for (open, close) in [("<style>", "</style>"), ("<script>", "</script>")] {
            let start = try #require(page.firstRange(of: open)).upperBound
            let end = try #require(page[start...].firstRange(of: close)).lowerBound
            let file = try ScratchFile(Array(page[start..<end].utf8))
            let digest = ScratchFile.output("sha256sum \(file.path)").prefix(64)
            let bytes = stride(from: 0, to: 64, by: 2).compactMap { offset in
                UInt8(digest.dropFirst(offset).prefix(2), radix: 16)
            }
            #expect(page.contains("sha256-" + Base64.encode(bytes)), "\(open)")
        }
        #expect(page.contains("default-src &#39;none&#39;"))
    }

    @Test("labels are in the language of the page, and texts stay as they are")
    func japanese() throws {
        let page = try page(.japanese)
        #expect(page.contains("<html lang=\"ja\">") && page.contains("不合格") && page.contains("適用除外"))
        #expect(page.contains("Short ones are guessed."))
    }

    @Test("a page has landmarks, one heading of the first level and a label for every control")
    func accessible() throws {
        let page = try page()
        for mark in ["<main", "<nav", "<header", "<footer", "aria-labelledby"] {
            #expect(page.contains(mark))
        }
        #expect(page.split(separator: "<h1").count == 2)
        #expect(page.contains("<label for=\"search\">"))
    }
}
