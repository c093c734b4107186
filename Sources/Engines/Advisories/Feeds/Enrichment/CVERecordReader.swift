import Bytes

/// Reads CVE records (CVE JSON 5), with CISA's enrichment or without: every scorer's CVSS, the kinds of weakness, CISA's
/// decision points, and whether it is known to be exploited.
public struct CVERecordReader: FeedReader {
    /// What the feed is called.
    public let feed: String

    /// A reader of one feed.
    public init(feed: String) { self.feed = feed }

    /// Whether the file is called `CVE-….json`.
    public func wants(_ file: FeedFile.Name) -> Bool {
        let name = FeedFile.last(of: file)
        return name.hasPrefix("CVE-") && name.hasSuffix(".json")
    }

    /// Reads one record.
    public func read(_ file: FeedFile, _ give: @escaping (FeedItem) -> Void) {
        guard let root = file.json(give) else { return }
        let metadata = root["cveMetadata"]
        guard let id = metadata["cveId"].string, id.hasPrefix("CVE-") else {
            let reason = "is missing or no CVE"
            return give(
                .quarantined(QuarantinedRow(file: file.name, field: "cveMetadata.cveId", reason: reason)))
        }
        if metadata["state"].string == "REJECTED" { return give(.deletion(id: id)) }
        let row = Row(file: file.name, place: id, give: give)
        let containers = root["containers"]
        var facts = self.facts(containers["cna"], row, path: "containers.cna")
        for (index, container) in row.list(containers, "adp", in: "containers").enumerated() {
            for fact in self.facts(container, row, path: "containers.adp[\(index)]")
            where !facts.contains(fact) {
                facts.append(fact)
            }
        }
        if !facts.isEmpty { give(.enrichment(Enrichment(id: id, feed: feed, facts: facts))) }
    }

    private static let vectors = ["cvssV4_0", "cvssV3_1", "cvssV3_0", "cvssV2_0"]

    private func facts(_ container: JSONView, _ row: Row, path: String) -> [Enrichment.Fact] {
        let source = container["providerMetadata"]["shortName"].string ?? feed
        var facts: [Enrichment.Fact] = []
        for (index, metric) in row.list(container, "metrics", in: path).enumerated() {
            let field = "\(path).metrics[\(index)]"
            for name in Self.vectors {
                guard let vector = row.string(metric[name], "vectorString", in: "\(field).\(name)"),
                    let score = row.score(vector, source: source, field: "\(field).\(name).vectorString")
                else { continue }
                facts.append(.score(score))
            }
            if let fact = other(metric["other"], row, field) { facts.append(fact) }
        }
        for element in container["problemTypes"].elements {
            for description in element["descriptions"].elements {
                if let id = description["cweId"].string, id.hasPrefix("CWE-") { facts.append(.weakness(id)) }
            }
        }
        return facts
    }

    private func other(_ other: JSONView, _ row: Row, _ path: String) -> Enrichment.Fact? {
        let content = other["content"]
        switch other["type"].string {
        case "ssvc":
            if let decision = decision(content) { return .decision(decision) }
            row.quarantine("\(path).other.content", "does not decide exploitation, automation and impact")
        case "kev":
            if let added = content["dateAdded"].string.flatMap({ Timestamp($0) }) {
                return .knownExploited(
                    KnownExploited(added: added, due: nil, isUsedForRansom: false, name: row.place))
            }
            row.quarantine("\(path).other.content.dateAdded", "is missing or no day")
        default: break
        }
        return nil
    }

    private func decision(_ content: JSONView) -> StakeholderDecision? {
        var options: [String: String] = [:]
        for option in content["options"].elements {
            for (name, value) in option.members { options[name] = value.string?.lowercased() }
        }
        guard let exploitation = options["Exploitation"].flatMap(StakeholderDecision.Exploitation.init),
            let automatable = options["Automatable"].flatMap(StakeholderDecision.Automatable.init),
            let impact = options["Technical Impact"].flatMap(StakeholderDecision.TechnicalImpact.init)
        else { return nil }
        return StakeholderDecision(
            exploitation: exploitation, automatable: automatable, technicalImpact: impact,
            decided: content["timestamp"].string.flatMap { Timestamp($0) })
    }
}
