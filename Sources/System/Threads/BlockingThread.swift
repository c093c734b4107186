import Glibc

/// Threads for calls that block: the cooperative pool has as many threads as cores, and two blocked calls there
/// would stop the whole process on a small machine.
public enum BlockingThread {
    /// Parsers and evaluators recurse; this is twice what a main thread has.
    private static let stackSize = 16 << 20

    /// Runs a body on a new thread; false when the system has no thread left.
    public static func start(_ body: @escaping @Sendable () -> Void) -> Bool {
        let box = Unmanaged.passRetained(Body(run: body))
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        defer { pthread_attr_destroy(&attributes) }
        pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        pthread_attr_setstacksize(&attributes, stackSize)
        var thread = pthread_t()
        let code = pthread_create(
            &thread, &attributes,
            { argument in
                guard let argument else { return nil }
                Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run()
                return nil
            }, box.toOpaque())
        if code != 0 { box.release() }
        return code == 0
    }

    /// Runs a body on a thread of its own and waits for it without holding a thread of the pool.
    ///
    /// - Throws: what the body throws, or ``NoThread``.
    public static func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws
        -> Value
    {
        try await withCheckedThrowingContinuation { continuation in
            if !start({ continuation.resume(with: Result { try body() }) }) {
                continuation.resume(throwing: NoThread())
            }
        }
    }

    private final class Body: Sendable {
        let run: @Sendable () -> Void
        init(run: @escaping @Sendable () -> Void) { self.run = run }
    }
}

/// The system has no thread left.
public struct NoThread: Error, CustomStringConvertible {
    /// The one value.
    public init() {}

    /// The sentence for a person.
    public var description: String { "the system has no thread left" }
}
