import EmbeddedCluster
import FoundationEssentials
import Logging

/// Reads everything that the cluster has in etcd, as of one revision.
struct EtcdLoader: Sendable {
    /// The end of the cluster's keys: the slash's successor.
    static let end = Data("/registry0".utf8)

    let client: EtcdClient
    let logger: Logger

    /// Everything some changes ago, so that the watch from there brings the history that readers resume in, and
    /// the present revision.
    func begin(history: Int64) async throws(EtcdError) -> (state: StoredState, present: Int64) {
        let present = try await client.currentRevision()
        let past = max(1, present - history)
        let failure: EtcdError
        do throws(EtcdError) { return (try await state(at: past), present) } catch { failure = error }
        guard failure.code == .compacted else { throw failure }
        return (try await state(at: present), present)
    }

    /// Everything as of a revision.
    func state(at revision: Int64) async throws(EtcdError) -> StoredState {
        var objects: [StoredObject] = []
        try await walk(at: revision) { entry in
            if let object = object(entry) { objects.append(object) }
        }
        return StoredState(resourceVersion: revision, floor: revision, objects: objects)
    }

    /// Visits every key of the cluster.
    func walk(
        at revision: Int64, _ visit: (EtcdKeyValue) -> Void
    ) async throws(EtcdError) {
        var start: Data? = Data(KeyLayout.root.utf8)
        while let from = start {
            let page = try await client.page(from: from, to: Self.end, revision: revision)
            for entry in page.entries { visit(entry) }
            start = page.next
        }
    }

    /// The object of an entry; nil, and a line in the log, for what is no object or not the cluster's.
    func object(_ entry: EtcdKeyValue) -> StoredObject? {
        let key = String(decoding: entry.key, as: UTF8.self)
        guard let own = KeyLayout.kubernetes.own(key) else { return nil }
        do throws(EtcdError) {
            return try StoredEncoding.decode(Array(entry.value), key: own, revision: entry.modRevision)
        } catch {
            logger.error("an object in etcd cannot be read and is not served", metadata: ["why": "\(error)"])
            return nil
        }
    }
}
