import Bytes

/// Reads retire.js's repository of flawed JavaScript libraries (`jsrepository-v5.json` and its like).
public struct RetireReader: FeedReader {
    /// What the feed is called.
    public let feed: String

    /// A reader of one feed.
    public init(feed: String) { self.feed = feed }

    /// Whether the file is the newest form that every release of retire.js reads, `jsrepository.json`.
    ///
    /// The repository holds the same libraries in several forms; one of them is enough.
    public func wants(_ file: FeedFile.Name) -> Bool { FeedFile.last(of: file) == "jsrepository.json" }

    /// Reads a repository in any of its forms.
    public func read(_ file: FeedFile, _ give: @escaping (FeedItem) -> Void) {
        guard let root = file.json(give) else { return }
        guard root.isObject else {
            return give(.quarantined(QuarantinedRow(file: file.name, reason: "is no object of libraries")))
        }
        for (library, entry) in root.members {
            var counts: [String: Int] = [:]
            for (index, flaw) in entry["vulnerabilities"].elements.enumerated() {
                let row = Row(file: file.name, place: library, give: give)
                guard let versions = versions(flaw) else {
                    row.quarantine("vulnerabilities[\(index)]", "names no versions")
                    continue
                }
                let names = Self.names(flaw["identifiers"])
                let name = names.first ?? "below-\(versions.ranges.first?.fixes.first ?? "any")"
                counts[name, default: 0] += 1
                let number = counts[name].map { $0 > 1 ? "#\($0)" : "" } ?? ""
                var advisory = Advisory(id: "retire.js/\(library)/\(name)\(number)", feed: feed)
                advisory.aliases = names
                advisory.summary = row.string(flaw["identifiers"], "summary")
                advisory.severity = row.string(flaw, "severity")
                advisory.weaknesses = row.strings(flaw, "cwe")
                advisory.references = row.strings(flaw, "info").map { .init(.web, $0) }
                let ecosystem = Ecosystem(name: "retire.js")
                advisory.affected = [
                    Affected(
                        ecosystem: ecosystem, name: library, role: .component,
                        state: .affected(versions, unfixed: nil))
                ]
                // Where the library is published at npm, its versions there are the same.
                if let package = entry["npmname"].string {
                    advisory.affected.append(
                        Affected(
                            ecosystem: Ecosystem(name: "npm"), name: package, role: .component,
                            state: .affected(versions, unfixed: nil)))
                }
                file.give(advisory, give)
            }
        }
    }

    /// The versions, of `ranges` in newer forms and of the flaw itself in older ones.
    private func versions(_ flaw: JSONView) -> AffectedVersions? {
        let limits = flaw["ranges"].isArray ? flaw["ranges"].elements : [flaw]
        return AffectedVersions(
            ranges: limits.compactMap { limit in
                let start = limit["atOrAbove"].string ?? limit["above"].string
                let end =
                    limit["below"].string.map { VersionRange.Event.fixed($0) }
                    ?? limit["atOrBelow"].string.map { .lastAffected($0) }
                return start == nil && end == nil ? nil : .from(start ?? "0", to: end)
            })
    }

    private static func names(_ identifiers: JSONView) -> [String] {
        let cves = identifiers["CVE"].elements.compactMap(\.string)
        return [identifiers["githubID"].string].compactMap { $0 } + cves
    }
}
