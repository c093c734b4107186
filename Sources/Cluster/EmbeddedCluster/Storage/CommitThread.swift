import Kubernetes

/// The thread that owns the storage: decides, commits, publishes and answers, one batch after another.
struct CommitThread {
    /// So many requests share a commit at most: beyond it the wait grows and nothing is saved any more.
    private static let batchLimit = 512
    private static let idleSeconds = 2

    private let store: LocalStore
    private let limit: LocalStore.HistoryLimit
    private var version: Int64
    private var floor: Int64
    /// Bytes that the history alone holds, for each version after `floor`.
    private var sizes: [Int]
    private var sizeStart = 0
    private var historyBytes: Int

    private typealias Publication = (cache: ResourceCache, change: StoredChange)

    init(_ store: LocalStore, limit: LocalStore.HistoryLimit, floor: Int64, history: [StoredChange]) {
        self.store = store
        self.limit = limit
        self.floor = floor
        version = store.resourceVersion
        sizes = history.map { $0.previous?.bytes.count ?? 0 }
        historyBytes = sizes.reduce(0, +)
    }

    mutating func run() {
        while let batch = store.takeAll(idleSeconds: Self.idleSeconds) {
            if batch.isEmpty { store.rest() }
            var rest = batch[...]
            while !rest.isEmpty {
                commit(rest.prefix(Self.batchLimit))
                rest = rest.dropFirst(Self.batchLimit)
            }
        }
        store.finish()
    }

    private mutating func commit(_ batch: ArraySlice<Pending>) {
        var overlay: [String: StoredObject?] = [:]
        var publications: [Publication] = []
        var outcomes: [WriteOutcome] = []
        let before = version
        for pending in batch { outcomes.append(decide(pending.request, &overlay, &publications)) }
        if !publications.isEmpty {
            do throws(StorageError) {
                try store.persist(publications.map(\.change), floor: floor)
                store.publish(publications)
                remember(publications)
            } catch {
                version = before
                let failure = WriteOutcome.failed("the change could not be stored: \(error)")
                outcomes = outcomes.map { _ in failure }
            }
        }
        for (pending, outcome) in zip(batch, outcomes) { pending.continuation.resume(returning: outcome) }
    }

    private mutating func decide(
        _ request: WriteRequest, _ overlay: inout [String: StoredObject?], _ publications: inout [Publication]
    ) -> WriteOutcome {
        let present = overlay[request.key] ?? request.cache[request.key]
        guard present?.resourceVersion == request.expected else { return .conflict(present) }
        if let condition = request.condition, let refusal = judge(condition, overlay) {
            return .refused(refusal)
        }
        let change: StoredChange
        switch (request.change, present) {
        case (.put(let encoded), _):
            let object = StoredObject(
                key: request.key, resourceVersion: version + 1, bytes: encoded.stamped(version + 1))
            change = StoredChange(
                kind: present == nil ? .created : .updated, object: object, previous: present)
            overlay[request.key] = .some(object)
        case (.delete, let present?):
            change = StoredChange(kind: .deleted, object: present.stamped(version + 1), previous: present)
            overlay[request.key] = .some(nil)
        case (.delete, nil): return .conflict(nil)
        }
        version += 1
        publications.append((request.cache, change))
        return .stored(change.object)
    }

    private func judge(
        _ condition: WriteRequest.Condition, _ overlay: [String: StoredObject?]
    ) -> StatusError? {
        condition { cache, key in overlay[key] ?? cache[key] }
    }

    /// Counts the new history and moves the floor up when there is too much of it; an eighth more than the
    /// limit is let grow, so that trimming is rare.
    private mutating func remember(_ publications: [Publication]) {
        for (_, change) in publications {
            let size = change.previous?.bytes.count ?? 0
            sizes.append(size)
            historyBytes += size
        }
        guard version - floor > Int64(limit.changes + limit.changes / 8) || historyBytes > limit.bytes else {
            return
        }
        while version - floor > Int64(limit.changes) || historyBytes > limit.bytes * 7 / 8, floor < version {
            historyBytes -= sizes[sizeStart]
            sizeStart += 1
            floor += 1
        }
        sizes.removeFirst(sizeStart)
        sizeStart = 0
        store.trim(to: floor)
    }
}
