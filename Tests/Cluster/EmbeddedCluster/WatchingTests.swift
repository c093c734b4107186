import Bytes
import Cluster
import EmbeddedCluster
import Kubernetes
import Testing

@Suite("Watching objects")
struct WatchingTests {
    /// Reads events until there are `count`, as "KIND name@version".
    private func read(_ watch: RawWatch, _ count: Int) async throws -> [RawWatchEvent] {
        var events: [RawWatchEvent] = []
        while events.count < count, let batch = try await watch.next() { events += batch }
        return events
    }

    private func names(_ events: [RawWatchEvent]) -> [String] {
        events.map { "\($0.kind.rawValue) \(Object($0.object.json).name)" }
    }

    @Test("a watch without a version tells the present state, then every change in order")
    func live() async throws {
        let cluster = try await makeCluster()
        _ = try await cluster.rawCreate(configMaps, namespace: "default", configMap("a"))
        let watch = try await cluster.rawWatch(configMaps, namespace: nil, options: WatchOptions())
        _ = try await cluster.rawCreate(configMaps, namespace: "default", configMap("b"))
        _ = try await cluster.rawPatch(
            configMaps, namespace: "default", name: "a", .merge(["data": ["key": "w"]]))
        let gone = try await cluster.rawDelete(configMaps, namespace: "default", name: "b")
        let events = try await read(watch, 4)
        #expect(names(events) == ["ADDED a", "ADDED b", "MODIFIED a", "DELETED b"])
        #expect(events.last?.object.resourceVersion == gone.object.resourceVersion)
        #expect(events.last.map { Object($0.object.json).resourceVersion } == cluster.resourceVersion)
    }

    @Test("leaving a selector is a deletion of the old object, entering it an addition")
    func selector() async throws {
        let cluster = try await makeCluster()
        _ = try await cluster.rawCreate(
            configMaps, namespace: "default", configMap("a", labels: ["app": "x"]))
        let options = WatchOptions(labelSelector: "app=x", resourceVersion: cluster.resourceVersion)
        let watch = try await cluster.rawWatch(configMaps, namespace: "default", options: options)
        for label: JSON in ["y", "x"] {
            _ = try await cluster.rawPatch(
                configMaps, namespace: "default", name: "a", .merge(["metadata": ["labels": ["app": label]]]))
        }
        let events = try await read(watch, 2)
        #expect(names(events) == ["DELETED a", "ADDED a"])
        let left = Object(events[0].object.json)
        #expect(left.labels["app"] == "x")
        #expect(left.resourceVersion == String(events[0].object.resourceVersion))
        #expect(events[0].object.resourceVersion < events[1].object.resourceVersion)
    }

    @Test("initial events end with a bookmark that says so")
    func initialEvents() async throws {
        let cluster = try await makeCluster()
        _ = try await cluster.rawCreate(configMaps, namespace: "default", configMap("a"))
        let watch = try await cluster.rawWatch(
            configMaps, namespace: nil, options: WatchOptions(allowBookmarks: true, sendInitialEvents: true))
        let events = try await read(watch, 2)
        #expect(events.map(\.kind) == [.added, .bookmark])
        let bookmark = Object(events[1].object.json)
        #expect(bookmark.annotations["k8s.io/initial-events-end"] == "true")
        #expect(bookmark.resourceVersion == cluster.resourceVersion)
    }

    @Test("a forgotten version ends the watch with 410 and the words of kube-apiserver")
    func expired() async throws {
        let cluster = try await makeCluster(historyLimit: 16)
        for index in 0..<40 {
            _ = try await cluster.rawCreate(configMaps, namespace: "default", configMap("o\(index)"))
        }
        let watch = try await cluster.rawWatch(
            configMaps, namespace: nil, options: WatchOptions(resourceVersion: "1"))
        let error = await refusal { _ = try await watch.next() }
        #expect(error?.code == 410)
        #expect(error?.message.hasPrefix("too old resource version: 1 (") == true)
    }

    @Test("a watch that never reads is cut and stalls nobody; one on a quiet resource is not cut")
    func slowWatcher() async throws {
        let cluster = try await makeCluster(historyLimit: 16)
        let version = cluster.resourceVersion
        let slow = try await cluster.rawWatch(
            configMaps, namespace: nil, options: WatchOptions(resourceVersion: version))
        let quiet = try await cluster.rawWatch(
            secrets, namespace: nil, options: WatchOptions(resourceVersion: version))
        for index in 0..<60 {
            _ = try await cluster.rawCreate(configMaps, namespace: "default", configMap("o\(index)"))
        }
        _ = try await cluster.rawCreate(
            secrets, namespace: "default", Object(kind: secrets.kind, name: "s", namespace: "default"))
        #expect(await refusal { _ = try await slow.next() }?.code == 410)
        #expect(names(try await read(quiet, 1)) == ["ADDED s"])
    }

    @Test("a cancelled watch ends, and so does every watch when the cluster shuts down")
    func endings() async throws {
        let cluster = try await makeCluster()
        let options = WatchOptions(resourceVersion: cluster.resourceVersion)
        let first = try await cluster.rawWatch(configMaps, namespace: nil, options: options)
        let second = try await cluster.rawWatch(configMaps, namespace: nil, options: options)
        let reader = Task { try await first.next() == nil }
        reader.cancel()
        #expect(try await reader.value)
        async let end = second.next()
        try await Task.sleep(for: .milliseconds(20))
        await cluster.shutdown()
        #expect(try await end == nil)
        #expect(
            await refusal {
                _ = try await cluster.rawCreate(configMaps, namespace: "default", configMap("z"))
            }?.code == 500)
    }

    @Test("whoever has seen an answer finds its version in every list and watch")
    func readYourWrites() async throws {
        let cluster = try await makeCluster()
        let watch = try await cluster.rawWatch(
            configMaps, namespace: nil, options: WatchOptions(resourceVersion: cluster.resourceVersion))
        for index in 0..<50 {
            let result = try await cluster.rawCreate(configMaps, namespace: "default", configMap("o\(index)"))
            let list = try await cluster.rawList(configMaps, namespace: nil, options: ListOptions())
            #expect(list.objects.count == index + 1)
            #expect(Int64(list.resourceVersion) ?? 0 >= result.object.resourceVersion)
            #expect(try await read(watch, 1).last?.object.resourceVersion == result.object.resourceVersion)
        }
    }

    @Test("quiet watches get bookmarks with the newest version")
    func bookmarks() async throws {
        let clock = TestClock()
        let cluster = try await makeCluster(clock: clock.clock)
        try await withLoops(cluster) {
            let watch = try await cluster.rawWatch(
                events, namespace: nil,
                options: WatchOptions(resourceVersion: cluster.resourceVersion, allowBookmarks: true))
            _ = try await cluster.rawCreate(configMaps, namespace: "default", configMap("a"))
            async let _: Void = clock.run()
            let event = try #require(try await watch.next()?.first)
            #expect(event.kind == .bookmark)
            #expect(Object(event.object.json).kind.kind == "Event")
        }
    }
}
