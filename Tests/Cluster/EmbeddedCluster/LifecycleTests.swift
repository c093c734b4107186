import Bytes
import Cluster
import EmbeddedCluster
import Kubernetes
import Testing

@Suite("The end of objects")
struct LifecycleTests {
    private func exists(_ cluster: EmbeddedCluster, _ name: String, _ namespace: String = "default") -> Bool {
        (try? cluster.rawGet(configMaps, namespace: namespace, name: name)) != nil
    }

    private func make(_ cluster: EmbeddedCluster, _ object: Object) async throws -> Object {
        try await cluster.create(configMaps, namespace: object.namespace, object, options: WriteOptions())
    }

    @Test("finalizers hold an object, which says since when; the last one's end is its end")
    func finalizers() async throws {
        let cluster = try await makeCluster()
        _ = try await make(cluster, configMap("a", finalizers: ["test.martlet.dev/hold"]))
        let held = try await cluster.delete(
            configMaps, namespace: "default", name: "a", options: DeleteOptions())
        #expect(held?.deletionTimestamp != nil)
        #expect(held?["metadata"]?["deletionGracePeriodSeconds"] == 0)
        var next = try #require(held)
        next.finalizers.append("test.martlet.dev/more")
        let added = await refusal { _ = try await cluster.rawUpdate(configMaps, namespace: "default", next) }
        #expect(added?.causes.first?.field == "metadata.finalizers")
        let last = try await cluster.rawPatch(
            configMaps, namespace: "default", name: "a", .merge(["metadata": ["finalizers": .null]]))
        #expect(Object(last.object.json).finalizers.isEmpty)
        #expect(!exists(cluster, "a"))
    }

    @Test("preconditions of a deletion must hold")
    func preconditions() async throws {
        let cluster = try await makeCluster()
        let object = try await make(cluster, configMap("a"))
        for options in [DeleteOptions(uid: "other"), DeleteOptions(resourceVersion: "1")] {
            let error = await refusal {
                _ = try await cluster.rawDelete(configMaps, namespace: "default", name: "a", options: options)
            }
            #expect(error?.reason == "Conflict")
        }
        let right = DeleteOptions(uid: object.uid, resourceVersion: object.resourceVersion)
        _ = try await cluster.rawDelete(configMaps, namespace: "default", name: "a", options: right)
        #expect(!exists(cluster, "a"))
    }

    @Test("a collection is deleted by its selector")
    func deleteCollection() async throws {
        let cluster = try await makeCluster()
        for index in 0..<4 {
            _ = try await make(cluster, configMap("o\(index)", labels: index < 3 ? ["go": "1"] : [:]))
        }
        let deleted = try await cluster.rawDeleteCollection(
            configMaps, namespace: "default", list: ListOptions(labelSelector: "go"))
        #expect(deleted.objects.count == 3)
        #expect(exists(cluster, "o3"))
    }

    @Test("dependants go after their owner, over several generations")
    func background() async throws {
        let cluster = try await makeCluster()
        try await withLoops(cluster) {
            let owner = try await make(cluster, configMap("owner"))
            let child = try await make(cluster, configMap("child", owners: [OwnerReference(to: owner)]))
            _ = try await make(cluster, configMap("grandchild", owners: [OwnerReference(to: child)]))
            _ = try await make(cluster, configMap("stranger"))
            _ = try await cluster.rawDelete(configMaps, namespace: "default", name: "owner")
            #expect(await eventually { !exists(cluster, "child") && !exists(cluster, "grandchild") })
            #expect(exists(cluster, "stranger"))
        }
    }

    @Test("a dependant whose owner is not there, or is another of the same name, is collected")
    func absentOwner() async throws {
        let cluster = try await makeCluster()
        try await withLoops(cluster) {
            var ghost = try await make(cluster, configMap("owner"))
            ghost.uid = "00000000-0000-4000-8000-000000000000"
            _ = try await make(cluster, configMap("child", owners: [OwnerReference(to: ghost)]))
            #expect(await eventually { !exists(cluster, "child") })
        }
    }

    @Test("a foreground deletion takes the dependants first")
    func foreground() async throws {
        let cluster = try await makeCluster()
        try await withLoops(cluster) {
            let owner = try await make(cluster, configMap("owner"))
            _ = try await make(
                cluster,
                configMap("child", owners: [OwnerReference(to: owner)], finalizers: ["test.martlet.dev/hold"])
            )
            let held = try await cluster.delete(
                configMaps, namespace: "default", name: "owner",
                options: DeleteOptions(propagation: .foreground))
            #expect(held?.finalizers == ["foregroundDeletion"])
            #expect(
                await eventually {
                    (try? cluster.rawGet(configMaps, namespace: "default", name: "child"))
                        .map { Object($0.json).deletionTimestamp != nil } ?? false
                })
            #expect(exists(cluster, "owner"))
            _ = try await cluster.rawPatch(
                configMaps, namespace: "default", name: "child", .merge(["metadata": ["finalizers": .null]]))
            #expect(await eventually { !exists(cluster, "child") && !exists(cluster, "owner") })
        }
    }

    @Test("orphans stay and lose the reference")
    func orphan() async throws {
        let cluster = try await makeCluster()
        try await withLoops(cluster) {
            let owner = try await make(cluster, configMap("owner"))
            _ = try await make(cluster, configMap("child", owners: [OwnerReference(to: owner)]))
            _ = try await cluster.rawDelete(
                configMaps, namespace: "default", name: "owner", options: DeleteOptions(propagation: .orphan))
            #expect(await eventually { !exists(cluster, "owner") })
            let child = try await cluster.get(configMaps, namespace: "default", name: "child")
            #expect(child.ownerReferences.isEmpty)
        }
    }

    @Test("a namespace takes its contents with it and takes nothing new")
    func namespace() async throws {
        let cluster = try await makeCluster()
        try await withLoops(cluster) {
            let created = try await cluster.create(
                namespaces, namespace: nil, Object(kind: namespaces.kind, name: "work"),
                options: WriteOptions())
            #expect(created.labels["kubernetes.io/metadata.name"] == "work")
            #expect(created["status"]?["phase"] == "Active")
            _ = try await make(cluster, configMap("free", namespace: "work"))
            _ = try await make(
                cluster, configMap("held", namespace: "work", finalizers: ["test.martlet.dev/hold"]))
            let going = try await cluster.delete(
                namespaces, namespace: nil, name: "work", options: DeleteOptions())
            #expect(going?["status"]?["phase"] == "Terminating")
            let refused = await refusal { _ = try await make(cluster, configMap("new", namespace: "work")) }
            #expect(refused?.code == 403)
            #expect(refused?.message.hasSuffix("in namespace work because it is being terminated") == true)
            #expect(await eventually { !exists(cluster, "free", "work") })
            #expect(exists(cluster, "held", "work"))
            _ = try await cluster.rawPatch(
                configMaps, namespace: "work", name: "held", .merge(["metadata": ["finalizers": .null]]))
            #expect(
                await eventually { (try? cluster.rawGet(namespaces, namespace: nil, name: "work")) == nil })
        }
    }

    @Test("the namespaces that every cluster needs cannot be deleted")
    func immortal() async throws {
        let cluster = try await makeCluster()
        let error = await refusal {
            _ = try await cluster.rawDelete(namespaces, namespace: nil, name: "default")
        }
        #expect(error?.message == "namespaces \"default\" is forbidden: this namespace may not be deleted")
    }

    @Test("events go an hour after they were last seen")
    func eventExpiry() async throws {
        let clock = TestClock()
        let cluster = try await makeCluster(clock: clock.clock)
        try await withLoops(cluster) {
            let event = Object(kind: events.kind, name: "e", namespace: "default")
            _ = try await cluster.rawCreate(events, namespace: "default", event)
            clock.advance(3500)
            try await Task.sleep(for: .milliseconds(50))
            #expect((try? cluster.rawGet(events, namespace: "default", name: "e")) != nil)
            async let _: Void = clock.run()
            #expect(
                await eventually { (try? cluster.rawGet(events, namespace: "default", name: "e")) == nil })
        }
    }

    @Test("every namespace gets a default ServiceAccount")
    func serviceAccount() async throws {
        let cluster = try await makeCluster()
        let accounts = try #require(cluster.resource(group: "", version: "v1", plural: "serviceaccounts"))
            .type
        try await withLoops(cluster) {
            #expect(
                await eventually {
                    (try? cluster.rawGet(accounts, namespace: "kube-system", name: "default")) != nil
                })
        }
    }
}
