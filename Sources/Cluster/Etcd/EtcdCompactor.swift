import FoundationEssentials
import Logging

/// Lets etcd forget its history from time to time, in turns with every other API server.
///
/// The protocol is kube-apiserver's, so that both can share an etcd: the version of one key counts the
/// compactions; whoever writes it as the next one compacts to the revision that it saw the time before.
struct EtcdCompactor {
    private static let key = Data("compact_rev_key".utf8)

    let client: EtcdClient
    let interval: Duration
    let logger: Logger

    func run() async {
        var turn = Turn(count: 0, revision: 0)
        while (try? await Task.sleep(for: interval)) != nil {
            do throws(EtcdError) { turn = try await take(turn) } catch {
                logger.warning("etcd's history is not compacted", metadata: ["why": "\(error)"])
            }
        }
    }

    /// What a member knows of the compactions.
    struct Turn {
        /// How many there were.
        var count: Int64
        /// etcd's revision at that time; the next compaction forgets up to it.
        var revision: Int64
    }

    /// Compacts, if nobody else has since `turn`.
    func take(_ turn: Turn) async throws(EtcdError) -> Turn {
        var compare = EtcdCompare()
        compare.target = .version
        compare.result = .equal
        compare.key = Self.key
        compare.version = turn.count
        var put = EtcdRequestOp()
        put.requestPut.key = Self.key
        put.requestPut.value = Data(String(turn.revision).utf8)
        var read = EtcdRequestOp()
        read.requestRange.key = Self.key
        var transaction = EtcdTxnRequest()
        transaction.compare = [compare]
        transaction.success = [put]
        transaction.failure = [read]
        let response = try await client.transaction(transaction).response
        let revision = response.header.revision
        guard response.succeeded else {
            let version = response.responses.first?.responseRange.kvs.first?.version
            return Turn(count: version ?? 0, revision: revision)
        }
        if turn.revision > 0 { try await client.compact(to: turn.revision) }
        return Turn(count: turn.count + 1, revision: revision)
    }
}
