import EmbeddedCluster
import FoundationEssentials
import Kubernetes
import Synchronization

/// A write as a transaction of etcd: if the keys that it depends on are still as they were seen, it is done.
struct StoreWrite {
    private let request: WriteRequest
    private let storedKey: Data
    private let value: Data?
    /// The other keys that the write's condition has looked at, with their versions then; 0 for none.
    private let seen: [String: Int64]
    /// What stands under the key and is to be changed, where the caches have it.
    private let last: StoredObject?
    /// What the condition says.
    let refusal: StatusError?

    /// Judges the condition by the caches.
    init(_ request: WriteRequest) {
        self.request = request
        storedKey = Data(KeyLayout.kubernetes.stored(request.key).utf8)
        switch request.change {
        case .put(let object): value = Data(StoredEncoding.encode(object.json, key: request.key))
        case .delete: value = nil
        }
        last = request.cache[request.key].flatMap { $0.resourceVersion == request.expected ? $0 : nil }
        let looked = Mutex<[String: Int64]>([:])
        refusal = request.condition?({ cache, key in
            let object = cache[key]
            looked.withLock { $0[key] = object?.resourceVersion ?? 0 }
            return object
        })
        seen = looked.withLock { $0 }
    }

    /// Whether the object goes by itself after a time.
    var expires: Bool { value != nil && request.cache.prefix == "\(KeyLayout.root)events/" }

    /// What etcd is asked for; its failure branch reads what stands under the key instead.
    func transaction(lease: Int64) -> EtcdTxnRequest {
        var transaction = EtcdTxnRequest()
        transaction.compare = [Self.compare(storedKey, isAt: request.expected ?? 0)]
        transaction.compare += seen.filter { $0.key != request.key }
            .map { Self.compare(Data(KeyLayout.kubernetes.stored($0.key).utf8), isAt: $0.value) }
        var read = EtcdRequestOp()
        read.requestRange.key = storedKey
        var change = EtcdRequestOp()
        if let value {
            change.requestPut.key = storedKey
            change.requestPut.value = value
            change.requestPut.lease = lease
            transaction.success = [change]
        } else {
            change.requestDeleteRange.key = storedKey
            transaction.success = [read, change]
        }
        transaction.failure = [read]
        return transaction
    }

    /// What etcd's answer means; nil when something else that the write depends on has changed.
    ///
    /// - Parameter isRepeated: whether an earlier attempt may have been carried out although its answer was
    ///   lost. Then what stands in the way may be this very write.
    func outcome(_ response: EtcdTxnResponse, isRepeated: Bool) throws(EtcdError) -> WriteOutcome? {
        let revision = response.header.revision
        let present = response.responses.first?.responseRange.kvs.first
        switch (response.succeeded, request.change) {
        case (true, .put(let object)): return .stored(stored(object, at: revision))
        case (true, .delete): return .stored(try decoded(present).stamped(revision))
        case (false, .put(let object)):
            if isRepeated, let present, present.value == value {
                return .stored(stored(object, at: present.modRevision))
            }
        case (false, .delete):
            if isRepeated, present == nil, let last { return .stored(last.stamped(revision)) }
        }
        if (present?.modRevision ?? 0) == (request.expected ?? 0) { return nil }
        return .conflict(try present.map { kv throws(EtcdError) in try decoded(kv) })
    }

    private func stored(_ object: EncodedObject, at revision: Int64) -> StoredObject {
        StoredObject(key: request.key, resourceVersion: revision, bytes: object.stamped(revision))
    }

    private func decoded(_ entry: EtcdKeyValue?) throws(EtcdError) -> StoredObject {
        guard let entry else {
            throw EtcdError(.refused, "etcd deleted \(request.key) and did not say what it was")
        }
        return try StoredEncoding.decode(Array(entry.value), key: request.key, revision: entry.modRevision)
    }

    private static func compare(_ key: Data, isAt revision: Int64) -> EtcdCompare {
        var compare = EtcdCompare()
        compare.target = .mod
        compare.result = .equal
        compare.key = key
        compare.modRevision = revision
        return compare
    }
}
