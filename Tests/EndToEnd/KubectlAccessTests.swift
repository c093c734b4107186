import Foundation
import Testing

@Suite("kubectl asks who may do what", .enabled(if: Kubectl.isPresent))
struct KubectlAccessTests {
    /// Writes the server's kubeconfig with other credentials than the administrator's.
    private func kubeconfig(of server: MartletProcess, _ credentials: String...) throws -> String {
        let config = try String(contentsOfFile: server.kubeconfig, encoding: .utf8)
        let kept = config.split(separator: "\n").map(String.init).filter { !$0.contains("client-") }
        let path = TemporaryFolder.path()
        let lines = kept + credentials.map { "    \($0)" }
        try (lines.joined(separator: "\n") + "\n").write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }

    /// Runs kubectl with a token and without the administrator's certificate.
    private func asAccount(
        _ name: String, in kubectl: Kubectl, _ server: MartletProcess
    ) async throws -> @Sendable ([String]) async throws -> Command.Outcome {
        let token = try await kubectl("create", "token", name, "--duration=30m").output
            .trimmingCharacters(in: .whitespacesAndNewlines)
        let path = try kubeconfig(of: server, "token: \"\(token)\"")
        let namespace = kubectl.namespace ?? "default"
        return { arguments in
            let command = Command(
                path: Kubectl.path ?? "kubectl",
                environment: ["KUBECONFIG": path, "HOME": server.stateDirectory, "PATH": "/usr/bin:/bin"])
            return try await command.run(["-n", namespace] + arguments)
        }
    }

    @Test("a service account is refused until a role is bound to it, and cannot rise by itself")
    func roles() async throws {
        let server = try await MartletProcess.shared()
        let kubectl = try await Kubectl(namespace: "access-roles")
        #expect(try await kubectl("create", "serviceaccount", "bob").status == 0)
        let bob = try await asAccount("bob", in: kubectl, server)
        let me = try await bob(["auth", "whoami"])
        #expect(me.output.contains("system:serviceaccount:access-roles:bob"), "\(me)")
        let refused = try await bob(["get", "pods"])
        #expect(refused.status == 1)
        #expect(refused.error.contains(#"User "system:serviceaccount:access-roles:bob" cannot list"#))
        #expect(
            try await kubectl("create", "role", "pods", "--verb=get,list", "--resource=pods").status == 0)
        #expect(
            try await kubectl(
                "create", "rolebinding", "pods", "--role=pods", "--serviceaccount=access-roles:bob"
            ).status == 0)
        #expect(try await bob(["get", "pods"]).status == 0)
        #expect(try await bob(["get", "pods", "-A"]).status == 1)
        #expect(try await bob(["auth", "can-i", "list", "pods"]).output == "yes\n")
        #expect(try await bob(["auth", "can-i", "delete", "pods"]).output == "no\n")
        let list = try await bob(["auth", "can-i", "--list"])
        #expect(list.output.contains("pods") && list.output.contains("[get list]"), "\(list)")
        let asBob = try await kubectl(
            "auth", "can-i", "list", "pods", "--as=system:serviceaccount:access-roles:bob")
        #expect(asBob.output == "yes\n")
        #expect(
            try await kubectl(
                "create", "rolebinding", "admin", "--clusterrole=admin",
                "--serviceaccount=access-roles:bob"
            ).status == 0)
        let rise = try await bob(["create", "role", "all", "--verb=*", "--resource=nodes"])
        #expect(rise.status == 1)
        #expect(
            rise.error.contains("is attempting to grant RBAC permissions not currently held"), "\(rise)")
        #expect(try await bob(["create", "role", "maps", "--verb=get", "--resource=configmaps"]).status == 0)
    }

    @Test("auth reconcile applies roles and adds what is missing")
    func reconcile() async throws {
        let kubectl = try await Kubectl(namespace: "access-reconcile")
        let manifest = """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: Role
            metadata: {name: r, namespace: access-reconcile}
            rules: [{apiGroups: [""], resources: [pods], verbs: [get]}]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata: {name: b, namespace: access-reconcile}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: r}
            subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: jane}]
            """
        let first = try await kubectl("auth", "reconcile", "-f", "-", input: manifest)
        #expect(first.status == 0, "\(first)")
        let more = manifest.replacingOccurrences(of: "verbs: [get]", with: "verbs: [list]")
        #expect(try await kubectl("auth", "reconcile", "-f", "-", input: more).status == 0)
        let role = try await kubectl("get", "role", "r", "-o", "jsonpath={.rules[*].verbs}")
        #expect(role.output.contains("get") && role.output.contains("list"), "\(role)")
    }

    @Test("a certificate is requested, approved and used")
    func certificates() async throws {
        let server = try await MartletProcess.shared()
        let kubectl = try await Kubectl(namespace: "access-certificates")
        let folder = TemporaryFolder.path()
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let openssl = Command(path: "/usr/bin/openssl", environment: ["PATH": "/usr/bin:/bin"])
        let made = try await openssl.run([
            "req", "-new", "-newkey", "rsa:2048", "-nodes", "-keyout", "\(folder)/key", "-out",
            "\(folder)/csr", "-subj", "/O=devs/CN=carol",
        ])
        try #require(made.status == 0, "\(made)")
        let request = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/csr")).base64EncodedString()
        let manifest = """
            apiVersion: certificates.k8s.io/v1
            kind: CertificateSigningRequest
            metadata: {name: carol}
            spec:
              request: \(request)
              signerName: kubernetes.io/kube-apiserver-client
              expirationSeconds: 3600
              usages: [client auth]
            """
        let created = try await kubectl("create", "-f", "-", input: manifest)
        #expect(created.status == 0, "\(created)")
        #expect(try await kubectl("get", "csr", "carol").output.contains("Pending"))
        let approved = try await kubectl("certificate", "approve", "carol")
        #expect(approved.status == 0, "\(approved)")
        let waited = try await kubectl(
            "wait", "--for=jsonpath={.status.certificate}", "csr/carol", "--timeout=20s")
        #expect(waited.status == 0, "\(waited)")
        #expect(try await kubectl("get", "csr", "carol").output.contains("Approved,Issued"))
        let text = try await kubectl("get", "csr", "carol", "-o", "jsonpath={.status.certificate}").output
        try #require(Data(base64Encoded: text)).write(to: URL(fileURLWithPath: "\(folder)/crt"))
        let config = try kubeconfig(
            of: server, "client-certificate: \(folder)/crt", "client-key: \(folder)/key")
        let me = try await kubectl("--kubeconfig", config, "auth", "whoami")
        #expect(me.output.contains("carol") && me.output.contains("devs"), "\(me) \(server.kubeconfig)")
    }
}
