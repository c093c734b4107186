import Fuzzing
import Glibc
import Host
import ScratchRoots
import Testing

@testable import FileIntegrity

@Suite("Files that are read although nothing says that they changed")
struct HiddenChangeTests {
    private func filled(_ count: Int) throws -> (IndexedSandbox, Configuration) {
        let sandbox = try IndexedSandbox()
        for number in 0..<count { sandbox.box.file("f\(number)", "content \(number)") }
        let configuration = try sandbox.box.configuration("/ p+sha256")
        try sandbox.initialize(configuration)
        return (sandbox, configuration)
    }

    @Test("each file is read again within the days of the budget, evenly, and about a twentieth on the first")
    func budget() throws {
        let (sandbox, configuration) = try filled(400)
        var readings: [Int] = []
        for day in 1...21 {
            sandbox.clocks.pass(seconds: 86_400)
            let use = sandbox.use(seed: UInt64(day))
            let outcome = try sandbox.box.run(.check, configuration, index: use)
            let index = try #require(outcome.index)
            #expect(index.read == index.drawn)
            readings.append(index.read)
            let oldest = try sandbox.records().map(\.read).min() ?? 0
            #expect(sandbox.clocks.reading.realtime - oldest < 20 * 86_400_000_000_000)
        }
        // 400 files over 20 days are 20 a day at first and 40 at the end of the days; six standard deviations.
        #expect(readings.allSatisfy { (1...78).contains($0) }, "\(readings)")
    }

    @Test("another seed chooses other files, the same seed the same")
    func seed() throws {
        let (sandbox, _) = try filled(200)
        sandbox.clocks.pass(seconds: 10 * 86_400)
        func drawn(_ seed: UInt64) throws -> [Bool] {
            let reading = ContentIndexReading(sandbox.use(seed: seed), readsAll: false)
            return try (0..<200).map { number in
                reading.answer(try sandbox.job("f\(number)"), wanted: AttributeSet(.sha256)).isDrawn
            }
        }
        let first = try drawn(1)
        #expect(try drawn(1) == first)
        #expect(try drawn(2) != first)
        #expect((50...150).contains(first.count { $0 }))
    }

    @Test("content that changed behind unchanged times is a finding of its own")
    func hidden() throws {
        let (sandbox, configuration) = try filled(3)
        var records = try sandbox.records()
        let place = try #require(
            records.firstIndex { $0.key.inode == (try? sandbox.job("f1"))?.status.inode })
        // What the file would have held before somebody wrote to its blocks.
        records[place].digests[0].bytes[5] ^= 1
        try sandbox.write(records)
        sandbox.clocks.pass(seconds: 60)
        let trusting = try sandbox.box.run(.check, configuration, index: sandbox.use())
        #expect(trusting.index?.hidden.isEmpty == true)
        try sandbox.write(records)
        let reading = try sandbox.box.run(.check, configuration, index: sandbox.use(days: 0))
        let hidden = try #require(reading.index?.hidden.first)
        #expect(reading.index?.hidden.count == 1)
        #expect(reading.index?.drawn == 3)
        #expect(hidden.path == Array("/f1".utf8))
        #expect(hidden.changed == AttributeSet(.sha256))
        #expect(
            hidden.message.hasPrefix("content changed behind unchanged times: '/f1' (sha256) was written"))
        // Told once: the index has the new content now.
        let after = try sandbox.box.run(.check, configuration, index: sandbox.use(days: 0))
        #expect(after.index?.hidden.isEmpty == true)
    }

    @Test("a full look after a step of the clock compares with the index too")
    func hiddenByClock() throws {
        let (sandbox, configuration) = try filled(3)
        var records = try sandbox.records()
        records[0].digests[0].bytes[5] ^= 1
        try sandbox.write(records)
        sandbox.clocks.set(secondsAhead: -100)
        let outcome = try sandbox.box.run(.check, configuration, index: sandbox.use())
        #expect(outcome.index?.hidden.count == 1)
    }
}
