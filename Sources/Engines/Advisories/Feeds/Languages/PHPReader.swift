import Bytes

/// Reads the PHP Security Advisories Database (FriendsOfPHP): a YAML file for each flaw of a Composer package.
public struct PHPReader: FeedReader {
    /// What the feed is called.
    public let feed: String

    /// A reader of one feed.
    public init(feed: String) { self.feed = feed }

    /// Whether the name ends with `.yaml` and no part of it begins with a dot.
    public func wants(_ file: FeedFile.Name) -> Bool {
        file.hasSuffix(".yaml") && !file.split(separator: "/").contains { $0.first == "." }
    }

    /// Reads one flaw.
    public func read(_ file: FeedFile, _ give: @escaping (FeedItem) -> Void) {
        guard let root = file.yaml(give) else { return }
        // Files have no identifier of their own: where they stand is what they are called by.
        let parts = file.name.split(separator: "/")
        let id = parts.suffix(3).joined(separator: "/").dropLast(".yaml".count)
        let row = Row(file: file.name, place: "", give: give)
        let prefix = "composer://"
        guard let reference = row.string(root, "reference"), reference.hasPrefix(prefix),
            reference.count > prefix.count
        else { return row.quarantine("reference", "names no package as composer://vendor/package") }
        var advisory = Advisory(id: String(id), feed: feed)
        if let cve = row.string(root, "cve"), !cve.isEmpty { advisory.aliases = [cve] }
        advisory.summary = row.string(root, "title")
        if let link = row.string(root, "link") { advisory.references = [.init(.advisory, link)] }
        var ranges: [VersionRange] = []
        for (name, branch) in root["branches"].members {
            let field = "branches.\(name)"
            if let time = row.time(branch, "time", in: field) {
                advisory.published = min(advisory.published ?? time, time)
            }
            let limits = row.strings(branch, "versions", in: field)
            if let range = Self.range(limits) {
                ranges.append(range)
            } else {
                row.quarantine("\(field).versions", "are no limits of the form >=1.0 and <2.0")
            }
        }
        guard let versions = AffectedVersions(ranges: ranges) else {
            return row.quarantine("branches", "name no versions")
        }
        advisory.affected = [
            Affected(
                ecosystem: Ecosystem(name: "Packagist"), name: String(reference.dropFirst(prefix.count)),
                role: .component, state: .affected(versions, unfixed: nil))
        ]
        file.give(advisory, give)
    }

    /// The versions within limits: one below at most and one above.
    static func range(_ limits: [String]) -> VersionRange? {
        var start: String?
        var end: VersionRange.Event?
        for limit in limits {
            let text = limit.filter { $0 != " " }
            let version = String(text.drop { "<>=".contains($0) })
            if version.isEmpty { return nil }
            switch text.prefix(text.count - version.count) {
            case ">=" where start == nil: start = version
            // Composer's versions have four numbers; the least after 1.2.3 adds one to the fourth.
            case ">" where start == nil: start = Self.successor(of: version)
            case "<" where end == nil: end = .fixed(version)
            case "<=" where end == nil: end = .lastAffected(version)
            case "=", "==", "":
                if limits.count != 1 { return nil }
                (start, end) = (version, .lastAffected(version))
            default: return nil
            }
        }
        return limits.isEmpty ? nil : .from(start ?? "0", to: end)
    }

    private static func successor(of version: String) -> String {
        let numbers = version.split(separator: ".")
        guard numbers.count <= 4, numbers.allSatisfy({ Int($0) != nil }) else { return version }
        if numbers.count == 4, let last = Int(numbers[3]) {
            return (numbers.dropLast() + ["\(last + 1)"]).joined(separator: ".")
        }
        let zeros = Array(repeating: "0" as Substring, count: 3 - numbers.count)
        return (numbers + zeros + ["1"]).joined(separator: ".")
    }
}
