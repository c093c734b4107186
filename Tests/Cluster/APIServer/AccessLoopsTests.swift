import Bytes
import Cluster
import EmbeddedCluster
import Kubernetes
import Logging
import TemporaryFolders
import Testing

@testable import APIServer

@Suite("What access control keeps true")
struct AccessLoopsTests {
    /// Looks until something holds, as controllers need a moment.
    private func eventually(_ holds: () async throws -> Bool) async throws -> Bool {
        for _ in 0..<250 {
            if try await holds() { return true }
            try await Task.sleep(for: .milliseconds(20))
        }
        return false
    }

    @Test("a Secret for a service account's token is filled, works, and goes with its account")
    func tokenSecrets() async throws {
        try await TestServer.run { server in
            let bob = try await Bearer.make("bob", on: server)
            let secrets = "/api/v1/namespaces/default/secrets"
            let type = "kubernetes.io/service-account-token"
            let nameless = try await server.json(
                "POST", secrets, ["metadata": ["name": "x"], "type": .string(type)])
            #expect(nameless.code == 422)
            let secret: JSON = [
                "metadata": [
                    "name": "bob-token", "annotations": ["kubernetes.io/service-account.name": "bob"],
                ],
                "type": .string(type),
            ]
            _ = try await server.json("POST", secrets, secret)
            var data: JSON?
            #expect(
                try await eventually {
                    data = try await server.json("GET", "\(secrets)/bob-token").body["data"]
                    return data?["token"] != nil
                })
            #expect(data?["namespace"]?.string == Base64.encode(Array("default".utf8)))
            #expect(data?["ca.crt"]?.string == Base64.encode(Array(server.identity.authorityPEM.utf8)))
            let token = String(
                decoding: Base64.decode(data?["token"]?.string ?? "") ?? [], as: UTF8.self)
            #expect(try await server.json("GET", "/api", token: token).code == 200)
            _ = try await server.json("DELETE", "/api/v1/namespaces/default/serviceaccounts/bob")
            #expect(try await server.json("GET", "/api", token: token).code == 401)
            #expect(
                try await eventually { try await server.json("GET", "\(secrets)/bob-token").code == 404 })
            #expect(try await bob.send("GET", "/api").code == 401)
        }
    }

    @Test("an aggregating role follows the roles that it gathers")
    func aggregation() async throws {
        try await TestServer.run { server in
            let roles = "/apis/rbac.authorization.k8s.io/v1/clusterroles"
            let before = try await server.json("GET", "\(roles)/view").body["rules"]?.array?.count ?? 0
            #expect(before > 5)
            let rule: JSON = ["apiGroups": ["x.dev"], "resources": ["widgets"], "verbs": ["get"]]
            _ = try await server.json(
                "POST", roles,
                [
                    "metadata": [
                        "name": "widgets",
                        "labels": ["rbac.authorization.k8s.io/aggregate-to-view": "true"],
                    ],
                    "rules": [rule],
                ])
            for name in ["view", "edit", "admin"] {
                #expect(
                    try await eventually {
                        let role = try await server.json("GET", "\(roles)/\(name)").body
                        return role["rules"]?.array?.contains(rule) == true
                    }, "\(name)")
            }
            _ = try await server.json("DELETE", "\(roles)/widgets")
            #expect(
                try await eventually {
                    let role = try await server.json("GET", "\(roles)/admin").body
                    return role["rules"]?.array?.contains(rule) == false
                })
        }
    }

    @Test("every namespace has the authority's certificate, again after it was deleted")
    func rootCertificates() async throws {
        try await TestServer.run { server in
            _ = try await server.json("POST", "/api/v1/namespaces", ["metadata": ["name": "a"]])
            let path = "/api/v1/namespaces/a/configmaps/kube-root-ca.crt"
            for _ in 0..<2 {
                #expect(
                    try await eventually {
                        let map = try await server.json("GET", path).body
                        return map["data"]?["ca.crt"]?.string == server.identity.authorityPEM
                    })
                _ = try await server.json("DELETE", path)
            }
        }
    }

    @Test("a second start writes nothing, and brings back what somebody has removed")
    func seeding() async throws {
        let folder = TemporaryFolder()
        let identity = try ClusterIdentity(stateDirectory: folder.path)
        let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let cluster = try await EmbeddedCluster(
            EmbeddedCluster.Configuration(stateDirectory: nil), logger: quiet)
        let authorizer = RBACAuthorizer(cluster: cluster)
        let first = try await AccessControl(
            cluster: cluster, identity: identity, authorizer: authorizer, logger: quiet)
        let version = cluster.resourceVersion
        let second = try await AccessControl(
            cluster: cluster, identity: identity, authorizer: authorizer, logger: quiet)
        #expect(cluster.resourceVersion == version)
        #expect(first.tokens.keyIdentifier == second.tokens.keyIdentifier)
        let count = cluster.present(AccessTypes.clusterRoles).count
        _ = try await cluster.delete(
            AccessTypes.clusterRoles, namespace: nil, name: "view", options: DeleteOptions())
        _ = try await AccessControl(
            cluster: cluster, identity: identity, authorizer: authorizer, logger: quiet)
        #expect(cluster.present(AccessTypes.clusterRoles).count == count)
        await cluster.shutdown()
    }

    @Test("bindings get the groups that people leave out, and are refused when they make no sense")
    func form() async throws {
        try await TestServer.run { server in
            let base = "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings"
            var binding: JSON = [
                "metadata": ["name": "b"], "roleRef": ["kind": "ClusterRole", "name": "view"],
                "subjects": [["kind": "User", "name": "jane"]],
            ]
            let made = try await server.json("POST", base, binding)
            let group: JSON = "rbac.authorization.k8s.io"
            #expect(made.body["roleRef"]?["apiGroup"] == group)
            #expect(made.body["subjects"]?.array?.first?["apiGroup"] == group)
            binding["roleRef"]?["name"] = "edit"
            let moved = try await server.json("PUT", "\(base)/b", binding)
            #expect(moved.code == 422)
            #expect(moved.body["message"]?.string?.hasSuffix("cannot change roleRef") == true)
            binding["metadata"]?["name"] = "c"
            binding["roleRef"]?["kind"] = "Role"
            #expect(try await server.json("POST", base, binding).code == 422)
        }
    }
}
