import Bytes
import Cluster
import Crypto
import Kubernetes
import SwiftASN1
import Testing
import X509

@testable import APIServer

@Suite("Certificate signing requests")
struct CertificateRequestTests {
    private static let path = "/apis/certificates.k8s.io/v1/certificatesigningrequests"
    private static let client = "kubernetes.io/kube-apiserver-client"

    private func request(
        _ name: String, user: String, groups: [String] = [], signer: String = client,
        usages: [String] = ["client auth"], key: P256.Signing.PrivateKey = .init()
    ) throws -> JSON {
        let subject = try DistinguishedName(
            groups.map { .init(type: .RDNAttributeType.organizationName, utf8String: $0) }
                + [.init(type: .RDNAttributeType.commonName, utf8String: user)])
        let made = try CertificateSigningRequest(
            version: .v1, subject: subject, privateKey: Certificate.PrivateKey(key),
            attributes: CertificateSigningRequest.Attributes(), signatureAlgorithm: .ecdsaWithSHA256)
        var serializer = DER.Serializer()
        try serializer.serialize(made)
        let document = PEMDocument(
            type: CertificateSigningRequest.defaultPEMDiscriminator, derBytes: serializer.serializedBytes)
        return [
            "metadata": ["name": .string(name)],
            "spec": [
                "request": .string(Base64.encode(Array(document.pemString.utf8))),
                "signerName": .string(signer), "usages": .array(usages.map(JSON.string)),
                "username": "forged", "groups": ["system:masters"],
            ],
        ]
    }

    private func approve(
        _ name: String, _ send: (String, String, JSON) async throws -> (code: Int, body: JSON)
    )
        async throws -> (code: Int, body: JSON)
    {
        var current = try await send("GET", "\(Self.path)/\(name)", .null).body
        current["status"] = [
            "conditions": [["type": "Approved", "status": "True", "reason": "R", "message": "m"]]
        ]
        return try await send("PUT", "\(Self.path)/\(name)/approval", current)
    }

    private func settled(_ name: String, on server: TestServer) async throws -> JSON {
        for _ in 0..<200 {
            let body = try await server.json("GET", "\(Self.path)/\(name)").body
            let types = body["status"]?["conditions"]?.array?.compactMap { $0["type"]?.string } ?? []
            if body["status"]?["certificate"] != nil || types.contains("Failed") { return body }
            try await Task.sleep(for: .milliseconds(20))
        }
        return [:]
    }

    @Test("an approved request becomes a certificate that opens the door")
    func flow() async throws {
        try await TestServer.run { server in
            let send = { (method: String, path: String, body: JSON) in
                try await server.json(method, path, body.isNull ? nil : body)
            }
            let key = P256.Signing.PrivateKey()
            let made = try await send(
                "POST", Self.path, try request("jane", user: "jane", groups: ["devs"], key: key))
            #expect(made.code == 201, "\(made.body.text)")
            #expect(made.body["spec"]?["username"] == "kubernetes-admin")
            #expect(made.body["spec"]?["groups"] == ["system:masters", "system:authenticated"])
            #expect(try await approve("jane", send).code == 200)
            let signed = try await settled("jane", on: server)
            let text = try #require(signed["status"]?["certificate"]?.string)
            let pem = String(decoding: try #require(Base64.decode(text)), as: UTF8.self)
            let question = Array(
                ("POST /apis/authentication.k8s.io/v1/selfsubjectreviews HTTP/1.1\r\nHost: localhost\r\n"
                    + "Connection: close\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}")
                    .utf8)
            let answer = try await server.exchange(
                question, certificate: (chain: pem, key: key.pemRepresentation))
            #expect(answer.contains(#""username":"jane""#), "\(answer)")
            #expect(answer.contains(#""groups":["devs","system:authenticated"]"#))
            var changed = signed
            changed["spec"]?["signerName"] = "example.com/other"
            let kept = try await send("PUT", "\(Self.path)/jane", changed)
            #expect(kept.body["spec"]?["signerName"]?.string == Self.client)
        }
    }

    @Test("what a signer does not sign fails and says why")
    func failures() async throws {
        try await TestServer.run { server in
            let send = { (method: String, path: String, body: JSON) in
                try await server.json(method, path, body.isNull ? nil : body)
            }
            let kubelet = "kubernetes.io/kube-apiserver-client-kubelet"
            _ = try await send("POST", Self.path, try request("k", user: "jane", signer: kubelet))
            _ = try await approve("k", send)
            let failed = try await settled("k", on: server)["status"]?["conditions"]?.array?.last
            #expect(failed?["reason"] == "SignerValidationFailure")
            #expect(failed?["message"] == "organization is not system:nodes")
            #expect(try await send("PUT", "\(Self.path)/k/approval", [:]).code >= 400)
        }
    }

    @Test("requests that cannot be read or would make administrators are refused")
    func refusals() async throws {
        try await TestServer.run { server in
            let masters = try request("m", user: "x", groups: ["system:masters"])
            let refused = try await server.json("POST", Self.path, masters)
            #expect(refused.code == 403)
            #expect(
                refused.body["message"]?.string?.hasSuffix(
                    "use of kubernetes.io/kube-apiserver-client signer with system:masters group is not "
                        + "allowed") == true)
            var broken = try request("b", user: "x", usages: ["client auth", "flying"])
            broken["spec"]?["request"] = .string(Base64.encode(Array("nothing".utf8)))
            broken["spec"]?["signerName"] = "short"
            broken["spec"]?["expirationSeconds"] = 5
            let invalid = try await server.json("POST", Self.path, broken)
            #expect(invalid.code == 422)
            let fields = invalid.body["details"]?["causes"]?.array?.compactMap { $0["field"]?.string }
            #expect(
                fields == [
                    "spec.request", "spec.usages[1]", "spec.signerName", "spec.expirationSeconds",
                ])
        }
    }

    @Test("approving takes the right to approve for that signer")
    func permission() async throws {
        try await TestServer.run { server in
            _ = try await server.json("POST", Self.path, try request("jane", user: "jane"))
            let bob = try await Bearer.make("bob", on: server)
            try await server.allow(
                "bob",
                [
                    [
                        "apiGroups": ["certificates.k8s.io"], "verbs": ["get", "update"],
                        "resources": ["certificatesigningrequests", "certificatesigningrequests/approval"],
                    ]
                ])
            let send = { (method: String, path: String, body: JSON) in
                try await bob.send(method, path, body.isNull ? nil : body)
            }
            let refused = try await approve("jane", send)
            #expect(refused.code == 403)
            #expect(
                refused.body["message"]?.string
                    == #"certificatesigningrequests.certificates.k8s.io "jane" is forbidden: "#
                    + "user not permitted to approve requests with signerName "
                    + #""kubernetes.io/kube-apiserver-client""#)
            let role: JSON = [
                "metadata": ["name": "up"],
                "roleRef": [
                    "kind": "ClusterRole",
                    "name": "system:certificates.k8s.io:kube-apiserver-client-approver",
                ],
                "subjects": [["kind": "ServiceAccount", "name": "bob", "namespace": "default"]],
            ]
            _ = try await server.json(
                "POST", "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings", role)
            #expect(try await approve("jane", send).code == 200)
        }
    }
}
