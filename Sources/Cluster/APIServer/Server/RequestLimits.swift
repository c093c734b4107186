import Cluster
import HTTPTypes
import Kubernetes
import Synchronization

/// How many requests may be worked on at once (kube-apiserver's `--max-requests-inflight` and
/// `--max-mutating-requests-inflight`).
///
/// Watches are not counted: they last. Administrators always get an answer.
final class RequestLimits: Sendable {
    private let reading: Counter
    private let writing: Counter

    init(reading: Int = 400, writing: Int = 200) {
        self.reading = Counter(limit: reading)
        self.writing = Counter(limit: writing)
    }

    /// A place among the requests that are worked on, to be left when the request is answered; nil for requests
    /// that need none.
    ///
    /// - Throws: 429 when there is no room.
    func enter(
        _ verb: ResourceVerb?, _ method: HTTPRequest.Method, _ user: UserInfo
    ) throws(StatusError) -> Permit? {
        if verb == .watch { return nil }
        let isReading = method == .get || method == .head || method == .options
        let counter = isReading ? reading : writing
        if counter.enter() { return Permit(counter: counter) }
        if user.groups.contains("system:masters") { return nil }
        throw StatusError(
            code: 429, reason: "TooManyRequests", message: "Too many requests, please try again later.",
            retryAfterSeconds: 1)
    }

    /// A place that is held.
    struct Permit {
        fileprivate let counter: Counter

        func leave() { counter.leave() }
    }

    fileprivate final class Counter: Sendable {
        private let limit: Int
        private let count = Atomic(0)

        init(limit: Int) { self.limit = limit }

        func enter() -> Bool {
            if count.add(1, ordering: .relaxed).newValue <= limit { return true }
            leave()
            return false
        }

        func leave() { count.subtract(1, ordering: .relaxed) }
    }
}
