import Bytes
import Fuzzing
import Testing

@Suite("Mutants of JSON and base64")
struct BytesFuzzTests {
    private static let corpus = [
        #"{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a","labels":{"é":"\u00e9\ud83d\ude00","":null}}}"#,
        #"[0,-1,1.5,-0.0,1e3,1E-7,123456789012345678901234567890,9223372036854775807,-9223372036854775808,5e-324]"#,
        #"{"a":{"a":[[[{"b":"\"\\\/\b\f\n\r\t"}]]]},"b":true,"c":false,"d":" \u0000 "}"#,
        "[\"\u{e9}\",\"e\u{301}\",\"\u{1F600}\"]", "  \"x\"  ",
    ]
    private static let tokens = [
        "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "\\ud800", "\\udc00", "null", "true", "-", "1e999",
        "1e-999",
        "0", ".", "\"\":", "{\"\":", "[[[[[[[[", "]]]]",
    ]

    @Test("JSON that parses is the same value after it is written and read again", .timeLimit(.minutes(15)))
    func roundTrip() throws {
        var parsed = 0
        for mutant in Mutants(of: Self.corpus, tokens: Self.tokens, count: 4000) {
            let value: JSON
            do throws(JSONError) { value = try JSON(parsing: mutant.bytes) } catch {
                #expect((0...mutant.bytes.count).contains(error.offset), "\(mutant)")
                continue
            }
            parsed += 1
            let again = try? JSON(parsing: value.bytes)
            // Numbers without a fraction come back as integers, so what is compared is what is written.
            #expect(again?.bytes == value.bytes, "\(mutant)")
            #expect(try JSON(parsing: value.pretty()).bytes == value.bytes, "\(mutant)")
        }
        #expect(parsed > 200)
    }

    @Test("a view of a document sees what its value has", .timeLimit(.minutes(15)))
    func views() {
        for mutant in Mutants(of: Self.corpus, tokens: Self.tokens, count: 3000, firstSeed: 10_000) {
            guard let document = try? JSONDocument(mutant.bytes) else { continue }
            let root = document.root
            let value = root.json
            #expect(root.elements.count == value.array?.count ?? 0, "\(mutant)")
            for (name, _) in root.members { #expect(root[name].json == value[name], "\(mutant)") }
            _ = document.duplicateFields()
        }
    }

    @Test("base64 that decodes is the same bytes after it is encoded again", .timeLimit(.minutes(15)))
    func base64() {
        let corpus = [
            "", "YQ==", "YWI=", "YWJj", "_-8", "/+8=", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
        ]
        for mutant in Mutants(of: corpus, tokens: ["=", "==", "-", "_", "+", "/", "\n"], count: 4000) {
            let encoded = Base64.encode(mutant.bytes)
            #expect(Base64.decode(encoded) == mutant.bytes, "\(mutant)")
            #expect(Base64.decode(Base64.encode(mutant.bytes, alphabet: .url)) == mutant.bytes, "\(mutant)")
            guard let bytes = Base64.decode(mutant.text) else { continue }
            #expect(Base64.decode(Base64.encode(bytes)) == bytes, "\(mutant)")
        }
    }
}
