import Bytes
import Capability
import Cluster
import Kubernetes

/// The results of the last scans: how many of each verdict, and the list that each number counts.
enum CompliancePage {
    static let page = Page(path: "/compliance", title: "Compliance") { cluster, query in
        let results = try await cluster.all(ComplianceCheckResult.self, namespace: ComplianceGroup.namespace)
        let chosen = query["status"].flatMap(CheckStatus.init)
        let shown = results.filter { chosen == nil || $0.status == chosen }
        return "\(filters(results, chosen: chosen))\(table(shown))"
    }

    private static func filters(_ results: [ComplianceCheckResult], chosen: CheckStatus?) -> HTML {
        let counts = results.reduce(into: [:]) { $0[$1.status, default: 0] += 1 }
        var links: [HTML] = [link("/compliance", "All", results.count, isChosen: chosen == nil)]
        for status in CheckStatus.allCases {
            guard let count = counts[status] else { continue }
            links.append(
                link(
                    "/compliance?status=\(status.rawValue)", status.rawValue, count,
                    isChosen: chosen == status))
        }
        return "<ul class=\"filters\">\(links)</ul>"
    }

    private static func link(_ path: String, _ word: String, _ count: Int, isChosen: Bool) -> HTML {
        isChosen
            ? "<li><strong>\(word) \(count)</strong></li>"
            : "<li><a href=\"\(path)\">\(word) \(count)</a></li>"
    }

    private static func table(_ results: [ComplianceCheckResult]) -> HTML {
        let rows: [HTML] = results.map { result in
            let text = result.object["description"]?.string ?? result.id
            let lines = text.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
            let detail: HTML =
                lines.count > 1
                ? "<details><summary>\(String(lines[0]))</summary><pre>\(String(lines[1]))</pre></details>"
                : "\(text)"
            return """
                <tr><td><span class="\(result.status.rawValue)">\(result.status.rawValue)</span></td>\
                <td>\(result.severity)</td><td>\(detail)</td><td>\(result.object.name)</td></tr>

                """
        }
        return """
            <table>
            <thead><tr><th scope="col">Status</th><th scope="col">Severity</th><th scope="col">Rule</th>\
            <th scope="col">Name</th></tr></thead>
            <tbody>
            \(rows)</tbody>
            </table>
            """
    }
}
