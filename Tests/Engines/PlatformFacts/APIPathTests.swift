import PlatformFacts
import Testing

@Suite("Paths of the API")
struct APIPathTests {
    @Test("a path is taken apart")
    func parts() throws {
        let pods = try #require(APIPath("/api/v1/namespaces/a/pods?labelSelector=app%3Detcd&limit=5"))
        #expect(pods.group.isEmpty && pods.version == "v1" && pods.plural == "pods" && pods.name == nil)
        #expect(pods.namespace == "a" && pods["labelSelector"] == "app=etcd" && pods["limit"] == "5")
        let config = try #require(APIPath("/apis/config.openshift.io/v1/oauths/cluster"))
        #expect(
            config.group == "config.openshift.io" && config.plural == "oauths" && config.name == "cluster")
        let namespace = try #require(APIPath("/api/v1/namespaces/a"))
        #expect(namespace.plural == "namespaces" && namespace.name == "a" && namespace.namespace == nil)
        let proxy = try #require(APIPath("/api/v1/nodes/n/proxy/configz"))
        #expect(proxy.name == "n" && proxy.subresource == "proxy/configz")
    }

    @Test(
        "what leads to no resource is none",
        arguments: ["/version", "/apis/a", "/apis/a/v1", "/api/v1/../x/y", "", "x"])
    func others(text: String) { #expect(APIPath(text) == nil) }
}
