import FileEvents
import Glibc
import Host
import ScratchRoots
import Threads

/// Everything that a source told, collected on a thread of its own.
final class EventLog: Sendable {
    struct Line: Sendable, Equatable {
        var kinds: FileEvent.Kinds
        var paths: [String]
        var isDirectory: Bool
        var actor: EventActor
        var file: FileIdentity?
    }

    private struct State {
        var lines: [Line] = []
        var gaps: [FileEventGap] = []
        var hasEnded = false
    }

    let source: FileEventSource
    private let state = Monitor(State())

    /// - Parameter isStarted: false for a reader that sleeps until it is started.
    init(
        root: String, broker: EventBroker? = nil, isStarted: Bool = true,
        isWatched: @escaping (HostPath) -> Bool = { _ in true }
    ) throws {
        source = try FileEventSource(try Host(root: root), broker: broker, isWatched: isWatched)
        if isStarted { start() }
    }

    func start() {
        _ = BlockingThread.start { [source, state] in
            source.run(
                onEvent: { event in
                    let line = Line(
                        kinds: event.kinds, paths: event.paths.map(\.description),
                        isDirectory: event.isDirectory, actor: event.actor, file: event.file)
                    state.change { $0.lines.append(line) }
                },
                onGap: { gap in state.change { $0.gaps.append(gap) } }, onPause: {})
            state.change { $0.hasEnded = true }
        }
    }

    /// Waits for an event of a path; nil after a minute.
    func line(_ path: String, _ kinds: FileEvent.Kinds) -> Line? {
        state.wait(seconds: 60) { state in
            state.lines.first { $0.paths.contains(path) && $0.kinds.isSuperset(of: kinds) }
        }
    }

    /// Waits for a gap; nil after a minute.
    func gap(where isIt: @escaping (FileEventGap) -> Bool) -> FileEventGap? {
        state.wait(seconds: 60) { $0.gaps.first(where: isIt) }
    }

    var lines: [Line] { state.change { $0.lines } }

    func stop() {
        source.stop()
        _ = state.wait(seconds: 60) { $0.hasEnded ? true : nil }
    }
}
