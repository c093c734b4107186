import Digests
import Fuzzing
import Host
import ScratchRoots
import Testing

@testable import FileIntegrity

@Suite("Mutants of content indexes")
struct ContentIndexFuzzTests {
    static func checksum(_ bytes: [UInt8]) -> [UInt8] {
        let bank = DigestBank([.sha256])
        bank.start()
        bytes.withUnsafeBytes { bank.update($0) }
        return bank.finish()[0]
    }

    @Test("an index is read or refused, also when its checksum is right", .timeLimit(.minutes(15)))
    func indexes() throws {
        let sandbox = try IndexedSandbox()
        for number in 0..<20 { sandbox.box.file("f\(number)", "x") }
        try sandbox.initialize(try sandbox.box.configuration("/ p+sha1+sha512"))
        let whole = try sandbox.box.read("content.index")
        let keys = try sandbox.records().map(\.key)
        var readable = 0
        for mutant in Mutants(of: [Array(whole.dropLast(32))], count: 3000) {
            var bytes = mutant.bytes
            while bytes.count % 8 != 0 { bytes.append(0) }
            sandbox.box.scratch.file(
                "content.index", bytes: bytes + Self.checksum(bytes), mode: 0o600)
            guard let file = try? ContentIndexFile(sandbox.indexPath) else { continue }
            readable += 1
            var count: UInt64 = 0
            file.forEachPlace { place in
                count += 1
                let record = file.record(at: place)
                #expect(!ContentRecord.digests(.digests, of: record).isEmpty, "\(mutant)")
            }
            #expect(count == file.count, "\(mutant)")
            for key in keys {
                guard let place = file.place(of: key, wanted: .digests) else { continue }
                #expect(ContentRecord.key(of: file.record(at: place)).inode == key.inode, "\(mutant)")
            }
        }
        #expect(readable > 10)
    }
}
