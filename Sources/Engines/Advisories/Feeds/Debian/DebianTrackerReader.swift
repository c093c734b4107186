import Bytes

/// Reads what Debian's security tracker serves at `/tracker/data/json`: every source package, its flaws, and the state
/// of each in each release.
///
/// An advisory is one CVE with all the packages and releases that it is in.
public struct DebianTrackerReader: FeedReader {
    /// What the feed is called.
    public let feed: String

    /// A reader of one feed.
    public init(feed: String) { self.feed = feed }

    /// Whether the name ends with `.json` or is the tracker's own, `json`.
    public func wants(_ file: FeedFile.Name) -> Bool {
        file.hasSuffix(".json") || FeedFile.last(of: file) == "json"
    }

    /// Reads the whole file.
    public func read(_ file: FeedFile, _ give: @escaping (FeedItem) -> Void) {
        guard let root = file.json(give) else { return }
        guard root.isObject else {
            return give(.quarantined(QuarantinedRow(file: file.name, reason: "is no object of packages")))
        }
        // Packages stand in the file one after the other, and a CVE's are all over it.
        var flaws: [String: [(package: String, flaw: JSONView)]] = [:]
        for (package, ofPackage) in root.members {
            for (id, flaw) in ofPackage.members { flaws[id, default: []].append((package, flaw)) }
        }
        for (id, places) in flaws.sorted(by: { $0.key < $1.key }) {
            var advisory = Advisory(id: id, feed: feed)
            for (package, flaw) in places {
                let row = Row(file: file.name, place: "\(package) \(id)", give: give)
                advisory.details = advisory.details ?? row.string(flaw, "description")
                for (codename, release) in flaw["releases"].members {
                    if let affected = affected(package, codename, release, row) {
                        advisory.affected.append(affected)
                    }
                }
            }
            file.give(advisory, give)
        }
    }

    private func affected(
        _ package: String, _ codename: String, _ release: JSONView, _ row: Row
    ) -> Affected? {
        let field = "releases.\(codename)"
        let urgency = row.string(release, "urgency", in: field) ?? ""
        let state: VendorState
        switch row.string(release, "status", in: field) {
        case "resolved":
            guard let version = row.string(release, "fixed_version", in: field), !version.isEmpty else {
                row.quarantine("\(field).fixed_version", "is missing though the flaw is resolved")
                return nil
            }
            state = version == "0" ? .notAffected(nil) : .fixed(in: version)
        case "undetermined": state = .undetermined
        case "open": state = .unfixed(reason(release, urgency))
        default:
            row.quarantine("\(field).status", "is none of resolved, open and undetermined")
            return nil
        }
        var affected = Affected(
            ecosystem: DebianRelease.ecosystem(codename), name: package, role: .source, state: state)
        // The tracker marks urgencies that others derived by asterisks.
        let word = urgency.prefix { $0 != "*" }
        let isSeverity = !["", "not yet assigned", "end-of-life"].contains(word)
        if isSeverity { affected.severity = String(word) }
        return affected
    }

    private func reason(_ release: JSONView, _ urgency: String) -> UnfixedReason? {
        if urgency.hasPrefix("unimportant") { return .unimportant }
        if urgency.hasPrefix("end-of-life") { return .endOfLife }
        switch release["nodsa_reason"].string {
        case "ignored": return .willNotFix
        case .some: return .deferred
        case nil: return release["nodsa"].string == nil ? nil : .deferred
        }
    }
}
