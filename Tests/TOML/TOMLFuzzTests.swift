import Fuzzing
import TOML
import Testing

@Suite("Mutants of TOML") struct TOMLFuzzTests {
    private static let corpus = [
        "[[package]]\nname = \"a\"\nversion = \"1\"\ndependencies = [\n \"b\",\n]\n[metadata]\n\"x y\" = '1'\n",
        "a.b.c = 1\n[t]\nx = { y = [1, 2.5, 1979-05-27T07:32:00Z], z.w = \"\"\"\nlong\\\n  text\"\"\" }\n[t.u]\nk = '''r'''\n",
    ]
    private static let tokens = [
        "[[", "]]", "[", "]", "{", "}", "=", ".", "\"\"\"", "'''", "\\", "\\u12", "\n", "\r\n", "\0", "#",
        "0x",
        "1e", "_", "inf",
    ]

    @Test("a mutant is read, or refused with a line")
    func mutants() {
        var read = 0
        for mutant in Mutants(of: Self.corpus, tokens: Self.tokens, count: 8_000) {
            do throws(TOMLError) {
                _ = try TOML.parse(mutant.bytes)
                read += 1
            } catch {
                #expect(error.line >= 1 && !error.reason.contains("\n"), "\(mutant): \(error)")
            }
        }
        #expect(read > 1_000)
    }
}
