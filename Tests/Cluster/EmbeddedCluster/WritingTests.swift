import Bytes
import Cluster
import EmbeddedCluster
import Kubernetes
import Testing

@Suite("Writing objects")
struct WritingTests {
    @Test("a new object gets what only the server can know")
    func create() async throws {
        let cluster = try await makeCluster()
        let created = try await cluster.create(
            configMaps, namespace: "default", configMap("a"), options: WriteOptions())
        #expect(created.uid.count == 36)
        #expect(created.creationTimestamp?.hasSuffix("Z") == true)
        #expect(Int(created.resourceVersion) ?? 0 > 0)
        #expect(try await cluster.get(configMaps, namespace: "default", name: "a") == created)
    }

    @Test("a name that is taken, a namespace that is not there and a wrong place are refused")
    func createRefusals() async throws {
        let cluster = try await makeCluster()
        _ = try await cluster.rawCreate(configMaps, namespace: "default", configMap("a"))
        let taken = await refusal {
            _ = try await cluster.rawCreate(configMaps, namespace: "default", configMap("a"))
        }
        #expect(taken?.message == "configmaps \"a\" already exists")
        let nowhere = await refusal {
            _ = try await cluster.rawCreate(configMaps, namespace: "none", configMap("a", namespace: nil))
        }
        #expect(nowhere?.code == 404)
        #expect(nowhere?.message == "namespaces \"none\" not found")
        let elsewhere = await refusal {
            _ = try await cluster.rawCreate(configMaps, namespace: "kube-system", configMap("a"))
        }
        #expect(elsewhere?.code == 400)
    }

    @Test(
        "hostile names never reach the storage",
        arguments: [
            "../../etc/passwd", "a/b", "", "..", "A", "a\u{0}", "ａ", String(repeating: "a", count: 254),
        ])
    func names(name: String) async throws {
        let cluster = try await makeCluster()
        let error = await refusal {
            _ = try await cluster.rawCreate(configMaps, namespace: "default", configMap(name))
        }
        #expect(error?.code == 422)
        let missing = await refusal { _ = try cluster.rawGet(configMaps, namespace: "default", name: name) }
        #expect(missing?.code == 404)
    }

    @Test("generateName makes names that differ")
    func generateName() async throws {
        let cluster = try await makeCluster()
        var draft = Object(kind: configMaps.kind)
        draft["metadata"] = ["generateName": "job-"]
        var names: Set<String> = []
        for _ in 0..<20 {
            names.insert(
                try await cluster.create(configMaps, namespace: "default", draft, options: WriteOptions())
                    .name)
        }
        #expect(names.count == 20)
        #expect(names.allSatisfy { $0.hasPrefix("job-") && $0.count == 9 })
    }

    @Test("an update from a stale version is a conflict; one that changes nothing keeps the version")
    func update() async throws {
        let cluster = try await makeCluster()
        let first = try await cluster.create(
            configMaps, namespace: "default", configMap("a"), options: WriteOptions())
        let same = try await cluster.rawUpdate(configMaps, namespace: "default", first)
        #expect(String(same.object.resourceVersion) == first.resourceVersion)
        var next = first
        next["data"] = ["key": "w"]
        let second = try await cluster.update(
            configMaps, namespace: "default", next, subresource: nil, options: WriteOptions())
        #expect(second.uid == first.uid && second.creationTimestamp == first.creationTimestamp)
        let stale = await refusal { _ = try await cluster.rawUpdate(configMaps, namespace: "default", next) }
        #expect(
            stale?.message
                == "Operation cannot be fulfilled on configmaps \"a\": the object has been modified; please apply your changes to the latest version and try again"
        )
        next.uid = "00000000-0000-4000-8000-000000000000"
        #expect(
            await refusal { _ = try await cluster.rawUpdate(configMaps, namespace: "default", next) }?.code
                == 409)
    }

    @Test("writers that retry on conflicts lose no increment")
    func concurrentWriters() async throws {
        let cluster = try await makeCluster()
        _ = try await cluster.rawCreate(configMaps, namespace: "default", configMap("counter", data: "0"))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    var done = 0
                    while done < 25 {
                        var object = try await cluster.get(configMaps, namespace: "default", name: "counter")
                        let value = Int(object["data"]?["key"]?.string ?? "") ?? 0
                        object["data"] = ["key": .string(String(value + 1))]
                        let error = await refusal {
                            _ = try await cluster.rawUpdate(configMaps, namespace: "default", object)
                        }
                        if error == nil { done += 1 } else { #expect(error?.reason == "Conflict") }
                    }
                }
            }
            try await group.waitForAll()
        }
        let counter = try await cluster.get(configMaps, namespace: "default", name: "counter")
        #expect(counter["data"]?["key"] == "200")
    }

    @Test("a dry run answers and stores nothing")
    func dryRun() async throws {
        let cluster = try await makeCluster()
        let options = WriteOptions(dryRun: true)
        let result = try await cluster.rawCreate(
            configMaps, namespace: "default", configMap("a"), options: options)
        #expect(Object(result.object.json).uid.count == 36)
        #expect(
            await refusal { _ = try cluster.rawGet(configMaps, namespace: "default", name: "a") }?.code == 404
        )
    }

    @Test("patches go the way of updates")
    func patch() async throws {
        let cluster = try await makeCluster()
        _ = try await cluster.rawCreate(configMaps, namespace: "default", configMap("a"))
        let merged = try await cluster.patch(
            configMaps, namespace: "default", name: "a", .merge(["data": ["key": .null, "other": "x"]]),
            subresource: nil, options: WriteOptions())
        #expect(merged["data"] == ["other": "x"])
        let wrong = await refusal {
            _ = try await cluster.rawPatch(
                configMaps, namespace: "default", name: "a", .merge(["metadata": ["resourceVersion": "1"]]))
        }
        #expect(wrong?.reason == "Conflict")
    }

    @Test("a Secret's plain text is encoded and its type cannot change")
    func secret() async throws {
        let cluster = try await makeCluster()
        var secret = Object(kind: secrets.kind, name: "s", namespace: "default")
        secret["stringData"] = ["password": "hunter2"]
        var stored = try await cluster.create(secrets, namespace: "default", secret, options: WriteOptions())
        #expect(stored["data"] == ["password": "aHVudGVyMg=="])
        #expect(stored["stringData"] == nil)
        #expect(stored["type"] == "Opaque")
        stored["type"] = "kubernetes.io/tls"
        #expect(
            await refusal { _ = try await cluster.rawUpdate(secrets, namespace: "default", stored) }?.code
                == 422)
    }
}
