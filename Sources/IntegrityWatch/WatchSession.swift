public import FileEvents
public import FileIntegrity
import Glibc
public import Host
import IntegrityVerbs
import Synchronization
import Threads

/// Watches the files that a configuration's rules take, and tells at once when one is not as its database says.
///
/// ```swift
/// let session = WatchSession(configuration: configuration, options: .init())
/// let summary = try session.run(onFinding: { print($0.finding.path) }, onNotice: { print($0) })
/// ```
///
/// The watch begins before the first look at the files, so nothing that changes is missed; what the kernel loses is
/// counted, and everything that it could have been about is looked at again.
public final class WatchSession: Sendable {
    /// How to watch.
    public struct Options: Sendable {
        /// The directory that is the machine's `/`; nil for the configuration's `root_prefix`.
        public var root: String?
        /// What the watch is limited to.
        public var limit: PathLimit?
        /// So long nothing may have happened to a file before it is looked at, in milliseconds.
        public var settle = 20
        /// So long after the first event a file is looked at although it is still written, in milliseconds.
        public var longest = 200
        /// The watch ends after so many seconds; nil for never.
        public var duration: Int?
        /// Whether all files are looked at when the watch begins.
        public var checksAtStart = true
        /// Files of the host that this process writes and that are no findings when it does.
        public var ownFiles: [HostPath] = []
        /// Who is asked for what this process has no right to; nil to ask the kernel for everything.
        public var broker: EventBroker?
        /// Lets digests be taken from a content index when all files are looked at; nil reads every file.
        public var index: ContentIndexUse?
        /// How many threads read contents when all files are looked at.
        public var workers: Int?
        /// Is called on the thread that reads events before it reads any.
        var beforeReading: (@Sendable () -> Void)?

        /// The usual way.
        public init() {}
    }

    private let configuration: Configuration
    private let options: Options
    private let pending: PendingPaths
    private let touched = TouchedFiles()
    private let standing = Mutex<[FileEventCoverage]>([])

    /// A watch that has not begun.
    public init(configuration: Configuration, options: Options) {
        self.configuration = configuration
        self.options = options
        pending = PendingPaths(
            settle: Int64(options.settle) * 1_000_000, longest: Int64(options.longest) * 1_000_000)
    }

    /// Ends ``run(onFinding:onNotice:onReady:)`` soon; may be called from any thread.
    public func stop() { pending.stop() }

    /// The files that may have another content than at a time, in nanoseconds since 1970; may be called from any
    /// thread.
    public func touched(since time: Int64) -> TouchedSince { touched.since(time) }

    /// How the changes of each file system come to be known, empty before the watch begins; may be called from any
    /// thread.
    public var coverage: [FileEventCoverage] { standing.withLock { $0 } }

    /// What has been met so far; may be called from any thread.
    public var summary: WatchSummary { pending.count { _ in } }

    /// Watches on this thread, which it blocks, until it is stopped or its time is over.
    ///
    /// - Parameters:
    ///   - onFinding: is called with each file that is not as it was, and with each that is so again.
    ///   - onNotice: is called with a sentence that a person should know.
    ///   - onReady: is called when the first look is done.
    ///   - onLook: is called when files have been looked at, whatever was found.
    /// - Throws: ``DatabaseError``, `HostError` or `FileEventError` when the watch cannot begin.
    @discardableResult
    public func run(
        onFinding: @escaping (WatchFinding) -> Void, onNotice: @escaping (String) -> Void,
        onReady: () -> Void = {}, onLook: @escaping (WatchLook) -> Void = { _ in }
    ) throws -> WatchSummary {
        guard let location = configuration.databaseIn else { throw WatchError.noDatabase }
        let prefix = options.root ?? configuration.rootPrefix ?? ""
        let host = try Host(root: prefix.isEmpty ? "/" : prefix)
        let entered = WalkSelection(configuration.rules, limit: options.limit)
        let source = try FileEventSource(host, broker: options.broker) { entered.isEntered($0.bytes) }
        for coverage in source.coverage { onNotice("watching \(coverage.description)") }
        standing.withLock { $0 = source.coverage }
        touched.begin()
        let reader = try start(source, own: Set(options.ownFiles))
        defer {
            source.stop()
            reader.wait { $0 ? true : nil }
        }
        let judge = try WatchJudge(
            configuration: configuration, options: options, host: host, location: location,
            pending: pending, touched: touched, onFinding: onFinding, onLook: onLook, onNotice: onNotice)
        if options.checksAtStart { try judge.lookAtEverything(.start) }
        onReady()
        let end = options.duration.map { PendingPaths.now() + Int64($0) * 1_000_000_000 } ?? .max
        while PendingPaths.now() < end {
            let work = pending.next(patience: min(500_000_000, end - PendingPaths.now()))
            if case .stop = work { break }
            try judge.carryOut(work)
        }
        return summary
    }

    /// Starts the thread that reads events; the monitor tells when it has ended.
    private func start(_ source: FileEventSource, own: Set<HostPath>) throws -> Monitor<Bool> {
        let hasEnded = Monitor(false)
        let isStarted = BlockingThread.start { [self] in
            options.beforeReading?()
            let selection = WalkSelection(configuration.rules, limit: options.limit)
            EventSelection(pending, touched, selection, own: own).run(source) {
                let coverage = source.coverage
                standing.withLock { $0 = coverage }
            }
            hasEnded.change { $0 = true }
        }
        if !isStarted { throw NoThread() }
        return hasEnded
    }
}

/// Why a watch cannot begin.
public enum WatchError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The configuration names no database to compare with.
    case noDatabase

    /// The sentence for a person.
    public var description: String {
        "missing 'database_in', which a watch compares files with"
    }
}
