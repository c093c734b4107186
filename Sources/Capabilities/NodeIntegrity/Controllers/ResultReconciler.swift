import Bytes
import Capability
import Cluster
import Controllers
import Kubernetes
import Logging

/// Takes in what nodes leave in ConfigMaps: keeps the logs of failed checks, writes the statuses, tells of news.
struct ResultReconciler: Reconciler {
    let name = "integrityresult"
    let room: CapabilityRoom
    let metrics: IntegrityMetrics

    var sources: [ReconcileSource] {
        [
            ReconcileSource(FileIntegrityGroup.configMaps) { map in
                map.labels[FileIntegrityGroup.logLabel] != nil ? [ObjectKey(map)] : []
            }
        ]
    }

    func reconcile(_ key: ObjectKey) async throws -> ReconcileResult {
        let map = try await room.cluster.find(
            FileIntegrityGroup.configMaps, namespace: key.namespace, name: key.name)
        guard let map, map.labels[FileIntegrityGroup.logLabel] != nil else { return .done }
        let log = IntegrityLog(map)
        guard let owner = log.owner else {
            room.logger.warning("ConfigMap \(key): it does not say whose results it holds")
            return .done
        }
        let integrity = try await room.cluster.find(
            FileIntegrityResource.self, namespace: key.namespace, name: owner.integrity)
        let isOfAnother = map.ownerReferences.contains { $0.uid != integrity?.object.uid }
        if let integrity, !isOfAnother { try await take(log, of: integrity, node: owner.node) }
        try await room.cluster.deleteIfPresent(
            FileIntegrityGroup.configMaps, namespace: key.namespace, name: key.name, uid: map.uid)
        return .done
    }

    private func take(_ log: IntegrityLog, of integrity: FileIntegrityResource, node: String) async throws {
        let known = try await room.cluster.find(
            NodeStatus.self, namespace: integrity.object.namespace,
            name: IntegrityNames.nodeStatus(integrity.object.name, node: node))
        var verdict = log.verdict
        let history = PublishedHistory(cluster: room.cluster, integrity: integrity, node: node)
        var published = known?.baseline
        if published == nil { published = try await history.newest() }
        var baseline = log.baseline ?? published
        let words = log.approval.flatMap { approval in
            NodeApprovals.words(for: node, in: integrity.object).flatMap {
                NodeApprovals.digest($0) == approval ? $0 : nil
            }
        }
        if let shown = log.baseline, let published,
            let sentence = shown.contradiction(to: published, isApproved: words != nil && log.refusal == nil)
        {
            verdict = CheckVerdict(.errored, at: verdict.probeTime)
            verdict.problem = sentence
            baseline = published
        }
        if verdict.condition == .failed {
            let kept = log.kept()
            (verdict.logName, verdict.logNamespace) = (kept.name, kept.namespace)
            try await keep(kept)
        }
        var status = known ?? NodeStatus(of: integrity, node: node, verdict)
        status.take(verdict)
        status.baseline = baseline
        var annotations = status.object.annotations
        annotations[IntegrityLog.findingsKey] = verdict.condition == .failed ? log.findingsDigest : nil
        annotations[IntegrityLog.unexplainedKey] =
            verdict.condition == .failed ? log.object.annotations[IntegrityLog.unexplainedKey] : nil
        annotations[IntegrityLog.watchKey] = log.watch ?? annotations[IntegrityLog.watchKey]
        status.object.annotations = annotations
        await tell(ofWatch: log.watch, known, node, integrity)
        // Told before it is written: after a crash in between it is told again rather than never.
        if isNews(verdict, log, known) {
            await tell(of: verdict, node, integrity)
            await tell(of: log.actors, node, integrity)
            metrics.changed(node, verdict)
        }
        try await store(status, known: known)
        if let baseline { try await history.add(baseline, at: verdict.probeTime) }
        if let words { try await close(words, log, of: integrity, node) }
    }

    /// Takes approvals off that a node has looked at, and tells what became of them.
    private func close(
        _ words: [String], _ log: IntegrityLog, of integrity: FileIntegrityResource, _ node: String
    ) async throws {
        let message =
            log.refusal.map { "node \(node): nothing was approved: \($0)" }
            ?? "node \(node): approved \(words.joined(separator: ", "))"
        await room.events("configmapctrl").record(
            log.refusal == nil ? .normal : .warning, about: integrity.object,
            reason: "NodeIntegrityApproval", message: String(message.prefix(1000)))
        var object = integrity.object
        guard NodeApprovals.remove(node, from: &object) else { return }
        _ = try await room.cluster.update(
            FileIntegrityResource.type, namespace: object.namespace, object, subresource: nil,
            options: WriteOptions())
    }

    /// Whether people should hear of it: another condition, other findings, another reason.
    private func isNews(_ verdict: CheckVerdict, _ log: IntegrityLog, _ known: NodeStatus?) -> Bool {
        guard let known, let last = known.lastResult, last.condition == verdict.condition else { return true }
        return switch verdict.condition {
        case .succeeded: false
        case .failed: log.findingsDigest != known.object.annotations[IntegrityLog.findingsKey]
        case .errored: verdict.problem != last.problem
        }
    }

    private func tell(of verdict: CheckVerdict, _ node: String, _ integrity: FileIntegrityResource) async {
        let message =
            switch verdict.condition {
            case .succeeded: "no changes to node \(node)"
            case .failed:
                "node \(node) has changed! a:\(verdict.added),c:\(verdict.changed),r:\(verdict.removed) "
                    + "log:\(verdict.logNamespace ?? "")/\(verdict.logName ?? "")"
            case .errored: "node \(node) has an error! \(verdict.problem ?? "")"
            }
        await room.events("configmapctrl").record(
            verdict.condition == .succeeded ? .normal : .warning, about: integrity.object,
            reason: "NodeIntegrityStatus", message: String(message.prefix(1000)))
    }

    /// Says who touched the files, beside upstream's words and not among them.
    private func tell(of actors: JSON?, _ node: String, _ integrity: FileIntegrityResource) async {
        let lines = (actors?.array ?? []).compactMap { entry in
            entry["path"]?.string.flatMap { path in entry["by"]?.string.map { "\(path) by \($0)" } }
        }
        if lines.isEmpty { return }
        let shown = 5
        let more = lines.count > shown ? " (and \(lines.count - shown) more)" : ""
        await room.events("configmapctrl").record(
            .warning, about: integrity.object, reason: "NodeIntegrityActor",
            message: String(
                "node \(node): \(lines.prefix(shown).joined(separator: "; "))\(more)".prefix(1000)))
    }

    /// Says when a node comes to know of changes in another way than before, or of not all from the start.
    private func tell(
        ofWatch watch: String?, _ known: NodeStatus?, _ node: String, _ integrity: FileIntegrityResource
    ) async {
        let before = known?.object.annotations[IntegrityLog.watchKey]
        let isWhole = watch == WatchStanding.wholeText
        guard let watch, watch != before, !(isWhole && before == nil) else { return }
        await room.events("configmapctrl").record(
            isWhole ? .normal : .warning, about: integrity.object, reason: "NodeIntegrityWatch",
            message: String("node \(node): \(watch)".prefix(1000)))
    }

    private func keep(_ map: Object) async throws {
        guard
            var known = try await room.cluster.find(
                FileIntegrityGroup.configMaps, namespace: map.namespace, name: map.name)
        else {
            _ = try await room.cluster.create(
                FileIntegrityGroup.configMaps, namespace: map.namespace, map, options: WriteOptions())
            return
        }
        known.labels = map.labels
        known.annotations = map.annotations
        known["data"] = map["data"]
        _ = try await room.cluster.update(
            FileIntegrityGroup.configMaps, namespace: map.namespace, known, subresource: nil,
            options: WriteOptions())
    }

    private func store(_ status: NodeStatus, known: NodeStatus?) async throws {
        guard known != nil else {
            _ = try await room.cluster.create(
                NodeStatus.type, namespace: status.object.namespace, status.object, options: WriteOptions())
            return
        }
        _ = try await room.cluster.update(
            NodeStatus.type, namespace: status.object.namespace, status.object, subresource: nil,
            options: WriteOptions())
    }
}
