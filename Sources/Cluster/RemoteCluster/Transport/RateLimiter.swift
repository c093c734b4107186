import Synchronization

/// Keeps one process from drowning an API server: a bucket of requests that fills at a steady rate.
final class RateLimiter: Sendable {
    private struct Bucket {
        var tokens: Double
        var filled: ContinuousClock.Instant
    }

    private let rate: Double
    private let burst: Double
    private let bucket: Mutex<Bucket>

    /// Lets `burst` requests through at once and `perSecond` in the long run.
    init(perSecond rate: Double, burst: Double) {
        self.rate = rate
        self.burst = burst
        bucket = Mutex(Bucket(tokens: burst, filled: .now))
    }

    /// Waits for one's turn; throws only when the task is cancelled.
    func wait() async throws {
        let delay = reserve(at: .now)
        if delay > .zero { try await Task.sleep(for: delay) }
    }

    /// Takes a token that is or will be there, and says how long it takes to come.
    func reserve(at now: ContinuousClock.Instant) -> Duration {
        bucket.withLock { bucket in
            let gone = (now - bucket.filled) / .seconds(1)
            bucket.tokens = min(burst, bucket.tokens + max(0, gone) * rate) - 1
            bucket.filled = max(now, bucket.filled)
            return bucket.tokens >= 0 ? .zero : .seconds(-bucket.tokens / rate)
        }
    }
}
