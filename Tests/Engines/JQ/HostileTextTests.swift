import Fuzzing
import JQ
import Testing

@Suite("Hostile texts are read or refused")
struct HostileTextTests {
    @Test("mutated JSON is read or refused, the same as by fromjson")
    func mutants() throws {
        let corpus = [
            #"{"a":[1,2.50,-0,1e400,{"b":null}],"c":"x\u00e9\ud83d\ude00\n","d":true}"#,
            #"[[],{},"",0.1e-9,12345678901234567890,false]"#, "1 2 [3] \"a\" nan",
        ]
        let program = try JQ("[.]|tojson|fromjson")
        for mutant in Mutants(
            of: corpus, tokens: ["NaN", "\\u", "\\ud800", "[[", "{\"", "1E999999999999"], count: 5000)
        {
            do { try program.texts(of: mutant.bytes) { _ in true } } catch is JQError {}
        }
    }

    @Test("nesting beyond jq's own bound is refused")
    func deep() throws {
        let text = String(repeating: "[", count: 100_000)
        #expect(throws: JQError.input("Exceeds depth limit for parsing at line 1, column 257")) {
            try JQ(".").texts(of: Array(text.utf8)) { _ in true }
        }
    }
}
