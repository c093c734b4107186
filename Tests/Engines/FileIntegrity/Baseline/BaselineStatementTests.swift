import Bytes
import Fuzzing
import Testing

@testable import FileIntegrity

@Suite("The signed statement of a baseline")
struct BaselineStatementTests {
    static func statement() -> BaselineStatement {
        BaselineStatement(
            node: "nœud-1", configuration: Digest.of([1], .sha256), dialect: .v0_16,
            tree: BaselineSandbox.tree(Digest.of([2], .sha256), 3),
            after: BaselinePredecessor(
                nil,
                known: [
                    RollbackEvidence(
                        counter: 41, root: Digest.of([3], .sha256),
                        keyID: BaselineKeyID(publicKey: [1]), source: "x")
                ]),
            time: 1_700_000_000,
            origin: .approved([
                .init(path: "/etc/passwd", kind: .changed, digest: Digest.of([4], .sha256)),
                .init(path: "/a\\012b", kind: .removed, digest: Digest.of([5], .sha256)),
            ]), author: "admin@example.org", inventory: Digest.of([6], .sha256))
    }

    @Test("a statement that was written is read as it was")
    func roundTrip() throws {
        let signed = try SignedStatement(Self.statement(), by: TestSigner())
        let again = try SignedStatement(bytes: signed.bytes, name: "s")
        #expect(again == signed)
        #expect(again.statement == Self.statement())
        #expect(again.statement.counter == 42)
        #expect(again.isSigned(TestSigner.check))
    }

    @Test("the signature covers the type and the bytes as DSSE says")
    func preAuthenticationEncoding() throws {
        let signed = try SignedStatement(Self.statement(), by: TestSigner())
        let message =
            "DSSEv1 40 application/vnd.martlet.baseline.v1+json \(signed.payload.count) "
            + String(decoding: signed.payload, as: UTF8.self)
        #expect(signed.signature == TestSigner().signature(of: Array(message.utf8)))
    }

    @Test(
        "what is wrong is said with the file and the field",
        arguments: [
            ("\"count\":3", "\"count\":-1", "s: field 'count': is out of range"),
            ("\"count\":3", "\"count\":\"3\"", "s: field 'count': is no whole number"),
            ("\"counter\":42", "\"counter\":9223372036854775807", "s: field 'counter': is out of range"),
            ("\"counter\":42", "\"counter\":1", "s: field 'previousRoot': only the first baseline has none"),
            ("\"dialect\":\"0.16\"", "\"dialect\":\"9\"", "s: field 'dialect': no such dialect"),
            ("\"kind\":\"removed\"", "\"kind\":\"moved\"", "s: field 'approved[1].kind': no such kind"),
            ("\"version\":1", "\"version\":2", "s: field 'version': only version 1 is known"),
            ("\"root\":\"", "\"root\":\"0", "s: field 'root': is no SHA-256 in hexadecimal"),
        ])
    func refusals(_ from: String, _ to: String, _ sentence: String) throws {
        let text = String(decoding: Self.statement().payload, as: UTF8.self)
        let range = try #require(text.range(of: from))
        let payload = text.replacingCharacters(in: range, with: to)
        do {
            _ = try BaselineStatement(payload: Array(payload.utf8), name: "s")
            Issue.record("was read")
        } catch {
            #expect(error.description == sentence)
        }
    }

    @Test("what is published of a statement is one line that can be read again")
    func evidence() throws {
        let signed = try SignedStatement(Self.statement(), by: TestSigner())
        let evidence = RollbackEvidence(signed, source: "the annotation")
        #expect(RollbackEvidence(evidence.text, source: "the annotation") == evidence)
        for text in [
            "", "1", "0:\(Hex.encode(evidence.root)):\(evidence.keyID)", "1:00:\(evidence.keyID)",
            "99999999999999999:\(Hex.encode(evidence.root)):\(evidence.keyID)", evidence.text + ":",
        ] { #expect(RollbackEvidence(text, source: "x") == nil, "\(text)") }
    }

    @Test("a mutant is refused, or is not signed, or says the same", .timeLimit(.minutes(15)))
    func mutants() throws {
        let signed = try SignedStatement(Self.statement(), by: TestSigner())
        let payload = signed.payload
        for mutant in Mutants(
            of: [signed.bytes], tokens: ["\"", "{", "}", "payload", "sig", "1", "null", "="], count: 4000)
        {
            guard let read = try? SignedStatement(bytes: mutant.bytes, name: "m") else { continue }
            #expect(!read.isSigned(TestSigner.check) || read.payload == payload, "\(mutant)")
        }
        for mutant in Mutants(
            of: [payload], tokens: ["\"counter\":", "9223372036854775807", "-1", "null", "[", "{"],
            count: 4000)
        {
            do throws(BaselineError) {
                let read = try BaselineStatement(payload: mutant.bytes, name: "m")
                #expect(try BaselineStatement(payload: read.payload, name: "m") == read, "\(mutant)")
            } catch {
                #expect(error.description.hasPrefix("m: "), "\(mutant)")
            }
        }
    }
}

extension BaselineSandbox {
    /// A tree with a root of one's choice.
    static func tree(_ root: [UInt8], _ count: Int) -> BaselineTree { BaselineTree(root: root, count: count) }
}

extension String {
    /// The place of the first occurrence of a text.
    func range(of text: String) -> Range<String.Index>? {
        indices.first { self[$0...].hasPrefix(text) }.map { $0..<index($0, offsetBy: text.count) }
    }

    /// The text with a part replaced.
    func replacingCharacters(in range: Range<String.Index>, with text: String) -> String {
        String(self[..<range.lowerBound]) + text + String(self[range.upperBound...])
    }
}
