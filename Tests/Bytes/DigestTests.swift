import Testing

@testable import Bytes

@Suite struct DigestTests {
    /// FIPS 180-4's and RFC 1321's own example.
    @Test(
        "\"abc\" has the digest that the standard prints",
        arguments: [
            (Digest.Algorithm.md5, "900150983cd24fb0d6963f7d28e17f72"),
            (.sha1, "a9993e364706816aba3e25717850c26c9cd0d89d"),
            (.sha224, "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7"),
            (.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                .sha384,
                "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7"
            ),
            (
                .sha512,
                "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"
            ),
        ])
    func example(algorithm: Digest.Algorithm, expected: String) {
        #expect(Hex.encode(Digest.of(Array("abc".utf8), algorithm)) == expected)
    }

    @Test("the pieces in which bytes come do not change the digest", arguments: Digest.Algorithm.allCases)
    func pieces(algorithm: Digest.Algorithm) {
        let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        for count in [0, 1, 55, 56, 63, 64, 65, 111, 112, 127, 128, 129, 1000] {
            let whole = Digest.of(Array(bytes.prefix(count)), algorithm)
            for size in [1, 7, 64, 100, 128] {
                var digest = Digest(algorithm)
                for start in stride(from: 0, to: count, by: size) {
                    digest.update(Array(bytes[start..<min(start + size, count)]))
                }
                #expect(digest.finish() == whole, "\(count) bytes in pieces of \(size)")
            }
        }
    }

    @Test("a million letters have SHA-1's and SHA-256's known digests")
    func million() {
        let bytes = [UInt8](repeating: 0x61, count: 1_000_000)
        #expect(Hex.encode(Digest.of(bytes, .sha1)) == "34aa973cd4c4daa4f61eeb2bdbad27316534016f")
        #expect(
            Hex.encode(Digest.of(bytes, .sha256))
                == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    }
}
