import Capability
import Testing

@Suite("HTML")
struct HTMLTests {
    @Test("interpolated text can never become markup")
    func escapes() {
        let hostile = #"<script>alert("x")</script>&'"#
        let html: HTML = "<td title=\"\(hostile)\">\(hostile)</td>"
        #expect(
            html.description
                == "<td title=\"&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&amp;&#39;\">"
                + "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&amp;&#39;</td>")
    }

    @Test("bidirectional controls cannot rearrange a line")
    func inertBidi() {
        let html: HTML = "\("safe\u{202E}txt.exe")"
        #expect(html.description == "safe\u{FFFD}txt.exe")
    }

    @Test("pieces go in as they are")
    func nests() {
        let cells: [HTML] = ["<td>\("a&b")</td>", "<td>\(2)</td>"]
        let row: HTML = "<tr>\(cells)</tr>"
        #expect(row.description == "<tr><td>a&amp;b</td><td>2</td></tr>")
    }
}
