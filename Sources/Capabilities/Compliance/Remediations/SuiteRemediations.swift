import Bytes
import Capability
import Cluster
import Kubernetes

/// Applies and updates the remediations of a suite that has ended, where somebody asked for it.
struct SuiteRemediations {
    let room: CapabilityRoom

    func settle(_ suite: ComplianceSuite) async throws {
        let (apply, prune) = (
            ComplianceGroup.key("apply-remediations"), ComplianceGroup.key("remove-outdated")
        )
        let marks = suite.object.annotations
        let applies = suite.autoApplies || marks[apply] != nil
        let updates = suite.autoUpdates || marks[prune] != nil
        guard applies || updates else { return }
        for remediation in try await room.cluster.all(
            ComplianceRemediation.self, namespace: suite.object.namespace,
            labelSelector: "\(ComplianceGroup.key("suite"))=\(suite.object.name)")
        {
            var after = remediation
            if applies { after.applies = true }
            if updates, after.outdated != nil {
                after.outdated = nil
                after.object.labels[RemediationWriter.outdatedLabel] = nil
            }
            guard after.object != remediation.object else { continue }
            _ = try await room.cluster.update(
                ComplianceRemediation.type, namespace: suite.object.namespace, after.object, subresource: nil,
                options: WriteOptions())
        }
        guard marks[apply] != nil || marks[prune] != nil else { return }
        // The wish is taken off only when it is fulfilled.
        var done = suite
        done.object.annotations[apply] = nil
        done.object.annotations[prune] = nil
        _ = try await room.cluster.update(
            ComplianceSuite.type, namespace: suite.object.namespace, done.object, subresource: nil,
            options: WriteOptions())
    }
}
