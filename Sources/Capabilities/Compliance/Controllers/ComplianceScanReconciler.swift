import Bytes
import Capability
import Cluster
import Controllers
import Kubernetes
import Logging

/// Takes a scan through its phases: PENDING, LAUNCHING, RUNNING, AGGREGATING, DONE.
///
/// Each phase is stored before its work begins, and the work can be done again without harm: after a crash the
/// next look at the scan goes on from there.
struct ComplianceScanReconciler: Reconciler {
    let name = "compliancescan"
    let room: CapabilityRoom
    let directories: ContentDirectories
    let scanner: any Scanner

    var sources: [ReconcileSource] { [.primary(ComplianceScan.type)] }

    func reconcile(_ key: ObjectKey) async throws -> ReconcileResult {
        guard
            let scan = try await room.cluster.find(
                ComplianceScan.self, namespace: key.namespace, name: key.name),
            scan.object.deletionTimestamp == nil
        else { return .done }
        let nodes = try await SelectedNodes(scan, in: room)
        guard nodes.isOurs else { return .done }
        if scan.phase == .done {
            if scan.object.annotations[ComplianceGroup.key("rescan")] != nil { try await restart(scan) }
            return .done
        }
        try await run(scan, on: nodes)
        return .done
    }

    /// Answers the `rescan` annotation: it is taken off and the scan begins anew.
    private func restart(_ scan: ComplianceScan) async throws {
        var scan = scan
        scan.object.annotations[ComplianceGroup.key("rescan")] = nil
        scan = ComplianceScan(
            try await room.cluster.update(
                ComplianceScan.type, namespace: scan.object.namespace, scan.object, subresource: nil,
                options: WriteOptions()))
        var again = scan
        again.currentIndex += 1
        again.phase = .pending
        again.result = .notAvailable
        again.endTimestamp = nil
        try await room.cluster.storeStatus(again, before: scan)
    }

    private func run(_ scan: ComplianceScan, on nodes: SelectedNodes) async throws {
        var scan = try await advance(scan) { scan in
            scan.phase = .pending
            scan.result = .notAvailable
            scan.errorMessage = ""
            scan.startTimestamp = room.now()
            scan.conditions.setProcessing("Compliance scan run", now: room.now())
        }
        scan = try await advance(scan) { $0.phase = .launching }
        switch nodes.choice {
        case .one: break
        case .none:
            try await finish(
                scan, ScanFindings(findings: []), problem: "no node matches the scan's nodeSelector")
            return
        case .several(let names):
            try await fail(
                scan,
                "the nodeSelector matches \(names.count) nodes (\(names.prefix(5).joined(separator: ", "))), and the "
                    + "results of several nodes are not merged yet: select one by kubernetes.io/hostname")
            return
        }
        scan = try await advance(scan) { $0.phase = .running }
        let findings: ScanFindings
        do {
            let path = try directories.path(contentImage: scan.contentImage, contentFile: scan.content)
            findings = try await scanner.scan(content: path, profile: scan.profile)
        } catch let error where !(error is CancellationError) {
            try await fail(scan, "\(error)")
            return
        }
        scan = try await advance(scan) { $0.phase = .aggregating }
        try await CheckResultWriter(room: room).write(findings, of: scan)
        try await finish(scan, findings, problem: nil)
    }

    private func finish(_ scan: ComplianceScan, _ findings: ScanFindings, problem: String?) async throws {
        let done = try await advance(scan) { scan in
            scan.phase = .done
            scan.result = findings.result
            scan.errorMessage = problem ?? ""
            scan.endTimestamp = room.now()
            scan.conditions.setReady("Compliance scan run", now: room.now())
        }
        let isGood = findings.result == .compliant || findings.result == .notApplicable
        await room.events("scanctrl").record(
            isGood ? .normal : .warning, about: done.object, reason: "ResultAvailable",
            message: "The result is: \(findings.result.rawValue)")
    }

    private func fail(_ scan: ComplianceScan, _ why: String) async throws {
        room.logger.error("scan \(scan.object.name): \(why)")
        let done = try await advance(scan) { scan in
            scan.phase = .done
            scan.result = .error
            scan.errorMessage = why
            scan.endTimestamp = room.now()
            scan.conditions.setInvalid(why, now: room.now())
        }
        await room.events("scanctrl").record(.warning, about: done.object, reason: "ScanError", message: why)
    }

    private func advance(
        _ scan: ComplianceScan, _ change: (inout ComplianceScan) -> Void
    ) async throws -> ComplianceScan {
        var after = scan
        change(&after)
        return try await room.cluster.storeStatus(after, before: scan)
    }
}
