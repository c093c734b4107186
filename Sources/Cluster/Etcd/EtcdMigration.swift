public import EmbeddedCluster
import FoundationEssentials
import Logging

/// Moves a whole cluster's objects into etcd and out of it, while nobody else uses them.
public struct EtcdMigration: Sendable {
    /// What has been moved.
    public struct Outcome: Sendable {
        /// How many objects.
        public var objects: Int
        /// etcd's revision afterwards.
        public var revision: Int64
    }

    /// etcd takes 128 operations and 1.5 MB in one request unless told otherwise.
    private static let batchCount = 64
    private static let batchBytes = 1 << 20

    private let configuration: EtcdConfiguration
    private let logger: Logger

    /// Prepares a migration to or from an etcd cluster.
    public init(_ configuration: EtcdConfiguration, logger: Logger = Logger(label: "martlet.migrate")) {
        self.configuration = configuration
        self.logger = logger
    }

    /// Every object that etcd holds, oldest change first.
    public func read() async throws -> [StoredObject] {
        try await withLoader { loader in
            let revision = try await loader.client.currentRevision()
            var objects: [StoredObject] = []
            var unreadable: [String] = []
            try await loader.walk(at: revision) { entry in
                if let object = loader.object(entry) {
                    objects.append(object)
                } else {
                    unreadable.append(String(decoding: entry.key, as: UTF8.self))
                }
            }
            if let first = unreadable.first {
                throw EtcdError(
                    .refused, "\(unreadable.count) values in etcd cannot be read, the first is \(first)")
            }
            return objects.sorted { $0.resourceVersion < $1.resourceVersion }
        }
    }

    /// Writes objects into an etcd cluster that holds none, reads them back and compares.
    ///
    /// - Parameter replacing: whether objects that are there are deleted first.
    public func write(_ objects: [StoredObject], replacing: Bool) async throws -> Outcome {
        try await withLoader { loader in
            let before = try await Self.count(loader)
            if before > 0 {
                guard replacing else {
                    throw EtcdError(
                        .refused,
                        "etcd holds \(before) keys below \(KeyLayout.root) already; --force deletes them")
                }
                try await Self.clear(loader.client)
            }
            var wanted: [String: [UInt8]] = [:]
            var batch = Batch()
            for object in objects.sorted(by: { $0.resourceVersion < $1.resourceVersion }) {
                let key = KeyLayout.kubernetes.stored(object.key)
                let value = StoredEncoding.encode(object.json, key: object.key)
                wanted[key] = value
                if batch.count == Self.batchCount || batch.bytes + value.count > Self.batchBytes {
                    try await batch.send(to: loader.client)
                }
                let expires = object.key.hasPrefix("\(KeyLayout.root)events/")
                let lease = expires ? try await batch.lease(from: loader.client) : 0
                batch.add(key, value, lease: lease)
            }
            try await batch.send(to: loader.client)
            let revision = try await loader.client.currentRevision()
            try await loader.walk(at: revision) { entry in
                let key = String(decoding: entry.key, as: UTF8.self)
                if wanted[key] == Array(entry.value) { wanted[key] = nil }
            }
            guard wanted.isEmpty else {
                throw EtcdError(.refused, "\(wanted.count) objects are not in etcd as they were written")
            }
            let after = try await Self.count(loader)
            guard after == objects.count else {
                throw EtcdError(
                    .refused,
                    "\(objects.count) objects were written and etcd holds \(after): somebody else writes")
            }
            return Outcome(objects: after, revision: revision)
        }
    }

    private func withLoader<Output: Sendable>(
        _ body: (EtcdLoader) async throws -> Output
    ) async throws -> Output {
        let client = try EtcdClient(configuration)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await client.run() }
            defer { group.cancelAll() }
            return try await body(EtcdLoader(client: client, logger: logger))
        }
    }

    private static func count(_ loader: EtcdLoader) async throws(EtcdError) -> Int {
        var request = EtcdRangeRequest()
        request.key = Data(KeyLayout.root.utf8)
        request.rangeEnd = EtcdLoader.end
        request.countOnly = true
        return Int(try await loader.client.range(request).count)
    }

    private static func clear(_ client: EtcdClient) async throws(EtcdError) {
        var delete = EtcdRequestOp()
        delete.requestDeleteRange.key = Data(KeyLayout.root.utf8)
        delete.requestDeleteRange.rangeEnd = EtcdLoader.end
        var transaction = EtcdTxnRequest()
        transaction.success = [delete]
        _ = try await client.transaction(transaction)
    }
}

/// Objects that go to etcd in one transaction.
private struct Batch {
    private var transaction = EtcdTxnRequest()
    private var sharedLease: Int64?
    private(set) var bytes = 0

    var count: Int { transaction.success.count }

    /// All events of the old cluster begin their last hour together.
    mutating func lease(from client: EtcdClient) async throws(EtcdError) -> Int64 {
        if let sharedLease { return sharedLease }
        let lease = try await EventLeases(client).lease()
        sharedLease = lease
        return lease
    }

    mutating func add(_ key: String, _ value: [UInt8], lease: Int64) {
        var put = EtcdRequestOp()
        put.requestPut.key = Data(key.utf8)
        put.requestPut.value = Data(value)
        put.requestPut.lease = lease
        transaction.success.append(put)
        bytes += value.count
    }

    /// Sends what has been added; a repeated attempt writes the same again.
    mutating func send(to client: EtcdClient) async throws(EtcdError) {
        guard count > 0 else { return }
        _ = try await client.transaction(transaction)
        transaction = EtcdTxnRequest()
        bytes = 0
    }
}
