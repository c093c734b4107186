import EmbeddedCluster

/// Counts the changes that watches can look back on and says which ones must be forgotten.
struct HistoryBudget {
    private static let byteLimit = 32 << 20

    private let limit: Int
    private var versions: [(version: Int64, size: Int)] = []
    private var bytes = 0

    init(limit: Int) { self.limit = limit }

    /// Adds new changes; the version up to which the history is too much, when it is.
    ///
    /// An eighth more than the limit is let grow, so that forgetting is rare.
    mutating func add(_ changes: [StoredChange]) -> Int64? {
        for change in changes {
            let size = change.previous?.bytes.count ?? 0
            versions.append((change.resourceVersion, size))
            bytes += size
        }
        guard versions.count > limit + limit / 8 || bytes > Self.byteLimit else { return nil }
        var end = 0
        while end < versions.count, versions.count - end > limit || bytes > Self.byteLimit * 7 / 8 {
            bytes -= versions[end].size
            end += 1
        }
        guard end > 0 else { return nil }
        let floor = versions[end - 1].version
        // Changes of one version go together.
        while end < versions.count, versions[end].version == floor {
            bytes -= versions[end].size
            end += 1
        }
        versions.removeFirst(end)
        return floor
    }
}
