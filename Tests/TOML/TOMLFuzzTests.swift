import Bytes
import Fuzzing
import TOML
import Testing

@Suite("Mutants of TOML")
struct TOMLFuzzTests {
    @Test("a text is read or refused at a line that it has", .timeLimit(.minutes(5)))
    func mutants() {
        let corpus = [
            """
            [advisory]
            id = "RUSTSEC-2021-0036" # comment
            date = 2021-03-03T01:02:03.5+01:00
            aliases = ["CVE-2021-28037", 'GHSA-gppw',]
            [versions]
            patched = [">= 0.4.2"]
            [affected.functions]
            "a::b" = ["< 1"]
            [[a.b]]
            x.y = {z = 0x1F, w = [1.5e3, {}]}
            s = \"\"\"
            more \\
              \\u00e9\"\"\"
            [[a.b]]
            t = '''
            raw'''
            """
        ]
        let tokens = [
            "[", "]", "[[", "]]", "{", "}", "=", ".", ",", "\"", "'", "\"\"\"", "\\", "\\u", "\n", "\r", "#",
            "0x",
            "1_", "-", "1979-05-27", ":", "inf", "[a.b]\n", "\0",
        ]
        for mutant in Mutants(of: corpus, tokens: tokens, count: 5000) {
            do {
                let json = try TOML.parse(mutant.bytes)
                #expect((try? JSON(parsing: json.bytes))?.text == json.text, "\(mutant)")
            } catch {
                #expect(error.line >= 1 && error.line <= mutant.bytes.count { $0 == 0x0A } + 1, "\(mutant)")
            }
        }
    }
}
