import Kubernetes

/// When a request is worth another try.
struct RetryPolicy: Sendable {
    /// How often a server that says when to come back is listened to; client-go's figure.
    var refusals = 10
    /// How often a connection that broke under a request without effects is tried anew.
    var breaks = 3
    /// The longest wait that a server may ask for.
    var longestWait = Duration.seconds(30)

    /// The wait before the next try after a refusal, or nil to give up.
    ///
    /// Only a server that says when to come back (`Retry-After`: API priority and fairness, a server that
    /// starts or stops) has not begun the request.
    func wait(after refusal: StatusError, retryAfter: Int?, tries: Int) -> Duration? {
        guard refusal.code == 429 || refusal.code >= 500, let retryAfter, tries < refusals else { return nil }
        // The caller asked for a state that this server does not have; asking again is its decision.
        if refusal.causes.contains(where: { $0.reason == "ResourceVersionTooLarge" }) { return nil }
        let wait = min(.seconds(max(0, retryAfter)), longestWait)
        // All that were sent away together must not come back together.
        return wait + .milliseconds(Int.random(in: 0...100))
    }

    /// The wait before the next try after a broken connection, or nil to give up.
    func wait(after failure: ConnectionFailure, isSafe: Bool, tries: Int) -> Duration? {
        guard failure.mayBeTriedAgain, isSafe, tries < breaks else { return nil }
        return .milliseconds(100 << tries) * Double.random(in: 0.5...1)
    }
}
