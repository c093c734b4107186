import Bytes
import Capability
import Cluster
import Controllers
import Kubernetes

/// Applies and updates the remediations of a suite that has ended, where somebody asked for it.
struct SuiteRemediations {
    let room: CapabilityRoom

    private static let apply = ComplianceGroup.key("apply-remediations")
    private static let prune = ComplianceGroup.key("remove-outdated")

    /// Does what is left to do; doing it again changes nothing.
    ///
    /// - Returns: whether nothing is left.
    func settle(_ suite: ComplianceSuite) async throws -> Bool {
        let marks = suite.object.annotations
        let applies = suite.autoApplies || marks[Self.apply] != nil
        let updates = suite.autoUpdates || marks[Self.prune] != nil
        let pools = try await MachineConfigPools(in: room)
        guard applies || updates else {
            try await pools.resume(for: ObjectKey(suite.object))
            return true
        }
        let known = try await room.cluster.all(
            ComplianceRemediation.self, namespace: suite.object.namespace,
            labelSelector: "\(ComplianceGroup.key("suite"))=\(suite.object.name)")
        let changed = known.compactMap { Self.changed($0, applies: applies, updates: updates) }
        try await pools.pause(try await names(of: pools, of: changed), for: ObjectKey(suite.object))
        for remediation in changed {
            _ = try await room.cluster.update(
                ComplianceRemediation.type, namespace: suite.object.namespace, remediation.object,
                subresource: nil, options: WriteOptions())
        }
        guard changed.isEmpty, known.allSatisfy(\.isSettled) else { return false }
        try await pools.resume(for: ObjectKey(suite.object))
        guard marks[Self.apply] != nil || marks[Self.prune] != nil else { return true }
        // The wish is taken off only when it is fulfilled.
        var done = suite
        done.object.annotations[Self.apply] = nil
        done.object.annotations[Self.prune] = nil
        _ = try await room.cluster.update(
            ComplianceSuite.type, namespace: suite.object.namespace, done.object, subresource: nil,
            options: WriteOptions())
        return true
    }

    /// The remediation as it is wished for; nil when it is so already.
    private static func changed(
        _ remediation: ComplianceRemediation, applies: Bool, updates: Bool
    ) -> ComplianceRemediation? {
        var after = remediation
        if applies { after.applies = true }
        if updates, after.outdated != nil {
            after.outdated = nil
            after.object.labels[RemediationWriter.outdatedLabel] = nil
        }
        return after.object == remediation.object ? nil : after
    }

    /// The names of the pools whose machines remediations configure.
    private func names(
        of pools: MachineConfigPools, of remediations: [ComplianceRemediation]
    ) async throws -> Set<String> {
        guard pools.areServed else { return [] }
        var names: Set<String> = []
        for remediation in remediations where remediation.configuresMachines {
            guard
                let scan = try await room.cluster.find(
                    ComplianceScan.self, namespace: remediation.object.namespace, name: remediation.scan),
                let pool = pools.pool(of: scan)
            else { continue }
            names.insert(pool.name)
        }
        return names
    }
}

extension ComplianceRemediation {
    /// Whether the payload is about the machines of a pool.
    fileprivate var configuresMachines: Bool {
        [outdated, current].compactMap { $0.map { Object($0).kind } }.contains {
            $0.group == MachineConfigPools.type.group && ["MachineConfig", "KubeletConfig"].contains($0.kind)
        }
    }

    /// Whether the controller has done, or refused, what the remediation asks for now.
    ///
    /// What depends on other rules can wait for the next scan, and that for the machines' restart: a pool is not
    /// held up for it.
    fileprivate var isSettled: Bool {
        guard applies else { return true }
        return switch state {
        case .applied, .error, .missingDependencies, .needsReview: true
        case .outdated: outdated != nil
        case .notApplied: !errorMessage.isEmpty
        case .pending, nil: false
        }
    }
}
