import Controllers
import FileIntegrity
import Glibc
import IntegrityWatch
import Logging
import Synchronization
import Threads

/// Notices at once when files are touched that a node's rules take, so that a check need not wait for its turn.
///
/// A watch decides nothing: what it noticed is found by the check that it calls for, and what it missed by the next
/// one. Where the kernel lends no ear, checks come in their rhythm, as upstream's do.
final class NodeWatches: Sendable {
    private struct Watch {
        let session: WatchSession
        let configuration: String
    }

    private struct State {
        var watches: [ObjectKey: Watch] = [:]
        /// Whose files were touched since their last check began.
        var touched: Set<ObjectKey> = []
        /// Before this time, in milliseconds on a clock that does not jump, no check is called for.
        var rest: [ObjectKey: Int64] = [:]
    }

    /// Which FileIntegrities' files were touched.
    let signals: AsyncStream<ObjectKey>
    private let voice: AsyncStream<ObjectKey>.Continuation
    private let state = Mutex(State())
    private let logger: Logger

    /// How often a watch is asked, in milliseconds.
    private static let rhythm: Int64 = 100
    /// A tenth of the time goes into checks at the most, however much is written.
    private static let restFactor: Int64 = 9

    init(logger: Logger) {
        (signals, voice) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(64))
        self.logger = logger
    }

    /// Whether files were touched since the last check; asking makes them untouched.
    func takeTouch(_ key: ObjectKey) -> Bool { state.withLock { $0.touched.remove(key) != nil } }

    /// Watches by a configuration from now on, unless that is so already.
    ///
    /// - Parameters:
    ///   - spent: how long the last check took, in milliseconds.
    ///   - configuration: the rules, with the database's place.
    func follow(
        _ key: ObjectKey, root: String, configuration: Configuration, digest: String, spent: Int64
    ) {
        let session: WatchSession? = state.withLock { state in
            state.rest[key] = Self.now() + spent * Self.restFactor
            if state.watches[key]?.configuration == digest { return nil }
            var options = WatchSession.Options()
            options.root = root
            options.checksAtStart = false
            let session = WatchSession(configuration: configuration, options: options)
            state.watches.updateValue(Watch(session: session, configuration: digest), forKey: key)?
                .session.stop()
            return session
        }
        guard let session else { return }
        let isStarted = BlockingThread.start { [self] in run(session, key) }
        if !isStarted { forget(key, session) }
    }

    /// Ends a watch.
    func end(_ key: ObjectKey) {
        state.withLock { state in
            state.watches.removeValue(forKey: key)?.session.stop()
            state.touched.remove(key)
            state.rest[key] = nil
        }
    }

    private func run(_ session: WatchSession, _ key: ObjectKey) {
        let hasListener = BlockingThread.start { [self] in listen(to: session, key) }
        if hasListener {
            do {
                let logger = logger
                try session.run(
                    onFinding: { _ in }, onNotice: { logger.info("FileIntegrity \(key): \($0)") })
            } catch { logger.notice("FileIntegrity \(key): files are not watched between checks: \(error)") }
        }
        forget(key, session)
    }

    /// Calls for a check whenever the watch has looked at something, until it has ended.
    private func listen(to session: WatchSession, _ key: ObjectKey) {
        var seen = 0
        var isCalling = false
        while true {
            usleep(UInt32(Self.rhythm) * 1_000)
            let summary = session.summary
            if summary.looks + summary.rescans != seen {
                seen = summary.looks + summary.rescans
                isCalling = true
            }
            let (isOver, mayCall) = state.withLock { state in
                let isOver = state.watches[key]?.session !== session
                let mayCall = isCalling && !isOver && Self.now() >= state.rest[key] ?? 0
                if mayCall { state.touched.insert(key) }
                return (isOver, mayCall)
            }
            if isOver { return }
            if mayCall {
                isCalling = false
                voice.yield(key)
            }
        }
    }

    private func forget(_ key: ObjectKey, _ session: WatchSession) {
        state.withLock { state in
            if state.watches[key]?.session === session { state.watches[key] = nil }
        }
    }

    private static func now() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
    }
}
