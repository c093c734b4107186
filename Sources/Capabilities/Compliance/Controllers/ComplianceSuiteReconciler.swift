import Bytes
import Capability
import Cluster
import Controllers
import Kubernetes

/// Makes the scans of a suite, removes those that it no longer asks for, and reflects their states.
struct ComplianceSuiteReconciler: Reconciler {
    let name = "compliancesuite"
    let room: CapabilityRoom

    var sources: [ReconcileSource] {
        [.primary(ComplianceSuite.type), .owned(ComplianceScan.type, by: ComplianceSuite.type)]
    }

    func reconcile(_ key: ObjectKey) async throws -> ReconcileResult {
        guard
            let suite = try await room.cluster.find(
                ComplianceSuite.self, namespace: key.namespace, name: key.name),
            suite.object.deletionTimestamp == nil
        else { return .done }
        for spec in suite.scans { try await room.cluster.store(scan(spec, of: suite)) }
        let wanted = Set(suite.scans.compactMap { $0["name"]?.string })
        var scans: [ComplianceScan] = []
        for scan in try await room.cluster.all(
            ComplianceScan.self, namespace: key.namespace,
            labelSelector: "\(ComplianceGroup.key("suite"))=\(suite.object.name)")
        {
            if wanted.contains(scan.object.name) {
                scans.append(scan)
            } else {
                _ = try await room.cluster.delete(
                    ComplianceScan.type, namespace: key.namespace, name: scan.object.name,
                    options: DeleteOptions())
            }
        }
        var after = suite
        after.reflect(scans, now: room.now())
        try await room.cluster.storeStatus(after, before: suite)
        return .done
    }

    private func scan(_ spec: JSON, of suite: ComplianceSuite) -> ComplianceScan {
        var spec = spec
        let name = spec["name"]?.string ?? suite.object.name
        spec["name"] = nil
        var object = Object(kind: ComplianceScan.type.kind, name: name, namespace: suite.object.namespace)
        object.labels = [ComplianceGroup.key("suite"): suite.object.name]
        object.ownerReferences = [OwnerReference(to: suite.object)]
        object["spec"] = spec
        return ComplianceScan(object)
    }
}
