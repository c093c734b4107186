/// Which proxy leads to a server: what the kubeconfig says, else what the environment says.
enum ProxyRule {
    /// The proxy's URL, or nil for the direct way.
    static func proxy(
        for access: ClusterAccess, environment: [String: String]
    ) throws(RemoteClusterError) -> ServerURL? {
        if let text = access.proxyURL { return try url(text, source: "proxy-url") }
        let names =
            access.server.scheme == "https" ? ["HTTPS_PROXY", "https_proxy"] : ["HTTP_PROXY", "http_proxy"]
        guard let name = names.first(where: { environment[$0]?.isEmpty == false }),
            let text = environment[name]
        else { return nil }
        let exceptions = environment["NO_PROXY"] ?? environment["no_proxy"] ?? ""
        if bypasses(access.server, exceptions: exceptions) { return nil }
        return try url(text, source: name)
    }

    private static func url(_ text: String, source: String) throws(RemoteClusterError) -> ServerURL {
        // The text itself may hold a password, so it is not repeated.
        guard let url = ServerURL(text, defaultScheme: "http") else {
            throw RemoteClusterError(source: source, reason: "is not an http or socks5 URL")
        }
        guard url.scheme != "https" else {
            throw RemoteClusterError(
                source: source, reason: "a proxy that is itself spoken to over TLS is not supported")
        }
        if url.scheme.hasPrefix("socks"), url.userInfo != nil {
            throw RemoteClusterError(
                source: source, reason: "a socks5 proxy with a password is not supported")
        }
        return url
    }

    /// True when `NO_PROXY` (a comma list of domains, addresses and networks, as Go reads it) names the server;
    /// this machine itself is never reached over a proxy.
    static func bypasses(_ server: ServerURL, exceptions: String) -> Bool {
        let host = server.host.lowercased()
        let address = IPAddress(host)
        if host == "localhost" || address?.isLoopback == true { return true }
        for item in exceptions.split(separator: ",") {
            var rule = item.filter { !$0.isWhitespace }.lowercased()
            if rule == "*" { return true }
            if let network = IPNetwork(rule) {
                if let address, network.contains(address) { return true }
                continue
            }
            if let named = ServerURL("http://\(rule)", defaultScheme: "http"),
                rule.hasSuffix(":\(named.port)")
            {
                if named.port != server.port { continue }
                rule = named.host
            }
            if let ruled = IPAddress(rule) {
                if ruled == address { return true }
                continue
            }
            if rule.hasPrefix("*.") { rule.removeFirst() }
            if rule.isEmpty { continue }
            let suffix = rule.hasPrefix(".") ? rule : ".\(rule)"
            if host.hasSuffix(suffix) || (!rule.hasPrefix(".") && host == rule) { return true }
        }
        return false
    }
}
