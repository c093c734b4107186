import Bytes

/// Reads what a CSAF 2.0 document says as statements (CSAF 2.0, 4.5, "VEX").
enum CSAFVEX {
    static func statements(_ root: JSONView, _ row: Row) -> [Statement] {
        let document = root["document"]
        let author = document["publisher"]["name"].string
        let time = row.time(document["tracking"], "current_release_date", in: "document.tracking")
        let products = CSAFProducts(root["product_tree"])
        var statements: [Statement] = []
        for (index, element) in row.list(root, "vulnerabilities").enumerated() {
            let path = "vulnerabilities[\(index)]"
            let other = element["ids"].elements.compactMap { $0["text"].string }
            guard let id = row.string(element, "cve", in: path) ?? other.first, !id.isEmpty else {
                row.quarantine("\(path).cve", "is missing, and so is every other identifier")
                continue
            }
            let flags = flags(element)
            for (name, _) in element["product_status"].members {
                var groups: [Statement.Status: [Statement.Product]] = [:]
                for product in row.strings(element["product_status"], name, in: "\(path).product_status") {
                    guard let status = status(name, flags[product]) else { continue }
                    groups[status, default: []].append(products.product(product))
                }
                for (status, products) in groups.sorted(by: { "\($0.key)" < "\($1.key)" }) {
                    statements.append(
                        Statement(
                            vulnerability: id, products: products, status: status, author: author, said: time)
                    )
                }
            }
        }
        return statements
    }

    private static func flags(_ element: JSONView) -> [String: Justification] {
        var flags: [String: Justification] = [:]
        for flag in element["flags"].elements {
            guard let word = flag["label"].string.flatMap(Justification.init) else { continue }
            for id in flag["product_ids"].elements { flags[id.string ?? ""] = word }
        }
        return flags
    }

    private static func status(_ name: String, _ flag: Justification?) -> Statement.Status? {
        switch name {
        case "fixed", "first_fixed": .fixed
        case "known_affected", "first_affected", "last_affected": .affected
        case "known_not_affected": .notAffected(flag)
        case "under_investigation": .underInvestigation
        default: nil
        }
    }
}
