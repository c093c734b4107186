import Bytes
import Capability
import Cluster
import Controllers
import Kubernetes
import Logging

/// Takes a scan through its phases: PENDING, LAUNCHING, RUNNING, AGGREGATING, DONE.
///
/// All state is in the resources: each phase is stored before its work begins, and the work of every phase can be
/// done again without harm. After a crash the next look at the scan goes on from there.
struct ComplianceScanReconciler: Reconciler {
    let name = "compliancescan"
    let room: CapabilityRoom
    let directories: ContentDirectories
    let aggregator: ResultAggregator
    var metrics: ComplianceMetrics?
    private let delivered = DeliveredResults()

    init(
        room: CapabilityRoom, directories: ContentDirectories, aggregator: ResultAggregator,
        metrics: ComplianceMetrics? = nil
    ) {
        self.room = room
        self.directories = directories
        self.aggregator = aggregator
        self.metrics = metrics
    }

    var sources: [ReconcileSource] {
        let delivered = delivered
        return [
            .primary(ComplianceScan.type),
            ReconcileSource(ResultMap.type) { delivered.note($0).map { [$0] } ?? [] },
        ]
    }

    /// How often nodes are looked at again while a scan waits for them.
    private static let patience: Duration = .seconds(60)
    private static let subject = "Compliance scan run"

    func reconcile(_ key: ObjectKey) async throws -> ReconcileResult {
        guard
            var scan = try await room.cluster.find(
                ComplianceScan.self, namespace: key.namespace, name: key.name)
        else {
            delivered.forget(key)
            return .done
        }
        while scan.object.deletionTimestamp == nil {
            switch try await step(scan) {
            case .gone(on: let next): scan = next
            case .waits(let result): return result
            }
        }
        return .done
    }

    /// What one look at a scan led to.
    enum Step {
        case gone(on: ComplianceScan)
        case waits(ReconcileResult)
    }

    /// Does the work of the scan's phase and stores the next.
    func step(_ scan: ComplianceScan) async throws -> Step {
        switch scan.phase {
        case nil: .gone(on: try await begin(scan))
        case .pending: .gone(on: try await clear(scan))
        case .launching: .gone(on: try await launch(scan))
        case .running: try await wait(scan)
        case .aggregating: .gone(on: try await aggregate(scan))
        case .done: try await rest(scan)
        }
    }

    private func begin(_ scan: ComplianceScan) async throws -> ComplianceScan {
        try await advance(scan, to: .pending) { scan in
            scan.result = .notAvailable
            scan.remainingRetries = scan.maxRetries
            scan.startTimestamp = nil
            scan.endTimestamp = nil
            scan.errorMessage = ""
            scan.warnings = ""
            scan.conditions.setPending(Self.subject, now: room.now())
        }
    }

    private func clear(_ scan: ComplianceScan) async throws -> ComplianceScan {
        var scan = scan
        // Taken off only now that the new run is stored: a crash in between must not lose the wish.
        let rescan = ComplianceGroup.key("rescan")
        if scan.object.annotations[rescan] != nil {
            scan.object.annotations[rescan] = nil
            scan = ComplianceScan(
                try await room.cluster.update(
                    ComplianceScan.type, namespace: scan.object.namespace, scan.object, subresource: nil,
                    options: WriteOptions()))
        }
        try await RawResults(room: room).putAside(before: scan)
        return try await advance(scan, to: .launching) { scan in
            scan.startTimestamp = room.now()
            scan.conditions.setProcessing(Self.subject, now: room.now())
        }
    }

    private func launch(_ scan: ComplianceScan) async throws -> ComplianceScan {
        do {
            _ = try await ScanRequest(scan, in: room, directories: directories)
        } catch let error where error is ContentError || error is ScanFailure {
            return try await fail(scan, "\(error)")
        }
        guard try await ScanTargets(scan, in: room).names.isEmpty else {
            return try await advance(scan, to: .running) { _ in }
        }
        return try await finish(
            scan, AggregatedScan(result: .notApplicable, problem: "no node matches the scan's nodeSelector"))
    }

    private func wait(_ scan: ComplianceScan) async throws -> Step {
        let targets = try await ScanTargets(scan, in: room)
        var missing: [String] = []
        // In no order and only until one is missing: while most are, few results are read.
        for target in targets.names.shuffled() {
            if try await hasResults(scan, target) { continue }
            guard targets.unreachable.contains(target) else {
                missing.append(target)
                break
            }
            let map = ResultMap(
                of: scan, target: target, exitCode: "unschedulable", problem: "node \(target) is not ready")
            _ = try await room.cluster.createIfAbsent(ResultMap.type, map.object)
        }
        if missing.isEmpty { return .gone(on: try await advance(scan, to: .aggregating) { _ in }) }
        guard let timeout = scan.timeout, let started = scan.startTimestamp.flatMap(Timestamp.init),
            let now = Timestamp(room.now())
        else { return .waits(.again(after: Self.patience)) }
        let left = started.seconds + timeout - now.seconds
        guard left <= 0 else { return .waits(.again(after: min(.seconds(left), Self.patience))) }
        return .gone(on: try await giveUp(scan, targets.names))
    }

    private func hasResults(_ scan: ComplianceScan, _ target: String) async throws -> Bool {
        if delivered.include(target, of: scan) { return true }
        let known = try await room.cluster.find(
            ResultMap.type, namespace: scan.object.namespace,
            name: ComplianceNames.resultMap(scan: scan.object.name, target: target))
        return known.map { ResultMap($0).belongs(to: scan) } ?? false
    }

    /// The scan took too long: it is tried again as often as it may be.
    private func giveUp(_ scan: ComplianceScan, _ targets: [String]) async throws -> ComplianceScan {
        var late: [String] = []
        for target in targets where try await !hasResults(scan, target) { late.append(target) }
        var scan = scan
        scan.object.annotations[ComplianceGroup.key("timeout")] = late.joined(separator: ",")
        scan = ComplianceScan(
            try await room.cluster.update(
                ComplianceScan.type, namespace: scan.object.namespace, scan.object, subresource: nil,
                options: WriteOptions()))
        let retries = scan.remainingRetries ?? 0
        if retries > 0 {
            await room.events("scanctrl").record(
                .warning, about: scan.object, reason: "ScanTimeout",
                message: "The scan took longer than its timeout and is tried again, \(retries) times at most")
            return try await advance(scan, to: .pending) { scan in
                scan.remainingRetries = retries - 1
                scan.conditions.setPending(Self.subject, now: room.now())
            }
        }
        let list = late.prefix(5).joined(separator: ", ") + (late.count > 5 ? ", …" : "")
        return try await fail(scan, "the scan took longer than its timeout; no results came from \(list)") {
            $0.setTimeout($1, now: room.now())
        }
    }

    private func aggregate(_ scan: ComplianceScan) async throws -> ComplianceScan {
        let aggregated: AggregatedScan
        do {
            aggregated = try await aggregator.aggregate(scan)
        } catch let error where !(error is CancellationError) && !(error is StatusError) {
            return try await fail(scan, "\(error)")
        }
        var scan = scan
        let count = "\(aggregated.checkCount)"
        let key = ComplianceGroup.key("check-count")
        if scan.object.annotations[key] != count {
            scan.object.annotations[key] = count
            scan = ComplianceScan(
                try await room.cluster.update(
                    ComplianceScan.type, namespace: scan.object.namespace, scan.object, subresource: nil,
                    options: WriteOptions()))
        }
        return try await finish(scan, aggregated)
    }

    private func rest(_ scan: ComplianceScan) async throws -> Step {
        guard scan.object.annotations[ComplianceGroup.key("rescan")] != nil else { return .waits(.done) }
        return .gone(
            on: try await advance(scan, to: .pending) { scan in
                scan.currentIndex += 1
                scan.result = .notAvailable
                scan.remainingRetries = scan.maxRetries
                scan.startTimestamp = nil
                scan.endTimestamp = nil
                scan.errorMessage = ""
                scan.warnings = ""
                scan.conditions.setPending(Self.subject, now: room.now())
            })
    }

    private func finish(_ scan: ComplianceScan, _ aggregated: AggregatedScan) async throws -> ComplianceScan {
        let done = try await advance(scan, to: .done) { scan in
            scan.result = aggregated.result
            scan.errorMessage = aggregated.problem
            scan.warnings = aggregated.warnings
            scan.resultsStorage = aggregated.storage
            scan.endTimestamp = room.now()
            scan.conditions.setReady(Self.subject, now: room.now())
        }
        let isGood = aggregated.result == .compliant || aggregated.result == .notApplicable
        await room.events("scanctrl").record(
            isGood ? .normal : .warning, about: done.object, reason: "ResultAvailable",
            message: "The result is: \(aggregated.result.rawValue)")
        return done
    }

    private func fail(
        _ scan: ComplianceScan, _ why: String,
        condition: ((inout Conditions, String) -> Void)? = nil
    ) async throws -> ComplianceScan {
        room.logger.error("scan \(scan.object.name): \(why)")
        let done = try await advance(scan, to: .done) { scan in
            scan.result = .error
            scan.errorMessage = why
            scan.endTimestamp = room.now()
            var conditions = scan.conditions
            if let condition {
                condition(&conditions, why)
            } else {
                conditions.setInvalid(why, now: room.now())
            }
            scan.conditions = conditions
        }
        metrics?.scanFailed(done.object.name)
        await room.events("scanctrl").record(.warning, about: done.object, reason: "ScanError", message: why)
        return done
    }

    private func advance(
        _ scan: ComplianceScan, to phase: ScanPhase, _ change: (inout ComplianceScan) -> Void
    ) async throws -> ComplianceScan {
        var after = scan
        after.phase = phase
        change(&after)
        let stored = try await room.cluster.storeStatus(after, before: scan)
        metrics?.scanReached(stored.object.name, phase, stored.result ?? .notAvailable)
        return stored
    }
}
