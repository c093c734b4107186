import Host
import Synchronization

/// What the objects of earlier scans came to, and what of the host each of them rests on.
///
/// A scan that begins with the memo collects an object anew only when something changed that was asked of the
/// host for it: a file's device, inode, mode, owner, size or times, the names in a directory, a value in
/// `/proc`. What has no such sign (the service manager, the network, free space) is asked for each time. A file
/// that changed less than two seconds before it was looked at is looked at again, because its clock may not tell
/// two changes apart.
///
/// ```swift
/// let memo = CollectionMemo(host: host)
/// while true { report(try content.scan(.named("standard"), collector: Collector(memo: memo), clock: now)) }
/// ```
///
/// A memo serves one thread; it grows with the files that the content asks for.
public final class CollectionMemo: HostObserver {
    /// The host that is scanned, unobserved.
    public let host: Host

    private let state = Mutex(State())

    /// An empty memo: the first scan with it collects everything.
    public init(host: Host) { self.host = host }

    /// How many objects the current scan took from an earlier one, and how many it collected.
    public var counts: (reused: Int, collected: Int) { state.withLock { ($0.reused, $0.collected) } }

    /// Notes a fact for the object that is being collected.
    public func willAsk(_ fact: HostFact) { state.withLock { $0.note(fact, host) } }

    func beginScan() { state.withLock { $0.beginScan() } }

    /// What an object comes to: as before when nothing that it rests on has changed.
    func collect(_ query: ObjectQuery, with probe: any Probe) -> Collected {
        let group = probe.remembersReading ? ObjectIdentifier(type(of: probe)) : nil
        if let known = state.withLock({ $0.unchanged(query, host) }) { return known }
        state.withLock { $0.begin(group) }
        let collected = probe.collect(query)
        state.withLock { state in
            // An access time changes with every look at the file and leaves no other trace.
            if query.neededFields?.contains("a_time") ?? false { state.note(.fleeting, host) }
            state.end(query, collected)
        }
        return collected
    }

    fileprivate struct State {
        var facts = FactBook()
        var reused = 0
        var collected = 0
        var known: [ObjectQuery: Entry] = [:]
        /// What all objects rest on that a probe answered from one reading.
        var groups: [ObjectIdentifier: [Int: Int]] = [:]
        /// The groups that are read anew in this scan.
        var renewedGroups: Set<ObjectIdentifier> = []
        var current: (group: ObjectIdentifier?, facts: [Int: Int])?
    }

    fileprivate struct Entry {
        let collected: Collected
        let ground: Ground
        /// The scan that asked for it last.
        var used: Int
    }

    /// Facts by number, each with the version that was seen; of an object or of all objects of a probe.
    fileprivate enum Ground {
        case facts([Int: Int])
        case group(ObjectIdentifier)
    }
}

extension CollectionMemo.State {
    mutating func beginScan() {
        facts.beginScan()
        // What the content asked for under other values is not kept for ever.
        known = known.filter { $0.value.used >= facts.generation - 2 }
        reused = 0
        collected = 0
        renewedGroups = []
    }

    mutating func unchanged(_ query: ObjectQuery, _ host: Host) -> Collected? {
        guard let entry = known[query] else { return nil }
        switch entry.ground {
        case .facts(let seen):
            guard facts.hold(seen, host) else { return nil }
        case .group(let group):
            guard !renewedGroups.contains(group), facts.hold(groups[group] ?? [:], host) else { return nil }
        }
        known[query]?.used = facts.generation
        reused += 1
        return entry.collected
    }

    mutating func begin(_ group: ObjectIdentifier?) {
        current = (group, [:])
        if let group, renewedGroups.insert(group).inserted { groups[group] = [:] }
    }

    mutating func note(_ fact: HostFact, _ host: Host) {
        guard current != nil else { return }
        let number = facts.number(of: fact)
        current?.facts[number] = facts.version(of: number, host)
    }

    mutating func end(_ query: ObjectQuery, _ result: Collected) {
        guard let current else { return }
        if let group = current.group { groups[group, default: [:]].merge(current.facts) { $1 } }
        known[query] = CollectionMemo.Entry(
            collected: result, ground: current.group.map { .group($0) } ?? .facts(current.facts),
            used: facts.generation)
        collected += 1
        self.current = nil
    }
}
