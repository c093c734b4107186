import FileEvents
import FileIntegrity
import Glibc
import Host
import IntegrityVerbs
import ScratchRoots
import Threads

@testable import IntegrityWatch

/// A file system of a test's own that is watched against a baseline.
final class WatchBox {
    let scratch: ScratchRoot
    let mount: ScratchMount
    let session: WatchSession
    private let configuration: Configuration
    private let state = Monitor(State())

    private struct State {
        var findings: [WatchFinding] = []
        var notices: [String] = []
        var isReady = false
        var error: String?
        var summary: WatchSummary?
        var look = WatchLook()
    }

    /// Makes a baseline of the files that `prepare` makes, then watches.
    init(
        _ rules: String, dialect: Dialect = .v0_18, prepare: (ScratchMount) throws -> Void = { _ in },
        configure: (inout WatchSession.Options) -> Void = { _ in }
    ) throws {
        scratch = try ScratchRoot()
        mount = try ScratchMount()
        try prepare(mount)
        scratch.file(
            "aide.conf",
            """
            database_in=file:\(scratch.path)/db
            database_out=file:\(scratch.path)/db.new
            root_prefix=\(mount.path)
            \(rules)

            """)
        var reader = ConfigurationReader(dialect: dialect, files: .of(try Host()))
        try reader.read(file: scratch.path + "/aide.conf")
        configuration = reader.configuration
        var options = WatchSession.Options()
        configure(&options)
        session = WatchSession(configuration: configuration, options: options)
        try initialize()
    }

    deinit {
        session.stop()
        _ = state.wait(seconds: 5) { $0.summary != nil || $0.error != nil ? true : nil }
    }

    /// Makes the files as they are the baseline.
    func initialize() throws {
        let command = IntegrityCommand(
            configuration: configuration, host: try Host(root: mount.path), clock: { 1_700_000_000 })
        _ = try command.run(.initialize)
        rename(scratch.path + "/db.new", scratch.path + "/db")
    }

    /// Begins to watch, and waits until the first look is done.
    func start() throws {
        _ = BlockingThread.start { [session, state] in
            do {
                let summary = try session.run(
                    onFinding: { finding in state.change { $0.findings.append(finding) } },
                    onNotice: { notice in state.change { $0.notices.append(notice) } },
                    onReady: { state.change { $0.isReady = true } },
                    onLook: { look in state.change { $0.look.merge(look) } })
                state.change { $0.summary = summary }
            } catch {
                state.change { $0.error = "\(error)" }
            }
        }
        let error = state.wait(seconds: 20) { state -> String?? in
            state.isReady ? .some(nil) : state.error.map { .some($0) }
        }
        if case .some(.some(let text)) = error { throw WatchBoxError(text: text) }
    }

    /// Waits for a finding of a path; nil after some seconds.
    func finding(_ path: String, _ kind: String, after: Int = 0) -> WatchFinding? {
        state.wait(seconds: 10) { state in
            state.findings.dropFirst(after).first { $0.finding.path == path && $0.kind == kind }
        }
    }

    /// Waits until so many findings are there.
    func findings(atLeast count: Int, seconds: Int = 20) -> [WatchFinding] {
        state.wait(seconds: seconds) { $0.findings.count >= count ? $0.findings : nil } ?? all
    }

    var all: [WatchFinding] { state.change { $0.findings } }
    var notices: [String] { state.change { $0.notices } }

    /// Ends the watch.
    func stop() -> WatchSummary? {
        session.stop()
        return state.wait(seconds: 10) { $0.summary }
    }

    /// What a whole check finds, by path.
    func check() throws -> [String: IntegrityFinding] {
        let findings = IntegrityFinding.all(try outcome(), configuration.dialect)
        return Dictionary(uniqueKeysWithValues: findings.map { ($0.path, $0) })
    }

    /// What a whole check finds.
    func outcome() throws -> IntegrityOutcome {
        let command = IntegrityCommand(
            configuration: configuration, host: try Host(root: mount.path), clock: { 1_700_000_000 })
        return try command.run(.check)
    }

    /// What was looked at since this was asked last.
    func takeLook() -> WatchLook {
        state.change { state in
            defer { state.look = WatchLook() }
            return state.look
        }
    }

    /// What the watch says now, by path.
    func outstanding() -> [String: IntegrityFinding] {
        var found: [String: IntegrityFinding] = [:]
        for finding in all { found[finding.finding.path] = finding.isResolved ? nil : finding.finding }
        return found
    }
}

struct WatchBoxError: Error { let text: String }
