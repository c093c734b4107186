import Synchronization

/// A clock that only the test moves.
final class ManualClock: Clock {
    struct Instant: InstantProtocol {
        var offset: Duration
        func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
        func duration(to other: Instant) -> Duration { other.offset - offset }
        static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
    }

    private struct Sleeper {
        var end: Instant
        var continuation: CheckedContinuation<Void, any Error>
    }

    private struct Face {
        var now = Instant(offset: .zero)
        var sleepers: [Int: Sleeper] = [:]
        var next = 0
    }

    private let face = Mutex(Face())

    var now: Instant { face.withLock { $0.now } }
    var minimumResolution: Duration { .nanoseconds(1) }
    /// How many tasks wait for their time.
    var sleepers: Int { face.withLock { $0.sleepers.count } }

    func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        let number = face.withLock { face in
            face.next += 1
            return face.next
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let isOver = face.withLock { face in
                    if Task.isCancelled || face.now >= deadline { return true }
                    face.sleepers[number] = Sleeper(end: deadline, continuation: continuation)
                    return false
                }
                if isOver { Self.resume(continuation) }
            }
        } onCancel: {
            face.withLock { $0.sleepers.removeValue(forKey: number) }?
                .continuation.resume(throwing: CancellationError())
        }
    }

    private static func resume(_ continuation: CheckedContinuation<Void, any Error>) {
        if Task.isCancelled {
            continuation.resume(throwing: CancellationError())
        } else {
            continuation.resume()
        }
    }

    /// Lets time pass and wakes whose time has come.
    func advance(by duration: Duration) {
        let due = face.withLock { face in
            face.now = face.now.advanced(by: duration)
            let due = face.sleepers.filter { $0.value.end <= face.now }
            for number in due.keys { face.sleepers[number] = nil }
            return due.values.map(\.continuation)
        }
        due.forEach { $0.resume() }
    }
}
