import FoundationEssentials
import GRPCCore

extension EtcdClient {
    /// How a range is read page by page.
    struct Page {
        var entries: [EtcdKeyValue]
        var revision: Int64
        var next: Data?
    }

    /// A key that every etcd has room for: asking for it tells the present revision and costs nothing else.
    private static let anyKey = Data("compact_rev_key".utf8)

    /// The revision that every write acknowledged before the call is part of.
    func currentRevision() async throws(EtcdError) -> Int64 {
        var request = EtcdRangeRequest()
        request.key = Self.anyKey
        request.countOnly = true
        return try await range(request).header.revision
    }

    /// Reads keys; linearizable, so a member without a leader refuses.
    func range(_ request: EtcdRangeRequest) async throws(EtcdError) -> EtcdRangeResponse {
        try await call { connection, options, _ in
            try await EtcdKV.Client(wrapping: connection).range(request, options: options)
        }
    }

    /// Reads a page of the keys in `start..<end` as of a revision; 0 is the present one.
    ///
    /// A page that is larger than a message may be is asked for again, half as long.
    func page(
        from start: Data, to end: Data, revision: Int64, limit: Int64 = 500
    ) async throws(EtcdError) -> Page {
        var request = EtcdRangeRequest()
        request.key = start
        request.rangeEnd = end
        request.revision = revision
        request.limit = limit
        while true {
            let failure: EtcdError
            do {
                let response = try await range(request)
                let next = response.more ? response.kvs.last.map { $0.key + [0] } : nil
                return Page(entries: response.kvs, revision: response.header.revision, next: next)
            } catch { failure = EtcdError(error) }
            guard failure.code == .tooLarge, request.limit > 1 else { throw failure }
            request.limit /= 2
        }
    }

    /// Carries out a transaction.
    func transaction(
        _ request: EtcdTxnRequest
    ) async throws(EtcdError) -> (response: EtcdTxnResponse, isRepeated: Bool) {
        try await call { connection, options, isRepeated in
            let response = try await EtcdKV.Client(wrapping: connection).txn(request, options: options)
            return (response, isRepeated)
        }
    }

    /// Forgets etcd's own history up to a revision.
    func compact(to revision: Int64) async throws(EtcdError) {
        var request = EtcdCompactionRequest()
        request.revision = revision
        let wanted = request
        _ = try await call { connection, options, _ in
            try await EtcdKV.Client(wrapping: connection).compact(wanted, options: options)
        }
    }

    /// A new lease of so many seconds.
    func grantLease(seconds: Int64) async throws(EtcdError) -> Int64 {
        var request = EtcdLeaseGrantRequest()
        request.ttl = seconds
        let wanted = request
        return try await call { connection, options, _ in
            try await EtcdLease.Client(wrapping: connection).leaseGrant(wanted, options: options).id
        }
    }

    /// The version of the member that requests go to.
    func serverVersion() async throws(EtcdError) -> String {
        try await call { connection, options, _ in
            try await EtcdMaintenance.Client(wrapping: connection).status(
                EtcdStatusRequest(), options: options
            )
            .version
        }
    }

    /// Follows every key from a revision on, until the stream breaks off.
    ///
    /// - Parameter take: gets each answer in its turn; what it throws ends the watch.
    func watch(
        from revision: Int64, _ take: @escaping @Sendable (EtcdWatchResponse) async throws -> Void
    ) async throws(EtcdError) {
        var create = EtcdWatchCreateRequest()
        // From the empty key to the empty end: all keys there are.
        create.key = Data([0])
        create.rangeEnd = Data([0])
        create.startRevision = revision
        create.fragment = true
        var first = EtcdWatchRequest()
        first.createRequest = create
        let request = first
        try await stream { connection in
            var options = CallOptions.defaults
            options.maxResponseMessageBytes = Self.messageLimit
            // A member that is cut off from its leader ends the stream instead of keeping silent.
            try await EtcdWatch.Client(wrapping: connection).watch(
                metadata: ["hasleader": "true"], options: options
            ) { writer in
                try await writer.write(request)
                // The stream stays open in this direction until the other one ends.
                while true { try await Task.sleep(for: .seconds(3600)) }
            } onResponse: { response in
                for try await message in response.messages { try await take(message) }
            }
        }
    }
}
