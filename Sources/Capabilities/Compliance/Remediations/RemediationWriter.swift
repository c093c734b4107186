import Bytes
import Capability
import Cluster
import Kubernetes

/// Stores the remediations of a scan; what was applied and has changed since is kept as outdated.
struct RemediationWriter {
    /// Marks remediations whose applied payload is not the content's present one.
    static let outdatedLabel = "complianceoperator.openshift.io/outdated-remediation"
    /// Names the repair that a remediation is a part of.
    static let fixKey = ComplianceGroup.key("fix")

    private static let ownAnnotations = [
        "depends-on", "depends-on-obj", "optional", "enforcement-type", "node-role", "ocp-version",
        "k8s-version",
        "value-required", "unset-value", "xccdf-value-used",
    ].map(ComplianceGroup.key)

    let room: CapabilityRoom
    let scan: ComplianceScan

    func write(_ plan: RemediationPlan) async throws {
        for wanted in plan.wanted {
            let known = try await room.cluster.find(
                ComplianceRemediation.self, namespace: scan.object.namespace, name: wanted.name)
            guard known != nil || wanted.isNeeded else { continue }
            let result = try await room.cluster.find(
                ComplianceCheckResult.self, namespace: scan.object.namespace,
                name: ComplianceNames.checkResult(scan: scan.object.name, rule: wanted.rule))
            guard let result else { continue }
            let remediation = remediation(wanted, known, owner: result.object)
            guard let known else {
                _ = try await room.cluster.createIfAbsent(remediation)
                continue
            }
            guard remediation.object != known.object else { continue }
            _ = try await room.cluster.update(
                ComplianceRemediation.type, namespace: scan.object.namespace, remediation.object,
                subresource: nil, options: WriteOptions())
        }
    }

    private func remediation(
        _ wanted: RemediationPlan.Wanted, _ known: ComplianceRemediation?, owner: Object
    ) -> ComplianceRemediation {
        var remediation =
            known
            ?? ComplianceRemediation(
                Object(
                    kind: ComplianceRemediation.type.kind, name: wanted.name, namespace: scan.object.namespace
                ))
        var outdated = known?.outdated
        if let known, let old = known.current, old != wanted.payload, known.applies, outdated == nil {
            // The payload that was applied stays in force until a person lets go of it.
            outdated = old
        }
        // Content that has come back to what is in force makes it current again.
        if outdated == wanted.payload { outdated = nil }
        var spec: JSON = [
            "apply": .bool(known?.applies ?? false), "type": .string(wanted.type),
            "current": ["object": wanted.payload],
        ]
        spec["outdated"] = outdated.map { ["object": $0] }
        remediation.object["spec"] = spec
        remediation.object.labels.merge([
            ComplianceGroup.key("scan-name"): scan.object.name, ComplianceGroup.key("suite"): scan.suite,
        ]) { $1 }
        remediation.object.labels[Self.outdatedLabel] = outdated == nil ? nil : ""
        var annotations = remediation.object.annotations.filter { !Self.ownAnnotations.contains($0.key) }
        for (word, value) in wanted.annotations { annotations[ComplianceGroup.key(word)] = value }
        annotations[Self.fixKey] = wanted.fix
        remediation.object.annotations = annotations
        remediation.object.ownerReferences = [OwnerReference(to: owner)]
        return remediation
    }
}
