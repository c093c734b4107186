import Bytes
import Cluster
import EmbeddedCluster
import Etcd
import Kubernetes
import Testing

/// Keys and values as a real kube-apiserver would find them, seen through etcdctl.
@Suite("The objects in etcd", .needsEtcd, .serialized)
struct EtcdLayoutTests {
    @Test("stand under kube-apiserver's keys, without a version in them")
    func keys() async throws {
        try await EtcdServers.run { servers in
            try await withReplica(servers.configuration) { cluster in
                _ = try await cluster.rawCreate(configMaps, namespace: "default", configMap("c"))
                _ = try await cluster.rawCreate(nodes, namespace: nil, object(nodes, "n"))
                let ports: JSON = ["ports": [["port": 80, "protocol": "TCP"]]]
                _ = try await cluster.rawCreate(
                    services, namespace: "default", object(services, "s", ["spec": ports]))
                _ = try await cluster.rawCreate(
                    deployments, namespace: "default", object(deployments, "d", ["spec": try deployment()]))
                _ = try await cluster.rawCreate(definitions, namespace: nil, try widgetDefinition())
                _ = try await cluster.rawCreate(widgets, namespace: "default", object(widgets, "w"))
                let keys = try servers.control("get", "/registry/", "--prefix", "--keys-only")
                    .split(separator: "\n").map(String.init)
                #expect(
                    Set(keys) == [
                        "/registry/namespaces/default", "/registry/namespaces/kube-node-lease",
                        "/registry/namespaces/kube-public", "/registry/namespaces/kube-system",
                        "/registry/configmaps/default/c", "/registry/minions/n",
                        "/registry/services/specs/default/s", "/registry/deployments/default/d",
                        "/registry/apiextensions.k8s.io/customresourcedefinitions/widgets.test.martlet.dev",
                        "/registry/test.martlet.dev/widgets/default/w",
                    ])
                let value = try servers.control(
                    "get", "/registry/test.martlet.dev/widgets/default/w", "--print-value-only")
                let stored = try JSON(parsing: value)
                #expect(stored["metadata"]?["name"] == "w")
                #expect(stored["metadata"]?["resourceVersion"] == nil)
                let binary = try servers.control(
                    "get", "/registry/services/specs/default/s", "--print-value-only")
                #expect(binary.hasPrefix("k8s\0\n"))
                let version = try cluster.rawGet(widgets, namespace: "default", name: "w").resourceVersion
                let entry = try servers.control(
                    "get", "/registry/test.martlet.dev/widgets/default/w", "-w", "json")
                #expect(try JSON(parsing: entry)["kvs"]?.array?.first?["mod_revision"] == .int(version))
            }
        }
    }

    private func deployment() throws -> JSON {
        try JSON(
            parsing: """
                {"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},
                 "spec":{"containers":[{"name":"c","image":"i"}]}}}
                """)
    }

    @Test("of events go by themselves, with a lease that several share")
    func leases() async throws {
        try await EtcdServers.run { servers in
            try await withReplica(servers.configuration) { cluster in
                for name in ["one", "two"] {
                    let involved: JSON = ["kind": "Pod", "name": "p", "namespace": "default"]
                    _ = try await cluster.rawCreate(
                        events, namespace: "default", object(events, name, ["involvedObject": involved]))
                }
                let list = try servers.control("lease", "list").split(separator: "\n").dropFirst()
                let lease = try #require(list.first.map(String.init))
                #expect(list.count == 1)
                let ttl = try servers.control("lease", "timetolive", lease, "--keys")
                #expect(ttl.contains("granted with TTL(3660s)"))
                #expect(ttl.contains("/registry/events/default/one") && ttl.contains("default/two"))
                // Both go in one revision; a watch tells both.
                let watch = try await cluster.rawWatch(
                    events, namespace: nil, options: WatchOptions(resourceVersion: cluster.resourceVersion))
                _ = try servers.control("lease", "revoke", lease)
                var gone: [String] = []
                while gone.count < 2, let batch = try await watch.next() {
                    #expect(batch.allSatisfy { $0.kind == .deleted })
                    gone += batch.map { Object($0.object.json).name }
                }
                #expect(Set(gone) == ["one", "two"])
                // The lease is not known any more; the next event gets a new one.
                let involved: JSON = ["kind": "Pod", "name": "p", "namespace": "default"]
                _ = try await cluster.rawCreate(
                    events, namespace: "default", object(events, "three", ["involvedObject": involved]))
            }
        }
    }

    @Test("written by others are served with etcd's revision; what is no object is left out")
    func foreign() async throws {
        try await EtcdServers.run { servers in
            try await withReplica(servers.configuration) { cluster in
                let text =
                    #"{"kind":"ConfigMap","apiVersion":"v1","metadata":{"namespace":"default","name":"f"}}"#
                _ = try servers.control("put", "/registry/configmaps/default/f", text)
                _ = try servers.control("put", "/registry/configmaps/default/broken", "{\"kind\":")
                _ = try servers.control("put", "/registry/configmaps/default/list", "[1]")
                _ = try servers.control("put", "/elsewhere", "x")
                // Where the cluster's own key of a Deployment would be, but kube-apiserver keeps none.
                _ = try servers.control("put", "/registry/apps/deployments/default/ghost", text)
                _ = try servers.control("put", "/registry/services/default", text)
                let list = try await cluster.rawList(configMaps, namespace: nil, options: ListOptions())
                #expect(list.objects.map { Object($0.json).name } == ["f"])
                #expect(
                    Object(list.objects[0].json).resourceVersion == String(list.objects[0].resourceVersion))
                let ghosts = try await cluster.rawList(deployments, namespace: nil, options: ListOptions())
                #expect(ghosts.objects.isEmpty)
                let made = try await cluster.rawCreate(
                    services, namespace: "default", object(services, "s", ["spec": ["ports": [["port": 80]]]])
                )
                let read = try cluster.rawGet(services, namespace: "default", name: "s")
                #expect(read.resourceVersion == made.object.resourceVersion)
                #expect(Object(read.json)["spec"] == Object(made.object.json)["spec"])
                // An object that is overwritten with nonsense is gone rather than stale.
                _ = try servers.control("put", "/registry/configmaps/default/f", "nonsense")
                #expect(
                    try await cluster.rawList(configMaps, namespace: nil, options: ListOptions()).objects
                        .isEmpty)
            }
        }
    }

    @Test("are reached over TLS with a client certificate, and not without one")
    func encryption() async throws {
        try await EtcdServers.run(isSecure: true) { servers in
            try await withReplica(servers.configuration) { cluster in
                _ = try await cluster.rawCreate(configMaps, namespace: "default", configMap("c"))
            }
            var stranger = servers.configuration
            stranger.certificateFile = nil
            stranger.keyFile = nil
            stranger.patience = .seconds(1)
            await #expect(throws: EtcdError.self) { try await withReplica(stranger) { _ in } }
            var trusting = servers.configuration
            trusting.authorityFile = nil
            trusting.patience = .seconds(1)
            await #expect(throws: EtcdError.self) { try await withReplica(trusting) { _ in } }
        }
    }
}
