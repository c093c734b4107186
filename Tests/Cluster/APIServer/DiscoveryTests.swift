import Bytes
import Kubernetes
import Testing

@testable import APIServer

@Suite("Discovery")
struct DiscoveryTests {
    private static func type(_ group: String, _ version: String, _ plural: String) -> ResourceType {
        ResourceType(
            kind: GroupVersionKind(group: group, version: version, kind: plural.capitalized), plural: plural,
            shortNames: ["x"], subresources: ["status", "scale"])
    }

    @Test("the version that clients should prefer comes first")
    func versionOrder() {
        let names = ["v1alpha1", "foo1", "v1", "v10", "v2", "v1beta2", "v11alpha2", "v1beta10", "bar"]
        let groups = GroupVersions(names.map { Self.type("x.io", $0, "things") })
        #expect(
            groups.group("x.io")?.versions.map(\.name)
                == ["v10", "v2", "v1", "v1beta10", "v1beta2", "v11alpha2", "v1alpha1", "bar", "foo1"])
    }

    @Test("built-in groups come before custom ones")
    func groupOrder() {
        let groups = GroupVersions(["z.io", "a.io", "apps", ""].map { Self.type($0, "v1", "things") })
        #expect(groups.groups.map(\.name) == ["", "apps", "a.io", "z.io"])
    }

    @Test("the aggregated form tells kinds, verbs and subresources")
    func aggregated() throws {
        let groups = GroupVersions([Self.type("", "v1", "pods"), Self.type("x.io", "v1", "things")])
        let json = AggregatedDiscovery.document(groups, core: false, version: "v2")
        #expect(json["apiVersion"] == "apidiscovery.k8s.io/v2")
        let item = try #require(json["items"]?.array?.first)
        #expect(json["items"]?.array?.count == 1)
        #expect(item[["metadata", "name"]] == "x.io")
        let resource = try #require(item["versions"]?.array?.first?["resources"]?.array?.first)
        #expect(resource["scope"] == "Namespaced")
        #expect(resource["responseKind"] == ["group": "x.io", "version": "v1", "kind": "Things"])
        let scale = try #require(resource["subresources"]?.array?.first)
        #expect(scale["responseKind"]?["group"] == "autoscaling")
    }

    @Test("the legacy form lists subresources beside their resource")
    func legacy() throws {
        let groups = GroupVersions([Self.type("x.io", "v1", "things")])
        let json = try #require(LegacyDiscovery.resourceList(groups, group: "x.io", version: "v1"))
        let names = json["resources"]?.array?.compactMap { $0["name"]?.string }
        #expect(names == ["things", "things/scale", "things/status"])
        #expect(LegacyDiscovery.resourceList(groups, group: "x.io", version: "v2") == nil)
        #expect(LegacyDiscovery.group(groups, "y.io") == nil)
    }

    @Test("the answer repeats the form in its Content-Type")
    func contentType() async throws {
        try await TestServer.run { server in
            let form = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList"
            let answer = try await server.send("GET", "/apis", headers: ["Accept: \(form), application/json"])
            #expect(answer.contains("Content-Type: \(form)\r\n"))
            let legacy = try await server.send("GET", "/apis")
            #expect(legacy.contains("\"kind\":\"APIGroupList\""))
        }
    }
}

extension String {
    fileprivate var capitalized: String { prefix(1).uppercased() + dropFirst() }
}
