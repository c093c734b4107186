import Bytes
import VersionOrder

/// Reads the Ruby advisory database (https://github.com/rubysec/ruby-advisory-db): a YAML file for each flaw of a gem.
public struct RubyReader: FeedReader {
    /// What the feed is called.
    public let feed: String

    /// A reader of one feed.
    public init(feed: String) { self.feed = feed }

    /// Whether the name ends with `.yml` and it stands in the folder `gems` or `rubies`.
    public func wants(_ file: FeedFile.Name) -> Bool {
        file.hasSuffix(".yml") && file.split(separator: "/").dropLast(2).last.map { $0 == "gems" } ?? false
    }

    /// Reads one flaw.
    public func read(_ file: FeedFile, _ give: @escaping (FeedItem) -> Void) {
        guard let root = file.yaml(give) else { return }
        let id = file.name.split(separator: "/").suffix(2).joined(separator: "/").dropLast(".yml".count)
        let row = Row(file: file.name, place: "", give: give)
        guard let gem = row.string(root, "gem"), !gem.isEmpty else {
            return row.quarantine("gem", "is missing")
        }
        var advisory = Advisory(id: String(id), feed: feed)
        advisory.aliases =
            Self.names(root["cve"], prefix: "CVE-") + Self.names(root["ghsa"], prefix: "GHSA-")
        advisory.summary = row.string(root, "title")
        advisory.details = row.string(root, "description")
        advisory.published = row.time(root, "date")
        if let url = row.string(root, "url") { advisory.references = [.init(.advisory, url)] }
        for (field, generation) in Self.scores {
            if let number = root[field].double, (0...10).contains(number) {
                advisory.scores.append(Score(.number(number, generation), source: feed))
            }
        }
        var safe = SafeVersions(.rubygems)
        for field in ["patched_versions", "unaffected_versions"] {
            for requirement in row.strings(root, field) where !safe.add(requirement) {
                row.quarantine(field, "\"\(requirement.prefix(100))\" is no requirement")
            }
        }
        if let others = safe.others {
            advisory.affected = [
                Affected(
                    ecosystem: Ecosystem(name: "RubyGems"), name: gem, role: .component,
                    state: .affected(others, unfixed: nil))
            ]
        }
        file.give(advisory, give)
    }

    private static let scores: [(String, CVSSVector.Generation)] = [
        ("cvss_v4", .four), ("cvss_v3", .three), ("cvss_v2", .two),
    ]

    /// An identifier, which the database writes without what every one of its kind begins with.
    private static func names(_ value: JSONView, prefix: String) -> [String] {
        guard let text = value.string, !text.isEmpty else { return [] }
        return [text.hasPrefix(prefix) ? text : prefix + text]
    }
}
