import Bytes
import PackageURLs

/// Reads OpenVEX 0.2.0 (https://github.com/openvex/spec).
enum OpenVEX {
    static func statements(_ root: JSONView, _ row: Row) -> [Statement] {
        let author = row.string(root, "author")
        let time = row.time(root, "timestamp")
        var statements: [Statement] = []
        for (index, element) in row.list(root, "statements").enumerated() {
            let path = "statements[\(index)]"
            let vulnerability = element["vulnerability"]
            // Before 0.2 the vulnerability was its name alone.
            let id = vulnerability["name"].string ?? vulnerability["@id"].string ?? vulnerability.string
            guard let id, !id.isEmpty else {
                row.quarantine("\(path).vulnerability.name", "is missing or no text")
                continue
            }
            guard let status = status(element) else {
                row.quarantine("\(path).status", "is none that OpenVEX has")
                continue
            }
            let products = products(element, row, path)
            if products.isEmpty {
                row.quarantine("\(path).products", "name no product")
                continue
            }
            statements.append(
                Statement(
                    vulnerability: id, aliases: row.strings(vulnerability, "aliases", in: path),
                    products: products, status: status, note: note(element), author: author,
                    said: element["timestamp"].isMissing ? time : row.time(element, "timestamp", in: path)))
        }
        return statements
    }

    private static func status(_ element: JSONView) -> Statement.Status? {
        switch element["status"].string {
        case "not_affected": .notAffected(element["justification"].string.flatMap(Justification.init))
        case "affected": .affected
        case "fixed": .fixed
        case "under_investigation": .underInvestigation
        default: nil
        }
    }

    private static func note(_ element: JSONView) -> String? {
        element["impact_statement"].string ?? element["action_statement"].string
            ?? element["status_notes"].string
    }

    private static func products(
        _ element: JSONView, _ row: Row, _ path: String
    ) -> [Statement.Product] {
        row.list(element, "products", in: path).compactMap { product in
            guard let id = name(product) else { return nil }
            let parts = product["subcomponents"].elements.compactMap {
                name($0).flatMap { try? PackageURL($0) }
            }
            return Statement.Product(identifier: id, package: try? PackageURL(id), components: parts)
        }
    }

    /// A product's package URL or other identifier; before 0.2 a product was that text alone.
    private static func name(_ product: JSONView) -> String? {
        product["identifiers"]["purl"].string ?? product["@id"].string ?? product.string
    }
}
