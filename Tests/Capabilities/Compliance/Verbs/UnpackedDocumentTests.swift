import Bytes
import Fuzzing
import Testing

@testable import Compliance

@Suite("A result document, packed or not")
struct UnpackedDocumentTests {
    /// `<TestResult/>` and a line break, packed by bzip2 and written in base64.
    static let packed = "QlpoOTFBWSZTWcl+zAIAAAFbgAAQAACABRQAAgQOACAAIg0NDQgGmmieEiiVrcm8XckU4UJDJfswCA=="

    private func packed() throws -> [UInt8] { try #require(Base64.decode(Self.packed)) }

    @Test(
        "a packed document is unpacked, several one after the other as one, and a plain one is taken as it is"
    )
    func unpacks() throws {
        let packed = try packed()
        let text = Array("<TestResult/>\n".utf8)
        #expect(try UnpackedDocument(packed).bytes == text)
        #expect(try UnpackedDocument(packed + packed).bytes == text + text)
        #expect(try UnpackedDocument(text).bytes == text)
        #expect(try UnpackedDocument([]).bytes.isEmpty)
    }

    @Test("a document that ends early, or is larger than it may be, is refused in a sentence")
    func refuses() throws {
        let packed = try packed()
        #expect(throws: UnpackedDocument.Failure.self) { try UnpackedDocument(Array(packed.dropLast(4))) }
        #expect(throws: UnpackedDocument.Failure.self) { try UnpackedDocument(packed, limit: 5) }
    }

    @Test("no damage to packed bytes does more than fail")
    func fuzz() throws {
        var failures = 0
        for mutant in Mutants(of: [try packed()], tokens: ["BZh9"], count: 3_000) {
            do { _ = try UnpackedDocument(mutant.bytes) } catch {
                failures += 1
                #expect(error.description.hasPrefix("the results"), "\(mutant)")
            }
        }
        #expect(failures > 100)
    }
}
