import Controllers
import Testing

@Suite("WorkQueue")
struct WorkQueueTests {
    @Test("a key that waits already is not added again")
    func deduplicates() async {
        let queue = WorkQueue<String>()
        await queue.add("a")
        await queue.add("a")
        await queue.add("b")
        #expect(await queue.depth == 2)
        #expect(await queue.next() == "a")
        #expect(await queue.next() == "b")
    }

    @Test("a key added while it is worked is worked once more afterwards, not at once")
    func neverTwiceAtOnce() async {
        let queue = WorkQueue<String>()
        await queue.add("a")
        let first = await queue.next()
        await queue.add("a")
        #expect(await queue.depth == 0)
        if let first { await queue.done(first) }
        #expect(await queue.depth == 1)
        #expect(await queue.next() == "a")
    }

    @Test("a worker that waits gets the next key")
    func handsOut() async {
        let queue = WorkQueue<String>()
        async let waiting = queue.next()
        await queue.add("late")
        #expect(await waiting == "late")
    }

    @Test("shutting down releases the workers and accepts nothing more")
    func shutsDown() async {
        let queue = WorkQueue<String>()
        async let waiting = queue.next()
        await Task.yield()
        await queue.shutDown()
        #expect(await waiting == nil)
        await queue.add("a")
        #expect(await queue.next() == nil)
    }

    @Test("a cancelled worker stops waiting")
    func cancels() async {
        let queue = WorkQueue<String>()
        let worker = Task { await queue.next() }
        await Task.yield()
        worker.cancel()
        #expect(await worker.value == nil)
    }

    @Test("a failed key comes back after its back-off")
    func comesBack() async {
        let queue = WorkQueue<String>(
            backoff: Backoff(base: .milliseconds(1), ceiling: .seconds(1), jitter: 0))
        await queue.addRateLimited("a")
        #expect(await queue.next() == "a")
    }

    @Test(
        "the wait doubles with each failure up to the ceiling",
        arguments: [(1, 5), (2, 10), (3, 20), (17, 300_000), (1000, 300_000)])
    func backsOff(failures: Int, milliseconds: Int) {
        #expect(Backoff.queue.delay(afterFailures: failures) == .milliseconds(milliseconds))
    }

    @Test("jitter only shortens the wait")
    func jitters() {
        for failures in 1...40 {
            let wait = Backoff.watch.delay(afterFailures: failures)
            #expect(wait <= .seconds(30))
            #expect(wait >= .zero)
        }
    }
}
