import Bytes
import Digests
import Testing

@Suite("Digests of a content that is read once")
struct DigestBankTests {
    // `openssl dgst` and `gcry_md` on the three bytes `abc`.
    @Test(
        "each algorithm gives what its standard says of abc",
        arguments: [
            (DigestAlgorithm.md5, "900150983cd24fb0d6963f7d28e17f72"),
            (.sha1, "a9993e364706816aba3e25717850c26c9cd0d89d"),
            (.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (.rmd160, "8eb208f7e05d987a9b044a8e98c6b087f15a0bfc"),
            (.sha512_256, "53048e2681941ef99b2e29b76b4c7dabe4c2d0c634fc6d46e0e2f13107e7af23"),
            (.sha3_256, "3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532"),
            (.crc32, "352441c2"),
        ])
    func knownAnswers(_ algorithm: DigestAlgorithm, _ expected: String) {
        let bank = DigestBank([algorithm])
        for _ in 0..<2 {
            bank.start()
            Array("a".utf8).withUnsafeBytes(bank.update)
            Array("bc".utf8).withUnsafeBytes(bank.update)
            #expect(bank.finish().map { Hex.encode($0) } == [expected])
        }
    }

    @Test("a bank of all algorithms gives each its length")
    func lengths() {
        let bank = DigestBank(DigestAlgorithm.allCases)
        bank.start()
        #expect(bank.algorithms == DigestAlgorithm.allCases)
        #expect(bank.finish().map(\.count) == DigestAlgorithm.allCases.map(\.length))
    }
}
