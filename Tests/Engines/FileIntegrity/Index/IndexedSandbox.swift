import Glibc
import Host
import ScratchRoots
import Synchronization

@testable import FileIntegrity

/// A tree to watch with a content index, and clocks that a test sets.
struct IndexedSandbox {
    let box: Sandbox
    let clocks = SetClocks()
    var indexPath: String { box.scratch.path + "/content.index" }

    init() throws { box = try Sandbox() }

    /// The index with nothing touched and no file's turn.
    func use(
        days: Double = 20, seed: UInt64 = 1,
        isTouched: @escaping @Sendable (ContentIndexUse.File) -> Bool = {
            _ in false
        }
    ) -> ContentIndexUse {
        let clocks = clocks
        var use = ContentIndexUse(
            path: indexPath, isTouched: isTouched, budget: RehashBudget(days: days), seed: seed,
            clock: { clocks.reading })
        use.trustsEveryFileSystem = true
        return use
    }

    /// Writes a first database and the index, and makes the database the one that is compared with.
    func initialize(_ configuration: Configuration) throws {
        _ = try box.run(.initialize, configuration, index: use())
        rename(box.scratch.path + "/db.new", box.scratch.path + "/db")
    }

    /// The piece of a walk that a file of the root directory is.
    func job(_ name: String, _ attributes: AttributeSet = AttributeSet(.sha256)) throws -> WalkJob {
        let directory = try OpenDirectory(try Host(root: box.root), "/")
        return WalkJob(
            directory: directory, name: Array(name.utf8), path: Array("/\(name)".utf8),
            status: try directory.status(of: Array(name.utf8)), attributes: attributes)
    }

    /// Replaces the index by one of some records.
    func write(_ records: [ContentRecord]) throws {
        let writer = try ContentIndexWriter(indexPath)
        for record in records { try writer.write(record) }
        try writer.finish(clocks.reading)
    }

    /// The records of the index.
    func records() throws -> [ContentRecord] {
        let file = try ContentIndexFile(indexPath)
        var records: [ContentRecord] = []
        file.forEachPlace { place in
            let bytes = file.record(at: place)
            records.append(
                ContentRecord(
                    key: ContentRecord.key(of: bytes), read: Int64(bitPattern: bytes.number(6)),
                    digests: ContentRecord.digests(.digests, of: bytes),
                    hasNoAttributes: ContentRecord.hasNoAttributes(bytes)))
        }
        return records
    }
}

/// Clocks that stand still until they are set.
///
/// They begin an hour late, so that files which were made just now are long settled.
final class SetClocks: Sendable {
    private let state: Mutex<ClockReading>

    init() {
        var now = ClockReading.now()
        now.boot = "first"
        now.realtime += 3_600_000_000_000
        state = Mutex(now)
    }

    var reading: ClockReading { state.withLock { $0 } }

    /// Lets time pass.
    func pass(seconds: Int64) {
        state.withLock {
            $0.realtime += seconds * 1_000_000_000
            $0.uptime += seconds * 1_000_000_000
        }
    }

    /// Sets the clock.
    func set(secondsAhead: Int64) { state.withLock { $0.realtime += secondsAhead * 1_000_000_000 } }

    /// Starts the machine again.
    func restart() {
        state.withLock {
            $0.boot += "x"
            $0.uptime = 1
        }
    }
}
