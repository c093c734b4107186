import Bytes
import Cluster
import EmbeddedCluster
import Kubernetes
import Testing

@Suite("Listing objects")
struct ReadingTests {
    private func makeCluster(with count: Int, historyLimit: Int = 10_000) async throws -> EmbeddedCluster {
        let cluster = try await EmbeddedClusterTests.makeCluster(historyLimit: historyLimit)
        for index in 0..<count {
            let object = configMap("o\(1000 + index)", labels: ["even": index % 2 == 0 ? "yes" : "no"])
            _ = try await cluster.rawCreate(configMaps, namespace: "default", object)
        }
        return cluster
    }

    @Test("labels, fields and namespaces select")
    func selectors() async throws {
        let cluster = try await makeCluster(with: 10)
        func names(_ namespace: String?, _ labels: String = "", _ fields: String = "") async throws
            -> [String]
        {
            let options = ListOptions(labelSelector: labels, fieldSelector: fields)
            return try await cluster.list(configMaps, namespace: namespace, options: options).items.map(
                \.name)
        }
        #expect(try await names("default", "even=yes").count == 5)
        #expect(try await names(nil, "even notin (yes)").count == 5)
        #expect(try await names("default", "", "metadata.name=o1003") == ["o1003"])
        #expect(try await names("default", "even=yes", "metadata.name=o1003").isEmpty)
        #expect(try await names("kube-system").isEmpty)
        #expect(await refusal { _ = try await names(nil, "", "spec.num=1") }?.code == 400)
        #expect(await refusal { _ = try await names(nil, "a in (") }?.code == 400)
    }

    @Test("the pages of a list are one state, whatever is written meanwhile")
    func pages() async throws {
        let cluster = try await makeCluster(with: 25)
        let first = try await cluster.rawList(
            configMaps, namespace: "default", options: ListOptions(limit: 10))
        #expect(first.remainingItemCount == 15)
        _ = try await cluster.rawDelete(configMaps, namespace: "default", name: "o1015")
        _ = try await cluster.rawCreate(configMaps, namespace: "default", configMap("o1012x"))
        _ = try await cluster.rawPatch(
            configMaps, namespace: "default", name: "o1020", .merge(["data": ["key": "new"]]))
        var names = first.objects.map { Object($0.json).name }
        var token = first.continue
        var versions = [first.resourceVersion]
        while let text = token {
            let page = try await cluster.rawList(
                configMaps, namespace: "default", options: ListOptions(limit: 10, continue: text))
            names += page.objects.map { Object($0.json).name }
            #expect(page.objects.allSatisfy { Object($0.json)["data"]?["key"] == "v" })
            versions.append(page.resourceVersion)
            token = page.continue
        }
        #expect(names == (0..<25).map { "o\(1000 + $0)" })
        #expect(Set(versions).count == 1)
    }

    @Test("a token whose state is forgotten is answered with 410, a forged one with 400")
    func expiredToken() async throws {
        let cluster = try await makeCluster(with: 20, historyLimit: 16)
        let first = try await cluster.rawList(configMaps, namespace: nil, options: ListOptions(limit: 5))
        for index in 0..<40 {
            _ = try await cluster.rawCreate(configMaps, namespace: "default", configMap("new\(index)"))
        }
        let expired = await refusal {
            _ = try await cluster.rawList(
                configMaps, namespace: nil, options: ListOptions(continue: first.continue))
        }
        #expect(expired?.code == 410)
        #expect(expired?.reason == "Expired")
        for forged in ["x", "!!!!", "e30", "eyJ2IjoibWV0YS5rOHMuaW8vdjEiLCJydiI6LTEsInN0YXJ0IjoiYSJ9"] {
            let error = await refusal {
                _ = try await cluster.rawList(
                    configMaps, namespace: nil, options: ListOptions(continue: forged))
            }
            #expect(error?.code == 400)
        }
    }

    @Test("a list at an exact version shows that version")
    func exact() async throws {
        let cluster = try await makeCluster(with: 3)
        let before = cluster.resourceVersion
        _ = try await cluster.rawDelete(configMaps, namespace: "default", name: "o1001")
        let options = ListOptions(resourceVersion: before, resourceVersionMatch: "Exact")
        #expect(try await cluster.rawList(configMaps, namespace: nil, options: options).objects.count == 3)
        #expect(
            try await cluster.rawList(configMaps, namespace: nil, options: ListOptions()).objects.count == 2)
    }

    @Test("a version of the future times out with the words of kube-apiserver")
    func future() async throws {
        let clock = TestClock()
        let cluster = try await EmbeddedClusterTests.makeCluster(clock: clock.clock)
        let current = cluster.resourceVersion
        async let error = refusal {
            _ = try await cluster.rawList(
                configMaps, namespace: nil, options: ListOptions(resourceVersion: "999999"))
        }
        async let _: Void = clock.run()
        let refused = await error
        #expect(refused?.code == 504)
        #expect(refused?.message == "Timeout: Too large resource version: 999999, current: \(current)")
        #expect(refused?.causes.first?.reason == "ResourceVersionTooLarge")
    }
}
