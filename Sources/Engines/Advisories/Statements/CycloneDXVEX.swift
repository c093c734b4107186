import Bytes
import PackageURLs

/// Reads the vulnerabilities of a CycloneDX document (ECMA-424) and what is said of them.
enum CycloneDXVEX {
    static func statements(_ root: JSONView, _ row: Row) -> [Statement] {
        let packages = packages(root)
        let time = row.time(root["metadata"], "timestamp", in: "metadata")
        let author = root["metadata"]["supplier"]["name"].string
        var statements: [Statement] = []
        for (index, element) in row.list(root, "vulnerabilities").enumerated() {
            let path = "vulnerabilities[\(index)]"
            guard let id = element["id"].string, !id.isEmpty else {
                row.quarantine("\(path).id", "is missing or no text")
                continue
            }
            let analysis = element["analysis"]
            // Without an analysis it is a finding, and nothing is said of it.
            guard let state = analysis["state"].string else { continue }
            guard let status = status(state, analysis["justification"].string) else {
                row.quarantine("\(path).analysis.state", "\"\(state.prefix(100))\" is no state")
                continue
            }
            let products = row.list(element, "affects", in: path).compactMap { $0["ref"].string }.map {
                Statement.Product(identifier: $0, package: package($0, packages))
            }
            if products.isEmpty {
                row.quarantine("\(path).affects", "name no product")
                continue
            }
            let aliases = element["references"].elements.compactMap { $0["id"].string }
            statements.append(
                Statement(
                    vulnerability: id, aliases: aliases, products: products, status: status,
                    note: analysis["detail"].string, author: author,
                    said: analysis["lastUpdated"].string.flatMap { Timestamp($0) } ?? time))
        }
        return statements
    }

    private static func status(_ state: String, _ justification: String?) -> Statement.Status? {
        switch state {
        case "not_affected": .notAffected(justification.flatMap(Self.justification))
        case "false_positive": .notAffected(.vulnerableCodeNotPresent)
        case "exploitable": .affected
        case "resolved", "resolved_with_pedigree": .fixed
        case "in_triage": .underInvestigation
        default: nil
        }
    }

    private static func justification(_ word: String) -> Justification? {
        switch word {
        case "code_not_present": .vulnerableCodeNotPresent
        case "code_not_reachable", "requires_configuration", "requires_dependency", "requires_environment":
            .vulnerableCodeNotInExecutePath
        case "protected_by_compiler", "protected_at_runtime", "protected_at_perimeter",
            "protected_by_mitigating_control":
            .inlineMitigationsAlreadyExist
        default: nil
        }
    }

    /// The package URLs of the document's components by their references.
    private static func packages(_ root: JSONView) -> [String: PackageURL] {
        var packages: [String: PackageURL] = [:]
        var open = [root["metadata"]["component"]] + root["components"].elements
        while let component = open.popLast() {
            if let ref = component["bom-ref"].string, let text = component["purl"].string {
                packages[ref] = try? PackageURL(text)
            }
            open += component["components"].elements
        }
        return packages
    }

    /// What a reference names: a component here, one of another document after the number sign, or a package URL.
    private static func package(_ ref: String, _ packages: [String: PackageURL]) -> PackageURL? {
        if let package = packages[ref] { return package }
        if ref.hasPrefix("urn:cdx:"), let mark = ref.firstIndex(of: "#") {
            let inner = String(ref[ref.index(after: mark)...])
            return packages[inner] ?? (try? PackageURL(inner))
                ?? PackageURL.decoded(inner).flatMap { try? PackageURL($0) }
        }
        return try? PackageURL(ref)
    }
}
