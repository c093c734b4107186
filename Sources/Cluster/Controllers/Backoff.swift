/// How long to wait after the n-th failure in a row: exponential, capped, with jitter.
///
/// Jitter keeps many controllers that failed together from coming back together.
public struct Backoff: Sendable {
    /// The wait after the first failure.
    public var base: Duration
    /// The longest wait.
    public var ceiling: Duration
    /// The share of the wait that is random, 0 to 1.
    public var jitter: Double

    /// Work queues: 5 ms doubling to 5 minutes, controller-runtime's figures.
    public static let queue = Backoff(base: .milliseconds(5), ceiling: .seconds(300), jitter: 0)
    /// Watches: 0.8 s doubling to 30 s, half of it random.
    public static let watch = Backoff(base: .milliseconds(800), ceiling: .seconds(30), jitter: 0.5)

    /// Makes a policy.
    public init(base: Duration, ceiling: Duration, jitter: Double) {
        self.base = base
        self.ceiling = ceiling
        self.jitter = jitter
    }

    /// The wait after `failures` failures in a row (1 for the first).
    public func delay(afterFailures failures: Int) -> Duration {
        let doublings = min(max(failures - 1, 0), 30)
        let wait = min(base * (1 << doublings), ceiling)
        guard jitter > 0 else { return wait }
        return wait * (1 - jitter * Double.random(in: 0...1))
    }
}
