import EmbeddedCluster
import Kubernetes

/// Which writes quotas judge.
struct QuotaAdmission: Sendable {
    let ledger: QuotaLedger

    /// Refuses what exceeds a quota.
    func validate(_ request: AdmissionRequest) async throws(StatusError) {
        if concerns(request) { try await ledger.admit(request) }
    }

    /// Tells the ledger that a write is stored or has failed.
    func finish(_ request: AdmissionRequest) async {
        if concerns(request), !request.isDryRun { await ledger.finish(request) }
    }

    /// New objects always count; of changes only those of Services and claims use up more.
    private func concerns(_ request: AdmissionRequest) -> Bool {
        guard !ledger.isIdle, !request.namespace.isEmpty, !request.concernsNamespace,
            request.subresource.isEmpty
        else { return false }
        switch request.operation {
        case .create: return true
        case .update: return ["services", "persistentvolumeclaims"].contains(request.resource.qualifiedName)
        case .delete, .connect: return false
        }
    }
}
