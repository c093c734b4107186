import Kubernetes
import Testing

@testable import APIServer

@Suite("Resources over HTTPS")
struct ResourceRequestTests {
    private static let path = "/api/v1/namespaces/default/configmaps"

    private func create(_ name: String, on server: TestServer) async throws {
        let body = Array("{\"metadata\":{\"name\":\"\(name)\"},\"data\":{\"k\":\"v\"}}".utf8)
        let answer = try await server.send("POST", Self.path, body: body)
        #expect(answer.hasPrefix("HTTP/1.1 201"), "\(answer)")
    }

    @Test("a list is the stored texts in a frame, page by page")
    func pages() async throws {
        try await TestServer.run { server in
            // No server makes Secrets of its own accord, as it does ConfigMaps.
            let path = "/api/v1/namespaces/default/secrets"
            for name in ["a", "b", "c"] {
                let body = Array("{\"metadata\":{\"name\":\"\(name)\"}}".utf8)
                _ = try await server.send("POST", path, body: body)
            }
            let first = try await server.send("GET", "\(path)?limit=2")
            #expect(first.contains("\"kind\":\"SecretList\""))
            #expect(first.contains("\"remainingItemCount\":1"))
            let token = try #require(
                first.split(separator: "\"continue\":\"").dropFirst().first?.split(separator: "\"").first)
            let second = try await server.send("GET", "\(path)?limit=2&continue=\(token)")
            #expect(second.contains("\"name\":\"c\"") && !second.contains("\"name\":\"a\""))
        }
    }

    @Test("metadata alone is sent to who asks for it")
    func partialMetadata() async throws {
        try await TestServer.run { server in
            try await create("a", on: server)
            let headers = ["Accept: application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1"]
            let answer = try await server.send("GET", Self.path, headers: headers)
            #expect(answer.contains("\"kind\":\"PartialObjectMetadataList\""))
            #expect(answer.contains("\"kind\":\"PartialObjectMetadata\",\"apiVersion\":\"meta.k8s.io/v1\""))
            #expect(!answer.contains("\"data\""))
        }
    }

    @Test("a ConfigMap whose data is no text cannot be read")
    func unreadable() async throws {
        try await TestServer.run { server in
            let body = Array("{\"metadata\":{\"name\":\"a\"},\"data\":{\"k\":1}}".utf8)
            let answer = try await server.send("POST", Self.path, body: body)
            #expect(answer.hasPrefix("HTTP/1.1 400"))
            #expect(
                answer.contains(
                    "json: cannot unmarshal number into Go struct field ConfigMap.data of type string"))
        }
    }

    @Test("a key that is no file name is invalid", arguments: ["configmaps", "secrets"])
    func configKeys(plural: String) async throws {
        try await TestServer.run { server in
            let body = Array("{\"metadata\":{\"name\":\"a\"},\"data\":{\"a/b\":\"\",\"..x\":\"\"}}".utf8)
            let answer = try await server.send("POST", "/api/v1/namespaces/default/\(plural)", body: body)
            #expect(answer.hasPrefix("HTTP/1.1 422"))
            #expect(
                answer.contains("data[a/b]: Invalid value: \\\"a/b\\\": a valid config key must consist of"))
            #expect(answer.contains("data[..x]: Invalid value: \\\"..x\\\": must not start with '..'"))
        }
    }

    @Test("a member that stands twice is warned of, and refused when the client is strict")
    func duplicates() async throws {
        try await TestServer.run { server in
            let body = Array("{\"metadata\":{\"name\":\"a\"},\"data\":{\"k\":\"v\",\"k\":\"w\"}}".utf8)
            let strict = try await server.send("POST", "\(Self.path)?fieldValidation=Strict", body: body)
            #expect(strict.hasPrefix("HTTP/1.1 400"))
            #expect(strict.contains("strict decoding error: duplicate field \\\"data.k\\\""))
            let loose = try await server.send("POST", Self.path, body: body)
            #expect(loose.hasPrefix("HTTP/1.1 201"))
            #expect(loose.contains("Warning: 299 - \"duplicate field \\\"data.k\\\"\""))
            #expect(loose.contains("\"data\":{\"k\":\"w\"}"))
        }
    }

    @Test("a YAML body is read", arguments: ["application/yaml", "application/yaml; charset=utf-8"])
    func yaml(type: String) async throws {
        try await TestServer.run { server in
            let body = Array("metadata:\n  name: a\ndata:\n  k: v\n".utf8)
            let answer = try await server.send(
                "POST", Self.path, headers: ["Content-Type: \(type)"], body: body)
            #expect(answer.hasPrefix("HTTP/1.1 201"))
        }
    }

    @Test(
        "a deletion says what it deleted, whatever its body is",
        arguments: ["", "null", "{}", "{\"propagationPolicy\":\"Background\"}"])
    func deletion(body: String) async throws {
        try await TestServer.run { server in
            try await create("a", on: server)
            let answer = try await server.send("DELETE", "\(Self.path)/a", body: Array(body.utf8))
            #expect(answer.contains("\"status\":\"Success\""))
            #expect(answer.contains("\"details\":{\"kind\":\"configmaps\",\"name\":\"a\",\"uid\":\""))
        }
    }

    @Test("an unknown propagation policy is refused")
    func propagation() async throws {
        try await TestServer.run { server in
            try await create("a", on: server)
            let answer = try await server.send("DELETE", "\(Self.path)/a?propagationPolicy=Never")
            #expect(answer.hasPrefix("HTTP/1.1 422"))
            let both = try await server.send(
                "DELETE", "\(Self.path)/a",
                body: Array("{\"orphanDependents\":true,\"propagationPolicy\":\"Orphan\"}".utf8))
            #expect(both.contains("orphanDependents and deletionPropagation cannot be both set"))
        }
    }

    @Test("a custom resource must say what it is, a built-in one need not")
    func missingKind() async throws {
        try await TestServer.run { server in
            let definition = """
                {"metadata":{"name":"things.test.martlet.dev"},"spec":{"group":"test.martlet.dev",\
                "scope":"Namespaced","names":{"plural":"things","kind":"Thing"},"versions":[{"name":"v1",\
                "served":true,"storage":true,"schema":{"openAPIV3Schema":{"type":"object"}}}]}}
                """
            let path = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions"
            let defined = try await server.send("POST", path, body: Array(definition.utf8))
            #expect(defined.hasPrefix("HTTP/1.1 201"), "\(defined)")
            let things = "/apis/test.martlet.dev/v1/namespaces/default/things"
            let nameless = try await server.send("POST", things, body: Array("{\"metadata\":{}}".utf8))
            #expect(nameless.hasPrefix("HTTP/1.1 400"))
            #expect(nameless.contains("(must be of type Thing): Object 'Kind' is missing in '"))
            let versionless = try await server.send("POST", things, body: Array("{\"kind\":\"Thing\"}".utf8))
            #expect(versionless.contains("the API version in the data () does not match"))
        }
    }

    @Test("unknown resources, names and groups are not found in kube-apiserver's three ways")
    func notFound() async throws {
        try await TestServer.run { server in
            for path in [
                "/api/v1/nonsense", "/apis/x.io/v1/things", "/apis/x.io", "/apis/apps/v9", "/nowhere",
            ] {
                #expect(
                    try await server.send("GET", path).hasSuffix("\r\n\r\n404 page not found\n"), "\(path)")
            }
            let missing = try await server.send("GET", "\(Self.path)/zzz")
            #expect(missing.contains("configmaps \\\"zzz\\\" not found"))
            let subresource = try await server.send("GET", "\(Self.path)/zzz/status")
            #expect(subresource.contains("the server could not find the requested resource"))
        }
    }

    @Test("a PUT must agree with its path")
    func update() async throws {
        try await TestServer.run { server in
            try await create("a", on: server)
            let other = Array("{\"metadata\":{\"name\":\"b\"}}".utf8)
            let answer = try await server.send("PUT", "\(Self.path)/a", body: other)
            #expect(answer.contains("the name of the object (b) does not match the name on the URL (a)"))
            let collection = try await server.send("PUT", Self.path, body: other)
            #expect(collection.hasPrefix("HTTP/1.1 405") || collection.contains("name must be provided"))
        }
    }

    @Test("every answer can be found again and is not kept")
    func headers() async throws {
        try await TestServer.run { server in
            let answer = try await server.send("GET", Self.path, headers: ["Audit-Id: my-own"])
            #expect(answer.contains("Audit-Id: my-own\r\n"))
            #expect(answer.contains("Cache-Control: no-cache, private\r\n"))
        }
    }

    @Test("an OpenAPI document that the client has is not sent again")
    func openAPI() async throws {
        try await TestServer.run { server in
            let path = "/openapi/v3/api/v1"
            let first = try await server.send("GET", path)
            let tag = try #require(
                first.split(separator: "ETag: ").dropFirst().first?.split(separator: "\r\n").first)
            let second = try await server.send("GET", path, headers: ["If-None-Match: \(tag)"])
            #expect(second.hasPrefix("HTTP/1.1 304"))
            #expect(try await server.send("GET", "/openapi/v3/api/v9").hasPrefix("HTTP/1.1 404"))
        }
    }

    @Test("metrics count what was asked")
    func metrics() async throws {
        try await TestServer.run { server in
            try await create("a", on: server)
            let page = try await server.send("GET", "/metrics")
            #expect(
                page.contains(
                    "apiserver_request_total{verb=\"POST\",group=\"\",version=\"v1\",resource=\"configmaps\","
                        + "subresource=\"\",scope=\"namespace\",code=\"201\"} 1\n"))
            #expect(page.contains("apiserver_storage_objects{resource=\"serviceaccounts\"} 0\n"))
            #expect(page.contains("process_resident_memory_bytes "))
        }
    }

    @Test("typed clients get objects and lists in protobuf, and the older OpenAPI document too")
    func protobufAnswers() async throws {
        try await TestServer.run { server in
            let accept = ["Accept: application/vnd.kubernetes.protobuf,application/json"]
            for path in ["/api/v1/namespaces/default", "/api/v1/namespaces"] {
                let answer = try await server.send("GET", path, headers: accept)
                #expect(answer.lowercased().contains("content-type: application/vnd.kubernetes.protobuf"))
                #expect(answer.contains("k8s\0") && answer.contains("default"))
            }
            let only = ["Accept: \(SwaggerProtobuf.mediaType)"]
            let document = try await server.send("GET", "/openapi/v2", headers: only)
            #expect(document.contains("x-kubernetes-group-version-kind"))
        }
    }
}
