import Bytes
import VersionOrder

/// Reads RustSec's advisories (https://github.com/rustsec/advisory-db): Markdown that begins with TOML.
public struct RustSecReader: FeedReader {
    /// What the feed is called.
    public let feed: String

    /// A reader of one feed.
    public init(feed: String) { self.feed = feed }

    /// Whether the file is called `RUSTSEC-….md`.
    public func wants(_ file: FeedFile.Name) -> Bool {
        FeedFile.last(of: file).hasPrefix("RUSTSEC-") && file.hasSuffix(".md")
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
        guard let package = row.string(front, "package", in: "advisory"), !package.isEmpty else {
            return row.quarantine("advisory.package", "is missing")
        }
        var advisory = Advisory(id: id, feed: feed)
        advisory.summary = markdown.title ?? row.string(front, "title", in: "advisory")
        advisory.details = markdown.text
        advisory.aliases = row.strings(front, "aliases", in: "advisory")
        advisory.related = row.strings(front, "related", in: "advisory")
        advisory.published = row.time(front, "date", in: "advisory")
        advisory.withdrawn = row.time(front, "withdrawn", in: "advisory")
        // An advisory without a flaw says so: unmaintained, unsound or notice.
        advisory.severity = row.string(front, "informational", in: "advisory")
        let url = row.string(front, "url", in: "advisory").map { Advisory.Reference(.advisory, $0) }
        let others = row.strings(front, "references", in: "advisory").map { Advisory.Reference(.web, $0) }
        advisory.references = [url].compactMap { $0 } + others
        if let vector = row.string(front, "cvss", in: "advisory"),
            let score = row.score(vector, source: feed, field: "advisory.cvss")
        {
            advisory.scores = [score]
        }
        let versions = markdown.front["versions"]
        var safe = SafeVersions(.semver)
        for field in ["patched", "unaffected"] {
            for requirement in row.strings(versions, field, in: "versions") where !safe.add(requirement) {
                row.quarantine("versions.\(field)", "\"\(requirement.prefix(100))\" is no requirement")
            }
        }
        let isStandardLibrary = front["collection"].string == "rust"
        if let others = safe.others {
            advisory.affected = [
                Affected(
                    ecosystem: Ecosystem(name: isStandardLibrary ? "rust" : "crates.io"), name: package,
                    role: .component, state: .affected(others, unfixed: nil))
            ]
            advisory.affected[0].numbering = .semantic
        }
        file.give(advisory, give)
    }
}
