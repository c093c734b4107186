import Capability
import Cluster
import Controllers
import FileIntegrity
import Host
import Kubernetes
import Logging
import Synchronization
import Threads

/// Looks at the files of one node for every FileIntegrity that selects it, and leaves the results in ConfigMaps.
struct NodeAgent: Reconciler {
    let name = "integritynodeagent"
    let room: CapabilityRoom
    /// Where databases are kept.
    let stateDirectory: String
    /// What notices changes between checks; nil for checks in their rhythm alone.
    let watches: NodeWatches?
    private let known = KnownKeys()

    init(room: CapabilityRoom, stateDirectory: String, watches: NodeWatches? = nil) {
        self.room = room
        self.stateDirectory = stateDirectory
        self.watches = watches
    }

    var signals: AsyncStream<ObjectKey>? { watches?.signals }

    var sources: [ReconcileSource] {
        let (known, node) = (known, room.nodeName)
        return [
            .primary(FileIntegrityResource.type),
            ReconcileSource(FileIntegrityGroup.nodes) { $0.name == node ? known.all : [] },
        ]
    }

    func reconcile(_ key: ObjectKey) async throws -> ReconcileResult {
        let isTouched = watches?.takeTouch(key) ?? false
        guard let scene = try await look(key, isTouched: isTouched) else {
            watches?.end(key)
            return .done
        }
        switch scene.order.action {
        case .hold: return .done
        case .wait(let seconds): return .again(after: .seconds(seconds))
        case .missing:
            let place = scene.folder.database
            let sentence =
                "\(place): the node's database is gone although one was published; annotate the "
                + "FileIntegrity with \(FileIntegrityGroup.key("re-init")) to accept the files as they are"
            return try await hand(over: .failure(sentence), scene)
        case .initialize, .check, .approve:
            let begun = ContinuousClock.now
            let result = try await work(scene)
            watch(scene, key, after: ContinuousClock.now - begun)
            // What was wished for meanwhile is done at once instead of telling what nobody wants any more.
            guard let later = try await look(key), later.integrity.object.uid == scene.integrity.object.uid,
                scene.order.isStillWanted(later.order)
            else { return .again(after: .zero) }
            return try await hand(over: result, scene)
        }
    }

    /// Watches the files from now on, if there is a database to hold them against.
    private func watch(_ scene: Scene, _ key: ObjectKey, after spent: Duration) {
        guard let watches, scene.folder.hasDatabase,
            let host = try? Host(root: room.hostRoot),
            let parsed = try? scene.configuration.parsed(hostName: host.name(), files: .of(host))
        else { return }
        watches.follow(
            key, root: room.hostRoot,
            configuration: parsed.with(databaseIn: .file(scene.folder.database)),
            digest: scene.order.configuration, spent: Int64(spent / .milliseconds(1)))
    }

    /// What a reconcile goes by.
    private struct Scene {
        let integrity: FileIntegrityResource
        let configuration: NodeConfiguration
        let folder: NodeFolder
        let record: NodeRecord?
        let published: PublishedBaseline?
        let order: CheckOrder
        let started: Int64
    }

    /// The present state; nil when the node is none of the FileIntegrity's business, or cannot begin yet.
    private func look(_ key: ObjectKey, isTouched: Bool = false) async throws -> Scene? {
        let integrity = try await room.cluster.find(
            FileIntegrityResource.self, namespace: key.namespace, name: key.name)
        guard let integrity, integrity.object.deletionTimestamp == nil else {
            known.remove(key)
            return nil
        }
        known.insert(key)
        guard
            let node = try await room.cluster.find(
                FileIntegrityGroup.nodes, namespace: nil, name: room.nodeName),
            integrity.selects(node),
            // The operator says so when it has written the configuration.
            integrity.object.annotations[FileIntegrityReconciler.digestKey] != nil,
            let configuration = try await room.cluster.find(
                FileIntegrityGroup.configMaps, namespace: key.namespace, name: key.name
            ).flatMap(NodeConfiguration.init(of:))
        else { return nil }
        let folder = NodeFolder(
            stateDirectory: stateDirectory, namespace: key.namespace ?? "", name: key.name)
        let record = folder.readRecord()
        let published = try await published(of: integrity)
        let now = Timestamp(room.now())?.seconds ?? 0
        let order = CheckOrder(
            integrity, node: room.nodeName, configuration: configuration.digest, record: record,
            hasDatabase: folder.hasDatabase, published: published, isTouched: isTouched, now: now)
        return Scene(
            integrity: integrity, configuration: configuration, folder: folder, record: record,
            published: published, order: order, started: now)
    }

    /// What the cluster remembers of the node: what still waits for the operator counts before what it has written.
    private func published(of integrity: FileIntegrityResource) async throws -> PublishedBaseline? {
        let name = integrity.object.name
        let waiting = try await room.cluster.find(
            FileIntegrityGroup.configMaps, namespace: integrity.object.namespace,
            name: IntegrityNames.log(name, node: room.nodeName))
        if let baseline = waiting.flatMap({ IntegrityLog($0).baseline }) { return baseline }
        return try await room.cluster.find(
            NodeStatus.self, namespace: integrity.object.namespace,
            name: IntegrityNames.nodeStatus(name, node: room.nodeName))?.baseline
    }

    /// How a look ended.
    private enum Outcome: Sendable {
        case initialized(PublishedBaseline, problems: [String])
        case checked(NodeFindings, PublishedBaseline)
        case approved(NodeFindings, PublishedBaseline, words: [String], refusal: String?)
        case failure(String)
    }

    private func work(_ scene: Scene) async throws -> Outcome {
        let work = NodeWork(
            root: room.hostRoot, node: room.nodeName, folder: scene.folder,
            configuration: scene.configuration, published: scene.published,
            backups: scene.integrity.maxBackups)
        let (order, record, started) = (scene.order, scene.record, scene.started)
        let owner = scene.integrity.object.uid
        do {
            return try await BlockingThread.runAbandonable {
                defer { ProcessMemory.giveBack() }
                if order.action == .initialize {
                    let (signed, problems) = try work.initialize(at: started)
                    let fresh = NodeRecord(
                        owner: owner, request: order.request, configuration: order.configuration,
                        started: started, counter: signed.statement.counter)
                    try work.folder.write(fresh)
                    return .initialized(
                        PublishedBaseline(
                            signed, configuration: fresh.configuration, request: fresh.request),
                        problems: problems)
                }
                guard var record else { return .failure("the node's record is gone") }
                func baseline(_ signed: SignedStatement) -> PublishedBaseline {
                    PublishedBaseline(signed, configuration: record.configuration, request: record.request)
                }
                record.started = started
                // Also for a look that fails: the next one comes a grace period later, not at once.
                try work.folder.write(record)
                guard case .approve(let words) = order.action else {
                    let (findings, signed) = try work.check()
                    return .checked(findings, baseline(signed))
                }
                let (findings, signed, refusal) = try work.approve(words, at: started)
                record.counter = signed.statement.counter
                record.approval = NodeApprovals.digest(words)
                try work.folder.write(record)
                return .approved(findings, baseline(signed), words: words, refusal: refusal)
            }
        } catch {
            // The process ends: the next one looks again.
            if error is CancellationError { throw error }
            return .failure("\(error)")
        }
    }

    private func hand(over outcome: Outcome, _ scene: Scene) async throws -> ReconcileResult {
        let log = log(of: outcome, scene)
        if let old = try await room.cluster.find(
            FileIntegrityGroup.configMaps, namespace: log.object.namespace, name: log.object.name)
        {
            try await room.cluster.deleteIfPresent(
                FileIntegrityGroup.configMaps, namespace: old.namespace, name: old.name, uid: old.uid)
        }
        _ = try await room.cluster.createIfAbsent(FileIntegrityGroup.configMaps, log.object)
        let passed = (Timestamp(room.now())?.seconds ?? scene.started) - scene.started
        return .again(after: .seconds(max(1, scene.integrity.gracePeriod - passed)))
    }

    private func log(of outcome: Outcome, _ scene: Scene) -> IntegrityLog {
        let now = room.now()
        func verdict(_ condition: CheckVerdict.Condition, _ problems: [String]) -> CheckVerdict {
            var verdict = CheckVerdict(condition, at: now)
            if condition == .errored { verdict.problem = Self.sentence(problems) }
            return verdict
        }
        switch outcome {
        case .failure(let sentence):
            room.logger.error("FileIntegrity \(scene.integrity.object.name): \(sentence)")
            return IntegrityLog(
                of: scene.integrity.object, node: room.nodeName, verdict(.errored, [sentence]))
        case .initialized(let baseline, let problems):
            return IntegrityLog(
                of: scene.integrity.object, node: room.nodeName,
                verdict(problems.isEmpty ? .succeeded : .errored, problems), baseline: baseline)
        case .approved(let findings, let baseline, let words, let refusal):
            var log = self.log(of: .checked(findings, baseline), scene)
            log.setApproval(words, refusal: refusal)
            return log
        case .checked(let findings, let baseline):
            let isClean = findings.listed.isEmpty
            var verdict = verdict(
                !isClean ? .failed : findings.problems.isEmpty ? .succeeded : .errored, findings.problems)
            (verdict.added, verdict.changed, verdict.removed) = findings.counts
            var log = IntegrityLog(
                of: scene.integrity.object, node: room.nodeName, verdict, report: findings.report,
                findingsDigest: findings.digest, baseline: baseline)
            if !isClean, !findings.problems.isEmpty { log.setProblems(Self.sentence(findings.problems)) }
            if let explanations = findings.explanations { log.setExplanations(explanations) }
            return log
        }
    }

    /// The first of several sentences, and how many more there are.
    private static func sentence(_ problems: [String]) -> String {
        let more = problems.count > 1 ? " (and \(problems.count - 1) more)" : ""
        return (problems.first ?? "") + more
    }
}

/// The FileIntegrities that an agent has seen: a change of its node concerns all of them.
private final class KnownKeys: Sendable {
    private let keys = Mutex<Set<ObjectKey>>([])

    var all: [ObjectKey] { keys.withLock { Array($0) } }

    func insert(_ key: ObjectKey) { keys.withLock { _ = $0.insert(key) } }

    func remove(_ key: ObjectKey) { keys.withLock { _ = $0.remove(key) } }
}
