/// One advisory: what is wrong, in which versions of which packages, and what its source says of it.
///
/// It has the shape of an OSV record (https://ossf.github.io/osv-schema/), with the states of distribution
/// vendors besides. Every feed is read into this one type.
///
/// ```swift
/// for affected in advisory.affected where affected.ecosystem == Ecosystem("Debian:12") {
///     print(advisory.id, affected.name, affected.state)
/// }
/// ```
public struct Advisory: Sendable, Hashable {
    /// The identifier in its feed, such as `DSA-5380-1` or `GO-2026-6213`.
    public var id: String
    /// The name of the feed that it came from, as whoever imported it calls it.
    public var feed: String
    /// The same flaw under other names.
    public var aliases: [String] = []
    /// The advisories that this one repackages: a distribution's names the CVEs that it fixes.
    public var upstream: [String] = []
    /// Advisories that have to do with it and are of other flaws.
    public var related: [String] = []
    /// What is wrong, in a line.
    public var summary: String?
    /// What is wrong, at length; often Markdown.
    public var details: String?
    /// When it was first published.
    public var published: Timestamp?
    /// When it last changed.
    public var modified: Timestamp?
    /// When it was taken back; a withdrawn advisory affects nothing.
    public var withdrawn: Timestamp?
    /// What it says of packages.
    public var affected: [Affected] = []
    /// Every source's score of it.
    public var scores: [Score] = []
    /// How grave it is in the source's own word, such as `Important` or `unimportant`.
    public var severity: String?
    /// Pages about it.
    public var references: [Reference] = []
    /// The kinds of weakness, such as `CWE-79`.
    public var weaknesses: [String] = []

    /// An advisory of which no more than its name is known.
    public init(id: String, feed: String) {
        self.id = id
        self.feed = feed
    }
}

extension Advisory {
    /// A page about an advisory.
    public struct Reference: Sendable, Hashable {
        /// What the page is to the advisory, in OSV's words.
        public enum Kind: String, Sendable, CaseIterable {
            case advisory = "ADVISORY"
            case article = "ARTICLE"
            case detection = "DETECTION"
            case discussion = "DISCUSSION"
            case evidence = "EVIDENCE"
            case fix = "FIX"
            case introduced = "INTRODUCED"
            case package = "PACKAGE"
            case report = "REPORT"
            case web = "WEB"
        }

        /// What the page is to the advisory.
        public var kind: Kind
        /// Its address.
        public var url: String

        /// Names a page.
        public init(_ kind: Kind, _ url: String) {
            self.kind = kind
            self.url = url
        }
    }
}
