import Kubernetes

/// How far the nodes of a FileIntegrity are.
struct NodesProgress {
    let phase: FileIntegrityResource.Phase
    /// The nodes that have to make another database, as `updated` lists them; nil when none has to.
    let beginningAnew: String?
    /// Whether files of a node differed when it was last looked at to the end.
    let failures: [String: Bool]

    /// Looks at what is said of the nodes.
    ///
    /// - Parameter configuration: what stands for the present configuration; nil when there is none yet.
    init(
        integrity: FileIntegrityResource, configuration: String?, nodes: [Object], statuses: [NodeStatus]
    ) {
        let selected = nodes.filter(integrity.selects).map(\.name)
        let requests = InitRequests(of: integrity.object)
        let known = Dictionary(statuses.map { ($0.nodeName, $0) }) { first, _ in first }
        func isBehind(_ node: String) -> Bool {
            guard let baseline = known[node]?.baseline else { return true }
            return baseline.request < requests.wanted(of: node) || baseline.configuration != configuration
        }
        let last = selected.compactMap { known[$0]?.lastResult }
        let behind = selected.filter(isBehind)
        // A node that cannot be looked at has told so; it is behind because of that.
        if last.contains(where: { $0.condition == .errored }) {
            phase = .error
        } else if selected.isEmpty || configuration == nil {
            phase = .pending
        } else {
            phase = behind.isEmpty ? .active : .initializing
        }
        let anew = behind.filter { known[$0]?.baseline != nil }
        beginningAnew =
            anew.isEmpty ? nil : anew.count == selected.count ? "" : NodeList(names: anew).text
        failures = Dictionary(
            selected.compactMap { node in known[node]?.hasFailed.map { (node, $0) } }
        ) { first, _ in first }
    }
}
