import Bytes
import Testing

@Suite("Prometheus' text format")
struct PrometheusTextTests {
    @Test("a family comes before its samples, and no braces stand where there are no labels")
    func page() {
        var page = PrometheusText()
        page.family("scans_total", "counter", "How many scans ended.")
        page.sample("scans_total", [("name", "nightly"), ("result", "ok")], 3)
        page.family("up", "gauge")
        page.sample("up", [], 1)
        #expect(
            page.text == """
                # HELP scans_total How many scans ended.
                # TYPE scans_total counter
                scans_total{name="nightly",result="ok"} 3
                # TYPE up gauge
                up 1

                """)
    }

    @Test(
        "a label's value cannot end itself or its line",
        arguments: [
            ("a\"} 1\nb{x=\"", #"a\"} 1\nb{x=\""#), ("\\", #"\\"#), ("\r\n", "\r\\n"), ("ü ", "ü "),
        ])
    func escaping(value: String, written: String) {
        var page = PrometheusText()
        page.sample("m", [("l", value)], 1)
        #expect(page.text == "m{l=\"\(written)\"} 1\n")
        #expect(page.text.utf8.count { $0 == 0x0A } == 1)
    }

    @Test("a help's line ends are escaped and its quotes are not")
    func help() {
        var page = PrometheusText()
        page.family("m", "gauge", "a \"b\"\nc\\")
        #expect(page.text.hasPrefix("# HELP m a \"b\"\\nc\\\\\n"))
    }
}
