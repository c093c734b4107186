import XML

/// What a CVRF document says.
struct CVRFDocument {
    /// What is said of one flaw.
    struct Flaw {
        var cve = ""
        var text: String?
        var impact: String?
        var vectors: [String] = []
        /// A status and the products that have it.
        var statuses: [(status: String, products: [String])] = []
    }

    private(set) var id = ""
    private var title: String?
    private var published: String?
    private var modified: String?
    private var severity: String?
    private var references: [String] = []
    /// The names of products by their identifiers.
    private var names: [String: String] = [:]
    /// The package and the product that a component's identifier stands for.
    private var components: [String: (package: String, product: String)] = [:]
    private var flaws: [Flaw] = []

    mutating func read(_ reader: XMLReader) throws {
        var found = self
        try reader.forEachChild { part in
            switch part.localName {
            case "DocumentTitle": found.title = try part.text()
            case "AggregateSeverity": found.severity = try part.text()
            case "DocumentTracking": try found.readTracking(part)
            case "DocumentReferences": try found.readReferences(part)
            case "ProductTree": try found.readProducts(part)
            case "Vulnerability": found.flaws.append(try Self.flaw(part))
            default: break
            }
        }
        self = found
    }

    private mutating func readTracking(_ reader: XMLReader) throws {
        var found = self
        try reader.forEachChild { part in
            switch part.localName {
            case "Identification":
                try part.forEachChild { if $0.localName == "ID" { found.id = try $0.text() } }
            case "InitialReleaseDate": found.published = try part.text()
            case "CurrentReleaseDate": found.modified = try part.text()
            default: break
            }
        }
        self = found
    }

    private mutating func readReferences(_ reader: XMLReader) throws {
        var found: [String] = []
        try reader.forEachChild { reference in
            try reference.forEachChild { if $0.localName == "URL" { found.append(try $0.text()) } }
        }
        references = found
    }

    private mutating func readProducts(_ reader: XMLReader) throws {
        var found = self
        try reader.forEachChild { part in
            switch part.localName {
            case "Branch": try found.readProducts(part)
            case "FullProductName": found.names[part.attribute("ProductID") ?? ""] = try part.text()
            case "Relationship":
                let package = part.attribute("ProductReference") ?? ""
                let product = part.attribute("RelatesToProductReference") ?? ""
                try part.forEachChild { name in
                    guard name.localName == "FullProductName" else { return }
                    found.components[name.attribute("ProductID") ?? ""] = (package, product)
                }
            default: break
            }
        }
        self = found
    }

    private static func flaw(_ reader: XMLReader) throws -> Flaw {
        var flaw = Flaw()
        try reader.forEachChild { part in
            switch part.localName {
            case "CVE": flaw.cve = try part.text()
            case "Notes":
                try part.forEachChild { note in
                    if flaw.text == nil { flaw.text = try note.text() }
                }
            case "Threats":
                try part.forEachChild { threat in
                    guard threat.attribute("Type") == "Impact" else { return }
                    try threat.forEachChild {
                        if $0.localName == "Description" { flaw.impact = try $0.text() }
                    }
                }
            case "CVSSScoreSets":
                try part.forEachChild { set in
                    try set.forEachChild {
                        if $0.localName.hasPrefix("Vector") { flaw.vectors.append(try $0.text()) }
                    }
                }
            case "ProductStatuses":
                try part.forEachChild { status in
                    var products: [String] = []
                    let type = status.attribute("Type") ?? ""
                    try status.forEachChild { products.append(try $0.text()) }
                    flaw.statuses.append((type, products))
                }
            default: break
            }
        }
        return flaw
    }
}

extension CVRFDocument {
    /// The document as an advisory.
    func advisory(feed: String, row: Row) -> Advisory {
        var advisory = Advisory(id: id, feed: feed)
        advisory.summary = title
        advisory.published = published.flatMap { Timestamp($0) }
        advisory.modified = modified.flatMap { Timestamp($0) }
        advisory.references = references.map { .init(.web, $0) }
        advisory.severity = severity ?? flaws.lazy.compactMap(\.impact).first
        advisory.details = flaws.lazy.compactMap(\.text).first
        for (index, flaw) in flaws.enumerated() {
            let path = "Vulnerability[\(index + 1)]"
            if !flaw.cve.isEmpty, flaw.cve != id { advisory.upstream.append(flaw.cve) }
            for vector in flaw.vectors {
                // Some of SUSE's vectors of version 3 lack what tells the version.
                let whole = vector.hasPrefix("AV:") && vector.contains("/S:") ? "CVSS:3.0/\(vector)" : vector
                if let score = row.score(whole, source: feed, field: "\(path)/CVSSScoreSets"),
                    !advisory.scores.contains(score)
                {
                    advisory.scores.append(score)
                }
            }
            for (status, products) in flaw.statuses {
                for product in products {
                    guard let affected = affected(status, product, path, row) else { continue }
                    if !advisory.affected.contains(affected) { advisory.affected.append(affected) }
                }
            }
        }
        return advisory
    }

    private func affected(_ status: String, _ product: String, _ path: String, _ row: Row) -> Affected? {
        let field = "\(path)/ProductStatuses/Status"
        guard let component = components[product] else { return nil }
        // A package is named with its version and release, as in kernel-default-5.3.18-57.3.
        let named = names[component.package] ?? component.package
        let parts = named.split(separator: "-", omittingEmptySubsequences: false)
        guard
            let ecosystem = OVALCriteriaWalk.ecosystem(
                platform: names[component.product] ?? component.product)
        else { return nil }
        let hasVersion = parts.count >= 3 && (parts[parts.count - 2].first?.isNumber ?? false)
        let name = hasVersion ? parts.dropLast(2).joined(separator: "-") : named
        let version = hasVersion ? parts.suffix(2).joined(separator: "-") : nil
        let state: VendorState
        switch status {
        case "Fixed", "First Fixed", "Recommended":
            guard let version else {
                row.quarantine(field, "\"\(named.prefix(100))\" has no version")
                return nil
            }
            state = .fixed(in: version)
        case "Known Not Affected": state = .notAffected(nil)
        case "Under Investigation": state = .undetermined
        default: state = .unfixed(nil)
        }
        return Affected(ecosystem: ecosystem, name: name, role: .binary, state: state)
    }
}
