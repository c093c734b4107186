import Bytes
import Cluster
import EmbeddedCluster
import Etcd
import Kubernetes
import Testing

@Suite("etcd's own history", .needsEtcd, .serialized)
struct CompactionTests {
    @Test("is compacted in turns by the replicas, and nobody's watch or list breaks")
    func turns() async throws {
        try await EtcdServers.run { servers in
            var configuration = servers.configuration
            configuration.compactionInterval = .milliseconds(300)
            try await withReplica(configuration) { one in
                try await withReplica(configuration) { two in
                    let watch = try await two.rawWatch(
                        configMaps, namespace: nil,
                        options: WatchOptions(resourceVersion: two.resourceVersion))
                    let page = try await seeded(one)
                    let isCompacted = await eventually {
                        (try? servers.control("get", "/registry/configmaps", "--prefix", "--rev", "3")) == nil
                    }
                    #expect(isCompacted)
                    let turns = try servers.control("get", "compact_rev_key", "-w", "json")
                    guard case .int(let version)? = try JSON(parsing: turns)["kvs"]?.array?.first?["version"]
                    else { throw EtcdServers.Failure("no compact_rev_key") }
                    #expect(version > 1)
                    var told = 0
                    while told < 100, let batch = try await watch.next() { told += batch.count }
                    #expect(told == 100)
                    // The caches' history is their own: a page of before the compaction goes on.
                    let rest = try await one.rawList(
                        configMaps, namespace: nil, options: ListOptions(continue: page.continue))
                    #expect(rest.objects.count == 90 && rest.resourceVersion == page.resourceVersion)
                    // A replica that begins now reads the present state, because the past is compacted.
                    try await withReplica(configuration) { three in
                        let list = try await three.rawList(configMaps, namespace: nil, options: ListOptions())
                        #expect(list.objects.count == 100)
                        let late = try await three.rawWatch(
                            configMaps, namespace: nil, options: WatchOptions(resourceVersion: "2"))
                        #expect(await refusal { _ = try await late.next() }?.code == 410)
                    }
                }
            }
        }
    }

    private func seeded(_ cluster: EmbeddedCluster) async throws -> RawList {
        for index in 0..<100 {
            _ = try await cluster.rawCreate(configMaps, namespace: "default", configMap("c\(index)"))
        }
        return try await cluster.rawList(configMaps, namespace: nil, options: ListOptions(limit: 10))
    }
}
