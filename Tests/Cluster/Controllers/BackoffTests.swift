import Testing

@testable import Controllers

@Suite("Back-off")
struct BackoffTests {
    @Test("two minutes without a failure make the next one the first again")
    func forgets() {
        let backoff = Backoff(base: .milliseconds(800), ceiling: .seconds(30), jitter: 0)
        var failures = FailureCount()
        #expect(failures.wait(backoff, at: .zero) == .milliseconds(800))
        #expect(failures.wait(backoff, at: .seconds(1)) == .milliseconds(1600))
        #expect(failures.wait(backoff, at: .seconds(100)) == .milliseconds(3200))
        #expect(failures.wait(backoff, at: .seconds(230)) == .milliseconds(800))
        #expect(failures.wait(backoff, at: .seconds(231)) == .milliseconds(1600))
    }
}
