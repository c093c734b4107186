import Glibc
import Synchronization
import Testing

@testable import Threads

@Suite("Work that may be broken off", .timeLimit(.minutes(10)))
struct AbandonableWorkTests {
    private struct Refusal: Error, Equatable {}

    @Test("gives what its body gives, and throws what it throws")
    func gives() async throws {
        #expect(try await BlockingThread.runAbandonable { 7 } == 7)
        await #expect(throws: Refusal()) { try await BlockingThread.runAbandonable { throw Refusal() } }
    }

    @Test("is not waited for once its task is cancelled")
    func abandoned() async throws {
        let (started, released) = (Flag(), Flag())
        let task = Task {
            try await BlockingThread.runAbandonable {
                started.set()
                while !released.isSet { usleep(1_000) }
            }
        }
        while !started.isSet { try await Task.sleep(for: .milliseconds(1)) }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        released.set()
    }

    @Test("does not begin for a task that is cancelled already")
    func cancelledBefore() async throws {
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            return try await BlockingThread.runAbandonable { true }
        }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }
}

/// Something that happens once and is seen by another thread.
private final class Flag: Sendable {
    private let value = Mutex(false)

    var isSet: Bool { value.withLock { $0 } }

    func set() { value.withLock { $0 = true } }
}
