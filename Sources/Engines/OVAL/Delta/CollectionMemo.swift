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

    private let state: Mutex<State>

    /// An empty memo: the first scan with it collects everything.
    ///
    /// - Parameter watches: Whether the kernel is asked to tell what changes, so that what it vouches for is not
    ///   looked at again. It takes about a kilobyte of the kernel's memory for each directory.
    public init(host: Host, watches: Bool = false) {
        self.host = host
        let watch = watches ? HostWatch(host: host) : nil
        state = Mutex(State(facts: FactBook(watch: watch)))
    }

    /// How many objects the current scan took from an earlier one, and how many it collected.
    public var counts: (reused: Int, collected: Int) { state.withLock { ($0.reused, $0.collected) } }

    /// Notes a fact for the object that is being collected.
    public func willAsk(_ fact: HostFact) { state.withLock { $0.note(fact, host) } }

    /// Looks at everything in the next scan, whatever the kernel vouches for.
    public func lookAtEverything() { state.withLock { $0.facts.distrust() } }

    func beginScan() { state.withLock { $0.beginScan() } }

    /// What an object comes to: as before when nothing that it rests on has changed.
    func collect(_ query: ObjectQuery, with probe: any Probe) -> Collected {
        remember(query, with: probe).collected
    }

    /// What an object comes to, and the number under which it can be asked whether it still does.
    func remember(_ query: ObjectQuery, with probe: any Probe) -> (collected: Collected, number: Int) {
        if let known = state.withLock({ $0.unchanged(query, host) }) { return known }
        let collected = look(query, with: probe)
        return (collected, state.withLock { $0.end(query, collected) })
    }

    /// Whether what was collected under a number has changed; it is collected anew when it may have.
    func hasChanged(_ number: Int, with probe: (ObjectQuery) -> (any Probe)?) -> Bool {
        if state.withLock({ $0.unchanged(number, host) }) { return false }
        guard let known = state.withLock({ $0.entries[number].map { ($0.query, $0.collected) } }),
            let probe = probe(known.0)
        else { return true }
        let collected = look(known.0, with: probe)
        _ = state.withLock { $0.end(known.0, collected) }
        return !collected.isSame(as: known.1)
    }

    private func look(_ query: ObjectQuery, with probe: any Probe) -> Collected {
        let group = probe.remembersReading ? ObjectIdentifier(type(of: probe)) : nil
        state.withLock { $0.begin(group) }
        let collected = probe.collect(query)
        // An access time changes with every look at the file and leaves no other trace.
        if query.neededFields?.contains("a_time") ?? false { willAsk(.fleeting) }
        return collected
    }

    fileprivate struct State {
        var facts: FactBook
        var reused = 0
        var collected = 0
        var entries: [Int: Entry] = [:]
        private var numbers: [ObjectQuery: Int] = [:]
        private var nextNumber = 0
        /// What the probes that answer several objects from one reading have asked for in this scan.
        private var groups: [ObjectIdentifier: FactReading] = [:]
        private var current: FactReading?
        private var currentIsShared = false

        init(facts: FactBook) { self.facts = facts }
    }

    fileprivate struct Entry {
        let query: ObjectQuery
        let collected: Collected
        /// It rests on the first facts of a reading.
        let ground: FactReading
        let factCount: Int
        /// The scan that asked for it last.
        var used: Int
    }
}

extension CollectionMemo.State {
    mutating func beginScan() {
        facts.beginScan()
        // What the content asked for under other values is not kept for ever.
        for (number, entry) in entries where entry.used < facts.generation - 2 {
            entries[number] = nil
            numbers[entry.query] = nil
        }
        for reading in groups.values { reading.close() }
        groups = [:]
        reused = 0
        collected = 0
    }

    mutating func unchanged(_ query: ObjectQuery, _ host: Host) -> (collected: Collected, number: Int)? {
        guard let number = numbers[query], unchanged(number, host), let entry = entries[number] else {
            return nil
        }
        return (entry.collected, number)
    }

    mutating func unchanged(_ number: Int, _ host: Host) -> Bool {
        guard let entry = entries[number], entry.ground.holds(first: entry.factCount, &facts, host) else {
            return false
        }
        if entry.used != facts.generation {
            entries[number]?.used = facts.generation
            reused += 1
        }
        return true
    }

    mutating func begin(_ group: ObjectIdentifier?) {
        currentIsShared = group != nil
        guard let group else {
            current = FactReading()
            return
        }
        let reading = groups[group] ?? FactReading()
        groups[group] = reading
        current = reading
    }

    mutating func note(_ fact: HostFact, _ host: Host) { current?.note(facts.number(of: fact), &facts, host) }

    mutating func end(_ query: ObjectQuery, _ result: Collected) -> Int {
        let ground = current ?? FactReading()
        if !currentIsShared { ground.close() }
        current = nil
        var number = nextNumber
        if let known = numbers[query] { number = known } else { nextNumber += 1 }
        numbers[query] = number
        entries[number] = CollectionMemo.Entry(
            query: query, collected: result, ground: ground, factCount: ground.count, used: facts.generation)
        collected += 1
        return number
    }
}
