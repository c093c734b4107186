import Bytes

/// Reads one element of an OSV record's `affected`.
struct OSVAffectedReader {
    let row: Row
    let path: String
    let feed: String

    /// What the element says: nothing when it cannot be believed or speaks of commits only, and two things when it
    /// has ranges of two kinds.
    func read(_ element: JSONView) -> [Affected] {
        let listed = row.strings(element, "versions", in: path)
        var ranges: [Numbering: [VersionRange]] = [:]
        var hasCommits = false
        for (index, range) in row.list(element, "ranges", in: path).enumerated() {
            let field = "\(path).ranges[\(index)]"
            guard let type = range["type"].string else {
                row.quarantine("\(field).type", "is missing or no text")
                continue
            }
            if type == "GIT" {
                hasCommits = true
            } else if let numbering = Numbering(rawValue: type) {
                if let events = events(range, field) { ranges[numbering, default: []].append(events) }
            } else {
                row.quarantine("\(field).type", "\"\(type.prefix(100))\" is no kind of range")
            }
        }
        let extra = element["ecosystem_specific"]
        let stated = state(extra["vendorStatus"])
        if stated == nil, ranges.isEmpty, listed.isEmpty {
            if !hasCommits { row.quarantine(path, "names no versions") }
            return []
        }
        guard let name = element["package"]["name"].string, !name.isEmpty,
            let ecosystem = element["package"]["ecosystem"].string, !ecosystem.isEmpty
        else {
            row.quarantine("\(path).package", "has no name or no ecosystem")
            return []
        }
        var affected = package(Ecosystem(ecosystem), name, extra, element)
        if let stated { affected.state = stated }
        if ranges.isEmpty, listed.isEmpty { return [affected] }
        return together(affected, ranges, listed, unfixed: unfixed(extra))
    }

    private func package(
        _ ecosystem: Ecosystem, _ name: String, _ extra: JSONView, _ element: JSONView
    ) -> Affected {
        var affected = Affected(ecosystem: ecosystem, name: name, role: ecosystem.role, state: .undetermined)
        if let role = extra["role"].string.flatMap(Affected.Role.init) { affected.role = role }
        affected.module = extra["module"].string.flatMap { ModuleStream($0) }
        affected.architectures = row.strings(extra, "architectures", in: "\(path).ecosystem_specific")
        let severity = OSVSeverity(row, element, extra, feed: feed, at: path)
        affected.scores = severity.scores
        affected.severity = severity.word ?? extra["severity"].string ?? extra["urgency"].string
        return affected
    }

    private func together(
        _ affected: Affected, _ ranges: [Numbering: [VersionRange]], _ listed: [String],
        unfixed: UnfixedReason?
    ) -> [Affected] {
        var results: [Affected] = []
        var listed = listed
        for numbering in [Numbering.ecosystem, .semantic] {
            let isLast = numbering == .semantic && results.isEmpty
            guard let found = ranges[numbering] ?? (isLast ? [] : nil),
                let versions = AffectedVersions(ranges: found, listed: listed)
            else { continue }
            listed = []
            var one = affected
            // A list alone is of the ecosystem's own versions.
            one.numbering = found.isEmpty ? .ecosystem : numbering
            one.state = .affected(versions, unfixed: unfixed)
            results.append(one)
        }
        return results
    }

    /// The states that no range can tell.
    private func state(_ status: JSONView) -> VendorState? {
        switch status["state"].string {
        case "undetermined": .undetermined
        case "notAffected": .notAffected(status["justification"].string.flatMap(Justification.init))
        default: nil
        }
    }

    /// Why there is no fix; Debian says so by its urgency.
    private func unfixed(_ extra: JSONView) -> UnfixedReason? {
        if let reason = extra["vendorStatus"]["unfixed"].string { return UnfixedReason(rawValue: reason) }
        return switch extra["urgency"].string {
        case "unimportant": .unimportant
        case "end-of-life": .endOfLife
        default: nil
        }
    }

    private func events(_ range: JSONView, _ path: String) -> VersionRange? {
        var events: [VersionRange.Event] = []
        for (index, element) in row.list(range, "events", in: path).enumerated() {
            let members = element.members
            guard members.count == 1, let version = members[0].value.string, !version.isEmpty,
                let event = VersionRange.Event(members[0].key, version)
            else {
                row.quarantine("\(path).events[\(index)]", "is no event of a known kind")
                return nil
            }
            events.append(event)
        }
        if let range = VersionRange(events) { return range }
        row.quarantine("\(path).events", "introduce nothing")
        return nil
    }
}

extension VersionRange.Event {
    /// An event under the name that OSV gives to its kind.
    init?(_ name: String, _ version: String) {
        switch name {
        case "introduced": self = .introduced(version)
        case "fixed": self = .fixed(version)
        case "last_affected": self = .lastAffected(version)
        case "limit": self = .limit(version)
        default: return nil
        }
    }

    /// The name that OSV gives to its kind.
    var name: String {
        switch self {
        case .introduced: "introduced"
        case .fixed: "fixed"
        case .lastAffected: "last_affected"
        case .limit: "limit"
        }
    }

    /// The version at which it is.
    public var version: String {
        switch self {
        case .introduced(let version), .fixed(let version), .lastAffected(let version), .limit(let version):
            version
        }
    }
}
