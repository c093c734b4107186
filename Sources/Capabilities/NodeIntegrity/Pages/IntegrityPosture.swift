import Capability
import Cluster

/// The capability's row in the security table.
struct IntegrityPosture {
    let cluster: any Cluster

    func row() async throws -> Posture {
        let integrities = try await cluster.all(FileIntegrityResource.self, namespace: nil)
        guard !integrities.isEmpty else { return Posture(state: .unknown, summary: "No node is watched.") }
        let statuses = try await cluster.all(NodeStatus.self, namespace: nil)
        let last = statuses.compactMap(\.lastResult)
        func count(_ condition: CheckVerdict.Condition) -> Int { last.count { $0.condition == condition } }
        let (failed, errored) = (count(.failed), count(.errored))
        let summary =
            "Files of \(failed) of \(last.count) watched nodes were changed, \(errored) could not be looked at."
        let state: Posture.State =
            last.isEmpty ? .unknown : failed > 0 ? .bad : errored > 0 ? .warning : .good
        return Posture(
            state: state, summary: summary, checked: last.map(\.probeTime).max(),
            path: IntegrityPage.page.path)
    }
}
