import Glibc
import Host
import ScratchRoots
import Testing

@testable import FileIntegrity

@Suite("Digests from a content index")
struct ContentIndexTests {
    private func filled(_ count: Int = 10, _ lines: String = "/ p+i+n+s+m+c+sha256") throws -> (
        IndexedSandbox, Configuration
    ) {
        let sandbox = try IndexedSandbox()
        for number in 0..<count { sandbox.box.file("d/f\(number)", "content \(number)") }
        let configuration = try sandbox.box.configuration(lines)
        try sandbox.initialize(configuration)
        return (sandbox, configuration)
    }

    @Test("a second look reads nothing and finds nothing", arguments: [0, 2])
    func unchanged(_ workers: Int) throws {
        let (sandbox, configuration) = try filled(300)
        sandbox.clocks.pass(seconds: 1)
        let outcome = try sandbox.box.run(.update, configuration, workers: workers, index: sandbox.use())
        #expect(outcome.differences.isEmpty)
        #expect(outcome.index == ContentIndexOutcome(taken: 300))
        #expect(try sandbox.box.read("db") == sandbox.box.read("db.new"))
    }

    @Test("a first database is made by reading, and says so")
    func first() throws {
        let (sandbox, configuration) = try filled()
        let outcome = try sandbox.box.run(.initialize, configuration, index: sandbox.use())
        #expect(outcome.index?.read == 10)
        #expect(outcome.index?.refusal == "a first database is made by reading; every file is read")
        #expect(outcome.warnings.isEmpty)
    }

    @Test("each part of the key alone causes a reading")
    func keyParts() throws {
        let sandbox = try IndexedSandbox()
        sandbox.box.file("f", "content")
        let job = try sandbox.job("f")
        let wanted = AttributeSet(.sha256)
        let empty = ContentIndexReading(sandbox.use(), readsAll: false)
        let key = try #require(empty.answer(job, wanted: wanted).key)
        func answer(_ change: (inout ContentKey) -> Void) throws -> ContentIndexReading.Answer {
            var key = key
            change(&key)
            let digest = Entry.ContentDigest(attribute: .sha256, bytes: Array(repeating: 7, count: 32))
            try sandbox.write([
                ContentRecord(key: key, read: sandbox.clocks.reading.realtime, digests: [digest])
            ])
            return ContentIndexReading(sandbox.use(), readsAll: false).answer(job, wanted: wanted)
        }
        let same = try answer { _ in }
        #expect(same.isTaken)
        #expect(same.known?.digests.first?.bytes == Array(repeating: 7, count: 32))
        let numbers: [WritableKeyPath<ContentKey, UInt64>] = [\.fileSystem, \.inode, \.generation]
        for part in numbers {
            let other = try answer { $0[keyPath: part] ^= 1 << 40 }
            #expect(!other.isTaken && other.known == nil)
        }
        let sizes: [WritableKeyPath<ContentKey, Int64>] = [\.size, \.modified, \.changed]
        for part in sizes {
            let other = try answer { $0[keyPath: part] -= 1 }
            #expect(!other.isTaken && other.known == nil)
        }
    }

    @Test("a file that was written with its times put back is read and found")
    func timesPutBack() throws {
        let (sandbox, configuration) = try filled(10, "/ p+s+m+sha256")
        let path = sandbox.box.root + "/d/f3"
        var status = stat()
        stat(path, &status)
        usleep(20_000)
        sandbox.box.file("d/f3", "CONTENT 3")
        var times = [status.st_atim, status.st_mtim]
        utimensat(AT_FDCWD, path, &times, 0)
        sandbox.clocks.pass(seconds: 1)
        let outcome = try sandbox.box.run(.check, configuration, index: sandbox.use())
        #expect(outcome.differences.map { String(decoding: $0.path, as: UTF8.self) } == ["/d/f3"])
        #expect(outcome.differences.first?.changed == AttributeSet(.sha256))
        #expect(outcome.index?.read == 1)
        #expect(outcome.index?.hidden.isEmpty == true)
    }

    @Test("a file that changed within a minute before it was read is read once more, then trusted")
    func unsettled() throws {
        let (sandbox, configuration) = try filled()
        sandbox.clocks.set(secondsAhead: -3590)
        // The step back makes this look a full one, ten seconds after the files were made.
        _ = try sandbox.box.run(.check, configuration, index: sandbox.use())
        sandbox.clocks.pass(seconds: 600)
        let second = try sandbox.box.run(.check, configuration, index: sandbox.use())
        #expect(second.index == ContentIndexOutcome(read: 10))
        sandbox.clocks.pass(seconds: 600)
        let third = try sandbox.box.run(.check, configuration, index: sandbox.use())
        #expect(third.index == ContentIndexOutcome(taken: 10))
    }

    @Test("what was seen being written is read, whatever its times say")
    func touched() throws {
        let (sandbox, configuration) = try filled()
        let use = sandbox.use { file in file.path == Array("/d/f4".utf8) && file.inode > 0 && file.device > 0
        }
        let outcome = try sandbox.box.run(.check, configuration, index: use)
        #expect(outcome.index == ContentIndexOutcome(taken: 9, read: 1))
    }

    @Test("a digest that was not kept is computed, and both are there afterwards")
    func otherDigests() throws {
        let (sandbox, _) = try filled()
        let other = try sandbox.box.configuration("/ p+i+n+s+m+c+sha256+sha512")
        let outcome = try sandbox.box.run(.check, other, index: sandbox.use())
        #expect(outcome.index == ContentIndexOutcome(read: 10))
        let again = try sandbox.box.run(.check, other, index: sandbox.use())
        #expect(again.index == ContentIndexOutcome(taken: 10))
        let fewer = try sandbox.box.configuration("/ p+i+n+s+m+c+sha512")
        let third = try sandbox.box.run(.check, fewer, index: sandbox.use())
        #expect(third.index == ContentIndexOutcome(taken: 10))
    }

    @Test("a command with a limit keeps the records of what it does not look at")
    func limited() throws {
        let (sandbox, configuration) = try filled()
        sandbox.box.file("e/new", "x")
        let limit = try PathLimit("/e")
        let outcome = try sandbox.box.run(.check, configuration, limit: limit, index: sandbox.use())
        #expect(outcome.index == ContentIndexOutcome(read: 1))
        #expect(try sandbox.records().count == 11)
        let again = try sandbox.box.run(.check, configuration, index: sandbox.use())
        #expect(again.index == ContentIndexOutcome(taken: 11))
    }

    @Test("records of files that are gone are dropped")
    func gone() throws {
        let (sandbox, configuration) = try filled()
        unlink(sandbox.box.root + "/d/f0")
        _ = try sandbox.box.run(.check, configuration, index: sandbox.use())
        #expect(try sandbox.records().count == 9)
    }

    @Test("an index that says nothing new is not written again")
    func notWritten() throws {
        let (sandbox, configuration) = try filled()
        func inode() -> UInt64 {
            var status = stat()
            stat(sandbox.indexPath, &status)
            return UInt64(status.st_ino)
        }
        let before = inode()
        _ = try sandbox.box.run(.check, configuration, index: sandbox.use())
        #expect(inode() == before)
        sandbox.box.file("d/g", "x")
        _ = try sandbox.box.run(.check, configuration, index: sandbox.use())
        #expect(inode() != before)
    }

    @Test("a growing file, a flag and a second name come from the index as from the file")
    func otherWays() throws {
        let (sandbox, configuration) = try filled(10, "/ p+n+e2fsattrs+growing+sha256")
        link(sandbox.box.root + "/d/f1", sandbox.box.root + "/d/second")
        let full = try sandbox.box.run(.update, configuration)
        let expected = try sandbox.box.read("db.new")
        _ = try sandbox.box.run(.check, configuration, index: sandbox.use())
        let outcome = try sandbox.box.run(.update, configuration, index: sandbox.use())
        #expect(outcome.index?.read == 0)
        #expect(try sandbox.box.read("db.new") == expected)
        #expect(outcome.differences.count == full.differences.count)
    }

    @Test("an index that cannot be written is a warning, and the check goes on")
    func unwritable() throws {
        let (sandbox, configuration) = try filled()
        var use = sandbox.use()
        use.path = sandbox.box.scratch.path + "/nowhere/index"
        let outcome = try sandbox.box.run(.check, configuration, index: use)
        #expect(outcome.differences.isEmpty)
        #expect(outcome.index?.read == 10)
        #expect(outcome.warnings.count == 1)
        #expect(outcome.warnings.first?.contains("/nowhere/index' is not written: open") == true)
    }
}
