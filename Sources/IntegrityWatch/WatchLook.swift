public import FileIntegrity

/// Files that a watch has looked at because something happened to them, and what it found.
public struct WatchLook: Sendable {
    /// Each file with how it differs from the database, or that it does not.
    public private(set) var files: IntegrityOutcome.Looks = [:]
    /// Whether ``files`` is all that there is to know; else everything has to be looked at.
    public private(set) var isWhole = true

    /// A look at nothing.
    public init() {}

    /// Events were lost, something was mounted, or the database was replaced.
    public static let everything: WatchLook = {
        var look = WatchLook()
        look.isWhole = false
        return look
    }()

    /// So many files are told of one by one.
    private static let limit = 4096

    /// Adds what a later look found.
    public mutating func merge(_ later: WatchLook) {
        files.merge(later.files) { _, new in new }
        isWhole = isWhole && later.isWhole
        keepWithinLimit()
    }

    /// Adds a file, unless what was found of it is not the last word.
    mutating func note(_ path: [UInt8], _ verdict: PathCheck.Verdict, isLast: Bool) {
        if !verdict.problems.isEmpty {
            // What cannot be read is for whoever looks at everything to tell.
            if isLast { isWhole = false }
            return
        }
        files.updateValue(verdict.difference, forKey: path)
        keepWithinLimit()
    }

    private mutating func keepWithinLimit() {
        guard !isWhole || files.count > Self.limit else { return }
        files = [:]
        isWhole = false
    }
}
