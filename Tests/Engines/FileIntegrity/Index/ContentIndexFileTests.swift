import Fuzzing
import Glibc
import Host
import ScratchRoots
import Testing

@testable import FileIntegrity

@Suite("Index files")
struct ContentIndexFileTests {
    private func record(_ number: UInt64, _ digests: [Attribute] = [.sha256]) -> ContentRecord {
        let lengths: [Attribute: Int] = [.sha256: 32, .sha512: 64, .crc32: 4, .sha1: 20]
        let key = ContentKey(
            fileSystem: 9, inode: number, generation: number &* 7, size: Int64(number), modified: 1,
            changed: 2)
        return ContentRecord(
            key: key, read: 3,
            digests: digests.map {
                Entry.ContentDigest(
                    attribute: $0,
                    bytes: Array(repeating: UInt8(truncatingIfNeeded: number), count: lengths[$0] ?? 0))
            })
    }

    private func refusal(_ path: String) -> String? {
        do throws(ContentIndexFile.Refusal) {
            _ = try ContentIndexFile(path)
            return nil
        } catch { return error.message }
    }

    private func put(_ bytes: [UInt8], _ sandbox: IndexedSandbox) {
        sandbox.box.scratch.file("content.index", bytes: bytes, mode: 0o600)
    }

    @Test("what was written is read, records of all lengths")
    func roundTrip() throws {
        let sandbox = try IndexedSandbox()
        let sets: [[Attribute]] = [
            [.sha256], [.sha1, .sha512], [.crc32], [.sha1, .crc32, .sha256, .sha512],
        ]
        let records = (0..<1000).map { record(UInt64($0), sets[$0 % 4]) }
        try sandbox.write(records)
        var sorted = records
        for index in sorted.indices {
            sorted[index].digests.sort { $0.attribute.rawValue < $1.attribute.rawValue }
        }
        #expect(try sandbox.records() == sorted)
        let file = try ContentIndexFile(sandbox.indexPath)
        #expect(file.written == sandbox.clocks.reading)
        for record in sorted {
            let place = try #require(file.place(of: record.key, wanted: record.set))
            #expect(ContentRecord.key(of: file.record(at: place)) == record.key)
        }
        #expect(file.place(of: self.record(1000).key, wanted: []) == nil)
        var status = stat()
        stat(sandbox.indexPath, &status)
        #expect(status.st_mode & 0o777 == 0o600)
    }

    @Test("of two records of an inode the one with the wanted digests is found")
    func twice() throws {
        let sandbox = try IndexedSandbox()
        try sandbox.write([record(5, [.sha1]), record(5, [.sha512])])
        let file = try ContentIndexFile(sandbox.indexPath)
        for wanted in [Attribute.sha1, .sha512] {
            let place = try #require(file.place(of: record(5).key, wanted: wanted.bit))
            #expect(ContentRecord.digests(.digests, of: file.record(at: place)).map(\.attribute) == [wanted])
        }
    }

    @Test("an index with any bit changed or any end missing is refused with a sentence")
    func damaged() throws {
        let sandbox = try IndexedSandbox()
        try sandbox.write((0..<3).map { record($0) })
        let whole = try sandbox.box.read("content.index")
        for place in whole.indices {
            var bytes = whole
            bytes[place] ^= 1 << UInt8(place % 8)
            put(bytes, sandbox)
            let reason = place < 24 ? "is of another kind" : "is damaged: its checksum differs"
            #expect(refusal(sandbox.indexPath) == "the content index '\(sandbox.indexPath)' \(reason)")
        }
        for count in 0..<whole.count {
            put(Array(whole.prefix(count)), sandbox)
            #expect(refusal(sandbox.indexPath) != nil)
        }
        put(whole, sandbox)
        #expect(refusal(sandbox.indexPath) == nil)
    }

    @Test("a damaged index makes a full look and is written anew")
    func recovered() throws {
        let sandbox = try IndexedSandbox()
        sandbox.box.file("f", "x")
        let configuration = try sandbox.box.configuration("/ p+sha256")
        try sandbox.initialize(configuration)
        put(Array("martlet content index 1\n".utf8) + Array(repeating: 0, count: 200), sandbox)
        let outcome = try sandbox.box.run(.check, configuration, index: sandbox.use())
        #expect(outcome.differences.isEmpty)
        #expect(
            outcome.warnings == [
                "the content index '\(sandbox.indexPath)' is damaged: its checksum differs; every file is read"
            ])
        let next = try sandbox.box.run(.check, configuration, index: sandbox.use())
        #expect(next.index == ContentIndexOutcome(taken: 1))
    }

    @Test("an index that others may write, or that is a link, is refused")
    func foreign() throws {
        let sandbox = try IndexedSandbox()
        try sandbox.write([record(1)])
        chmod(sandbox.indexPath, 0o620)
        #expect(
            refusal(sandbox.indexPath)?.hasSuffix("can be written by others than the user of this program")
                == true)
        chmod(sandbox.indexPath, 0o600)
        rename(sandbox.indexPath, sandbox.indexPath + ".old")
        sandbox.box.scratch.link("content.index", to: "content.index.old")
        #expect(refusal(sandbox.indexPath)?.contains("cannot be opened: ") == true)
        unlink(sandbox.indexPath)
        sandbox.box.scratch.fifo("content.index")
        #expect(refusal(sandbox.indexPath)?.hasSuffix("is no regular file") == true)
    }

    @Test("records that contradict their trailer are refused even under a right checksum")
    func contradiction() throws {
        let sandbox = try IndexedSandbox()
        let count = UInt64(4)
        var body = ContentIndexFile.magic
        for number in 0..<count { record(number).append(to: &body) }
        for wrong in [count + 1, count - 1, 0, .max, 1 << 32] {
            var bytes = body
            bytes.append(number: wrong)
            bytes += [UInt8](repeating: 0, count: 56)
            put(bytes + ContentIndexFuzzTests.checksum(bytes), sandbox)
            #expect(refusal(sandbox.indexPath)?.hasSuffix("its records do not fill it") == true)
        }
    }
}
