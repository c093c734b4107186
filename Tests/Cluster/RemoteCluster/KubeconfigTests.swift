import TemporaryFolders
import Testing

@testable import RemoteCluster

@Suite("Kubeconfigs")
struct KubeconfigTests {
    private static let first = """
        apiVersion: v1
        kind: Config
        current-context: one
        clusters:
        - name: c
          cluster: {server: "https://one:6443/prefix/", certificate-authority: ca.pem}
        contexts:
        - name: one
          context: {cluster: c, user: u, namespace: ns}
        users:
        - name: u
          user: {client-certificate: /abs/cert.pem, client-key: sub/key.pem}
        """
    private static let second = """
        current-context: two
        clusters:
        - {name: c, cluster: {server: "https://other", insecure-skip-tls-verify: true}}
        - {name: d, cluster: {server: "https://two"}}
        contexts:
        - {name: two, context: {cluster: d, user: t}}
        users:
        - {name: t, user: {token: secret}}
        """

    private func refusal(_ text: String, access: Bool = false) -> String {
        do throws(RemoteClusterError) {
            let config = try Kubeconfig(Array(text.utf8), file: "/etc/k/config")
            if access { _ = try config.access() }
            return "taken"
        } catch { return error.description }
    }

    @Test(
        "of two files that name the same thing the first counts whole, and paths are relative to their file")
    func merging() throws {
        let (one, two) = (TemporaryFolder(), TemporaryFolder())
        let files = [one.write("a", Self.first), "/nowhere/config", two.write("b", Self.second)]
        let config = try #require(
            try Kubeconfig.load(path: nil, environment: ["KUBECONFIG": files.joined(separator: ":")]))
        #expect(config.currentContext == "one")
        let access = try config.access()
        #expect(access.server.description == "https://one:6443/prefix")
        #expect(!access.insecureSkipTLSVerify)
        #expect(
            access.authority
                == .file("\(one.path)/ca.pem", field: "clusters[0].cluster.certificate-authority"))
        #expect(access.clientCertificate == .file("/abs/cert.pem", field: "users[0].user.client-certificate"))
        #expect(access.clientKey == .file("\(one.path)/sub/key.pem", field: "users[0].user.client-key"))
        #expect(access.namespace == "ns")
        let other = try config.access(context: "two")
        #expect(other.server.description == "https://two:443")
        #expect(other.authentication == .token("secret"))
    }

    @Test("without KUBECONFIG it is ~/.kube/config, and a named file must be there")
    func places() throws {
        let home = TemporaryFolder()
        #expect(try Kubeconfig.load(path: nil, environment: ["HOME": home.path]) == nil)
        #expect(
            throws: RemoteClusterError(
                source: "/nowhere", field: "--kubeconfig", reason: "there is no such file")
        ) {
            try Kubeconfig.load(path: "/nowhere", environment: [:])
        }
    }

    @Test("in a pod the service account counts")
    func inCluster() throws {
        let folder = TemporaryFolder()
        folder.write("token", "t")
        folder.write("namespace", "security\n")
        let environment = ["KUBERNETES_SERVICE_HOST": "fd00::1", "KUBERNETES_SERVICE_PORT": "443"]
        let access = try #require(
            try ClusterAccess.inCluster(environment: environment, folder: folder.path))
        #expect(access.server.description == "https://[fd00::1]:443")
        #expect(access.namespace == "security")
        #expect(access.authentication == .tokenFile("\(folder.path)/token"))
        #expect(try ClusterAccess.inCluster(environment: [:], folder: folder.path) == nil)
    }

    @Test(
        "a bad file is refused by file and field",
        arguments: [
            ("[]", "/etc/k/config: is no kubeconfig: an object was expected"),
            ("a: [", "/etc/k/config: line "),
            ("kind: Pod", "/etc/k/config: kind: must be Config and is Pod"),
            ("clusters: 5", "/etc/k/config: clusters: must be a list and is a number"),
            ("clusters: [5]", "/etc/k/config: clusters[0]: must be an object"),
            (
                "clusters: [{name: a, cluster: {server: 5}}]",
                "/etc/k/config: clusters[0].cluster.server: must be text and is a number"
            ),
            ("clusters: [{name: a}, {name: a}]", "/etc/k/config: clusters[1].name: \"a\" is there twice"),
            (
                "users: [{name: a, user: {client-certificate-data: '%'}}]",
                "/etc/k/config: users[0].user.client-certificate-data: is not Base64"
            ),
            (
                "users: [{name: a, user: {exec: {apiVersion: client.authentication.k8s.io/v1alpha1}}}]",
                "/etc/k/config: users[0].user.exec.apiVersion: client.authentication.k8s.io/v1alpha1 is not one of "
                    + "client.authentication.k8s.io/v1, client.authentication.k8s.io/v1beta1"
            ),
            (
                "users: [{name: a, user: {exec: {apiVersion: client.authentication.k8s.io/v1, command: x}}}]",
                "/etc/k/config: users[0].user.exec.interactiveMode: must be set for "
                    + "client.authentication.k8s.io/v1"
            ),
            (
                "users: [{name: a, user: {exec: {apiVersion: client.authentication.k8s.io/v1beta1}}}]",
                "/etc/k/config: users[0].user.exec.command: must be set"
            ),
        ])
    func badFiles(text: String, message: String) {
        #expect(refusal(text).hasPrefix(message), "\(refusal(text))")
    }

    @Test(
        "a context that leads nowhere is refused when it is used",
        arguments: [
            ("{}", "kubeconfig: current-context: is not set; name a context"),
            ("current-context: x", "kubeconfig: contexts: there is no context \"x\""),
            ("{cluster: d}", "/etc/k/config: contexts[0].context.cluster: there is no cluster \"d\""),
            ("{cluster: c, user: v}", "/etc/k/config: contexts[0].context.user: there is no user \"v\""),
            ("{cluster: c, user: two}", "users[1].user.username: a user has one way to say who it is"),
            ("{cluster: c, user: half}", "users[2].user.client-key: a certificate and its key go together"),
            ("{cluster: c, user: as}", "users[3].user.as: must be set to act as a uid or a group"),
            ("{cluster: c, user: old}", "users[4].user.auth-provider: Kubernetes 1.26 removed gcp"),
            ("{cluster: e}", "clusters[1].cluster.server: must be set"),
            ("{cluster: f}", "clusters[2].cluster.server: \"ftp://x\" is not an http or https URL"),
        ])
    func badContexts(context: String, message: String) {
        let isWhole = context == "{}" || context.hasPrefix("current")
        let text =
            isWhole
            ? context
            : """
            current-context: x
            contexts: [{name: x, context: \(context)}]
            clusters: [{name: c, cluster: {server: "https://c"}}, {name: e}, {name: f, cluster: {server: "ftp://x"}}]
            users:
            - {name: u}
            - {name: two, user: {token: t, username: me}}
            - {name: half, user: {client-certificate: a.pem}}
            - {name: as, user: {as-groups: [g]}}
            - {name: old, user: {auth-provider: {name: gcp}}}
            """
        #expect(refusal(text, access: true).contains(message), "\(refusal(text, access: true))")
    }

    @Test(
        "a server's URL",
        arguments: [
            ("https://a.b", "https://a.b:443"), ("a:6443", "http://a:6443"),
            ("https://[::1]:6443/", "https://[::1]:6443"),
            ("HTTPS://h/k8s/clusters/c-1/", "https://h:443/k8s/clusters/c-1"),
            ("http://u:p@h", "http://h:80"),
        ])
    func urls(text: String, expected: String) {
        #expect(ServerURL(text, defaultScheme: "http")?.description == expected)
    }

    @Test(
        "what is no server's URL",
        arguments: [
            "", "https://", "https://a:0", "https://a:99999", "https://a:b", "x://a", "https://a b",
            "https://a?q",
        ])
    func badURLs(text: String) { #expect(ServerURL(text, defaultScheme: "https") == nil) }
}
