import Testing

@testable import RemoteCluster

@Suite("Proxies")
struct ProxyRuleTests {
    private func proxy(_ server: String, _ environment: [String: String], url: String? = nil) throws
        -> String?
    {
        var access = ClusterAccess(server: try #require(ServerURL(server, defaultScheme: "https")))
        access.proxyURL = url
        return try ProxyRule.proxy(for: access, environment: environment)?.description
    }

    @Test("the kubeconfig's proxy counts before the environment's, and each scheme has its own")
    func choice() throws {
        let environment = ["HTTPS_PROXY": "http://p:3128", "http_proxy": "q:80"]
        #expect(try proxy("https://a", environment) == "http://p:3128")
        #expect(try proxy("http://a", environment) == "http://q:80")
        #expect(try proxy("https://a", environment, url: "socks5://s") == "socks5://s:1080")
        #expect(try proxy("https://a", [:]) == nil)
        #expect(throws: RemoteClusterError.self) { try proxy("https://a", [:], url: "https://p") }
        #expect(throws: RemoteClusterError.self) { try proxy("https://a", ["HTTPS_PROXY": "://"]) }
    }

    @Test(
        "NO_PROXY is read as Go reads it",
        arguments: [
            ("https://api.example.com", "example.com", true), ("https://example.com", "example.com", true),
            ("https://example.com", ".example.com", false), ("https://a.example.com", "*.example.com", true),
            ("https://badexample.com", "example.com", false), ("https://a", "*", true),
            ("https://10.1.2.3", "10.0.0.0/8", true), ("https://11.1.2.3", "10.0.0.0/8", false),
            ("https://10.1.2.3", "10.1.2.3", true), ("https://10.1.2.3:6443", "10.1.2.3:6443", true),
            ("https://10.1.2.3:6443", "10.1.2.3:443", false), ("https://[fd00::1]", "fd00::/8", true),
            ("https://localhost:6443", "", true), ("https://127.0.0.1", "", true),
            ("https://[::1]", "", true),
            ("https://a", "b, a ", true), ("https://a", ",,", false),
        ])
    func exceptions(server: String, rules: String, isDirect: Bool) throws {
        let found = try proxy(server, ["HTTPS_PROXY": "http://p:1", "NO_PROXY": rules])
        #expect((found == nil) == isDirect)
    }
}
