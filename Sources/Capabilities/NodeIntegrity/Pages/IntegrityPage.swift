import Bytes
import Capability
import Cluster
import Kubernetes

/// The nodes that are watched, how their last checks ended, and the logs of those that failed.
enum IntegrityPage {
    static let page = Page(path: "/integrity", title: "File integrity") { cluster, query in
        let statuses = try await cluster.all(NodeStatus.self, namespace: nil)
        let integrities = try await cluster.all(FileIntegrityResource.self, namespace: nil)
        if let chosen = query["log"], let status = statuses.first(where: { $0.object.name == chosen }) {
            return try await log(of: status, in: cluster)
        }
        return "\(phases(integrities))\(table(statuses))"
    }

    private static func phases(_ integrities: [FileIntegrityResource]) -> HTML {
        guard !integrities.isEmpty else { return "<p>No FileIntegrity asks for a node to be watched.</p>" }
        let items: [HTML] = integrities.map { integrity in
            "<li>\(integrity.object.name): <strong>\(integrity.phase?.rawValue ?? "Pending")</strong></li>"
        }
        return "<ul class=\"filters\">\(items)</ul>"
    }

    private static func table(_ statuses: [NodeStatus]) -> HTML {
        let rows: [HTML] = statuses.map { status in
            let last = status.lastResult
            let detail: HTML =
                switch last?.condition {
                case .failed?:
                    """
                    <a href="/integrity?log=\(status.object.name)">\(last?.added ?? 0) added, \
                    \(last?.changed ?? 0) changed, \(last?.removed ?? 0) removed</a>
                    """
                case .errored?: "\(last?.problem ?? "")"
                default: ""
                }
            return """
                <tr><td><span class="\(style(last?.condition))">\(last?.condition.rawValue ?? "")</span></td>\
                <td>\(status.nodeName)</td><td>\(status.object.name)</td><td>\(detail)</td>\
                <td>\(last?.probeTime ?? "")</td></tr>

                """
        }
        return """
            <table>
            <thead><tr><th scope="col">Status</th><th scope="col">Node</th><th scope="col">Name</th>\
            <th scope="col">Changes</th><th scope="col">Looked at</th></tr></thead>
            <tbody>
            \(rows)</tbody>
            </table>
            """
    }

    /// The console's own words for good, bad and in between.
    private static func style(_ condition: CheckVerdict.Condition?) -> String {
        switch condition {
        case .succeeded: "PASS"
        case .failed: "FAIL"
        case .errored, nil: "ERROR"
        }
    }

    private static func log(of status: NodeStatus, in cluster: any Cluster) async throws -> HTML {
        guard let name = status.lastResult?.logName, let namespace = status.lastResult?.logNamespace,
            let map = try await cluster.find(FileIntegrityGroup.configMaps, namespace: namespace, name: name),
            let text = PackedLog.text(of: map)
        else { return "<p>The node's last check left no log.</p>" }
        return "<h2>\(status.nodeName)</h2><pre>\(text)</pre>"
    }
}
