import Bytes
import Cluster
import EmbeddedCluster
import Etcd
import Kubernetes
import Testing

@Suite("Moving a cluster", .needsEtcd, .serialized)
struct MigrationTests {
    private func sample() async throws -> [StoredObject] {
        let cluster = try await EmbeddedCluster(EmbeddedCluster.Configuration(stateDirectory: nil))
        _ = try await cluster.rawCreate(definitions, namespace: nil, try widgetDefinition())
        for index in 0..<300 {
            _ = try await cluster.rawCreate(configMaps, namespace: "default", configMap("c\(index)"))
            _ = try await cluster.rawCreate(widgets, namespace: "default", object(widgets, "w\(index)"))
        }
        let involved: JSON = ["kind": "Pod", "name": "p", "namespace": "default"]
        _ = try await cluster.rawCreate(
            events, namespace: "default", object(events, "e", ["involvedObject": involved]))
        var objects: [StoredObject] = []
        for type in [namespaces, definitions, configMaps, widgets, events] {
            objects += try await cluster.rawList(type, namespace: nil, options: ListOptions()).objects
        }
        await cluster.shutdown()
        return objects
    }

    private func isCustom(_ object: StoredObject) -> Bool { object.key.contains(".dev/") }

    /// A ConfigMap's name and contents.
    private func data(_ object: StoredObject) -> String? {
        guard object.key.hasPrefix("/registry/configmaps/") else { return nil }
        let object = Object(object.json)
        return "\(object.name) \(object.uid) \(object["data"]?.object?.count ?? 0)"
    }

    private func text(_ object: StoredObject) -> String {
        String(decoding: object.stamped(0).bytes, as: UTF8.self)
    }

    @Test("to etcd and back keeps every object as it is")
    func roundTrip() async throws {
        let objects = try await sample()
        try await EtcdServers.run { servers in
            let migration = EtcdMigration(servers.configuration)
            let outcome = try await migration.write(objects, replacing: false)
            #expect(outcome.objects == objects.count)
            let back = try await migration.read()
            // Protobuf says what Go says of members that are not set, so built-in kinds are compared by data.
            #expect(Set(back.filter(isCustom).map(text)) == Set(objects.filter(isCustom).map(text)))
            #expect(back.compactMap(data).count == 300)
            #expect(Set(back.compactMap(data)) == Set(objects.compactMap(data)))
            #expect(Set(back.map(\.key)) == Set(objects.map(\.key)))
            try await withReplica(servers.configuration) { cluster in
                let list = try await cluster.rawList(widgets, namespace: "default", options: ListOptions())
                #expect(list.objects.count == 300)
            }
        }
    }

    @Test("refuses an etcd that holds objects, unless it may delete them")
    func force() async throws {
        let objects = try await sample()
        try await EtcdServers.run { servers in
            _ = try servers.control("put", "/registry/configmaps/x/y", "{}")
            _ = try servers.control("put", "/other", "stays")
            let migration = EtcdMigration(servers.configuration)
            await #expect(throws: EtcdError.self) { try await migration.write(objects, replacing: false) }
            #expect(try servers.control("get", "/registry/configmaps/x/y", "--print-value-only") == "{}\n")
            let outcome = try await migration.write(objects, replacing: true)
            #expect(outcome.objects == objects.count)
            #expect(try servers.control("get", "/registry/configmaps/x/y").isEmpty)
            #expect(try servers.control("get", "/other", "--print-value-only") == "stays\n")
        }
    }
}
