import Testing

@testable import APIServer

@Suite("Paths")
struct RequestPathTests {
    @Test(
        "a path names a resource, its place and its subresource",
        arguments: [
            ("/api/v1/pods", "||pods||"),
            ("/api/v1/namespaces", "||namespaces||"),
            ("/api/v1/namespaces/a", "||namespaces|a|"),
            ("/api/v1/namespaces/a/status", "||namespaces|a|status"),
            ("/api/v1/namespaces/a/finalize", "||namespaces|a|finalize"),
            ("/api/v1/namespaces/a/pods", "|a|pods||"),
            ("/api/v1/namespaces/a/pods/", "|a|pods||"),
            ("/api/v1/namespaces/a/pods/b", "|a|pods|b|"),
            ("/api/v1/namespaces/a/status/b", "|a|status|b|"),
            ("/apis/apps/v1/namespaces/a/deployments/b/scale", "apps|a|deployments|b|scale"),
            ("/apis/x.io/v1/widgets/w%3A1", "x.io||widgets|w:1|"),
        ])
    func resources(path: String, expected: String) throws {
        guard case .resource(let place) = RequestPath(path) else {
            Issue.record("\(path) is no resource")
            return
        }
        let parts = [
            place.group, place.namespace ?? "", place.plural, place.name ?? "", place.subresource ?? "",
        ]
        #expect(parts.joined(separator: "|") == expected)
    }

    @Test(
        "a path that no key can hold leads nowhere",
        arguments: [
            "/api/v1/namespaces/%2e%2e/pods/x", "/api/v1/namespaces/../pods", "/api/v1/./pods",
            "/api//v1/pods",
            "/api/v1/namespaces/a%2Fb/pods", "/api/v1/pods/%00", "/api/v1/pods/%ff", "/api/v1/pods/%4",
            "/apix",
            "/version/x", "/openapi/v3/api", "/api/v1/namespaces/a/pods/b/c/d", "/..", "relative",
        ])
    func refused(path: String) {
        let isRoot = RequestPath(path) == .root
        #expect(RequestPath(path) == nil || (path == "relative" && isRoot))
    }

    @Test("the documents of the server have paths of their own")
    func documents() {
        #expect(RequestPath("/") == .root)
        #expect(RequestPath("/api") == .coreVersions)
        #expect(RequestPath("/apis/") == .groups)
        #expect(RequestPath("/apis/apps") == .group("apps"))
        #expect(RequestPath("/apis/apps/v1") == .groupVersion(group: "apps", version: "v1"))
        #expect(RequestPath("/openapi/v3/apis/apps/v1") == .openAPI(group: "apps", version: "v1"))
        #expect(RequestPath("/readyz/ping") == .health(check: "readyz/ping"))
    }
}
