import FileEvents
import Glibc
import Host
import Threads

/// What has to be looked at, from the thread that reads events to the one that judges files.
///
/// What happens to one path in short succession is looked at once.
final class PendingPaths: Sendable {
    /// One file and what happened to it.
    struct Item: Sendable {
        var path: [UInt8]
        /// Whether everything below it is meant too.
        var isSubtree = false
        /// When the first event was read, in nanoseconds since 1970.
        var eventTime: Int64
        /// Who did it.
        var actors: [EventActor]
    }

    /// What is to be done next.
    enum Work {
        case items([Item])
        case links([(file: FileIdentity, item: Item)])
        case rescan([HostPath], WatchFinding.Cause)
        case nothing
        case stop
    }

    private struct Waiting {
        var item: Item
        /// On the clock that never steps.
        var first: Int64
        var last: Int64
    }

    private struct State {
        var waiting: [[UInt8]: Waiting] = [:]
        var links: [(file: FileIdentity, item: Item)] = []
        var rescans: [HostPath: WatchFinding.Cause] = [:]
        /// Before these times something that takes long is not looked at again.
        var rests: [[UInt8]: Int64] = [:]
        var isStopped = false
        var summary = WatchSummary()
    }

    private let state = Monitor(State())
    private let settle: Int64
    private let longest: Int64
    private let limit: Int
    private static let mostActors = 8

    /// - Parameters:
    ///   - settle: so long nothing may have happened to a file before it is looked at, in nanoseconds.
    ///   - longest: so long after the first event it is looked at although more happens.
    ///   - limit: so many files may wait.
    init(settle: Int64, longest: Int64, limit: Int = 100_000) {
        self.settle = settle
        self.longest = max(settle, longest)
        self.limit = limit
    }

    /// Ends the wait of the judging thread.
    func stop() { state.change { $0.isStopped = true } }

    /// Whether it is to end.
    var isStopped: Bool { state.change { $0.isStopped } }

    /// The numbers, after a change of them.
    @discardableResult
    func count(_ body: (inout WatchSummary) -> Void) -> WatchSummary {
        state.change { state in
            body(&state.summary)
            return state.summary
        }
    }

    /// Adds what events were about, and links of which the names are not known yet.
    func add(_ items: [Item], links: [(file: FileIdentity, item: Item)], events: Int, ownEvents: Int) {
        let now = Self.now()
        state.change { state in
            state.summary.events += events
            state.summary.ownEvents += ownEvents
            for item in items { Self.add(item, now, &state) }
            for link in links where !state.links.contains(where: { $0.file == link.file }) {
                state.links.append(link)
            }
            if state.waiting.count + state.links.count > limit {
                state.waiting.removeAll()
                state.links.removeAll()
                state.summary.collapses += 1
                state.rescans["/"] = .loss
            }
        }
    }

    /// Adds directories below which everything has to be looked at.
    func addRescan(_ tops: [HostPath], _ cause: WatchFinding.Cause) {
        state.change { state in
            for top in tops where state.rescans[top] != .loss { state.rescans[top] = cause }
        }
    }

    /// Has something looked at again after some time.
    func addLater(_ item: Item, after delay: Int64) {
        let now = Self.now()
        state.change { state in
            Self.add(item, now, &state)
            state.rests[item.path] = max(state.rests[item.path] ?? 0, now + delay)
        }
    }

    /// Lets what took long rest four times as long, so that nobody can keep the watch busy by touching it.
    func rest(_ path: [UInt8], after duration: Int64) {
        guard duration > 20_000_000 else { return }
        let now = Self.now()
        state.change { $0.rests[path] = now + 4 * duration }
    }

    /// Waits for what is due; `nothing` when that takes longer than so many nanoseconds.
    func next(patience: Int64) -> Work {
        let end = Self.now() + patience
        while true {
            let now = Self.now()
            let (work, due) = state.change { state in take(now, &state) }
            if let work { return work }
            if now >= end { return .nothing }
            if let due {
                // More events of the same files need not wake anybody.
                _ = state.wait(nanoseconds: max(100_000, min(due, end) - now)) { $0.isStopped ? true : nil }
            } else {
                _ = state.wait(nanoseconds: end - now) { state in
                    state.isStopped || !state.waiting.isEmpty || !state.links.isEmpty
                        || !state.rescans.isEmpty
                        ? true : nil
                }
            }
        }
    }

    private func take(_ now: Int64, _ state: inout State) -> (work: Work?, due: Int64?) {
        if state.isStopped { return (.stop, nil) }
        if !state.links.isEmpty {
            defer { state.links = [] }
            return (.links(state.links), nil)
        }
        state.rests = state.rests.filter { $0.value > now }
        var due = Int64.max
        let resting = Array("rescan".utf8)
        if let cause = state.rescans.values.first(where: { $0 != .loss }) ?? state.rescans.values.first {
            if let rest = state.rests[resting], cause == .loss {
                due = rest
            } else {
                let tops = state.rescans.filter { $0.value == cause }.keys.sorted {
                    $0.bytes.lexicographicallyPrecedes($1.bytes)
                }
                for top in tops { state.rescans[top] = nil }
                return (.rescan(tops, cause), nil)
            }
        }
        var ready: [[UInt8]] = []
        for (path, waiting) in state.waiting {
            let time = max(min(waiting.last + settle, waiting.first + longest), state.rests[path] ?? 0)
            if time <= now { ready.append(path) } else { due = min(due, time) }
        }
        guard ready.isEmpty else {
            let items = ready.compactMap { state.waiting.removeValue(forKey: $0) }
            return (.items(items.sorted { $0.first < $1.first }.map(\.item)), nil)
        }
        return (nil, due < .max ? due : nil)
    }

    private static func add(_ item: Item, _ now: Int64, _ state: inout State) {
        guard var waiting = state.waiting[item.path] else {
            state.waiting[item.path] = Waiting(item: item, first: now, last: now)
            return
        }
        waiting.last = now
        waiting.item.isSubtree = waiting.item.isSubtree || item.isSubtree
        for actor in item.actors where !waiting.item.actors.contains(actor) {
            if waiting.item.actors.count < mostActors { waiting.item.actors.append(actor) }
        }
        state.waiting[item.path] = waiting
    }

    /// Nanoseconds on the clock that never steps.
    static func now() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}

extension PendingPaths {
    /// Lets looks at everything rest after one that took so long.
    func restFromRescans(after duration: Int64) { rest(Array("rescan".utf8), after: duration) }
}
