import Bytes
import Testing

@testable import APIServer

@Suite("Protobuf bodies")
struct ProtobufTests {
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
        let json = try KubernetesProtobuf.json(
            Self.body(kind: "ConfigMap", raw: Self.metadata + data + [4 << 3, 0]))
        #expect(
            json.text
                == #"{"apiVersion":"v1","data":{"a":"b"},"immutable":false,"kind":"ConfigMap","metadata":{"name":"demo"}}"#
        )
    }

    @Test("a Secret's bytes become base64")
    func secret() throws {
        let data = Self.field(2, Self.field(1, Array("k".utf8)) + Self.field(2, [0xFF, 0x00]))
        let json = try KubernetesProtobuf.json(Self.body(kind: "Secret", raw: Self.metadata + data))
        #expect(json["data"]?["k"] == "/wA=")
    }

    @Test("an unknown field is refused instead of lost")
    func unknownField() {
        #expect(throws: ProtobufError.self) {
            try KubernetesProtobuf.json(Self.body(kind: "ConfigMap", raw: Self.field(15, [1])))
        }
    }

    @Test("an unknown kind is refused")
    func unknownKind() {
        #expect(throws: ProtobufError.self) {
            try KubernetesProtobuf.json(Self.body(kind: "Widget", raw: []))
        }
    }

    @Test("no prefix and no flipped byte of a body traps")
    func hostile() {
        let body = Self.body(kind: "ConfigMap", raw: Self.metadata)
        var read = 0
        for length in 0..<body.count {
            if (try? KubernetesProtobuf.json(Array(body[..<length]))) != nil { read += 1 }
        }
        for index in body.indices {
            var changed = body
            changed[index] ^= 0xFF
            if (try? KubernetesProtobuf.json(changed)) != nil { read += 1 }
        }
        #expect(read < body.count)
    }

    @Test("a varint longer than ten bytes is refused")
    func longVarint() {
        var reader = ProtobufReader([8] + [UInt8](repeating: 0xFF, count: 20))
        #expect(throws: ProtobufError.self) { try reader.next() }
    }
}
