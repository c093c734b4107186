import NIOCore

/// Runs tasks on an event loop's thread.
///
/// A request that is answered from memory then never leaves the thread that read it; only a write hands over to
/// the store's thread and comes back. On two cores each hand-over costs more than the work that it moves.
final class LoopExecutor: TaskExecutor {
    private let loop: any EventLoop

    init(_ loop: any EventLoop) { self.loop = loop }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        loop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
