import Fuzzing
import JQ
import Testing

@Suite("Hostile texts are read or refused")
struct HostileTextTests {
    @Test("mutated JSON is refused, or read so that its text is read as the same again")
    func mutants() throws {
        let corpus = [
            #"{"a":[1,2.50,-0,1e400,{"b":null}],"c":"x\u00e9\ud83d\ude00\n","d":true}"#,
            #"[[],{},"",0.1e-9,12345678901234567890,false]"#, "1 2 [3] \"a\" nan",
        ]
        let (plain, again) = (try JQ("tojson|fromjson"), try JQ("tojson|fromjson|tojson|fromjson"))
        var read = 0
        for mutant in Mutants(
            of: corpus, tokens: ["NaN", "\\u", "\\ud800", "[[", "{\"", "1E999999999999"], count: 5000)
        {
            var (first, second): ([[UInt8]], [[UInt8]]) = ([], [])
            do {
                try again.texts(of: mutant.bytes) {
                    second.append($0); return true
                }
                try plain.texts(of: mutant.bytes) {
                    first.append($0); return true
                }
            } catch is JQError { continue }
            read += 1
            #expect(first == second, "\(String(decoding: mutant.bytes, as: UTF8.self))")
        }
        #expect(read > 0)
    }

    @Test("nesting beyond jq's own bound is refused")
    func deep() throws {
        let text = String(repeating: "[", count: 100_000)
        #expect(throws: JQError.input("Exceeds depth limit for parsing at line 1, column 257")) {
            try JQ(".").texts(of: Array(text.utf8)) { _ in true }
        }
    }
}
