/// A queue from tasks to one blocking thread.
public final class ThreadQueue<Element: Sendable>: Sendable {
    private struct State {
        var pending: [Element] = []
        var isClosed = false
    }

    private let state = Monitor(State())

    /// An empty queue.
    public init() {}

    /// Adds an element; false when the queue is closed.
    public func add(_ element: Element) -> Bool {
        state.change { state in
            if !state.isClosed { state.pending.append(element) }
            return !state.isClosed
        }
    }

    /// Takes no more elements; what is queued is still handed out.
    public func close() { state.change { $0.isClosed = true } }

    /// Everything that is queued, blocking until there is something; empty after `idleSeconds` without any,
    /// nil when the queue is closed and empty.
    public func takeAll(idleSeconds: Int) -> [Element]? {
        let taken = state.wait(seconds: idleSeconds) { state -> [Element]?? in
            if state.pending.isEmpty { return state.isClosed ? .some(nil) : nil }
            defer { state.pending = [] }
            return state.pending
        }
        return taken ?? []
    }
}
