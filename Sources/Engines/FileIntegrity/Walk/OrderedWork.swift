import Synchronization
import Threads

/// Work that several threads do and one takes over in the order in which it was given out.
///
/// No more than a bounded number of pieces is under way, so a walk of any size needs little memory.
final class OrderedWork<Job: Sendable, Outcome: Sendable> {
    private struct State {
        var waiting: [(number: Int, job: Job)] = []
        var done: [Int: Outcome] = [:]
        var isClosed = false
    }

    /// What the threads and the giver share.
    private final class Board: Sendable {
        let monitor = Monitor(State())
    }

    private let board = Board()
    private let limit: Int
    private let take: (Outcome) throws -> Void
    private var given = 0
    private var taken = 0
    /// Outcomes that needed no thread and wait for their turn.
    private var ready: [Int: Outcome] = [:]
    private let work: (Job) -> Outcome
    private let isThreaded: Bool

    /// Starts the threads.
    ///
    /// - Parameters:
    ///   - workers: how many threads; 0 does the work where it is given.
    ///   - make: makes one thread's way of doing a piece.
    ///   - take: is called with each outcome in order, on the thread that gives.
    init(
        workers: Int, limit: Int = 64, make: @escaping @Sendable () -> (Job) -> Outcome,
        take: @escaping (Outcome) throws -> Void
    ) {
        self.limit = limit
        self.take = take
        work = make()
        var started = 0
        let board = board
        for _ in 0..<workers {
            let isStarted = BlockingThread.start {
                let work = make()
                while let piece = Self.next(board) {
                    let outcome = work(piece.job)
                    board.monitor.change { $0.done[piece.number] = outcome }
                }
            }
            if isStarted { started += 1 }
        }
        isThreaded = started > 0
    }

    deinit { board.monitor.change { $0.isClosed = true } }

    /// Gives a piece out, and takes over what is done.
    func give(_ job: Job) throws {
        if !isThreaded { return try take(work(job)) }
        let number = given
        given += 1
        board.monitor.change { $0.waiting.append((number, job)) }
        while given - taken >= limit { try takeNext() }
    }

    /// Puts in an outcome that is there already; in the order it is as if it had been worked for.
    func give(done outcome: Outcome) throws {
        let number = given
        given += 1
        if number == taken {
            taken += 1
            return try take(outcome)
        }
        ready[number] = outcome
        while given - taken >= limit { try takeNext() }
    }

    /// Takes over everything that is still under way.
    func finish() throws {
        while taken < given { try takeNext() }
        board.monitor.change { $0.isClosed = true }
    }

    private func takeNext() throws {
        let number = taken
        let outcome =
            ready.removeValue(forKey: number) ?? board.monitor.wait { $0.done.removeValue(forKey: number) }
        taken += 1
        try take(outcome)
    }

    private static func next(_ board: Board) -> (number: Int, job: Job)? {
        let found: (number: Int, job: Job)?? = board.monitor.wait { state in
            if !state.waiting.isEmpty { return .some(state.waiting.removeFirst()) }
            return state.isClosed ? .some(nil) : nil
        }
        return found ?? nil
    }
}
