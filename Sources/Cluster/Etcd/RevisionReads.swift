import Synchronization

/// Asks etcd for its present revision; readers that arrive while a question is on its way share the next one.
///
/// They cannot share the one on its way: etcd may have answered it before a write that they know of.
final class RevisionReads: Sendable {
    private enum Turn {
        /// Ask, for yourself and for those who queued before.
        case ask
        /// Somebody asked for you.
        case answer(Result<Int64, EtcdError>)
    }

    private struct State {
        var isAsking = false
        var queue: [CheckedContinuation<Turn, Never>] = []
    }

    private let client: EtcdClient
    private let state = Mutex(State())

    init(_ client: EtcdClient) { self.client = client }

    /// A revision that holds every write acknowledged before the call.
    func current() async throws(EtcdError) -> Int64 {
        let turn = await withCheckedContinuation { continuation in
            let isFree = state.withLock { state in
                guard state.isAsking else {
                    state.isAsking = true
                    return true
                }
                state.queue.append(continuation)
                return false
            }
            if isFree { continuation.resume(returning: Turn.ask) }
        }
        switch turn {
        case .answer(let answer): return try answer.get()
        case .ask: return try await ask().get()
        }
    }

    private func ask() async -> Result<Int64, EtcdError> {
        let shared = state.withLock { state in
            defer { state.queue = [] }
            return state.queue
        }
        let answer: Result<Int64, EtcdError>
        do throws(EtcdError) { answer = .success(try await client.currentRevision()) } catch {
            answer = .failure(error)
        }
        var isCancelled = false
        if case .failure(let error) = answer { isCancelled = error.code == .cancelled }
        let next = state.withLock { state in
            // Who asked for others and was cancelled leaves the question to them.
            if isCancelled { state.queue = shared + state.queue }
            state.isAsking = !state.queue.isEmpty
            return state.queue.isEmpty ? nil : state.queue.removeFirst()
        }
        if !isCancelled { for reader in shared { reader.resume(returning: .answer(answer)) } }
        next?.resume(returning: .ask)
        return answer
    }
}
