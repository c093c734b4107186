public import Logging
import Synchronization
import Threads

/// Writes audit events to a file, a line each, on a thread of its own.
///
/// The queue before it is bounded: when the disk is slow, requests wait. None is answered off the record.
public final class AuditLog: Sendable {
    private struct Room {
        var queued = 0
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private static let limit = 10_000

    let policy: AuditPolicy
    private let queue = ThreadQueue<[UInt8]>()
    private let room = Mutex(Room())
    private let ended = Mutex<(isOver: Bool, waiting: [CheckedContinuation<Void, Never>])>((false, []))

    /// Opens the file and starts the thread.
    ///
    /// - Throws: ``AuditFileError`` when the file cannot be opened.
    public init(
        policy: AuditPolicy, path: String, rotation: AuditRotation = AuditRotation(),
        logger: Logger = Logger(label: "martlet.audit")
    ) throws(AuditFileError) {
        self.policy = policy
        let file = try AuditFile(path: path, rotation: rotation)
        let queue = queue
        let isRunning = BlockingThread.start { [self] in
            var file = file
            var isFailing = false
            while let lines = queue.takeAll(idleSeconds: 60) {
                if lines.isEmpty { continue }
                do throws(AuditFileError) {
                    try file.append(lines)
                    isFailing = false
                } catch {
                    // Said once, not for every line of a full disk.
                    if !isFailing { logger.error("audit events are lost: \(error)") }
                    isFailing = true
                }
                leave(lines.count)
            }
            file.close()
            let waiting = ended.withLock { ended in
                ended.isOver = true
                return ended.waiting
            }
            for continuation in waiting { continuation.resume() }
        }
        if !isRunning { throw AuditFileError(path: path, reason: "\(NoThread())") }
    }

    /// Puts a line on record; waits while too many others are before it.
    func write(_ line: [UInt8]) async {
        await withCheckedContinuation { continuation in
            let hasRoom = room.withLock { room in
                if room.queued < Self.limit {
                    room.queued += 1
                    return true
                }
                room.waiting.append(continuation)
                return false
            }
            if hasRoom { continuation.resume() }
        }
        if !queue.add(line + [0x0A]) { leave(1) }
    }

    /// Writes what is queued and closes the file.
    func close() async {
        queue.close()
        await withCheckedContinuation { continuation in
            let isOver = ended.withLock { ended in
                if !ended.isOver { ended.waiting.append(continuation) }
                return ended.isOver
            }
            if isOver { continuation.resume() }
        }
    }

    /// Lets as many in as have gone.
    private func leave(_ count: Int) {
        let admitted = room.withLock { room in
            room.queued -= count
            let admitted = room.waiting.prefix(max(0, Self.limit - room.queued))
            room.waiting.removeFirst(admitted.count)
            room.queued += admitted.count
            return Array(admitted)
        }
        for continuation in admitted { continuation.resume() }
    }
}
