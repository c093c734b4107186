import Fuzzing
import OVAL
import SCAP
import Testing
import XCCDF

@Suite("Mutants of data streams")
struct SCAPFuzzTests {
    private static let corpus = [
        collection(
            benchmark: benchmark(
                "<Profile id=\"p\"><title>p</title><select idref=\"r\" selected=\"true\"/></Profile>"
                    + rule("r") + rule("s", definition: 5) + rule("t", href: "else.xml"))),
        collection(
            benchmark: benchmark(rule("r"), id: "xccdf_b"),
            catalog: "<cat:uri name=\"else.xml\" uri=\"#none\"/>"),
    ]
    private static let tokens = [
        "#cref-oval", "#comp-oval", "#comp-xccdf", "#", "id=\"stream\"", "<ds:data-stream id=\"s2\">",
        "</ds:component>",
        "<", ">", "/>", "xlink:href=\"file:///etc/passwd\"", "xlink:href=\"#cref-xccdf\"", "oval:x:def:1",
        "../", "\u{301}",
    ]

    @Test(
        "a mutant is refused in one line with its file's name, or it can be scanned", .timeLimit(.minutes(15))
    )
    func dataStreams() throws {
        let directory = TemporaryDirectory()
        let path = directory.write("m.xml", "")
        var read = 0
        for mutant in Mutants(of: Self.corpus, tokens: Self.tokens, count: 1500) {
            directory.overwrite("m.xml", mutant.bytes)
            do throws(SCAPError) {
                let content = try Content(path: path)
                read += 1
                let result = try? content.scan(
                    .default, collector: Collector(probes: [UnixFamily()]), clock: { 0 })
                #expect(result.map { $0.results.count <= content.benchmark.rules.count } ?? true, "\(mutant)")
            } catch {
                #expect(error.description.hasPrefix(path), "\(mutant): \(error)")
                #expect(!error.description.contains("\n"), "\(mutant): \(error)")
            }
        }
        #expect(read > 150)
    }
}
