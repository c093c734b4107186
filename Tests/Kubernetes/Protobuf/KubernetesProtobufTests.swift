import Bytes
import Fuzzing
import Testing

@testable import Kubernetes

@Suite("Protobuf bodies")
struct KubernetesProtobufTests {
    /// What `kubectl create configmap demo --from-literal=a=b` sends, without its managed fields.
    private static func body(kind: String, raw: [UInt8]) -> [UInt8] {
        let type = field(1, Array("v1".utf8)) + field(2, Array(kind.utf8))
        return [0x6B, 0x38, 0x73, 0] + field(1, type) + field(2, raw) + field(3, []) + field(4, [])
    }

    private static func field(_ number: UInt8, _ bytes: [UInt8]) -> [UInt8] {
        [number << 3 | 2, UInt8(bytes.count)] + bytes
    }

    private static let metadata = field(
        1, field(1, Array("demo".utf8)) + field(2, []) + [7 << 3, 0] + field(8, []))

    @Test("a ConfigMap becomes the JSON that an older kubectl would send")
    func configMap() throws {
        let data = Self.field(2, Self.field(1, Array("a".utf8)) + Self.field(2, Array("b".utf8)))
        let json = try KubernetesProtobuf.decode(
            Self.body(kind: "ConfigMap", raw: Self.metadata + data + [4 << 3, 0]))
        #expect(
            json.text
                == #"{"apiVersion":"v1","data":{"a":"b"},"immutable":false,"kind":"ConfigMap","metadata":{"name":"demo"}}"#
        )
    }

    @Test("a Secret's bytes become base64")
    func secret() throws {
        let data = Self.field(2, Self.field(1, Array("k".utf8)) + Self.field(2, [0xFF, 0x00]))
        let json = try KubernetesProtobuf.decode(Self.body(kind: "Secret", raw: Self.metadata + data))
        #expect(json["data"]?["k"] == "/wA=")
    }

    @Test("an unknown field is skipped, as Go skips it")
    func unknownField() throws {
        let body = Self.body(kind: "ConfigMap", raw: Self.metadata + Self.field(15, [1]))
        #expect(try KubernetesProtobuf.decode(body)["metadata"]?["name"] == "demo")
    }

    @Test("an unknown kind is refused")
    func unknownKind() {
        #expect(throws: ProtobufError.self) {
            try KubernetesProtobuf.decode(Self.body(kind: "Widget", raw: []))
        }
    }

    @Test("no prefix and no flipped byte of a body traps")
    func hostile() {
        let body = Self.body(kind: "ConfigMap", raw: Self.metadata)
        var read = 0
        for length in 0..<body.count {
            if (try? KubernetesProtobuf.decode(Array(body[..<length]))) != nil { read += 1 }
        }
        for index in body.indices {
            var changed = body
            changed[index] ^= 0xFF
            if (try? KubernetesProtobuf.decode(changed)) != nil { read += 1 }
        }
        #expect(read < body.count)
    }

    @Test("a varint longer than ten bytes is refused")
    func longVarint() {
        var reader = ProtobufReader([8] + [UInt8](repeating: 0xFF, count: 20))
        #expect(throws: ProtobufError.self) { try reader.next() }
    }

    private static let messages: [(kind: String, body: [UInt8])] =
        ProtobufMessages.text.split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ").map(String.init)
            return Base64.decode(words[1]).map { (words[0], $0) }
        }

    @Test("messages of another implementation come back byte for byte", arguments: messages.map(\.kind))
    func roundTrip(kind: String) throws {
        let body = try #require(Self.messages.first { $0.kind == kind }).body
        let json = try KubernetesProtobuf.decode(body)
        #expect(json["kind"] == .string(kind))
        let name = GroupVersionKind(apiVersion: json["apiVersion"]?.string ?? "", kind: kind)
        let again = try KubernetesProtobuf.encode(json, kind: name)
        #expect(again == body, "\(json.text)")
        var read = json
        let reader = TypedReader(&read, kind: name)
        #expect(reader.problem == nil && reader.unknown.isEmpty)
        #expect(read == json)
    }

    @Test("a list carries its metadata and its items")
    func list() throws {
        let list: JSON = [
            "apiVersion": "v1", "kind": "ConfigMapList", "metadata": ["resourceVersion": "7"],
            "items": [["metadata": ["name": "a"], "data": ["k": "v"]], ["metadata": ["name": "b"]]],
        ]
        let kind = GroupVersionKind(version: "v1", kind: "ConfigMapList")
        let read = try KubernetesProtobuf.decode(try KubernetesProtobuf.encode(list, kind: kind))
        #expect(read["metadata"]?["resourceVersion"] == "7")
        #expect(read["items"]?.array?.map { $0["metadata"]?["name"] } == ["a", "b"])
    }

    @Test("a definition's schemas come back as they were")
    func definition() throws {
        let schema =
            #"{"type":"object","additionalProperties":{"type":"string"},"default":{"a":[1,null]},"#
            + #""properties":{"x":{"items":{"type":"integer","maximum":1.5},"type":"array"}},"#
            + #""x-kubernetes-preserve-unknown-fields":true}"#
        let json: JSON = [
            "apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition",
            "metadata": ["name": "a.b"],
            "spec": [
                "group": "b", "scope": "Cluster", "names": ["plural": "a", "kind": "A"],
                "versions": [
                    [
                        "name": "v1", "served": true, "storage": true,
                        "schema": ["openAPIV3Schema": try JSON(parsing: schema)],
                    ]
                ],
            ],
        ]
        let kind = GroupVersionKind(apiVersion: "apiextensions.k8s.io/v1", kind: "CustomResourceDefinition")
        var expected = json
        _ = TypedReader(&expected, kind: kind)
        #expect(try KubernetesProtobuf.decode(try KubernetesProtobuf.encode(json, kind: kind)) == expected)
    }

    @Test("a mutant is refused, or it is an object that can be written again", .timeLimit(.minutes(15)))
    func mutants() throws {
        let corpus = Self.messages.filter { ["Ingress", "Job", "Lease", "Role"].contains($0.kind) }.map(
            \.body)
        var read = 0
        for mutant in Mutants(of: corpus, tokens: ["\u{A}", "\u{12}", "\0", "k8s\0", "Pod"], count: 2000) {
            guard let json = try? KubernetesProtobuf.decode(mutant.bytes) else { continue }
            read += 1
            #expect((try? JSON(parsing: json.bytes)) != nil, "\(mutant)")
        }
        #expect(read > 20)
    }

    @Test("messages in messages are refused before the stack ends")
    func depth() {
        // JSONSchemaProps.not holds a schema again.
        var schema: [UInt8] = []
        for _ in 0..<2000 { schema = Self.long(28, schema) }
        let version = Self.long(4, Self.long(1, schema))
        let body = Self.envelope(
            "apiextensions.k8s.io/v1", "CustomResourceDefinition", Self.long(2, Self.long(7, version)))
        #expect(throws: ProtobufError.self) { try KubernetesProtobuf.decode(body) }
    }

    private static func envelope(_ apiVersion: String, _ kind: String, _ raw: [UInt8]) -> [UInt8] {
        let type = field(1, Array(apiVersion.utf8)) + field(2, Array(kind.utf8))
        return [0x6B, 0x38, 0x73, 0] + field(1, type) + long(2, raw)
    }

    private static func long(_ number: Int, _ bytes: [UInt8]) -> [UInt8] {
        var writer = ProtobufWriter()
        writer.data(number, bytes)
        return writer.bytes
    }
}
