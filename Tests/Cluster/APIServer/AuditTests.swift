import Access
import Bytes
import Cluster
import Foundation
import Fuzzing
import Kubernetes
import TemporaryFolders
import Testing

@testable import APIServer

@Suite("The audit record")
struct AuditTests {
    private static let policy = """
        apiVersion: audit.k8s.io/v1
        kind: Policy
        omitStages: [RequestReceived]
        rules:
        - level: None
          users: ["system:kube-proxy"]
        - level: Metadata
          resources: [{group: "", resources: ["secrets", "serviceaccounts/token"]}]
        - level: RequestResponse
          omitManagedFields: true
          verbs: [create]
          namespaces: [default]
          resources: [{group: ""}]
        - level: Request
          resources: [{group: apps, resources: ["*/scale", "deployments"], resourceNames: [d]}]
        - level: Metadata
          nonResourceURLs: ["/api*"]
          userGroups: ["system:authenticated"]
        """

    private func level(
        _ verb: String, _ group: String, _ resource: String, _ subresource: String? = nil,
        namespace: String? = nil, name: String? = nil
    ) throws -> AuditPolicy.Level {
        let policy = try AuditPolicy(parsing: Self.policy, file: "p")
        return policy.ruling(
            of: RequestAttributes(
                user: UserInfo(name: "jane"), verb: verb, group: group, resource: resource,
                subresource: subresource, namespace: namespace, name: name)
        ).level
    }

    @Test("the first rule that matches decides")
    func rules() throws {
        #expect(try level("create", "", "secrets", namespace: "default") == .metadata)
        #expect(try level("create", "", "serviceaccounts", "token", namespace: "default") == .metadata)
        #expect(try level("create", "", "serviceaccounts", namespace: "default") == .requestResponse)
        #expect(try level("create", "", "pods", namespace: "other") == .none)
        #expect(try level("get", "", "pods", namespace: "default") == .none)
        #expect(try level("patch", "apps", "statefulsets", "scale", name: "d") == .request)
        #expect(try level("patch", "apps", "deployments", name: "e") == .none)
        let policy = try AuditPolicy(parsing: Self.policy, file: "p")
        let jane = UserInfo(name: "jane", groups: ["system:authenticated"])
        #expect(
            policy.ruling(of: RequestAttributes(user: jane, verb: "get", path: "/apis/apps")).level
                == .metadata)
        #expect(
            policy.ruling(of: RequestAttributes(user: .anonymous, verb: "get", path: "/apis")).level == .none)
    }

    @Test(
        "a bad policy is an error that names file and field",
        arguments: [
            ("[]", "p.yaml: is no object"),
            ("{kind: Policy}", "p.yaml: is no Policy of audit.k8s.io/v1"),
            ("rules: []", "p.yaml: rules: a policy needs at least one rule"),
            (
                "rules: [{level: Loud}]",
                "p.yaml: rules[0].level: \"Loud\" is none of None, Metadata, Request, RequestResponse"
            ),
            ("rules: [{level: None, verb: [get]}]", "p.yaml: rules[0].verb: is no field of a policy"),
            ("rules: [{level: None, verbs: [1]}]", "p.yaml: rules[0].verbs[0]: is no string"),
            ("rules: [{level: None, users: x}]", "p.yaml: rules[0].users: is no list"),
            (
                "rules: [{level: None, nonResourceURLs: [/a*b]}]",
                "p.yaml: rules[0].nonResourceURLs[0]: a \"*\" may only stand at the end: \"/a*b\""
            ),
            (
                "rules: [{level: None, resources: [{group: apps/v1}]}]",
                "p.yaml: rules[0].resources[0].group: is not the name of a group without its version"
            ),
        ])
    func badPolicies(text: String, message: String) {
        let start = "apiVersion: audit.k8s.io/v1\nkind: Policy\n"
        let text = text.hasPrefix("rules") ? start + text : text
        let error = #expect(throws: AuditPolicyError.self) {
            try AuditPolicy(parsing: text, file: "p.yaml")
        }
        #expect(error?.description == message)
    }

    @Test("no mutant of a policy ends the process")
    func mutants() {
        for mutant in Mutants(
            of: [Self.policy], tokens: ["rules", "null", "[]", "{}", "- ", "level", "*"], count: 2_000)
        {
            do throws(AuditPolicyError) {
                let policy = try AuditPolicy(parsing: mutant.text, file: "p")
                #expect(!policy.rules.isEmpty, "\(mutant)")
            } catch { #expect(error.description.hasPrefix("p"), "\(mutant)") }
        }
    }

    @Test("what happened stands in the file, and no secret does")
    func events() async throws {
        let folder = TemporaryFolder()
        let path = "\(folder.path)/audit.log"
        try StateFile.makeFolder(folder.path)
        let log = try AuditLog(policy: AuditPolicy(parsing: Self.policy, file: "p"), path: path)
        try await TestServer.run(audit: log) { server in
            let secret: JSON = ["metadata": ["name": "s"], "stringData": ["k": "verysecret"]]
            _ = try await server.json("POST", "/api/v1/namespaces/default/secrets", secret)
            let map: JSON = ["metadata": ["name": "m"], "data": ["k": "v"]]
            _ = try await server.json(
                "POST", "/api/v1/namespaces/default/configmaps", map,
                headers: ["Audit-Id: 11111111-2222", "User-Agent: probe/1"])
            let bob = try await Bearer.make("bob", on: server)
            _ = try await bob.send("POST", "/api/v1/namespaces/default/configmaps", map)
            _ = try await server.send("GET", "/apis", headers: ["Impersonate-User: jane"])
        }
        let text = String(decoding: try #require(try StateFile(path: path).read()), as: UTF8.self)
        #expect(!text.contains("verysecret"))
        #expect(!text.contains("eyJ"), "no token")
        let events = try text.split(separator: "\n").map { try JSON(parsing: String($0)) }
        let made = try #require(events.first { $0["auditID"] == "11111111-2222" })
        #expect(made["stage"] == "ResponseComplete" && made["level"] == "RequestResponse")
        #expect(made["verb"] == "create" && made["userAgent"] == "probe/1")
        #expect(made["sourceIPs"] == ["127.0.0.1"])
        #expect(made["objectRef"] == ["resource": "configmaps", "namespace": "default", "apiVersion": "v1"])
        #expect(made["requestObject"]?["data"]?["k"] == "v")
        #expect(made["responseObject"]?["metadata"]?["uid"]?.string?.isEmpty == false)
        #expect(made["responseStatus"]?["code"] == 201)
        #expect(made["user"]?["username"] == "kubernetes-admin")
        #expect(made["annotations"]?["authorization.k8s.io/decision"] == "allow")
        let refused = try #require(
            events.first {
                $0["user"]?["username"] == "system:serviceaccount:default:bob" && $0["verb"] == "create"
            })
        #expect(refused["responseStatus"]?["code"] == 403)
        #expect(refused["responseStatus"]?["reason"] == "Forbidden")
        #expect(refused["annotations"]?["authorization.k8s.io/decision"] == "forbid")
        #expect(refused["requestObject"] == nil)
        #expect(events.contains { $0["impersonatedUser"]?["username"] == "jane" })
    }

    @Test("the file is put aside when it is full, and too many old ones go")
    func rotation() async throws {
        let folder = TemporaryFolder()
        try StateFile.makeFolder(folder.path)
        var file = try AuditFile(
            path: "\(folder.path)/audit.log",
            rotation: AuditRotation(maximumSize: 100, maximumBackups: 2, maximumAge: 1))
        let line = Array(String(repeating: "x", count: 59).utf8) + [0x0A]
        for _ in 0..<6 { try file.append([line]) }
        file.close()
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        #expect(names.count == 3 && names.last == "audit.log", "\(names)")
    }
}
