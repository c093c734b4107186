public import FileEvents
public import IntegrityVerbs

/// A file that is not as its baseline says, or is so again, with those who touched it.
public struct WatchFinding: Sendable {
    /// Why the file was looked at.
    public enum Cause: String, Sendable {
        /// Something happened to it.
        case event
        /// The watch began.
        case start
        /// Events were lost, and everything that they could have been about was looked at again.
        case loss
        /// Something was mounted or unmounted.
        case mount
        /// The database was replaced.
        case baseline
    }

    /// What differs; of a file that is as it should be again, what differed last.
    public var finding: IntegrityFinding
    /// Whether the file is as its baseline says again.
    public var isResolved: Bool
    /// Why it was looked at.
    public var cause: Cause
    /// When the first of the events was read from the kernel, in nanoseconds since 1970; nil when there was none.
    public var eventTime: Int64?
    /// When the verdict was there, in nanoseconds since 1970.
    public var verdictTime: Int64
    /// Who touched the file or the directory that it came with, in the order of the events; at most eight.
    public var actors: [EventActor]

    /// The word for what happened: `added`, `removed`, `changed` or `resolved`.
    public var kind: String { isResolved ? "resolved" : finding.kind.rawValue }
}

/// What a watch met, in numbers.
public struct WatchSummary: Sendable, Equatable {
    /// Events that the kernel gave.
    public var events = 0
    /// Events of this process's own files.
    public var ownEvents = 0
    /// Files that were looked at because of events.
    public var looks = 0
    /// Findings, without those that were resolved.
    public var findings = 0
    /// Files that became as their baseline says again.
    public var resolved = 0
    /// How often the kernel's queue was full.
    public var overflows = 0
    /// How often more was waiting than is kept, so that it was given up for a look at everything.
    public var collapses = 0
    /// Events whose directory was there and could not be found.
    public var unresolvedEvents = 0
    /// How often more than the files of events was looked at again.
    public var rescans = 0

    /// All zero.
    public init() {}

    /// How often events were lost; each time what they could have been about was looked at again.
    public var losses: Int { overflows + collapses + unresolvedEvents }
}
