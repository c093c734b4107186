import Host

/// Facts of a host with how they stood when they were looked at last, each looked at once a scan.
///
/// A fact that a watch vouches for is not looked at while the watch has nothing to tell.
struct FactBook {
    private struct Page {
        let fact: HostFact
        var stamp: FactStamp?
        /// Counts the changes that were seen.
        var version = 0
        /// The scan that looked last.
        var checked = -1
        /// Whether the watch would have told of a change.
        var isWatched = false
        /// Facts that are looked at in place of what the watch does not show.
        var companions: [SeenFact] = []
    }

    /// Counts the scans.
    private(set) var generation = 0
    private var pages: [Page] = []
    private var numbers: [HostFact: Int] = [:]
    private let watch: HostWatch?

    /// - Parameter watch: Tells what changes between scans; without one every fact is looked at in every scan.
    init(watch: HostWatch?) { self.watch = watch }

    mutating func beginScan() {
        generation += 1
        guard let watch else { return }
        if let changed = watch.changes() {
            for number in changed { pages[number].isWatched = false }
        } else {
            distrust()
        }
    }

    /// Takes nothing from the watch until it is looked at.
    mutating func distrust() {
        for number in pages.indices { pages[number].isWatched = false }
    }

    mutating func number(of fact: HostFact) -> Int {
        if let number = numbers[fact] { return number }
        let number = pages.count
        numbers[fact] = number
        pages.append(Page(fact: fact))
        return number
    }

    /// How often a fact has changed, as seen in this scan.
    mutating func version(of number: Int, _ host: Host) -> Int {
        if pages[number].checked == generation { return pages[number].version }
        let stands = pages[number].isWatched && hold(pages[number].companions[...], host)
        pages[number].checked = generation
        if !stands { look(at: number, host) }
        return pages[number].version
    }

    /// Whether facts still have the versions that were seen.
    mutating func hold(_ seen: ArraySlice<SeenFact>, _ host: Host) -> Bool {
        for fact in seen where version(of: Int(fact.number), host) != fact.version { return false }
        return true
    }

    private mutating func look(at number: Int, _ host: Host) {
        let fact = pages[number].fact
        // Watched before it is looked at, so that a change in between is told.
        let isWatched = watch?.watch(fact, as: number) ?? false
        let stamp = host.stamp(of: fact)
        if pages[number].stamp?.isUnchanged(in: stamp) != true { pages[number].version += 1 }
        pages[number].stamp = stamp
        pages[number].isWatched = isWatched
        guard isWatched, let watch, case .entries(let directory) = fact else { return }
        let unseen = stamp.linkedElsewhere + watch.mountPoints(in: directory)
        pages[number].companions = unseen.map { path in
            let companion = self.number(of: .path(path, followingLinks: false))
            return SeenFact(number: Int32(companion), version: version(of: companion, host))
        }
    }
}

/// A fact and the version of it that an answer rests on.
struct SeenFact {
    let number: Int32
    let version: Int
}
