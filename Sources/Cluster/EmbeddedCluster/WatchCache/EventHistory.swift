/// The recent changes of one resource, oldest first.
struct EventHistory: Sendable {
    private var changes: [StoredChange] = []
    private var start = 0

    /// Begins with changes in ascending order of version.
    init(_ changes: [StoredChange] = []) { self.changes = changes }

    /// The last change's version, or 0.
    var lastVersion: Int64 { changes.count > start ? changes[changes.count - 1].resourceVersion : 0 }

    /// Adds the newest change.
    mutating func append(_ change: StoredChange) { changes.append(change) }

    /// Forgets the changes up to a version and returns the last forgotten one's, or 0.
    mutating func trim(to floor: Int64) -> Int64 {
        let end = index(after: floor)
        let last = end > start ? changes[end - 1].resourceVersion : 0
        start = end
        // Moving the rest down only when half is forgotten keeps trimming cheap on average.
        if start > 64, start * 2 >= changes.count {
            changes.removeSubrange(..<start)
            start = 0
        }
        return last
    }

    /// The changes strictly after a version, about `limit` at most: those of one version stay together,
    /// because a reader remembers its place as a version.
    func changes(after version: Int64, limit: Int = .max) -> ArraySlice<StoredChange> {
        let rest = changes[index(after: version)...]
        guard rest.count > limit else { return rest }
        var end = rest.startIndex + limit
        while end < rest.endIndex, rest[end].resourceVersion == rest[end - 1].resourceVersion { end += 1 }
        return rest[..<end]
    }

    private func index(after version: Int64) -> Int {
        var (low, high) = (start, changes.count)
        while low < high {
            let middle = (low + high) / 2
            if changes[middle].resourceVersion <= version { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
