import Bytes
import Cluster
import EmbeddedCluster
import Kubernetes
import Testing

@Suite("What every cluster does, whichever way it is reached", .timeLimit(.minutes(15)))
struct ConformanceTests {
    /// Behind a server every namespace has the ConfigMap of the cluster's authority as well.
    private let own = "metadata.name!=kube-root-ca.crt"

    private func configMap(_ name: String, _ value: String = "v") -> Object {
        var object = Object(kind: configMaps.kind, name: name, namespace: "default")
        object["data"] = ["key": .string(value)]
        return object
    }

    @Test("an object is created, read, replaced, patched and deleted", arguments: Way.allCases)
    func lifecycle(_ way: Way) async throws {
        try await way.run { cluster, _ in
            let created = try await cluster.create(
                configMaps, namespace: "default", configMap("a"), options: WriteOptions())
            #expect(!created.uid.isEmpty)
            #expect(created.kind == configMaps.kind)
            #expect(try await cluster.get(configMaps, namespace: "default", name: "a") == created)
            var changed = created
            changed["data"] = ["key": "w"]
            let updated = try await cluster.update(
                configMaps, namespace: "default", changed, subresource: nil, options: WriteOptions())
            #expect(updated["data"]?["key"]?.string == "w")
            #expect(updated.resourceVersion != created.resourceVersion)
            let patches: [Patch] = [
                .merge(["data": ["merge": "1"]]),
                .json([["op": "add", "path": "/data/json", "value": "2"]]),
                .strategicMerge(["data": ["strategic": "3"]]),
            ]
            for patch in patches {
                _ = try await cluster.patch(
                    configMaps, namespace: "default", name: "a", patch, subresource: nil,
                    options: WriteOptions())
            }
            let patched = try await cluster.get(configMaps, namespace: "default", name: "a")
            #expect(patched["data"] == ["json": "2", "key": "w", "merge": "1", "strategic": "3"])
            let rest = try await cluster.delete(
                configMaps, namespace: "default", name: "a", options: DeleteOptions(uid: created.uid))
            #expect(rest == nil)
            #expect(try await cluster.find(configMaps, namespace: "default", name: "a") == nil)
        }
    }

    @Test("a finalizer holds an object, which is then returned", arguments: Way.allCases)
    func finalizers(_ way: Way) async throws {
        try await way.run { cluster, _ in
            var object = configMap("held")
            object.finalizers = ["test.martlet.dev/held"]
            _ = try await cluster.create(configMaps, namespace: "default", object, options: WriteOptions())
            let held = try await cluster.delete(
                configMaps, namespace: "default", name: "held", options: DeleteOptions())
            #expect(held?.deletionTimestamp != nil)
        }
    }

    @Test("a dry run stores nothing", arguments: Way.allCases)
    func dryRun(_ way: Way) async throws {
        try await way.run { cluster, _ in
            _ = try await cluster.create(
                configMaps, namespace: "default", configMap("dry"), options: WriteOptions(dryRun: true))
            #expect(try await cluster.find(configMaps, namespace: "default", name: "dry") == nil)
        }
    }

    @Test("refusals are the same, word for word", arguments: Way.allCases)
    func refusals(_ way: Way) async throws {
        try await way.run { cluster, _ in
            let missing = await refusal {
                _ = try await cluster.get(configMaps, namespace: "default", name: "none")
            }
            #expect(missing?.json == StatusError.notFound(configMaps, "none").json)
            let created = try await cluster.create(
                configMaps, namespace: "default", configMap("a"), options: WriteOptions())
            let twice = await refusal {
                _ = try await cluster.create(
                    configMaps, namespace: "default", configMap("a"), options: WriteOptions())
            }
            #expect(twice?.json == StatusError.alreadyExists(configMaps, "a").json)
            _ = try await cluster.update(
                configMaps, namespace: "default", configMap("a", "w"), subresource: nil,
                options: WriteOptions())
            let stale = await refusal {
                _ = try await cluster.update(
                    configMaps, namespace: "default", created, subresource: nil, options: WriteOptions())
            }
            #expect(stale?.json == StatusError.conflict(configMaps, "a").json)
            let invalid = await refusal {
                _ = try await cluster.create(
                    configMaps, namespace: "default", configMap("Not_A_Name"), options: WriteOptions())
            }
            #expect(invalid?.code == 422)
            #expect(invalid?.causes.first?.field == "metadata.name")
        }
    }

    @Test("pages of a list are exact", arguments: Way.allCases)
    func pages(_ way: Way) async throws {
        try await way.run { cluster, embedded in
            for index in 0..<25 {
                _ = try await embedded.create(
                    configMaps, namespace: "default", configMap("m\(index)"), options: WriteOptions())
            }
            var names: [String] = []
            var options = ListOptions(fieldSelector: own, limit: 10)
            repeat {
                let page = try await cluster.list(configMaps, namespace: "default", options: options)
                #expect(page.items.allSatisfy { $0.kind == configMaps.kind })
                names += page.items.map(\.name)
                options.continue = page.continue
                // What is written between two pages belongs to neither.
                _ = try await embedded.create(
                    configMaps, namespace: "default", configMap("z\(names.count)"), options: WriteOptions())
            } while options.continue != nil
            #expect(names == (0..<25).map { "m\($0)" }.sorted())
        }
    }

    @Test(
        "a watch tells what is there, a mark, and what happens then",
        arguments: [Way.inProcess, Way.overHTTPS])
    func watches(_ way: Way) async throws {
        try await way.run { cluster, embedded in
            _ = try await embedded.create(
                configMaps, namespace: "default", configMap("first"), options: WriteOptions())
            let options = WatchOptions(fieldSelector: own, allowBookmarks: true, sendInitialEvents: true)
            let stream = try await cluster.watch(configMaps, namespace: "default", options: options)
            var told: [String] = []
            for try await event in stream {
                told.append("\(event.kind.rawValue) \(event.object.name)")
                if event.object.annotations["k8s.io/initial-events-end"] == "true" {
                    _ = try await embedded.create(
                        configMaps, namespace: "default", configMap("second"), options: WriteOptions())
                    _ = try await embedded.delete(
                        configMaps, namespace: "default", name: "first", options: DeleteOptions())
                }
                if event.kind == .deleted { break }
            }
            #expect(told == ["ADDED first", "BOOKMARK ", "ADDED second", "DELETED first"])
        }
    }

    @Test("a version that is not there yet is refused as 504", arguments: [Way.inProcess, Way.overHTTPS])
    func ahead(_ way: Way) async throws {
        try await way.run { cluster, _ in
            let ahead = await refusal {
                _ = try await cluster.watch(
                    configMaps, namespace: "default", options: WatchOptions(resourceVersion: "999999999"))
            }
            #expect(ahead?.code == 504)
            #expect(ahead?.causes.first?.reason == "ResourceVersionTooLarge")
        }
    }
}
