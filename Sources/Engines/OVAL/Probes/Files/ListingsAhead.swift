import Host
import Threads

/// Lists the directories that a walk is going to come to, on threads of their own.
///
/// The walk goes its way as if it were alone. It offers what it has seen and takes over what others have listed
/// meanwhile, so what it finds, and in which order, does not depend on how many help. They begin with what the walk
/// comes to last, a whole branch mostly, and never leave the file system of what was offered.
///
/// Lives as long as one walk.
final class ListingsAhead: Sendable {
    private let host: Host
    private let helpers: Int
    private let statuses: Bool
    private let state = Monitor(State())
    /// A thread is worth its start when this many directories wait.
    private static let worthHelping = 32

    /// Nobody helps until much waits.
    init(host: Host, helpers: Int, statuses: Bool) {
        self.host = host
        self.helpers = helpers
        self.statuses = statuses
    }

    /// A directory that waits: one of those in a listing.
    fileprivate struct Place {
        let parent: [UInt8]
        let listing: DirectoryListing
        let number: Int
        var identity: FileIdentity { listing.identity(ofSubdirectory: number) }

        var path: [UInt8] {
            var path = parent
            if path.last != UInt8(ascii: "/") { path.append(UInt8(ascii: "/")) }
            listing.appendName(of: listing.entry(ofSubdirectory: number), to: &path)
            return path
        }
    }

    fileprivate enum Progress {
        case waiting
        case running
        case done(DirectoryListing)
        case taken

        var isWaiting: Bool { if case .waiting = self { true } else { false } }
    }

    fileprivate struct State {
        var progress: [FileIdentity: Progress] = [:]
        /// What the walk offered: last what it comes to next.
        var offered: [Place] = []
        /// Where the helpers take from what was offered.
        var head = 0
        /// What the helpers found themselves.
        var found: [Place] = []
        var isHelped = false
        var isOver = false
    }

    /// What was listed of a directory, waited for when somebody is at it; nil when the walk has to look itself.
    func take(_ identity: FileIdentity) -> DirectoryListing? {
        state.wait { state -> DirectoryListing?? in
            let progress = state.progress[identity]
            if case .running = progress { return nil }
            state.progress[identity] = .taken
            if case .done(let listing) = progress { return .some(listing) }
            return .some(nil)
        }
    }

    /// Offers the subdirectories that a listing has on its own file system.
    func offer(_ listing: DirectoryListing, at path: [UInt8], on device: UInt64) {
        guard listing.subdirectoryCount > 0 else { return }
        let isMuch = state.change { state in
            while let last = state.offered.last, state.offered.count > state.head,
                !(state.progress[last.identity]?.isWaiting ?? false)
            {
                state.offered.removeLast()
            }
            state.offered += state.admit(listing, at: path, on: device)
            let isMuch = !state.isHelped && state.offered.count - state.head >= Self.worthHelping
            if isMuch { state.isHelped = true }
            return isMuch
        }
        guard isMuch else { return }
        // With no thread left the walk goes on alone.
        for _ in 0..<helpers { _ = BlockingThread.start { self.help() } }
    }

    /// The walk is over: nobody goes on.
    func end() {
        state.change { state in
            state = State()
            state.isOver = true
        }
    }

    private func help() {
        let lister = DirectoryLister(host: host)
        while let place = state.wait({ state -> Place?? in state.next() }) {
            let path = place.path
            let listing = lister.list(path, statuses: statuses)
            state.change { $0.finish(place.identity, listing, at: path) }
        }
    }
}

extension ListingsAhead.State {
    /// The places of what nobody has heard of, last first.
    fileprivate mutating func admit(
        _ listing: DirectoryListing, at path: [UInt8], on device: UInt64
    ) -> [ListingsAhead.Place] {
        var places: [ListingsAhead.Place] = []
        for number in (0..<listing.subdirectoryCount).reversed() {
            let identity = listing.identity(ofSubdirectory: number)
            guard identity.device == device, progress[identity] == nil else { continue }
            progress[identity] = .waiting
            places.append(ListingsAhead.Place(parent: path, listing: listing, number: number))
        }
        return places
    }

    /// What a helper does next: nil while there is nothing, an inner nil at the end.
    fileprivate mutating func next() -> ListingsAhead.Place?? {
        if isOver { return .some(nil) }
        while let place = found.popLast() {
            if start(place) { return .some(place) }
        }
        while head < offered.count {
            let place = offered[head]
            head += 1
            if start(place) { return .some(place) }
        }
        offered = []
        head = 0
        return nil
    }

    private mutating func start(_ place: ListingsAhead.Place) -> Bool {
        guard progress[place.identity]?.isWaiting ?? false else { return false }
        progress[place.identity] = .running
        return true
    }

    fileprivate mutating func finish(_ identity: FileIdentity, _ listing: DirectoryListing, at path: [UInt8])
    {
        if isOver { return }
        progress[identity] = .done(listing)
        found += admit(listing, at: path, on: identity.device)
    }
}
