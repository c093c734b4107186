public import AdvisoryStore

/// A flaw of a package, as numbers: of the package in its inventory, and of what the database says.
public struct Match: Sendable, Hashable {
    /// The number of the package in the inventory.
    public var package: Int
    /// The place of the segment in ``AdvisoryDatabase/segments``.
    public var segment: Int
    /// What the segment says.
    public var hit: FlawHit
}

/// Why nothing is said of a package: silence of the feeds is not health.
public enum Unjudged: Sendable, Hashable {
    /// No version of it is known.
    case hasNoVersion
    /// A package of the distribution brought it, and the distribution's advisories judge that one.
    case isOwned(by: String)
    /// It is a package of a distribution, and nothing says of which.
    case hasNoDistribution
    /// No feed of its kind of packages is known.
    case hasNoEcosystem
    /// The feed for it is not at hand; its namespace.
    case hasNoFeed(String)
}

/// What the matching of an inventory gives.
public struct MatchResult: Sendable, Hashable {
    /// The flaws, sorted by package, then by segment and flaw.
    public var matches: [Match] = []
    /// The packages by number that nothing was said of.
    public var unjudged: [Int: Unjudged] = [:]
}
