import Bytes
import Cluster
import EmbeddedCluster
import Etcd
import Kubernetes
import Testing

@Suite("Several replicas over one etcd", .needsEtcd, .serialized)
struct ReplicaTests {
    private func withTwo(
        _ body: (EmbeddedCluster, EmbeddedCluster, EtcdServers) async throws -> Void
    ) async throws {
        try await EtcdServers.run { servers in
            try await withReplica(servers.configuration, loops: true) { one in
                try await withReplica(servers.configuration, loops: true) { two in
                    try await body(one, two, servers)
                }
            }
        }
    }

    @Test("what one has acknowledged the other one reads, lists and updates at once")
    func consistency() async throws {
        try await withTwo { one, two, _ in
            for index in 0..<50 {
                let name = "c\(index)"
                let made = try await one.rawCreate(configMaps, namespace: "default", configMap(name))
                let read = try await two.get(configMaps, namespace: "default", name: name)
                #expect(read.resourceVersion == String(made.object.resourceVersion))
                let list = try await two.rawList(configMaps, namespace: "default", options: ListOptions())
                #expect(list.objects.contains { $0.key == made.object.key })
                var next = read
                next["data"] = ["key": "w"]
                let changed = try await two.rawUpdate(configMaps, namespace: "default", next)
                #expect(changed.object.resourceVersion > made.object.resourceVersion)
                let refused = await refusal {
                    _ = try await one.rawUpdate(configMaps, namespace: "default", read)
                }
                #expect(refused?.code == 409)
                _ = try await one.rawDelete(configMaps, namespace: "default", name: name)
                #expect(
                    await refusal { _ = try await two.get(configMaps, namespace: "default", name: name) }?
                        .code == 404)
            }
        }
    }

    @Test("concurrent patches of one object all come to pass")
    func contention() async throws {
        try await withTwo { one, two, _ in
            _ = try await one.rawCreate(configMaps, namespace: "default", configMap("shared"))
            try await withThrowingTaskGroup(of: Int.self) { group in
                for (index, cluster) in [one, two, one, two].enumerated() {
                    group.addTask {
                        var done = 0
                        for step in 0..<25 {
                            let change: JSON = ["data": .object(["w\(index)-\(step)": "x"])]
                            do {
                                _ = try await cluster.rawPatch(
                                    configMaps, namespace: "default", name: "shared", .merge(change))
                                done += 1
                            } catch let error as StatusError where error.code == 409 {}
                        }
                        return done
                    }
                }
                let done = try await group.reduce(0, +)
                let final = try await one.get(configMaps, namespace: "default", name: "shared")
                #expect(final["data"]?.object?.count == done + 1)
                #expect(done > 0)
            }
        }
    }

    @Test("of two creates of one name one succeeds")
    func creation() async throws {
        try await withTwo { one, two, _ in
            for index in 0..<20 {
                async let first = refusal {
                    _ = try await one.rawCreate(configMaps, namespace: "default", configMap("n\(index)"))
                }
                async let second = refusal {
                    _ = try await two.rawCreate(configMaps, namespace: "default", configMap("n\(index)"))
                }
                let codes = await [first?.code, second?.code].compactMap { $0 }
                #expect(codes == [409])
            }
        }
    }

    @Test("a definition that one takes is served by the other, with its objects")
    func customResources() async throws {
        try await withTwo { one, two, _ in
            _ = try await one.rawCreate(definitions, namespace: nil, try widgetDefinition())
            _ = try await one.rawCreate(widgets, namespace: "default", object(widgets, "w", ["spec": [:]]))
            let isServed = await eventually {
                (try? await two.get(widgets, namespace: "default", name: "w"))?["spec"]?["color"] == "red"
            }
            #expect(isServed)
            _ = try await two.rawDelete(definitions, namespace: nil, name: "widgets.test.martlet.dev")
            let isGone = await eventually {
                await refusal { _ = try await one.get(widgets, namespace: "default", name: "w") }?.code == 404
            }
            #expect(isGone)
        }
    }

    @Test("a namespace goes with all that both have put in, and nothing slips in while it goes")
    func namespaceEnd() async throws {
        try await withTwo { one, two, servers in
            for round in 0..<3 {
                let name = "doomed\(round)"
                _ = try await one.rawCreate(namespaces, namespace: nil, object(namespaces, name))
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for (index, cluster) in [one, two].enumerated() {
                        group.addTask {
                            for step in 0..<200 {
                                do {
                                    _ = try await cluster.rawCreate(
                                        configMaps, namespace: name,
                                        configMap("o\(index)-\(step)", namespace: name))
                                } catch let error as StatusError where error.code == 403 || error.code == 404
                                {
                                    return
                                }
                            }
                        }
                    }
                    try await Task.sleep(for: .milliseconds(60))
                    _ = try await two.rawDelete(namespaces, namespace: nil, name: name)
                    try await group.waitForAll()
                }
                let isGone = await eventually {
                    await refusal { _ = try await one.get(namespaces, namespace: nil, name: name) }?.code
                        == 404
                }
                #expect(isGone)
                #expect(
                    try servers.control("get", "/registry/configmaps/\(name)/", "--prefix", "--keys-only")
                        .isEmpty)
            }
        }
    }

    @Test("owners take their dependants with them, whoever wrote which")
    func garbage() async throws {
        try await withTwo { one, two, _ in
            let owner = try await one.rawCreate(configMaps, namespace: "default", configMap("owner"))
            var dependant = configMap("dependant")
            dependant.ownerReferences = [
                OwnerReference(to: Object(owner.object.json))
            ]
            _ = try await two.rawCreate(configMaps, namespace: "default", dependant)
            _ = try await two.rawDelete(configMaps, namespace: "default", name: "owner")
            let isGone = await eventually {
                await refusal { _ = try await one.get(configMaps, namespace: "default", name: "dependant") }?
                    .code == 404
            }
            #expect(isGone)
        }
    }

    @Test("a watch resumes at another replica, also one that has just begun")
    func resumption() async throws {
        try await withTwo { one, two, servers in
            let start = try await one.rawCreate(configMaps, namespace: "default", configMap("c0"))
            for index in 1..<30 {
                _ = try await two.rawCreate(configMaps, namespace: "default", configMap("c\(index)"))
            }
            let options = WatchOptions(resourceVersion: String(start.object.resourceVersion))
            try await withReplica(servers.configuration) { three in
                for cluster in [one, two, three] {
                    let watch = try await cluster.rawWatch(configMaps, namespace: nil, options: options)
                    var names: [String] = []
                    while names.count < 29, let batch = try await watch.next() {
                        names += batch.filter { $0.kind == .added }.map { Object($0.object.json).name }
                    }
                    #expect(names == (1..<30).map { "c\($0)" })
                }
            }
        }
    }
}
