import Bytes

/// Reads the advisories of Haskell's security response team: Markdown that begins with TOML.
public struct HaskellReader: FeedReader {
    /// What the feed is called.
    public let feed: String

    /// A reader of one feed.
    public init(feed: String) { self.feed = feed }

    /// Whether the file is called `HSEC-….md`.
    public func wants(_ file: FeedFile.Name) -> Bool {
        // A reserved identifier has a file without anything in it.
        FeedFile.last(of: file).hasPrefix("HSEC-") && file.hasSuffix(".md") && !file.contains("/reserved/")
    }

    /// Reads one advisory.
    public func read(_ file: FeedFile, _ give: @escaping (FeedItem) -> Void) {
        guard let markdown = MarkdownAdvisory(file, give) else { return }
        let front = markdown.front["advisory"]
        guard let id = front["id"].string, !id.isEmpty else {
            let reason = "is missing or no text"
            return give(
                .quarantined(QuarantinedRow(file: file.name, field: "advisory.id", reason: reason)))
        }
        let row = Row(file: file.name, place: id, give: give)
        var advisory = Advisory(id: id, feed: feed)
        advisory.summary = markdown.title
        advisory.details = markdown.text
        advisory.aliases = row.strings(front, "aliases", in: "advisory")
        advisory.related = row.strings(front, "related", in: "advisory")
        advisory.published = row.time(front, "date", in: "advisory")
        advisory.weaknesses = front["cwe"].elements.compactMap(\.int).map { "CWE-\($0)" }
        advisory.references = row.list(markdown.front, "references").compactMap { element in
            let kind = element["type"].string.flatMap(Advisory.Reference.Kind.init) ?? .web
            return element["url"].string.map { .init(kind, $0) }
        }
        for (index, element) in row.list(markdown.front, "affected").enumerated() {
            let reader = HaskellAffectedReader(row: row, path: "affected[\(index)]", feed: feed)
            if let affected = reader.read(element) { advisory.affected.append(affected) }
        }
        file.give(advisory, give)
    }
}

/// Reads one `[[affected]]` of a Haskell advisory.
private struct HaskellAffectedReader {
    let row: Row
    let path: String
    let feed: String

    func read(_ element: JSONView) -> Affected? {
        let component = element["ghc-component"].string
        guard let name = component ?? element["package"].string, !name.isEmpty else {
            row.quarantine("\(path).package", "is missing or no text")
            return nil
        }
        var ranges: [VersionRange] = []
        for (index, version) in row.list(element, "versions", in: path).enumerated() {
            let field = "\(path).versions[\(index)]"
            guard let introduced = row.string(version, "introduced", in: field) else {
                row.quarantine("\(field).introduced", "is missing")
                continue
            }
            let fixed = row.string(version, "fixed", in: field)
            ranges.append(.from(introduced, to: fixed.map { .fixed($0) }))
        }
        guard let versions = AffectedVersions(ranges: ranges) else {
            row.quarantine("\(path).versions", "name no versions")
            return nil
        }
        let ecosystem = Ecosystem(name: component == nil ? "Hackage" : "GHC")
        var affected = Affected(
            ecosystem: ecosystem, name: name, role: .component, state: .affected(versions, unfixed: nil))
        if let vector = row.string(element, "cvss", in: path),
            let score = row.score(vector, source: feed, field: "\(path).cvss")
        {
            affected.scores = [score]
        }
        return affected
    }
}
