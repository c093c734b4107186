import Bytes
import Capability
import Cluster
import Controllers
import Kubernetes
import Logging

/// Makes the scans of a suite, runs them again when their time comes, and reflects their states.
struct ComplianceSuiteReconciler: Reconciler {
    let name = "compliancesuite"
    let room: CapabilityRoom
    var metrics: ComplianceMetrics?

    /// The clock may be set: a far away time is looked at again before it comes.
    private static let patience: Duration = .seconds(3600)
    /// How soon remediations that are being applied are looked at again.
    private static let moment: Duration = .seconds(2)

    var sources: [ReconcileSource] {
        [.primary(ComplianceSuite.type), .owned(ComplianceScan.type, by: ComplianceSuite.type)]
    }

    func reconcile(_ key: ObjectKey) async throws -> ReconcileResult {
        guard
            let suite = try await room.cluster.find(
                ComplianceSuite.self, namespace: key.namespace, name: key.name),
            suite.object.deletionTimestamp == nil
        else {
            metrics?.forget(suite: key.name)
            try await MachineConfigPools(in: room).resume(for: key)
            return .done
        }
        var problems: [String] = []
        for spec in suite.scans { try await store(scan(spec, of: suite), of: suite, &problems) }
        let scans = try await sweep(suite)
        let next = try await runAgain(suite, scans, &problems)
        var after = suite
        after.reflect(scans, problem: problems.joined(separator: "\n"), now: room.now())
        let stored = try await room.cluster.storeStatus(after, before: suite)
        if stored.phase == .done, let result = stored.result { metrics?.suiteReached(key.name, result) }
        if let result = stored.result, suite.phase != .done, stored.phase == .done {
            await room.events("suitectrl").record(
                result == .compliant || result == .notApplicable ? .normal : .warning, about: stored.object,
                reason: "ResultAvailable", message: "ComplianceSuite's result is: \(result.rawValue)")
        }
        guard stored.phase == .done else { return next }
        return try await SuiteRemediations(room: room).settle(stored) ? next : .again(after: Self.moment)
    }

    /// Scans' names are the profiles': another suite may have one of the same name already.
    private func store(
        _ scan: ComplianceScan, of suite: ComplianceSuite, _ problems: inout [String]
    ) async throws {
        let known = try await room.cluster.find(
            ComplianceScan.self, namespace: scan.object.namespace, name: scan.object.name)
        if let known, known.suite != suite.object.name,
            known.object.ownerReferences.contains(where: { $0.kind == ComplianceSuite.type.kind.kind })
        {
            problems.append(
                "the scan \"\(scan.object.name)\" belongs to the suite \"\(known.suite)\"; "
                    + "bind the profile in one of them only")
            return
        }
        try await room.cluster.store(scan)
    }

    /// Deletes the scans that the suite no longer names; returns the others.
    private func sweep(_ suite: ComplianceSuite) async throws -> [ComplianceScan] {
        let wanted = Set(suite.scans.compactMap { $0["name"]?.string })
        var scans: [ComplianceScan] = []
        for scan in try await room.cluster.all(
            ComplianceScan.self, namespace: suite.object.namespace,
            labelSelector: "\(ComplianceGroup.key("suite"))=\(suite.object.name)")
        {
            if wanted.contains(scan.object.name) {
                scans.append(scan)
            } else {
                try await room.cluster.deleteIfPresent(
                    ComplianceScan.type, namespace: suite.object.namespace, name: scan.object.name)
            }
        }
        return scans
    }

    /// Asks scans to run again whose time has come since they began last.
    ///
    /// The scans themselves say when that was, so runs that were missed while nobody was there are made up for by
    /// one, and no run is made twice.
    private func runAgain(
        _ suite: ComplianceSuite, _ scans: [ComplianceScan], _ problems: inout [String]
    ) async throws -> ReconcileResult {
        guard !suite.schedule.isEmpty, !suite.isSuspended, let now = Timestamp(room.now()) else {
            return .done
        }
        let schedule: CronSchedule
        do throws(CronError) { schedule = try CronSchedule(suite.schedule) } catch {
            problems.append("\(error)")
            return .done
        }
        var earliest: Timestamp?
        for scan in scans {
            guard scan.phase == .done, let began = scan.startTimestamp.flatMap(Timestamp.init),
                let due = schedule.next(after: began)
            else { continue }
            guard due <= now else {
                earliest = min(earliest ?? due, due)
                continue
            }
            guard scan.object.annotations[ComplianceGroup.key("rescan")] == nil else { continue }
            var asked = scan
            asked.object.annotations[ComplianceGroup.key("rescan")] = ""
            _ = try await room.cluster.update(
                ComplianceScan.type, namespace: scan.object.namespace, asked.object, subresource: nil,
                options: WriteOptions())
        }
        guard let earliest else { return .done }
        return .again(after: min(.seconds(max(1, earliest.seconds - now.seconds)), Self.patience))
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
