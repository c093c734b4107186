import Capability
import Cluster
import Controllers
import FileIntegrity
import Host
import IntegrityWatch
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
    let standing = StandingChecks()

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
        let look = watches?.takeLook(key)
        do { return try await reconcile(key, look) } catch {
            // What was looked at is not told of yet.
            if look != nil { watches?.miss(key) }
            throw error
        }
    }

    private func reconcile(_ key: ObjectKey, _ seen: WatchLook?) async throws -> ReconcileResult {
        // Nobody has looked since a process before this one ended.
        let isBeginning = standing[key] == nil && watches?.isWatching(key) == false
        guard let scene = try await look(key, isTouched: seen != nil || isBeginning) else {
            watches?.end(key)
            standing[key] = nil
            return .done
        }
        switch scene.order.action {
        case .hold: return .done
        case .wait(let seconds):
            guard let check = standing[key], check.pendingSince != nil else {
                return .again(after: .seconds(seconds))
            }
            guard check.isExplanationDue(at: scene.started) else {
                return .again(after: .seconds(min(seconds, StandingCheck.patience)))
            }
            let work = nodeWork(scene, key)
            let outcome = try await update(scene, key) { try work.explain(check) }
            return try await conclude(outcome ?? .failure("nobody was asked"), scene, key, isWhole: false)
        case .missing:
            let place = scene.folder.database
            let sentence =
                "\(place): the node's database is gone although one was published; annotate the "
                + "FileIntegrity with \(FileIntegrityGroup.key("re-init")) to accept the files as they are"
            return try await hand(over: .failure(sentence), scene, key)
        case .checkTouched:
            if let seen, let outcome = try await update(scene, key, seen) {
                return try await conclude(outcome, scene, key, isWhole: false)
            }
        case .initialize, .check, .approve: break
        }
        let begun = ContinuousClock.now
        room.logger.debug("FileIntegrity \(key): all files are looked at: \(scene.order.action)")
        let outcome = try await work(scene, key)
        watch(scene, key)
        if case .checked(_, _) = outcome {
            let spent = Int64((ContinuousClock.now - begun) / .milliseconds(1))
            watches?.rest(key, after: .onEverything(spent), everyTime: standing[key]?.isFinal ?? true)
        }
        return try await conclude(outcome, scene, key)
    }

    /// Tells of an outcome if it still is what is wanted.
    private func conclude(
        _ outcome: Outcome, _ scene: Scene, _ key: ObjectKey, isWhole: Bool = true
    ) async throws -> ReconcileResult {
        // What was wished for meanwhile is done at once instead of telling what nobody wants any more.
        guard let later = try await look(key), later.integrity.object.uid == scene.integrity.object.uid,
            scene.order.isStillWanted(later.order)
        else { return .again(after: .zero) }
        return try await hand(over: outcome, scene, key, isWhole: isWhole)
    }

    /// Watches the files from now on, if there is a database to hold them against.
    private func watch(_ scene: Scene, _ key: ObjectKey) {
        guard let watches, scene.folder.hasDatabase,
            let host = try? Host(root: room.hostRoot),
            let parsed = try? scene.configuration.parsed(hostName: host.name(), files: .of(host))
        else { return }
        watches.follow(
            key, root: room.hostRoot,
            configuration: parsed.with(databaseIn: .file(scene.folder.database)),
            digest: scene.order.configuration)
    }

    /// What a reconcile goes by.
    struct Scene {
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
    enum Outcome: Sendable {
        case initialized(PublishedBaseline, problems: [String])
        case checked(NodeFindings, PublishedBaseline)
        case approved(NodeFindings, PublishedBaseline, words: [String], refusal: String?)
        case failure(String)
    }

    private func nodeWork(_ scene: Scene, _ key: ObjectKey) -> NodeWork {
        var work = NodeWork(
            root: room.hostRoot, node: room.nodeName, folder: scene.folder,
            configuration: scene.configuration, published: scene.published,
            backups: scene.integrity.maxBackups)
        if let started = scene.record?.started {
            work.touched = watches?.touched(key, since: started * 1_000_000_000) ?? []
        }
        return work
    }

    /// Takes what a watch has looked at into the last check; nil when all files have to be looked at.
    private func update(_ scene: Scene, _ key: ObjectKey, _ seen: WatchLook) async throws -> Outcome? {
        guard let check = standing[key], seen.isWhole,
            check.signed.statement.counter == scene.record?.counter
        else { return nil }
        let work = nodeWork(scene, key)
        let begun = ContinuousClock.now
        let outcome = try await update(scene, key) {
            try work.update(check, with: seen.files, at: scene.started)
        }
        // Asking packages is seldom enough by itself.
        if !check.isExplanationDue(at: scene.started) {
            watches?.rest(key, after: .onSome(Int64((ContinuousClock.now - begun) / .milliseconds(1))))
        }
        return outcome
    }

    /// Brings the last check up to date on a thread of its own.
    private func update(
        _ scene: Scene, _ key: ObjectKey,
        _ body: @escaping @Sendable () throws -> (findings: NodeFindings, standing: StandingCheck)?
    ) async throws -> Outcome? {
        guard let record = scene.record else { return nil }
        do {
            guard let (findings, next) = try await BlockingThread.runAbandonable(body) else { return nil }
            standing[key] = next
            return .checked(
                findings,
                PublishedBaseline(
                    next.signed, configuration: record.configuration, request: record.request))
        } catch {
            if error is CancellationError { throw error }
            return .failure("\(error)")
        }
    }

    private func work(_ scene: Scene, _ key: ObjectKey) async throws -> Outcome {
        let work = nodeWork(scene, key)
        let standing = standing
        standing[key] = nil
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
                    let (findings, check) = try work.check()
                    standing[key] = check
                    return .checked(findings, baseline(check.signed))
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
}

/// The FileIntegrities that an agent has seen: a change of its node concerns all of them.
private final class KnownKeys: Sendable {
    private let keys = Mutex<Set<ObjectKey>>([])

    var all: [ObjectKey] { keys.withLock { Array($0) } }

    func insert(_ key: ObjectKey) { keys.withLock { _ = $0.insert(key) } }

    func remove(_ key: ObjectKey) { keys.withLock { _ = $0.remove(key) } }
}
