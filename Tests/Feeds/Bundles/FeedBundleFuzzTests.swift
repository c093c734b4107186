import Bytes
import Files
import Fuzzing
import Signing
import Testing

@testable import Feeds

@Suite("Damaged bundles")
struct FeedBundleFuzzTests {
    private let samples = FeedSamples()

    @Test("a damaged manifest is refused, or is a manifest that can be written and read")
    func manifests() throws {
        try samples.bring("go", ["GO-1": "1.0.0"])
        let manifest = try samples.bring("kev", ["CVE-1": "1.0.0"])
        for mutant in Mutants(
            of: [manifest.json.bytes],
            tokens: ["-1", "9223372036854775807", "null", "\"go\"", "[]", "1e400"],
            count: 3000)
        {
            guard let read = try? FeedManifest(mutant.bytes, path: "m") else { continue }
            #expect(try FeedManifest(read.json.bytes, path: "m") == read, "\(mutant)")
        }
    }

    @Test("damaged signatures are refused, or hold of nothing that was not signed")
    func signatures() throws {
        var signatures = FeedSignatures()
        let message = Array("{}".utf8)
        try signatures.sign(message, with: samples.key)
        try signatures.sign(message, with: Ed25519Key())
        let signers = signatures.signers(of: message)
        #expect(signers.count == 2)
        #expect(signatures.signers(of: message + [0x0A]).isEmpty)
        for mutant in Mutants(of: [signatures.bytes], tokens: ["ed25519", " ", "\n", "rsa"], count: 1000) {
            guard let read = try? FeedSignatures(mutant.bytes, path: "s") else { continue }
            #expect(read.signers(of: message).allSatisfy(signers.contains), "\(mutant)")
        }
    }

    @Test("a damaged bundle is refused and changes nothing, or is taken as it was meant")
    func bundles() throws {
        let manifest = try samples.bring("go", FeedSamples.many(20))
        let path = try samples.export("good.tar")
        let good = try #require(try SmallFile.read(path, limit: 1 << 20))
        for mutant in Mutants(of: [good], tokens: ["ustar", "records/", "manifest.sig"], count: 600) {
            try PlacedFile.write(mutant.bytes, to: samples.path("bad.tar"))
            let target = FeedDirectory(samples.path("target\(mutant.seed)"))
            let adoption = try? FeedBundle.adopt(
                samples.path("bad.tar"), into: target, trusting: samples.keys)
            #expect(adoption == nil || adoption?.manifest == manifest, "seed \(mutant.seed)")
            #expect(try target.manifest() == adoption?.manifest, "seed \(mutant.seed)")
        }
    }
}
