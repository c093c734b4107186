import Access
import Bytes
import Cluster
import Kubernetes
import Testing

@testable import APIServer

/// Requests in the name of a service account.
struct Bearer: Sendable {
    let server: TestServer
    let token: String

    /// Makes an account in namespace `default` and a token for it.
    static func make(_ name: String, on server: TestServer) async throws -> Bearer {
        _ = try await server.json(
            "POST", "/api/v1/namespaces/default/serviceaccounts", ["metadata": ["name": .string(name)]])
        let answer = try await server.json(
            "POST", "/api/v1/namespaces/default/serviceaccounts/\(name)/token", ["spec": [:]])
        let token = try #require(answer.body["status"]?["token"]?.string)
        return Bearer(server: server, token: token)
    }

    func send(
        _ method: String, _ path: String, _ body: JSON? = nil, headers: [String] = []
    ) async throws -> (code: Int, body: JSON) {
        try await server.json(method, path, body, headers: headers, token: token)
    }
}

extension TestServer {
    /// Sends JSON and reads the JSON that comes back; as the administrator unless a token is given.
    func json(
        _ method: String, _ path: String, _ body: JSON? = nil, headers: [String] = [], token: String? = nil
    ) async throws -> (code: Int, body: JSON) {
        var headers = headers
        if let token { headers.append("Authorization: Bearer \(token)") }
        if body != nil, !headers.contains(where: { $0.hasPrefix("Content-Type") }) {
            headers.append("Content-Type: application/json")
        }
        let answer = try await send(
            method, path, headers: headers, body: body?.bytes ?? [], token: token == nil)
        let code = Int(answer.dropFirst("HTTP/1.1 ".count).prefix(3)) ?? 0
        let text = answer.split(separator: "\r\n\r\n", maxSplits: 1).last.map(String.init) ?? ""
        return (code, (try? JSON(parsing: text)) ?? .string(text))
    }

    /// Binds a ClusterRole of rules to the service account `default/name`.
    func allow(_ name: String, _ rules: JSON, in namespace: String? = nil) async throws {
        let base = "/apis/rbac.authorization.k8s.io/v1"
        let role = try await json(
            "POST", "\(base)/clusterroles", ["metadata": ["name": .string(name)], "rules": rules])
        #expect(role.code == 201, "\(role.body.text)")
        let place = namespace.map { "\(base)/namespaces/\($0)/rolebindings" } ?? "\(base)/clusterrolebindings"
        let binding = try await json(
            "POST", place,
            [
                "metadata": ["name": .string(name)],
                "roleRef": ["kind": "ClusterRole", "name": .string(name)],
                "subjects": [
                    ["kind": "ServiceAccount", "name": .string(name), "namespace": "default"]
                ],
            ])
        #expect(binding.code == 201, "\(binding.body.text)")
    }
}

@Suite("Access over HTTPS")
struct AccessTests {
    private static let pods = "/api/v1/namespaces/default/pods"
    private static let rbac = "/apis/rbac.authorization.k8s.io/v1"

    @Test("a binding counts in the very next request, and its deletion too")
    func bindings() async throws {
        try await TestServer.run { server in
            let bob = try await Bearer.make("bob", on: server)
            let refused = try await bob.send("GET", Self.pods)
            #expect(refused.code == 403)
            #expect(
                refused.body["message"]?.string
                    == #"pods is forbidden: User "system:serviceaccount:default:bob" cannot list resource "#
                    + #""pods" in API group "" in the namespace "default""#)
            for _ in 0..<5 {
                try await server.allow(
                    "bob", [["apiGroups": [""], "resources": ["pods"], "verbs": ["list"]]], in: "default")
                #expect(try await bob.send("GET", Self.pods).code == 200)
                #expect(try await bob.send("GET", "/api/v1/pods").code == 403)
                _ = try await server.json("DELETE", "\(Self.rbac)/clusterroles/bob")
                let broken = try await bob.send("GET", Self.pods)
                #expect(
                    broken.body["message"]?.string?.hasSuffix(
                        #": RBAC: clusterrole.rbac.authorization.k8s.io "bob" not found"#) == true)
                _ = try await server.json(
                    "DELETE", "\(Self.rbac)/namespaces/default/rolebindings/bob")
                #expect(try await bob.send("GET", Self.pods).code == 403)
            }
        }
    }

    @Test("who may write roles still hands out only what they hold, whatever the way of writing")
    func escalation() async throws {
        try await TestServer.run { server in
            let bob = try await Bearer.make("bob", on: server)
            try await server.allow(
                "bob",
                [
                    [
                        "apiGroups": ["rbac.authorization.k8s.io"], "resources": ["*"],
                        "verbs": ["create", "update", "patch", "get", "list", "delete"],
                    ],
                    ["apiGroups": [""], "resources": ["pods"], "verbs": ["list"]],
                ])
            let small: JSON = [["apiGroups": [""], "resources": ["pods"], "verbs": ["list"]]]
            let large: JSON = [["apiGroups": [""], "resources": ["secrets"], "verbs": ["get"]]]
            let roles = "\(Self.rbac)/namespaces/default/roles"
            let made = try await bob.send("POST", roles, ["metadata": ["name": "r"], "rules": small])
            #expect(made.code == 201)
            let refused = try await bob.send("POST", roles, ["metadata": ["name": "s"], "rules": large])
            #expect(refused.code == 403)
            #expect(
                refused.body["message"]?.string?.contains(
                    "is attempting to grant RBAC permissions not currently held:\n"
                        + #"{APIGroups:[""], Resources:["secrets"], Verbs:["get"]}"#) == true)
            #expect(
                try await bob.send("PUT", "\(roles)/r", ["metadata": ["name": "r"], "rules": large]).code
                    == 403)
            for type in ["merge-patch", "strategic-merge-patch"] {
                let patched = try await bob.send(
                    "PATCH", "\(roles)/r", ["rules": large],
                    headers: ["Content-Type: application/\(type)+json"])
                #expect(patched.code == 403, "\(type)")
            }
            let bound = try await bob.send(
                "POST", "\(Self.rbac)/clusterrolebindings",
                [
                    "metadata": ["name": "up"],
                    "roleRef": ["kind": "ClusterRole", "name": "cluster-admin"],
                    "subjects": [["kind": "User", "name": "bob"]],
                ])
            #expect(bound.code == 403)
            let aggregated = try await bob.send(
                "POST", "\(Self.rbac)/clusterroles",
                ["metadata": ["name": "all"], "aggregationRule": ["clusterRoleSelectors": [[:]]]])
            #expect(aggregated.code == 403)
        }
    }

    @Test("a token ends with its account and with what it is bound to")
    func revocation() async throws {
        try await TestServer.run { server in
            let bob = try await Bearer.make("bob", on: server)
            let secrets = "/api/v1/namespaces/default/secrets"
            _ = try await server.json("POST", secrets, ["metadata": ["name": "s"]])
            let request: JSON = [
                "spec": ["boundObjectRef": ["apiVersion": "v1", "kind": "Secret", "name": "s"]]
            ]
            let answer = try await server.json(
                "POST", "/api/v1/namespaces/default/serviceaccounts/bob/token", request)
            let bound = try #require(answer.body["status"]?["token"]?.string)
            #expect(try await server.json("GET", "/api", token: bound).code == 200)
            _ = try await server.json("DELETE", "\(secrets)/s")
            #expect(try await server.json("GET", "/api", token: bound).code == 401)
            #expect(try await bob.send("GET", "/api").code == 200)
            let accounts = "/api/v1/namespaces/default/serviceaccounts"
            _ = try await server.json("DELETE", "\(accounts)/bob")
            #expect(try await bob.send("GET", "/api").code == 401)
            _ = try await Bearer.make("bob", on: server)
            #expect(try await bob.send("GET", "/api").code == 401)
        }
    }

    @Test("a token request says what is wrong with it")
    func tokenRequests() async throws {
        try await TestServer.run { server in
            _ = try await Bearer.make("bob", on: server)
            let path = "/api/v1/namespaces/default/serviceaccounts/bob/token"
            let short = try await server.json("POST", path, ["spec": ["expirationSeconds": 60]])
            #expect(short.code == 422)
            #expect(
                short.body["message"]?.string
                    == #"TokenRequest.authentication.k8s.io "" is invalid: spec.expirationSeconds: "#
                    + "Invalid value: 60: may not specify a duration less than 10 minutes")
            let object: JSON = [
                "spec": ["boundObjectRef": ["apiVersion": "apps/v1", "kind": "Deployment", "name": "d"]]
            ]
            let bound = try await server.json("POST", path, object)
            #expect(
                bound.body["message"]?.string
                    == "cannot bind token to object of type apps/v1, Kind=Deployment")
            #expect(try await server.json("GET", path).code == 405)
            #expect(
                try await server.json(
                    "POST", path.replacingBob(with: "nobody"), ["spec": [:]]
                ).code == 404)
        }
    }

    @Test("a reviewer learns whose a token is")
    func tokenReviews() async throws {
        try await TestServer.run { server in
            let bob = try await Bearer.make("bob", on: server)
            let path = "/apis/authentication.k8s.io/v1/tokenreviews"
            let good = try await server.json("POST", path, ["spec": ["token": .string(bob.token)]])
            #expect(good.code == 201)
            #expect(good.body["status"]?["authenticated"]?.bool == true)
            #expect(
                good.body["status"]?["user"]?["username"]?.string == "system:serviceaccount:default:bob")
            let bad = try await server.json("POST", path, ["spec": ["token": "x"]])
            #expect(bad.body["status"]?["authenticated"] == nil)
            #expect(bad.body["status"]?["error"]?.string == "invalid bearer token")
            let other = try await server.json(
                "POST", path, ["spec": ["token": .string(bob.token), "audiences": ["vault"]]])
            #expect(other.body["status"]?["authenticated"] == nil)
            #expect(try await server.json("POST", path, ["spec": [:]]).code == 400)
            #expect(try await bob.send("POST", path, ["spec": ["token": "x"]]).code == 403)
        }
    }

    @Test("access reviews judge the asker, somebody else, or within one namespace")
    func accessReviews() async throws {
        try await TestServer.run { server in
            let bob = try await Bearer.make("bob", on: server)
            try await server.allow(
                "bob", [["apiGroups": [""], "resources": ["pods"], "verbs": ["list"]]], in: "default")
            let base = "/apis/authorization.k8s.io/v1"
            let list: JSON = ["namespace": "default", "verb": "list", "resource": "pods"]
            let own = try await bob.send(
                "POST", "\(base)/selfsubjectaccessreviews", ["spec": ["resourceAttributes": list]])
            #expect(own.body["status"]?["allowed"]?.bool == true)
            #expect(
                own.body["status"]?["reason"]?.string
                    == #"RBAC: allowed by RoleBinding "bob/default" of ClusterRole "bob" to "#
                    + #"ServiceAccount "bob/default""#)
            let other: JSON = [
                "spec": [
                    "user": "jane", "groups": ["system:serviceaccounts"],
                    "nonResourceAttributes": ["path": "/openid/v1/jwks", "verb": "get"],
                ]
            ]
            let answer = try await server.json("POST", "\(base)/subjectaccessreviews", other)
            #expect(answer.body["status"]?["allowed"]?.bool == true)
            let local = "\(base)/namespaces/default/localsubjectaccessreviews"
            let there: JSON = [
                "spec": ["user": "jane", "resourceAttributes": ["namespace": "x", "verb": "get"]]
            ]
            #expect(try await server.json("POST", local, there).code == 422)
            let empty = try await bob.send("POST", "\(base)/selfsubjectaccessreviews", ["spec": [:]])
            #expect(empty.code == 422)
            #expect(
                empty.body["message"]?.string?.contains(
                    "exactly one of nonResourceAttributes or resourceAttributes must be specified") == true)
            let rules = try await bob.send(
                "POST", "\(base)/selfsubjectrulesreviews", ["spec": ["namespace": "default"]])
            let found = rules.body["status"]?["resourceRules"]?.array ?? []
            #expect(found.contains { $0["resources"] == ["pods"] && $0["verbs"] == ["list"] })
            #expect(try await server.json("GET", "\(base)/subjectaccessreviews").code == 405)
        }
    }

    @Test("acting as somebody else needs the right to, for each part of them")
    func impersonation() async throws {
        try await TestServer.run { server in
            let path = "/apis/authentication.k8s.io/v1/selfsubjectreviews"
            let headers = [
                "Impersonate-User: jane", "Impersonate-Group: devs", "Impersonate-Uid: 7",
                "Impersonate-Extra-Acme.com%2fteam: red",
            ]
            let jane = try await server.json("POST", path, [:], headers: headers)
            #expect(
                jane.body["status"]?["userInfo"] == [
                    "username": "jane", "uid": "7", "groups": ["devs", "system:authenticated"],
                    "extra": ["acme.com/team": ["red"]],
                ])
            let account = try await server.json(
                "POST", path, [:], headers: ["Impersonate-User: system:serviceaccount:a:b"])
            #expect(
                account.body["status"]?["userInfo"]?["groups"] == [
                    "system:serviceaccounts", "system:serviceaccounts:a", "system:authenticated",
                ])
            #expect(
                try await server.json("GET", Self.pods, headers: ["Impersonate-User: jane"]).code == 403)
            let alone = try await server.json("GET", "/api", headers: ["Impersonate-Group: devs"])
            #expect(alone.code == 500)
            #expect(
                alone.body.string
                    == "Internal Server Error: \"/api\": requested [{Group  devs    }] without "
                    + "impersonating a user\n")
            let bob = try await Bearer.make("bob", on: server)
            let refused = try await bob.send("GET", "/api", headers: ["Impersonate-User: jane"])
            #expect(
                refused.body["message"]?.string
                    == #"users "jane" is forbidden: User "system:serviceaccount:default:bob" cannot "#
                    + #"impersonate resource "users" in API group "" at the cluster scope"#)
            try await server.allow(
                "bob", [["apiGroups": [""], "resources": ["users"], "verbs": ["impersonate"]]])
            #expect(try await bob.send("GET", "/api", headers: ["Impersonate-User: jane"]).code == 200)
            let group = ["Impersonate-User: jane", "Impersonate-Group: system:masters"]
            #expect(try await bob.send("GET", "/api", headers: group).code == 403)
        }
    }

    @Test("the issuer tells where its keys are, and the keys verify")
    func issuer() async throws {
        try await TestServer.run { server in
            let document = try await server.json("GET", "/.well-known/openid-configuration")
            #expect(document.body["issuer"]?.string == "https://kubernetes.default.svc")
            let keys = try await server.json("GET", "/openid/v1/jwks")
            let key = try #require(keys.body["keys"]?.array?.first)
            #expect(key["kty"] == "EC" && key["d"] == nil)
            let bob = try await Bearer.make("bob", on: server)
            #expect(SigningKeys.keyName(of: bob.token) == key["kid"]?.string)
            #expect(try await bob.send("GET", "/openid/v1/jwks").code == 200)
            let anonymous = try await server.send("GET", "/openid/v1/jwks", token: false)
            #expect(anonymous.hasPrefix("HTTP/1.1 403"))
        }
    }

    @Test("reviews are discovered, in both forms, as things that can only be created")
    func discovery() async throws {
        try await TestServer.run { server in
            let list = try await server.json("GET", "/apis/authorization.k8s.io/v1")
            let reviews = list.body["resources"]?.array ?? []
            #expect(reviews.count == 4)
            #expect(reviews.allSatisfy { $0["verbs"] == ["create"] })
            let core = try await server.json("GET", "/api/v1")
            let token = core.body["resources"]?.array?.first {
                $0["name"] == "serviceaccounts/token"
            }
            #expect(token?["kind"] == "TokenRequest" && token?["verbs"] == ["create"])
            let groups = try await server.send(
                "GET", "/apis",
                headers: [
                    "Accept: application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList"
                ])
            #expect(groups.contains("selfsubjectrulesreviews"))
        }
    }
}

extension String {
    fileprivate func replacingBob(with name: String) -> String {
        split(separator: "/bob/").joined(separator: "/\(name)/")
    }
}
