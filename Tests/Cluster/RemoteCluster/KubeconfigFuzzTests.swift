import Fuzzing
import Testing

@testable import RemoteCluster

@Suite("Mutants of kubeconfigs")
struct KubeconfigFuzzTests {
    @Test("a kubeconfig is read or refused by its file", .timeLimit(.minutes(15)))
    func fuzz() {
        let corpus = [
            """
            apiVersion: v1
            kind: Config
            current-context: x
            clusters:
            - {name: c, cluster: {server: "https://a:1", certificate-authority-data: UEVN, proxy-url: "http://p"}}
            contexts:
            - {name: x, context: {cluster: c, user: u, namespace: n}}
            users:
            - name: u
              user:
                as: jane
                as-groups: [a]
                as-user-extra: {k: [v]}
                exec:
                  apiVersion: client.authentication.k8s.io/v1
                  command: ./bin/plugin
                  args: [a, b]
                  env: [{name: A, value: b}]
                  interactiveMode: IfAvailable
            """,
            #"{"clusters":[{"name":"c","cluster":{"server":"https://a","insecure-skip-tls-verify":true}}],"contexts":[{"name":"x","context":{"cluster":"c"}}],"current-context":"x"}"#,
        ]
        var read = 0
        for mutant in Mutants(
            of: corpus, tokens: ["null", "[]", "{}", "&a", "*a", ": ", "- ", "true", "5"], count: 2000)
        {
            do throws(RemoteClusterError) {
                let config = try Kubeconfig(mutant.bytes, file: "/dir/config")
                read += 1
                for name in config.contexts.keys { _ = try config.access(context: name) }
            } catch { #expect(!error.source.isEmpty && !error.reason.isEmpty, "\(mutant)") }
        }
        #expect(read > 100)
    }
}
