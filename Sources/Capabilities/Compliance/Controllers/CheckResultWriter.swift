import Bytes
import Capability
import Cluster
import Kubernetes

/// Makes the stored check results of a scan equal its findings: writes each, deletes those that are stale.
struct CheckResultWriter {
    let room: CapabilityRoom

    func write(_ findings: ScanFindings, of scan: ComplianceScan) async throws {
        let known = Set(
            try await room.cluster.all(
                ComplianceCheckResult.self, namespace: scan.object.namespace,
                labelSelector: "\(ComplianceGroup.key("scan-name"))=\(scan.object.name)"
            ).map(\.object.name))
        // A rule that does not apply gets a result only on request, or when it had one that must change.
        let results = findings.findings.map { result(of: $0, in: scan) }.filter {
            $0.status != .notApplicable || scan.showsNotApplicable || known.contains($0.object.name)
        }
        try await room.cluster.store(results)
        for stale in known.subtracting(results.map(\.object.name)) {
            _ = try await room.cluster.delete(
                ComplianceCheckResult.type, namespace: scan.object.namespace, name: stale,
                options: DeleteOptions())
        }
    }

    private func result(of finding: RuleFinding, in scan: ComplianceScan) -> ComplianceCheckResult {
        var result = ComplianceCheckResult(
            name: ComplianceNames.checkResult(scan: scan.object.name, rule: finding.id), scan: scan)
        result.id = finding.id
        result.status = finding.status
        result.severity = finding.severity
        result.set("description", finding.description)
        result.set("rationale", finding.rationale)
        result.set("instructions", finding.instructions)
        if !finding.warnings.isEmpty { result.object["warnings"] = .array(finding.warnings.map(JSON.string)) }
        if !finding.valuesUsed.isEmpty {
            result.object["valuesUsed"] = .array(finding.valuesUsed.map(JSON.string))
        }
        result.object.labels = [
            ComplianceGroup.key("scan-name"): scan.object.name,
            ComplianceGroup.key("suite"): scan.suite,
            ComplianceGroup.key("check-status"): finding.status.rawValue,
            ComplianceGroup.key("check-severity"): finding.severity,
        ]
        result.object.annotations = [
            ComplianceGroup.key("rule"): ComplianceNames.dnsName(finding.id),
            ComplianceGroup.key("last-scanned-timestamp"): scan.startTimestamp ?? room.now(),
        ]
        if finding.status == .error, !finding.messages.isEmpty {
            result.object.annotations[ComplianceGroup.key("error-msg")] = finding.messages.joined(
                separator: "\n")
        }
        return result
    }
}
