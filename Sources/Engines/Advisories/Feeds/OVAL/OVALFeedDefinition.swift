import XML

/// A definition of a vendor's document: what it says of itself, and its criteria.
struct OVALFeedDefinition {
    /// A part of the criteria.
    indirect enum Criteria {
        case test(id: String, comment: String)
        case all([Criteria])
        case any([Criteria])
    }

    private(set) var id: String
    private var kind: String
    private var title: String?
    private var text: String?
    private var platforms: [String] = []
    private var references: [(source: String, id: String, url: String)] = []
    private var severity: String?
    private var published: Timestamp?
    private var modified: Timestamp?
    private var patchable: String?
    private var vectors: [String] = []
    private var weaknesses: [String] = []
    /// What the vendor will do about the packages that have no fix.
    private var resolutions: [String: String] = [:]
    private var criteria: Criteria = .any([])

    init(_ reader: XMLReader) throws {
        id = reader.attribute("id") ?? ""
        kind = reader.attribute("class") ?? ""
        var found = self
        try reader.forEachChild { child in
            switch child.localName {
            case "metadata": try found.readMetadata(child)
            case "criteria": found.criteria = try Self.criteria(child)
            default: break
            }
        }
        self = found
    }

    private mutating func readMetadata(_ reader: XMLReader) throws {
        var found = self
        try reader.forEachChild { child in
            switch child.localName {
            case "title": found.title = try child.text()
            case "description": found.text = try child.text()
            case "affected":
                try child.forEachChild {
                    if $0.localName == "platform" { found.platforms.append(try $0.text()) }
                }
            case "reference":
                found.references.append(
                    (
                        child.attribute("source") ?? "", child.attribute("ref_id") ?? "",
                        child.attribute("ref_url") ?? ""
                    ))
            case "severity": found.severity = try child.text()
            case "advisory_date": found.published = Timestamp(try child.text())
            case "patchable": found.patchable = try child.text()
            case "advisory": try found.readAdvisory(child)
            default: break
            }
        }
        self = found
    }

    /// Reads what Red Hat and SUSE put into `advisory`.
    private mutating func readAdvisory(_ reader: XMLReader) throws {
        var found = self
        try reader.forEachChild { child in
            switch child.localName {
            case "severity": found.severity = try child.text()
            case "issued": found.published = child.attribute("date").flatMap { Timestamp($0) }
            case "updated": found.modified = child.attribute("date").flatMap { Timestamp($0) }
            case "cve":
                if let score = child.attribute("cvss3")?.split(separator: "/", maxSplits: 1), score.count == 2
                {
                    found.vectors.append(String(score[1]))
                }
                if let weakness = child.attribute("cwe"), weakness.hasPrefix("CWE-") {
                    found.weaknesses.append(weakness)
                }
                if !found.references.contains(where: { $0.source == "CVE" }) {
                    let name = try child.text()
                    found.references.append(("CVE", name, child.attribute("href") ?? ""))
                }
            case "affected":
                try child.forEachChild { resolution in
                    let state = resolution.attribute("state") ?? ""
                    try resolution.forEachChild { found.resolutions[try $0.text()] = state }
                }
            default: break
            }
        }
        self = found
    }

    private static func criteria(_ reader: XMLReader) throws -> Criteria {
        let isAll = reader.attribute("operator") != "OR"
        // A negated part says what is not affected, and so nothing of what is.
        let isNegated = reader.attribute("negate") == "true"
        var parts: [Criteria] = []
        try reader.forEachChild { child in
            switch child.localName {
            case "criteria": parts.append(try criteria(child))
            case "criterion":
                let comment = child.attribute("comment") ?? ""
                if child.attribute("negate") != "true" {
                    parts.append(.test(id: child.attribute("test_ref") ?? "", comment: comment))
                }
            default: break
            }
        }
        return isNegated ? .any([]) : isAll ? .all(parts) : .any(parts)
    }
}

extension OVALFeedDefinition {
    /// The definition as an advisory; nil for those that are of no flaw or no package.
    func advisory(
        _ tests: OVALFeedTests, feed: String, fallback: Ecosystem?, row: Row
    ) -> Advisory? {
        guard kind == "patch" || kind == "vulnerability" else { return nil }
        // Microsoft keeps definitions of flaws that are no longer or never were in the package.
        if patchable == "Not Applicable" { return nil }
        let named = references.first { ["RHSA", "RHBA", "RHEA", "ELSA", "ALSA"].contains($0.source) }
        var advisory = Advisory(id: named?.id ?? id, feed: feed)
        advisory.summary = title
        advisory.details = text
        advisory.severity = severity.flatMap { $0.isEmpty ? nil : $0 }
        advisory.published = published
        advisory.modified = modified
        advisory.weaknesses = weaknesses
        for reference in references {
            if let cve = reference.id.split(separator: " ").last, cve.hasPrefix("CVE-") {
                if !advisory.upstream.contains(String(cve)) { advisory.upstream.append(String(cve)) }
            }
            if !reference.url.isEmpty { advisory.references.append(.init(.web, reference.url)) }
        }
        for vector in vectors {
            if let score = row.score(vector, source: feed, field: "cvss3"), !advisory.scores.contains(score) {
                advisory.scores.append(score)
            }
        }
        var walk = OVALCriteriaWalk(tests: tests)
        walk.visit(criteria, OVALCriteriaWalk.Surroundings())
        let platforms = platforms.compactMap { OVALCriteriaWalk.ecosystem(platform: $0) }
        for found in walk.found {
            var ecosystems = found.ecosystems.isEmpty ? fallback.map { [$0] } ?? platforms : found.ecosystems
            if ecosystems.isEmpty { ecosystems = platforms }
            if ecosystems.isEmpty { row.quarantine("platform", "is none of a known distribution") }
            for ecosystem in ecosystems {
                var affected = Affected(
                    ecosystem: ecosystem, name: found.package, role: .binary, state: state(found))
                affected.module = found.module
                affected.architectures = found.architectures
                if !advisory.affected.contains(affected) { advisory.affected.append(affected) }
            }
        }
        return advisory
    }

    private func state(_ found: OVALCriteriaWalk.Found) -> VendorState {
        switch found.question {
        case .before(let version): return .fixed(in: version)
        case .through(let version): return .affected(AffectedVersions(.through(version)), unfixed: nil)
        case .installed, .other: break
        }
        switch resolutions[found.package] {
        case "Will not fix": return .unfixed(.willNotFix)
        case "Fix deferred": return .unfixed(.deferred)
        case "Out of support scope": return .unfixed(.endOfLife)
        case "Under investigation": return .undetermined
        case "Not affected": return .notAffected(nil)
        default: return found.isUnaffected ? .notAffected(nil) : .unfixed(nil)
        }
    }
}
