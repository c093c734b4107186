import Synchronization

/// Tasks that wait until the caches have reached a revision.
final class RevisionWaiters: Sendable {
    private struct Waiter {
        var revision: Int64
        var deadline: ContinuousClock.Instant
        var continuation: CheckedContinuation<Bool, Never>
    }

    private struct State {
        var reached: Int64 = 0
        var waiting: [Int: Waiter] = [:]
        var next = 0
        var isClosed = false

        mutating func take(_ isMeant: (Waiter) -> Bool) -> [Waiter] {
            guard !waiting.isEmpty else { return [] }
            let chosen = waiting.filter { isMeant($0.value) }
            for id in chosen.keys { waiting[id] = nil }
            return Array(chosen.values)
        }
    }

    private let state = Mutex(State())

    /// Waits for a revision; false when it has not come in time.
    func wait(for revision: Int64, limit: Duration) async -> Bool {
        if state.withLock({ $0.reached >= revision }) { return true }
        let deadline = ContinuousClock.now + limit
        return await withCheckedContinuation { continuation in
            let answer: Bool? = state.withLock { state in
                if state.reached >= revision { return true }
                if state.isClosed { return false }
                state.next += 1
                state.waiting[state.next] = Waiter(
                    revision: revision, deadline: deadline, continuation: continuation)
                return nil
            }
            if let answer { continuation.resume(returning: answer) }
        }
    }

    /// Lets those go who waited for a revision up to this one.
    func reach(_ revision: Int64) {
        let ready = state.withLock { state in
            state.reached = max(state.reached, revision)
            return state.take { $0.revision <= revision }
        }
        for waiter in ready { waiter.continuation.resume(returning: true) }
    }

    /// Lets those go whose time is over.
    func expire() {
        let now = ContinuousClock.now
        let late = state.withLock { state in state.take { $0.deadline <= now } }
        for waiter in late { waiter.continuation.resume(returning: false) }
    }

    /// Lets everybody go, now and from now on.
    func close() {
        let all = state.withLock { state in
            state.isClosed = true
            return state.take { _ in true }
        }
        for waiter in all { waiter.continuation.resume(returning: false) }
    }
}
