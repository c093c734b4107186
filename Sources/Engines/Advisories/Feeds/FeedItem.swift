/// One thing that a feed says.
public enum FeedItem: Sendable, Hashable {
    /// An advisory, whole: it takes the place of an earlier one of the same feed and identifier.
    case advisory(Advisory)
    /// The advisory of this identifier is no longer in the feed.
    case deletion(id: String)
    /// What somebody says of a CVE besides the packages that it is in.
    case enrichment(Enrichment)
    /// Until when a release of a product is maintained.
    case lifecycle(Lifecycle)
    /// A row that was left out.
    case quarantined(QuarantinedRow)
}
