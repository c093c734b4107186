import Bytes
import Controllers
import FileEvents
import FileIntegrity
import Glibc
import IntegrityWatch
import Logging
import Threads

/// Notices at once when files are touched that a node's rules take, so that a check need not wait for its turn.
///
/// What a watch has looked at is handed to the check that it calls for, which then needs to look at nothing else; what
/// it missed is found by the next check of all files. Where the kernel lends no ear, checks come in their rhythm, as
/// upstream's do.
final class NodeWatches: Sendable {
    private struct Watch {
        let session: WatchSession
        let configuration: String
        var actors = ToldActors()
    }

    private struct State {
        var watches: [ObjectKey: Watch] = [:]
        /// What was looked at since somebody asked last.
        var looks: [ObjectKey: WatchLook] = [:]
        /// Whose looks nobody has been called for yet.
        var uncalled: Set<ObjectKey> = []
        var rests: [ObjectKey: Rest] = [:]
        var standings: [ObjectKey: WatchStanding] = [:]
    }

    /// Before these times, in milliseconds on a clock that does not jump, no check is called for.
    private struct Rest {
        /// Of all files.
        var whole: Int64 = 0
        /// Of some of them.
        var some: Int64 = 0
    }

    /// Which FileIntegrities' files were touched.
    let signals: AsyncStream<ObjectKey>
    private let voice: AsyncStream<ObjectKey>.Continuation
    private let state = Monitor(State())
    private let broker: EventBroker?
    private let metrics: WatchMetrics
    private let logger: Logger

    /// How often a watch's own state is looked at, in milliseconds.
    private static let rhythm: Int64 = 500
    /// A tenth of the time goes into checks at the most, however much is written.
    private static let restFactor: Int64 = 9

    /// - Parameter broker: who is asked for events; nil to ask the kernel.
    init(broker: EventBroker? = nil, metrics: WatchMetrics = WatchMetrics(), logger: Logger) {
        (signals, voice) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(64))
        self.broker = broker
        self.metrics = metrics
        self.logger = logger
        if broker != nil { metrics.show(isBrokerAlive: true) }
    }

    /// What was looked at since this was asked last; nil for nothing.
    func takeLook(_ key: ObjectKey) -> WatchLook? {
        state.change { state in
            state.uncalled.remove(key)
            return state.looks.removeValue(forKey: key)
        }
    }

    /// Whether a watch has begun.
    func isWatching(_ key: ObjectKey) -> Bool { state.change { $0.watches[key] != nil } }

    /// Who touched a FileIntegrity's files.
    func actors(_ key: ObjectKey) -> ToldActors { state.change { $0.watches[key]?.actors ?? ToldActors() } }

    /// Adds what is remembered of those who touched files to what a watch was told.
    func recall(_ key: ObjectKey, _ json: JSON, of listed: [ListedDifference]) {
        state.change { $0.watches[key]?.actors.recall(json, of: listed) }
    }

    /// How changes come to be known; nil while that is not clear yet.
    func standing(_ key: ObjectKey) -> WatchStanding? { state.change { $0.standings[key] } }

    /// The files that were touched since a time, in nanoseconds since 1970; nil when not all are known.
    func touched(_ key: ObjectKey, since time: Int64) -> Set<FileKey>? {
        guard let session = state.change({ $0.watches[key]?.session }), !session.coverage.isEmpty,
            case .files(let files) = session.touched(since: time)
        else { return nil }
        return files
    }

    /// How long a check took.
    enum Spent {
        /// All files were looked at, for so many milliseconds.
        case onEverything(Int64)
        /// Those that were touched were.
        case onSome(Int64)
    }

    /// Lets checks rest for a while.
    ///
    /// - Parameter everyTime: whether the next check has to look at everything too, whatever was touched.
    func rest(_ key: ObjectKey, after spent: Spent, everyTime: Bool = false) {
        state.change { state in
            var rest = state.rests[key] ?? Rest()
            switch spent {
            case .onEverything(let time):
                rest.whole = Self.now() + time * Self.restFactor
                if everyTime { rest.some = rest.whole }
            case .onSome(let time): rest.some = Self.now() + time * Self.restFactor
            }
            state.rests[key] = rest
        }
    }

    /// Watches by a configuration from now on, unless that is so already.
    ///
    /// - Parameters:
    ///   - configuration: the rules, with the database's place.
    ///   - digest: stands for the rules.
    func follow(_ key: ObjectKey, root: String, configuration: Configuration, digest: String) {
        let session: WatchSession? = state.change { state in
            if state.watches[key]?.configuration == digest { return nil }
            var options = WatchSession.Options()
            options.root = root
            options.checksAtStart = false
            options.broker = broker
            let session = WatchSession(configuration: configuration, options: options)
            // What was found by other rules is of no use; a watch begins with a look at everything.
            state.looks[key] = nil
            state.watches.updateValue(Watch(session: session, configuration: digest), forKey: key)?
                .session.stop()
            return session
        }
        guard let session else { return }
        if !BlockingThread.start({ [self] in run(session, key) }) { forget(key, session) }
    }

    /// Ends a watch.
    func end(_ key: ObjectKey) {
        state.change { state in
            state.watches.removeValue(forKey: key)?.session.stop()
            state.looks[key] = nil
            state.uncalled.remove(key)
            state.rests[key] = nil
            state.standings[key] = nil
        }
        metrics.forget(key)
    }

    private func run(_ session: WatchSession, _ key: ObjectKey) {
        let hasListener = BlockingThread.start { [self] in listen(to: session, key) }
        var problem: String?
        if hasListener {
            do {
                let logger = logger
                try session.run(
                    onFinding: { [self] in note($0, session, key) },
                    onNotice: { logger.info("FileIntegrity \(key): \($0)") },
                    // What changed while the database was made, and since, no event told of; the check that this
                    // calls for also tells how the watch stands.
                    onReady: { [self] in
                        lookAround(session, key)
                        note(.everything, session, key)
                    },
                    onLook: { [self] in note($0, session, key) })
            } catch { problem = "\(error)" }
        } else {
            problem = "there is no thread to listen with"
        }
        if let problem { stand(.none(problem), session, key) }
        forget(key, session)
    }

    private func note(_ finding: WatchFinding, _ session: WatchSession, _ key: ObjectKey) {
        state.change { state in
            if state.watches[key]?.session === session { state.watches[key]?.actors.take(finding) }
        }
    }

    private func note(_ look: WatchLook, _ session: WatchSession, _ key: ObjectKey) {
        state.change { state in
            guard state.watches[key]?.session === session else { return }
            state.looks[key, default: WatchLook()].merge(look)
            state.uncalled.insert(key)
        }
    }

    /// Calls for a look at all files, and has the next check look at all.
    func miss(_ key: ObjectKey) {
        state.change { state in
            state.looks[key, default: WatchLook()].merge(.everything)
            state.uncalled.insert(key)
        }
    }

    /// Calls for checks until the watch is another's or has ended.
    private func listen(to session: WatchSession, _ key: ObjectKey) {
        enum Next { case end, call, waitAnew }
        while true {
            let (patience, isCalling) = state.change {
                (Self.patience(key, $0), $0.uncalled.contains(key))
            }
            let next: Next? = state.wait(nanoseconds: patience * 1_000_000) { state in
                guard state.watches[key]?.session === session else { return .end }
                guard state.uncalled.contains(key) else { return nil }
                if Self.patience(key, state) > 0 { return isCalling ? nil : .waitAnew }
                state.uncalled.remove(key)
                return .call
            }
            if next == .end { return }
            if next == .call { voice.yield(key) }
            lookAround(session, key)
        }
    }

    /// For how many milliseconds nothing has to be done.
    private static func patience(_ key: ObjectKey, _ state: State) -> Int64 {
        guard state.uncalled.contains(key), let look = state.looks[key] else { return rhythm }
        let rest = state.rests[key] ?? Rest()
        return min(rhythm, max(0, (look.isWhole ? rest.some : rest.whole) - now()))
    }

    /// Takes note of how the watch stands; what is worse than before is news for a check to bring.
    private func lookAround(_ session: WatchSession, _ key: ObjectKey) {
        let isAlive = broker?.isAlive
        if let isAlive { metrics.show(isBrokerAlive: isAlive) }
        let (coverage, summary) = (session.coverage, session.summary)
        metrics.show(key, losses: summary.losses, events: summary.events)
        if coverage.isEmpty { return }
        stand(WatchStanding(coverage, isBrokerAlive: isAlive), session, key)
    }

    private func stand(_ standing: WatchStanding, _ session: WatchSession, _ key: ObjectKey) {
        let isNews = state.change { state in
            guard state.watches[key]?.session === session, state.standings[key] != standing else {
                return false
            }
            // The first standing comes with the check that every watch begins with.
            if state.standings.updateValue(standing, forKey: key) != nil {
                state.looks[key, default: WatchLook()].merge(.everything)
                state.uncalled.insert(key)
            }
            return true
        }
        guard isNews else { return }
        metrics.show(key, standing)
        logger.notice("FileIntegrity \(key): \(standing.text)")
    }

    private func forget(_ key: ObjectKey, _ session: WatchSession) {
        state.change { state in
            if state.watches[key]?.session === session { state.watches[key] = nil }
        }
    }

    private static func now() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
    }
}
