import Bytes

/// Reads CSAF 2.0 documents (OASIS): security advisories and VEX of Red Hat, SUSE and others, as they stand or as
/// deltas that only say that a document is deleted.
///
/// What is said of RPM and Debian packages is read; container images and loose libraries, which no package manager of
/// a distribution installs, are passed over.
public struct CSAFReader: FeedReader {
    /// What the feed is called.
    public let feed: String

    /// A reader of one feed.
    public init(feed: String) { self.feed = feed }

    /// Whether the name ends with `.json`, or the file is a list of deleted documents, `deletions.csv`.
    public func wants(_ file: FeedFile.Name) -> Bool {
        file.hasSuffix(".json") || FeedFile.last(of: file) == "deletions.csv"
    }

    /// Reads one document.
    public func read(_ file: FeedFile, _ give: @escaping (FeedItem) -> Void) {
        if file.name.hasSuffix(".csv") { return CSAFDeletions.read(file, give) }
        guard let root = file.json(give) else { return }
        let document = root["document"]
        let tracking = document["tracking"]
        guard let id = tracking["id"].string, !id.isEmpty else {
            let reason = "is missing or no text"
            return give(
                .quarantined(QuarantinedRow(file: file.name, field: "document.tracking.id", reason: reason)))
        }
        if tracking["status"].string == "deleted" { return give(.deletion(id: id)) }
        let row = Row(file: file.name, place: id, give: give)
        var advisory = Advisory(id: id, feed: feed)
        advisory.summary = row.string(document, "title", in: "document")
        advisory.published = row.time(tracking, "initial_release_date", in: "document.tracking")
        advisory.modified = row.time(tracking, "current_release_date", in: "document.tracking")
        advisory.severity = document["aggregate_severity"]["text"].string
        if tracking["status"].string == "withdrawn" { advisory.withdrawn = advisory.modified }
        advisory.references = CSAFReader.references(document)
        let products = CSAFProducts(root["product_tree"])
        var rows = CSAFRows()
        for (index, element) in row.list(root, "vulnerabilities").enumerated() {
            let flaw = CSAFVulnerability(element, products, row: row, path: "vulnerabilities[\(index)]")
            flaw.describe(&advisory, feed: feed)
            flaw.collect(into: &rows)
        }
        advisory.affected = rows.affected
        file.give(advisory, give)
    }

    static func references(_ parent: JSONView) -> [Advisory.Reference] {
        parent["references"].elements.compactMap { element in
            element["url"].string.map { .init(element["category"].string == "self" ? .advisory : .web, $0) }
        }
    }
}

/// The list of documents that are gone: a path and a time on each line.
enum CSAFDeletions {
    static func read(_ file: FeedFile, _ give: (FeedItem) -> Void) {
        for (index, line) in file.bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated()
        {
            let text = String(decoding: line, as: UTF8.self)
            let path = text.split(separator: ",").first?.filter { $0 != "\"" && $0 != "\r" } ?? ""
            if path.isEmpty { continue }
            if let id = identifier(FeedFile.last(of: path)) {
                give(.deletion(id: id))
            } else {
                give(
                    .quarantined(
                        QuarantinedRow(file: file.name, place: "\(index + 1)", reason: "names no document")))
            }
        }
    }

    /// `cve-2023-0030.json` is of CVE-2023-0030, and `rhsa-2024_0010.json` of RHSA-2024:0010.
    private static func identifier(_ name: Substring) -> String? {
        guard name.hasSuffix(".json") else { return nil }
        let stem = name.dropLast(".json".count)
        let isPlain = stem.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "-"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
        guard isPlain, stem.contains("-") else { return nil }
        let parts = stem.uppercased().split(separator: "_", omittingEmptySubsequences: false)
        return parts.joined(separator: ":")
    }
}
