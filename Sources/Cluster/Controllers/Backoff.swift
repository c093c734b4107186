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
    /// Watches: 0.8 s doubling to 30 s, all of it random.
    public static let watch = Backoff(base: .milliseconds(800), ceiling: .seconds(30), jitter: 1)

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
        // Whole milliseconds: the wait is also told to people.
        return .milliseconds(Int64(wait * (1 - jitter * Double.random(in: 0...1)) / .milliseconds(1)))
    }
}

/// Counts failures in a row for a ``Backoff``; a while without any makes the next one the first again.
struct FailureCount: Sendable {
    /// So long must all be well before the past is forgotten.
    static let health = Duration.seconds(120)

    private var failures = 0
    private var healthySince = Duration.zero

    /// Notes a failure and says how long to wait.
    ///
    /// - Parameter time: the present, on any clock that does not jump.
    mutating func wait(_ backoff: Backoff, at time: Duration) -> Duration {
        if time - healthySince >= Self.health { failures = 0 }
        failures += 1
        let wait = backoff.delay(afterFailures: failures)
        healthySince = time + wait
        return wait
    }
}

extension Clock where Duration == Swift.Duration {
    /// Tells the time since this call.
    func stopwatch() -> @Sendable () -> Duration {
        let start = now
        return { start.duration(to: self.now) }
    }
}
