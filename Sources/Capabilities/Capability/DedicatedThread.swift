import Glibc

/// Runs blocking work on a thread of its own: the cooperative pool has as many threads as cores, and two
/// blocked calls there would stop the whole process on a small machine.
public enum DedicatedThread {
    /// Runs `work` and waits for it without holding a thread of the pool.
    public static func run<Value: Sendable>(
        _ work: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            let box = Box { continuation.resume(with: Result { try work() }) }
            var attributes = pthread_attr_t()
            pthread_attr_init(&attributes)
            pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
            pthread_attr_setstacksize(&attributes, stackSize)
            var thread = pthread_t()
            let retained = Unmanaged.passRetained(box)
            let code = pthread_create(
                &thread, &attributes,
                { argument in
                    guard let argument else { return nil }
                    Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().work()
                    return nil
                }, retained.toOpaque())
            pthread_attr_destroy(&attributes)
            if code != 0 {
                retained.release()
                continuation.resume(throwing: ThreadError(code: code))
            }
        }
    }

    /// Parsers and evaluators recurse; 16 MiB is the room that a main thread has at most.
    private static let stackSize = 16 << 20

    private final class Box {
        let work: () -> Void
        init(_ work: @escaping () -> Void) { self.work = work }
    }
}

/// The system gave no thread.
public struct ThreadError: Error, CustomStringConvertible {
    var code: Int32

    /// The system's reason.
    public var description: String { "no thread could be started: \(String(cString: strerror(code)))" }
}
