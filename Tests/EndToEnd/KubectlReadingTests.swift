import Testing

@Suite("kubectl reads", .enabled(if: Kubectl.isPresent, "needs the built martlet and a kubectl on PATH"))
struct KubectlReadingTests {
    /// Every namespace has a ConfigMap of the cluster's own.
    private static let own = "--field-selector=metadata.name!=kube-root-ca.crt"

    @Test("get prints tables, wide tables, names and every machine format")
    func formats() async throws {
        let kubectl = try await Kubectl(namespace: "formats")
        _ = try await kubectl("create", "configmap", "one", "--from-literal=a=b")
        _ = try await kubectl("create", "configmap", "two", "--from-literal=a=b", "--from-literal=c=d")
        let table = try await kubectl("get", "configmaps").lines
        #expect(table.first?.split(separator: " ") == ["NAME", "DATA", "AGE"])
        #expect(table.contains { $0.split(separator: " ").starts(with: ["two", "2"]) })
        let wide = try await kubectl("get", "cm", "-o", "wide").lines
        #expect(wide.first?.split(separator: " ") == ["NAME", "DATA", "AGE"])
        #expect(
            try await kubectl("get", "cm", Self.own, "-o", "name").lines == [
                "configmap/one", "configmap/two",
            ])
        #expect(try await kubectl("get", "cm", "one", "-o", "jsonpath={.data.a}").output == "b")
        #expect(
            try await kubectl("get", "cm", "one", "-o", "yaml").output.contains(
                "data:\n  a: b\nkind: ConfigMap\n"))
        #expect(try await kubectl("get", "cm", "one", "-o", "json").output.contains("\"a\": \"b\""))
        let columns = try await kubectl(
            "get", "cm", Self.own, "-o", "custom-columns=N:.metadata.name,V:.data.c")
        #expect(
            columns.lines.map { $0.split(separator: " ") } == [
                ["N", "V"], ["one", "<none>"], ["two", "d"],
            ])
        let everywhere = try await kubectl("get", "cm", "-A").lines.map { $0.split(separator: " ") }
        #expect(everywhere.contains { $0.starts(with: ["formats", "one"]) })
    }

    @Test("get selects by labels and fields and sorts")
    func selection() async throws {
        let kubectl = try await Kubectl(namespace: "selection")
        for (name, value) in [("a", "3"), ("b", "1"), ("c", "2")] {
            _ = try await kubectl("create", "configmap", name, "--from-literal=n=\(value)")
        }
        _ = try await kubectl("label", "configmap", "b", "tier=front")
        #expect(try await kubectl("get", "cm", "-l", "tier=front", "-o", "name").lines == ["configmap/b"])
        #expect(
            try await kubectl("get", "cm", Self.own, "-l", "tier notin (front)", "-o", "name").lines == [
                "configmap/a", "configmap/c",
            ])
        let byField = try await kubectl("get", "cm", "--field-selector", "metadata.name=c", "-o", "name")
        #expect(byField.lines == ["configmap/c"])
        let sorted = try await kubectl("get", "cm", Self.own, "--sort-by=.data.n", "--no-headers").lines
        #expect(sorted.map { $0.prefix(1) } == ["b", "c", "a"])
        let refused = try await kubectl("get", "cm", "-l", "a in (b")
        #expect(refused.status == 1)
        #expect(refused.error.contains("unable to parse requirement"))
    }

    @Test("describe shows an object and its events")
    func describe() async throws {
        let kubectl = try await Kubectl(namespace: "described")
        _ = try await kubectl("create", "configmap", "one", "--from-literal=key=value")
        let event = """
            {"apiVersion":"v1","kind":"Event","metadata":{"name":"one.1"},"reason":"Seen","message":"it is here",
             "type":"Normal","count":1,"source":{"component":"test"},
             "involvedObject":{"kind":"ConfigMap","name":"one","namespace":"described","apiVersion":"v1"}}
            """
        #expect(try await kubectl("create", "-f", "-", input: event).status == 0)
        let described = try await kubectl("describe", "configmap", "one")
        #expect(described.output.contains("key:\n----\nvalue"))
        let events = try await kubectl("get", "events").output
        #expect(events.contains("configmap/one"))
        #expect(events.contains("it is here"))
        #expect(try await kubectl("events").output.contains("it is here"))
    }

    @Test("discovery, explain and version answer")
    func discovery() async throws {
        let kubectl = try await Kubectl(namespace: "discovery")
        let resources = try await kubectl("api-resources", "--no-headers").lines
        #expect(
            resources.contains {
                $0.split(separator: " ") == ["configmaps", "cm", "v1", "true", "ConfigMap"]
            })
        #expect(resources.contains { $0.hasPrefix("deployments ") })
        let versions = try await kubectl("api-versions").lines
        #expect(versions.contains("v1") && versions.contains("apiextensions.k8s.io/v1"))
        #expect(try await kubectl("explain", "configmap").output.contains("KIND:       ConfigMap"))
        #expect(try await kubectl("version").output.contains("Server Version: v1.32"))
        #expect(try await kubectl("cluster-info").output.contains("is running at"))
        #expect(try await kubectl("get", "--raw", "/readyz").output == "ok")
        let unknown = try await kubectl("get", "nonsense")
        #expect(unknown.error.contains("the server doesn't have a resource type \"nonsense\""))
    }
}
