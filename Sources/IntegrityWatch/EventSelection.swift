import FileEvents
import FileIntegrity
import Glibc
import Host

/// Takes from the events of whole file systems what the rules are about; belongs to the thread that reads them.
final class EventSelection {
    private let pending: PendingPaths
    private let touched: TouchedFiles
    private let selection: WalkSelection
    /// Files that this process itself writes.
    private let own: Set<HostPath>
    private let process = getpid()
    private var items: [PendingPaths.Item] = []
    private var links: [(file: FileIdentity, item: PendingPaths.Item)] = []
    private var events = 0
    private var ownEvents = 0

    init(_ pending: PendingPaths, _ touched: TouchedFiles, _ selection: WalkSelection, own: Set<HostPath>) {
        self.pending = pending
        self.touched = touched
        self.selection = selection
        self.own = own
    }

    /// Delivers what a source tells until it is stopped.
    ///
    /// - Parameter onMounts: is called when something was mounted or unmounted.
    func run(_ source: FileEventSource, onMounts: () -> Void) {
        source.run(
            onEvent: take,
            onGap: { gap in
                take(gap)
                if case .mounts = gap { onMounts() }
            }, onPause: flush)
    }

    private func take(_ event: FileEvent) {
        events += 1
        if event.process == process, !event.paths.isEmpty, event.paths.allSatisfy(own.contains) {
            ownEvents += 1
            return
        }
        let watched = event.paths.filter { selection.isEntered($0.split.directory.bytes) }
        let changesFile = !event.kinds.isDisjoint(with: [.modified, .closed, .attributes])
        let file = event.kinds == .vanished ? nil : event.file
        let names = file?.linkCount ?? 0
        let hasOtherNames = names > 1 || (event.paths.isEmpty && names > 0)
        let concernsLinks = changesFile && hasOtherNames && !event.isDirectory
        if let file, !watched.isEmpty || concernsLinks { touched.note(file, at: event.time) }
        if watched.isEmpty, !concernsLinks { return }
        let isSubtree = event.isDirectory && !event.kinds.isDisjoint(with: [.appeared, .vanished])
        let actors = [event.actor]
        let changesDirectory = !event.kinds.isDisjoint(with: [.appeared, .vanished])
        for path in watched {
            items.append(
                PendingPaths.Item(
                    path: path.bytes, isSubtree: isSubtree, eventTime: event.time, actors: actors))
            // Its times and its number of links are others now, which no event of its own tells.
            if changesDirectory, path.bytes.count > 1 {
                items.append(
                    PendingPaths.Item(
                        path: path.split.directory.bytes, eventTime: event.time, actors: actors))
            }
        }
        if concernsLinks, let file {
            let item = PendingPaths.Item(path: [], eventTime: event.time, actors: actors)
            links.append((file, item))
        }
    }

    private func take(_ gap: FileEventGap) {
        switch gap {
        case .overflow(let tops):
            pending.count { $0.overflows += 1 }
            touched.noteEverything()
            pending.addRescan(tops, .loss)
        case .unresolved(let tops):
            pending.count { $0.unresolvedEvents += 1 }
            touched.noteEverything()
            pending.addRescan(tops, .loss)
        case .mounts(let points):
            touched.noteEverything()
            pending.addRescan(points, .mount)
        }
    }

    private func flush() {
        guard events > 0 || ownEvents > 0 else { return }
        pending.add(items, links: links, events: events, ownEvents: ownEvents)
        (items, links, events, ownEvents) = ([], [], 0, 0)
    }
}
