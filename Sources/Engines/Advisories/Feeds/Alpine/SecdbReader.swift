import Bytes

/// Reads the `secdb` of Alpine, Wolfi and Chainguard: which version of a source package fixes which CVEs.
///
/// Each file is a feed of its own, as a CVE stands in the files of several repositories and releases.
public struct SecdbReader: FeedReader {
    /// What the feed is called, before the release and repository of a file.
    public let feed: String
    /// The distribution, such as `Alpine`.
    public let distribution: String

    /// A reader of one distribution's feed.
    public init(feed: String, distribution: String) {
        self.feed = feed
        self.distribution = distribution
    }

    /// Whether the name ends with `.json`.
    public func wants(_ file: FeedFile.Name) -> Bool { file.hasSuffix(".json") }

    /// Reads the file of one repository.
    public func read(_ file: FeedFile, _ give: @escaping (FeedItem) -> Void) {
        guard let root = file.json(give) else { return }
        guard root["packages"].isArray else {
            let reason = "is missing or no list"
            return give(
                .quarantined(QuarantinedRow(file: file.name, field: "packages", reason: reason)))
        }
        let release = root["distroversion"].string.flatMap { $0.isEmpty ? nil : $0 }
        let ecosystem = Ecosystem(name: distribution, release: release)
        var rows: [String: [Affected]] = [:]
        for (index, element) in root["packages"].elements.enumerated() {
            let package = element["pkg"]
            guard let name = package["name"].string, !name.isEmpty else {
                let field = "packages[\(index)].pkg.name"
                give(
                    .quarantined(
                        QuarantinedRow(file: file.name, field: field, reason: "is missing or no text")))
                continue
            }
            let row = Row(file: file.name, place: name, give: give)
            for (version, _) in package["secfixes"].members {
                // A fix in version 0 says that no version was ever affected.
                let state: VendorState = version == "0" ? .notAffected(nil) : .fixed(in: version)
                for names in row.strings(package["secfixes"], version, in: "secfixes") {
                    // Some entries name several identifiers with blanks between them.
                    for id in names.split(whereSeparator: { $0 == " " || $0 == "," }) {
                        rows[String(id), default: []].append(
                            Affected(ecosystem: ecosystem, name: name, role: .source, state: state))
                    }
                }
            }
        }
        let segment = [feed, release, root["reponame"].string].compactMap { $0 }.joined(separator: "/")
        for (id, affected) in rows.sorted(by: { $0.key < $1.key }) {
            var advisory = Advisory(id: id, feed: segment)
            advisory.affected = affected
            file.give(advisory, give)
        }
    }
}
