import Bytes
import FileIntegrity
import Fuzzing
import IntegrityVerbs
import Testing

@Suite("What was published of a baseline")
struct PublishedStatementTests {
    private let root = String(repeating: "a1", count: 32)
    private let key = String(repeating: "b2", count: 32)

    @Test("JSON and a line say the same")
    func forms() throws {
        let json = "{\"counter\": 7, \"root\": \"\(root)\", \"key\": \"\(key)\", \"node\": \"worker-1\"}\n"
        let first = try PublishedStatement.read(Array(json.utf8), source: "a")
        let second = try PublishedStatement.read(Array(" 7:\(root):\(key)\n".utf8), source: "a")
        #expect(first == second)
        #expect(first.counter == 7)
    }

    @Test(
        "what is something else is refused with the source and the field",
        arguments: [
            ("", "vault: is neither JSON nor a line"), ("7:abc:def", "vault: is neither JSON nor a line"),
            ("{", "vault: "), ("{}", "vault: field 'counter'"),
            ("{\"counter\": 0}", "vault: field 'counter'"),
            ("{\"counter\": 99999999999999}", "vault: field 'counter'"),
            ("{\"counter\": 7, \"root\": \"x\", \"key\": \"y\"}", "vault: fields 'root' and 'key'"),
            ("{\"payloadType\": \"other\"}", "vault: field 'payloadType'"),
        ])
    func refused(text: String, beginning: String) {
        let error = #expect(throws: IntegrityError.self) {
            try PublishedStatement.read(Array(text.utf8), source: "vault")
        }
        #expect(error?.description.hasPrefix(beginning) == true, "\(String(describing: error))")
    }

    @Test("no bytes make it fail otherwise than with a sentence")
    func fuzz() {
        let seeds = [
            "{\"counter\": 7, \"root\": \"\(root)\", \"key\": \"\(key)\"}", "7:\(root):\(key)",
            "{\"payloadType\": \"application/vnd.martlet.baseline.v1+json\", \"payload\": \"e30=\", \"signatures\": "
                + "[{\"keyid\": \"\(key)\", \"sig\": \"AA==\", \"publicKey\": \"AA==\"}]}",
        ]
        for mutant in Mutants(of: seeds, tokens: ["counter", "-1", "null", "payloadType"], count: 500) {
            do {
                let evidence = try PublishedStatement.read(mutant.bytes, source: "vault")
                #expect(evidence.counter > 0, "\(mutant)")
            } catch {
                #expect(error.description.hasPrefix("vault: "), "\(mutant): \(error)")
            }
        }
    }
}
