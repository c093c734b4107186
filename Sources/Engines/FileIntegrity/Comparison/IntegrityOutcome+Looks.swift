extension IntegrityOutcome {
    /// What a later look at single files found: by the file's path, how it differs now, or that it does not.
    public typealias Looks = [[UInt8]: Difference?]

    /// What a check would find that looked at the same files as this one, and at some of them later.
    ///
    /// ```swift
    /// let now = outcome.updated(with: [path: check.verdict(on: path).difference], time: clock())
    /// ```
    ///
    /// - Parameters:
    ///   - looks: what was found later, against the same database.
    ///   - time: seconds since 1970.
    /// - Returns: nil when the rest has to be looked at again, because one file's difference may explain another's.
    public func updated(with looks: Looks, time: Int64) -> IntegrityOutcome? {
        let later = looks.values.compactMap { $0 }
        guard action == .check, !later.contains(where: \.mayBeMove), !differences.contains(where: \.mayBeMove)
        else { return nil }
        var next = self
        next.differences.removeAll { looks.keys.contains($0.path) }
        next.differences += later
        next.differences.sort { PathOrder.precedes($0.path, $1.path) }
        // An entry is a file that is there.
        next.total += Self.surplus(next.differences) - Self.surplus(differences)
        (next.start, next.end) = (time, time)
        return next
    }

    /// How many more files there are than the database has.
    private static func surplus(_ differences: [Difference]) -> Int {
        differences.count { $0.old == nil } - differences.count { $0.new == nil }
    }
}
