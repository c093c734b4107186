import Capability
import Cluster

/// The capability's row in the security table.
struct CompliancePosture {
    let cluster: any Cluster

    func row() async throws -> Posture {
        let scans = try await cluster.all(ComplianceScan.self, namespace: ComplianceGroup.namespace)
        guard !scans.isEmpty else { return Posture(state: .unknown, summary: "Nothing is scanned.") }
        let results = try await cluster.all(ComplianceCheckResult.self, namespace: ComplianceGroup.namespace)
        let counts = results.reduce(into: [:]) { $0[$1.status, default: 0] += 1 }
        let worst = scans.compactMap(\.result).min() ?? .notAvailable
        let summary =
            "\(counts[.fail] ?? 0) of \(results.count) checks fail, \(counts[.manual] ?? 0) need a person, "
            + "\(counts[.error] ?? 0) could not be decided."
        return Posture(
            state: state(worst), summary: summary, checked: scans.compactMap(\.endTimestamp).max(),
            path: CompliancePage.page.path)
    }

    private func state(_ result: ScanResult) -> Posture.State {
        switch result {
        case .compliant: .good
        case .nonCompliant: .bad
        case .error, .inconsistent: .warning
        case .notApplicable, .notAvailable: .unknown
        }
    }
}
