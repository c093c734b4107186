import Testing
import Zstandard

@Suite struct ZstandardBlockTests {
    private let text = Array(String(repeating: "a line of a feed\n", count: 1000).utf8)

    @Test("what was packed comes out again")
    func whole() throws {
        let packed = try ZstandardBlock.pack(text, level: 9)
        #expect(packed.count < text.count / 10)
        #expect(try ZstandardBlock.unpack(packed, limit: text.count) == text)
        #expect(try ZstandardBlock.unpack(try ZstandardBlock.pack([], level: 3), limit: 0) == [])
    }

    @Test("against a base only the difference counts, and without the base nothing comes out")
    func base() throws {
        let old = (0..<20_000).flatMap { Array("line \($0 &* 2_654_435_761)\n".utf8) }
        let new = old + Array("one more\n".utf8)
        let packed = try ZstandardBlock.pack(new, level: 9, against: old)
        #expect(packed.count < 200)
        #expect(try ZstandardBlock.unpack(packed, limit: new.count, against: old) == new)
        #expect(throws: ZstandardError.self) { try ZstandardBlock.unpack(packed, limit: new.count) }
    }

    @Test("more than the limit never comes out, nor anything of damaged bytes")
    func refused() throws {
        let packed = try ZstandardBlock.pack(text, level: 9)
        #expect(throws: ZstandardError.self) {
            try ZstandardBlock.unpack(packed, limit: text.count - 1)
        }
        #expect(throws: ZstandardError.self) {
            try ZstandardBlock.unpack(Array(packed.dropLast(3)), limit: text.count)
        }
        #expect(throws: ZstandardError.self) { try ZstandardBlock.unpack([1, 2, 3], limit: 10) }
    }
}
