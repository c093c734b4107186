import XML

/// Reads SUSE's advisories in the Common Vulnerability Reporting Framework 1.1 and 1.2 (ICASI, OASIS).
///
/// A document has the products, the packages, which package is a component of which product, and for each flaw what
/// holds for them.
public struct CVRFReader: FeedReader {
    /// What the feed is called.
    public let feed: String

    /// A reader of one feed.
    public init(feed: String) { self.feed = feed }

    /// Whether the name ends with `.xml`.
    public func wants(_ file: FeedFile.Name) -> Bool { file.hasSuffix(".xml") }

    /// Reads one document.
    public func read(_ file: FeedFile, _ give: @escaping (FeedItem) -> Void) {
        var document = CVRFDocument()
        do {
            let reader = try XMLReader(bytes: file.bytes, name: file.name)
            guard reader.localName == "cvrfdoc" else { throw reader.unexpected("the document is no cvrfdoc") }
            try document.read(reader)
        } catch {
            return give(.quarantined(QuarantinedRow(file: file.name, reason: "\(error)")))
        }
        guard !document.id.isEmpty else {
            let field = "DocumentTracking/Identification/ID"
            return give(.quarantined(QuarantinedRow(file: file.name, field: field, reason: "is missing")))
        }
        let row = Row(file: file.name, place: document.id, give: give)
        file.give(document.advisory(feed: feed, row: row), give)
    }
}
