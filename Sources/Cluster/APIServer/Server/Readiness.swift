import Synchronization

/// What must have happened before `/readyz` says that the server is ready.
public final class Readiness: Sendable {
    private let pending: Mutex<Set<String>>
    private let names: [String]

    /// Waits for named steps, such as `storage` or `compliance-content`.
    public init(waitingFor names: [String] = []) {
        self.names = names
        pending = Mutex(Set(names))
    }

    /// A step is done.
    public func complete(_ name: String) { pending.withLock { _ = $0.remove(name) } }

    /// The server stops: it answers, but nobody should come anew.
    func stop() { pending.withLock { _ = $0.insert("shutdown") } }

    /// Every check with its outcome, in the order in which they are shown.
    func checks() -> [(name: String, passed: Bool)] {
        let waiting = pending.withLock { $0 }
        return (["ping"] + names + ["shutdown"]).map { ($0, !waiting.contains($0)) }
    }
}
