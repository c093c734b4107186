public import Advisories
public import AdvisoryStore
public import Inventory

/// A flaw of a package, in words.
public struct Finding: Sendable, Hashable {
    /// The package.
    public var package: Package
    /// Whose advisories say so.
    public var ecosystem: Ecosystem
    /// The name of the flaw to show first, a CVE when it has one.
    public var flaw: String
    /// The flaw's other names, sorted.
    public var aliases: [String] = []
    /// The advisory that says so, as its feed names it.
    public var advisory: String
    /// The name of the feed.
    public var feed: String
    /// What is said.
    public var verdict: Verdict
    /// The least version that mends it; nil when there is none.
    public var fix: String?
    /// How grave it is in the package, on the common scale.
    public var severity: Severity
    /// How grave it is in the source's own word; nil when it does not say.
    public var word: String?
    /// When the advisory was published; nil when it does not say.
    public var published: Timestamp?

    /// A finding of which no more is known than what package has which flaw.
    public init(package: Package, ecosystem: Ecosystem, flaw: String, advisory: String, feed: String) {
        self.package = package
        self.ecosystem = ecosystem
        self.flaw = flaw
        self.advisory = advisory
        self.feed = feed
        verdict = .affected(nil)
        severity = .unknown
    }

    /// Every name of the flaw.
    public var names: [String] { [flaw] + aliases }
}

extension AdvisoryDatabase {
    /// Puts a match into words.
    ///
    /// - Parameter inventory: the inventory in which it was found.
    public func finding(_ match: Match, in inventory: Inventory) -> Finding {
        let segment = segments[match.segment]
        let statement = segment.statement(Int(match.hit.statement))
        let advisory = segment.advisory(statement.advisory)
        let flaw = segment.flaw(Int(match.hit.flaw))
        var finding = Finding(
            package: inventory.packages[match.package], ecosystem: Ecosystem(segment.namespace),
            flaw: flaw.id,
            advisory: advisory.id, feed: advisory.feed)
        finding.aliases = flaw.aliases
        finding.verdict = match.hit.verdict
        finding.fix = match.hit.fix.flatMap { segment.statement(Int($0)).fix }
        finding.severity = statement.rating
        finding.word = statement.severity ?? advisory.severity
        finding.published = advisory.published
        return finding
    }
}
