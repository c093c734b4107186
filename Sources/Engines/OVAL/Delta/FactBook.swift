import Host

/// Facts of a host with how they stood when they were looked at last, each looked at once a scan.
struct FactBook {
    private struct Page {
        let fact: HostFact
        var stamp: FactStamp?
        /// Counts the changes that were seen.
        var version = 0
        /// The scan that looked last.
        var checked = -1
    }

    /// Counts the scans.
    private(set) var generation = 0
    private var pages: [Page] = []
    private var numbers: [HostFact: Int] = [:]

    mutating func beginScan() { generation += 1 }

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
        let stamp = host.stamp(of: pages[number].fact)
        if pages[number].stamp?.isUnchanged(in: stamp) != true { pages[number].version += 1 }
        pages[number].stamp = stamp
        pages[number].checked = generation
        return pages[number].version
    }

    /// Whether facts still have the versions that were seen.
    mutating func hold(_ seen: [Int: Int], _ host: Host) -> Bool {
        for (number, version) in seen where self.version(of: number, host) != version { return false }
        return true
    }
}
