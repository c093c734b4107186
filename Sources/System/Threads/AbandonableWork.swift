import Synchronization

extension BlockingThread {
    /// Runs a body on a thread of its own, and waits for it no longer than the task is wanted.
    ///
    /// For work that may be broken off anywhere, as by `kill -9`: when the task is cancelled the thread is left to
    /// the end of the process, and what it gives is dropped.
    ///
    /// - Throws: what the body throws, ``NoThread``, or `CancellationError`.
    public static func runAbandonable<Value: Sendable>(
        _ body: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        let outcome = FirstOutcome<Value>()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                guard outcome.wait(with: continuation) else { return }
                if !start({ outcome.give(Result { try body() }) }) { outcome.give(.failure(NoThread())) }
            }
        } onCancel: {
            outcome.give(.failure(CancellationError()))
        }
    }

    /// The first of several outcomes; later ones are dropped.
    private final class FirstOutcome<Value: Sendable>: Sendable {
        private enum State {
            case empty
            case waiting(CheckedContinuation<Value, any Error>)
            case given
        }

        private let state = Mutex(State.empty)

        /// Takes who waits; false when the task was cancelled before anybody did, which is told then.
        func wait(with continuation: CheckedContinuation<Value, any Error>) -> Bool {
            let waits = state.withLock { state in
                guard case .empty = state else { return false }
                state = .waiting(continuation)
                return true
            }
            if !waits { continuation.resume(throwing: CancellationError()) }
            return waits
        }

        func give(_ result: Result<Value, any Error>) {
            let waiting = state.withLock { state in
                defer { state = .given }
                if case .waiting(let continuation) = state { return Optional(continuation) }
                return nil
            }
            waiting?.resume(with: result)
        }
    }
}
