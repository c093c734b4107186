import Bytes

/// The computed cells of nodes.
enum NodeCells {
    static func status(_ node: Object) -> JSON {
        let ready = node["status"]?["conditions"]?.array?.first { $0["type"] == "Ready" }
        var words = [ready.map { $0["status"] == "True" ? "Ready" : "NotReady" } ?? "Unknown"]
        if node["spec"]?["unschedulable"]?.bool == true { words.append("SchedulingDisabled") }
        return .string(words.joined(separator: ","))
    }

    /// From the labels `node-role.kubernetes.io/ROLE` and `kubernetes.io/role`.
    static func roles(_ node: Object) -> JSON {
        let prefix = "node-role.kubernetes.io/"
        var roles: Set<String> = []
        for (label, value) in node.labels {
            if label.hasPrefix(prefix), label.count > prefix.count {
                roles.insert(String(label.dropFirst(prefix.count)))
            }
            if label == "kubernetes.io/role", !value.isEmpty { roles.insert(value) }
        }
        return MapCells.list(roles.sorted())
    }
}
