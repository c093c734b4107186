/// The versions that are affected: at least one range or one version.
public struct AffectedVersions: Sendable, Hashable {
    /// Ranges of versions; a version in any of them is affected.
    public let ranges: [VersionRange]
    /// Versions that are affected besides; of exotic schemes they are the only truth.
    public let listed: [String]

    /// A set that may not be empty.
    public init?(ranges: [VersionRange], listed: [String] = []) {
        if ranges.isEmpty && listed.isEmpty { return nil }
        self.ranges = ranges
        self.listed = listed
    }

    /// One range.
    public init(_ range: VersionRange) {
        ranges = [range]
        listed = []
    }

    /// Whether a fixed version is named.
    public var hasFix: Bool { ranges.contains { !$0.fixes.isEmpty } }
}

/// A range of versions as a timeline of events (OSV, `affected[].ranges[].events`).
///
/// The order of the events is that of their versions, not that in which they are written.
public struct VersionRange: Sendable, Hashable {
    /// A version at which something changes.
    public enum Event: Sendable, Hashable {
        /// From here on versions are affected; `0` is before every version.
        case introduced(String)
        /// From here on they are not.
        case fixed(String)
        /// After this one they are not known to be.
        case lastAffected(String)
        /// Versions from here on are out of the range's sight.
        case limit(String)
    }

    /// The events; one at least is an ``Event/introduced(_:)``.
    public let events: [Event]

    /// A range; nil when nothing is introduced.
    public init?(_ events: [Event]) {
        guard events.contains(where: { if case .introduced = $0 { true } else { false } }) else { return nil }
        self.events = events
    }

    private init(all events: [Event]) { self.events = events }

    /// Every version.
    public static let all = VersionRange(all: [.introduced("0")])

    /// Every version before one.
    public static func before(_ version: String) -> VersionRange {
        VersionRange(all: [.introduced("0"), .fixed(version)])
    }

    /// Every version up to one.
    public static func through(_ version: String) -> VersionRange {
        VersionRange(all: [.introduced("0"), .lastAffected(version)])
    }

    /// From a version on, up to where it ends when that is known.
    public static func from(_ version: String, to end: Event? = nil) -> VersionRange {
        VersionRange(all: [.introduced(version)] + (end.map { [$0] } ?? []))
    }

    /// The fixed versions, in the order in which they are written.
    public var fixes: [String] {
        events.compactMap { if case .fixed(let version) = $0 { version } else { nil } }
    }
}
