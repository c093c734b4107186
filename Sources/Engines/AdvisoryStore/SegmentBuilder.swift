public import Advisories
public import VersionOrder
import Zstandard

/// Lays the advisories of one namespace out as a ``Segment``.
///
/// ```swift
/// var builder = SegmentBuilder(ecosystem: Ecosystem("Debian:12"), scheme: .dpkg)
/// for advisory in advisories { builder.add(advisory) }
/// let bytes = try builder.finish(flaws: classes.flaws())
/// ```
///
/// Equal advisories give equal bytes, in whatever order they are added.
public struct SegmentBuilder {
    /// What the packages belong to.
    public let ecosystem: Ecosystem
    /// What orders their versions.
    public let scheme: VersionScheme
    private var advisories: [Advisory] = []

    /// An empty segment.
    public init(ecosystem: Ecosystem, scheme: VersionScheme) {
        self.ecosystem = ecosystem
        self.scheme = scheme
    }

    /// Adds an advisory; what it says of other namespaces is left out, and one that was withdrawn altogether.
    public mutating func add(_ advisory: Advisory) {
        guard advisory.withdrawn == nil else { return }
        var advisory = advisory
        advisory.affected.removeAll { $0.ecosystem != ecosystem }
        if !advisory.affected.isEmpty { advisories.append(advisory) }
    }

    /// The segment's bytes.
    ///
    /// - Throws: ``StoreError/tooLarge(_:)``, or what the packing says.
    public consuming func finish(flaws: Flaws) throws(StoreError) -> [UInt8] {
        advisories.sort { ($0.id, $0.feed) < ($1.id, $1.feed) }
        var parts = SegmentParts(scheme: scheme)
        for advisory in advisories { parts.add(advisory, flaws: flaws) }
        return try parts.bytes(namespace: ecosystem.description)
    }
}
