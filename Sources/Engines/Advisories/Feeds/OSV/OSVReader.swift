public import Bytes

/// Reads advisories in the Open Source Vulnerability format (https://ossf.github.io/osv-schema/): what AlmaLinux, Go,
/// GitHub, Bitnami, Kubernetes and Ubuntu publish as JSON and the Python Packaging Authority as YAML, and what
/// ``Advisory/json`` writes.
///
/// Ranges of commits are passed over: a machine's packages tell no commits.
public struct OSVReader: FeedReader {
    /// What the feed is called.
    public let feed: String

    /// A reader of one feed.
    public init(feed: String) { self.feed = feed }

    /// Whether the name ends with `.json`, `.yaml` or `.yml`.
    public func wants(_ file: FeedFile.Name) -> Bool {
        file.hasSuffix(".json") || file.hasSuffix(".yaml") || file.hasSuffix(".yml")
    }

    /// Reads a file that holds one advisory.
    public func read(_ file: FeedFile, _ give: @escaping (FeedItem) -> Void) {
        guard let root = file.name.hasSuffix(".json") ? file.json(give) : file.yaml(give) else { return }
        if let advisory = advisory(root, file: file.name, give) { file.give(advisory, give) }
    }

    /// Reads one advisory; nil when, which is said, it has no identifier.
    public func advisory(
        _ root: JSONView, file: String, _ give: @escaping (FeedItem) -> Void
    ) -> Advisory? {
        guard let id = root["id"].string, !id.isEmpty else {
            give(.quarantined(QuarantinedRow(file: file, field: "id", reason: "is missing or no text")))
            return nil
        }
        let row = Row(file: file, place: id, give: give)
        let specific = root["database_specific"]
        var advisory = Advisory(id: id, feed: specific["feed"].string ?? feed)
        advisory.aliases = row.strings(root, "aliases")
        advisory.upstream = row.strings(root, "upstream")
        advisory.related = row.strings(root, "related")
        advisory.summary = row.string(root, "summary")
        advisory.details = row.string(root, "details")
        advisory.published = row.time(root, "published")
        advisory.modified = row.time(root, "modified")
        advisory.withdrawn = row.time(root, "withdrawn")
        let severity = OSVSeverity(row, root, specific, feed: advisory.feed, at: "")
        advisory.scores = severity.scores
        advisory.severity = severity.word ?? specific["severity"].string
        advisory.weaknesses = row.strings(specific, "cwe_ids", in: "database_specific")
        advisory.references = references(root, row)
        for (index, element) in row.list(root, "affected").enumerated() {
            let reader = OSVAffectedReader(row: row, path: "affected[\(index)]", feed: advisory.feed)
            advisory.affected += reader.read(element)
        }
        advisory.nameRepackaged()
        return advisory
    }

    private func references(_ root: JSONView, _ row: Row) -> [Advisory.Reference] {
        row.list(root, "references").enumerated().compactMap { index, element in
            guard let url = element["url"].string else {
                row.quarantine("references[\(index)].url", "is missing or no text")
                return nil
            }
            let kind = element["type"].string.flatMap(Advisory.Reference.Kind.init)
            return Advisory.Reference(kind ?? .web, url)
        }
    }
}

extension Advisory {
    /// Puts the CVEs that a distribution's erratum fixes where they belong: AlmaLinux and Rocky Linux write them as
    /// related, as OSV had no `upstream` before version 1.7.
    fileprivate mutating func nameRepackaged() {
        guard upstream.isEmpty, !id.hasPrefix("CVE-"), affected.contains(where: { $0.role == .binary }) else {
            return
        }
        upstream = related.filter { $0.hasPrefix("CVE-") }
        related.removeAll { $0.hasPrefix("CVE-") }
    }
}

/// The `severity` of an advisory or of one package.
struct OSVSeverity {
    var scores: [Score] = []
    /// A word in the place of a vector, as Ubuntu has it.
    var word: String?

    /// Reads them; scores of which no vector is told stand in `extra`, as OSV has no place for them.
    init(_ row: Row, _ parent: JSONView, _ extra: JSONView, feed: String, at path: String) {
        for (index, element) in row.list(parent, "severity", in: path).enumerated() {
            let field = "\(Row.join(path, "severity"))[\(index)]"
            guard let type = element["type"].string, let text = element["score"].string else {
                row.quarantine(field, "has no type or score")
                continue
            }
            guard CVSSVector.Generation(rawValue: type) != nil else {
                word = text
                continue
            }
            let source = element["source"].string ?? feed
            if let score = row.score(text, source: source, field: "\(field).score"), !scores.contains(score) {
                scores.append(score)
            }
        }
        for (index, element) in row.list(extra, "scores", in: path).enumerated() {
            guard let number = element["value"].double, (0...10).contains(number),
                let generation = element["type"].string.flatMap(CVSSVector.Generation.init)
            else {
                row.quarantine("\(Row.join(path, "scores"))[\(index)]", "is no score of a known type")
                continue
            }
            scores.append(Score(.number(number, generation), source: element["source"].string ?? feed))
        }
    }
}
