import Bytes
import Cluster
import Fuzzing
import Kubernetes
import Testing

@testable import APIServer

@Suite("Mutants of requests")
struct RequestFuzzTests {
    private static func field(_ number: UInt8, _ bytes: [UInt8]) -> [UInt8] {
        [number << 3 | 2, UInt8(truncatingIfNeeded: bytes.count)] + bytes
    }

    private static func body(kind: String, raw: [UInt8]) -> [UInt8] {
        let type = field(1, Array("v1".utf8)) + field(2, Array(kind.utf8))
        return [0x6B, 0x38, 0x73, 0] + field(1, type) + field(2, raw)
    }

    @Test("a protobuf body is refused, or it is an object of its kind", .timeLimit(.minutes(15)))
    func protobuf() throws {
        let name = Array("demo".utf8)
        let time = Self.field(8, [8, 0x80, 0x80, 0x80, 0x80, 0x08, 16, 1])
        let metadata = Self.field(1, Self.field(1, name) + Self.field(2, []) + [7 << 3, 1] + time)
        let data = Self.field(2, Self.field(1, name) + Self.field(2, name))
        let container = Self.field(2, Self.field(1, name) + Self.field(2, name) + Self.field(6, [8, 80]))
        let corpus = [
            Self.body(kind: "ConfigMap", raw: metadata + data),
            Self.body(kind: "Secret", raw: metadata + data),
            Self.body(kind: "Pod", raw: metadata + Self.field(2, container)),
            Self.body(
                kind: "Deployment",
                raw: metadata + Self.field(2, [8, 3] + Self.field(3, metadata + Self.field(2, container)))),
            Self.body(kind: "Event", raw: metadata + Self.field(2, Self.field(1, name)) + time),
        ]
        let tokens = [
            "\u{A}", "\u{12}", "\u{1A}", "\u{8}", "\0", "\u{7F}", "Pod", "Secret", "Ingress", "Status",
            "k8s\0",
        ]
        var read = 0
        for mutant in Mutants(of: corpus, tokens: tokens, count: 4000) {
            do throws(ProtobufError) {
                let json = try KubernetesProtobuf.decode(mutant.bytes)
                read += 1
                #expect(json["kind"]?.string?.isEmpty == false, "\(mutant)")
                #expect((try? JSON(parsing: json.bytes))?.bytes == json.bytes, "\(mutant)")
            } catch {
                #expect(!error.description.isEmpty, "\(mutant)")
            }
        }
        #expect(read > 40)
    }

    @Test("a path leads nowhere or to a name that a key can hold", .timeLimit(.minutes(15)))
    func paths() {
        let corpus = [
            "/api/v1/namespaces/a/pods/b/status", "/apis/apps/v1/namespaces/a/deployments/b/scale",
            "/openapi/v3/api/v1",
            "/apis/x.io/v1/widgets/w%3A1", "/readyz/ping", "/api/v1/namespaces/a/finalize", "/version",
        ]
        let tokens = [
            "/", "//", "%2f", "%2F", "%2e%2e", "..", ".", "%00", "%c3%a9", "%ff", "%", "namespaces", "é", "+",
        ]
        for mutant in Mutants(of: corpus, tokens: tokens, count: 4000) {
            guard case .resource(let place) = RequestPath(mutant.text) else { continue }
            let parts =
                [place.group, place.version, place.plural]
                + [place.namespace, place.name, place.subresource].compactMap { $0 }
            let areSafe = parts.allSatisfy { part in
                part != "." && part != ".." && !part.utf8.contains { $0 < 0x20 || $0 == 0x2F || $0 == 0x7F }
            }
            #expect(areSafe && !place.plural.isEmpty && !place.version.isEmpty, "\(mutant)")
        }
    }

    @Test("a query gives options or a bad request", .timeLimit(.minutes(15)))
    func queries() {
        let corpus = [
            "labelSelector=app%3Da%2Cb+in&limit=500&continue=x",
            "watch=1&resourceVersion=5&allowWatchBookmarks=true",
            "dryRun=All&fieldManager=k&fieldValidation=Strict&force=true",
            "resourceVersionMatch=Exact&resourceVersion=0",
        ]
        let tokens = [
            "&", "=", "%", "%00", "%ff", "+", "limit=", "-1", "9223372036854775808", "watch",
            "timeoutSeconds=",
        ]
        for mutant in Mutants(of: corpus, tokens: tokens, count: 4000) {
            do throws(StatusError) {
                let query = try RequestQuery(mutant.text)
                let options = try query.listOptions()
                #expect(options.limit.map { $0 > 0 } ?? true, "\(mutant)")
                _ = try query.watchOptions()
                _ = try query.writeOptions(userAgent: mutant.text)
            } catch {
                #expect((400..<500).contains(error.code), "\(mutant): \(error)")
            }
        }
    }

    @Test("an Accept header chooses a form or is refused with 406", .timeLimit(.minutes(15)))
    func accept() {
        let corpus = [
            "application/json;as=Table;v=v1;g=meta.k8s.io,application/json;q=0.5, */*;q=0.1",
            "application/vnd.kubernetes.protobuf,application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1",
        ]
        let tokens = [";", ",", "=", "q=nan", "q=inf", "q=-1", "/", "*", "\"", " ", "as=", "\u{301}"]
        for mutant in Mutants(of: corpus, tokens: tokens, count: 3000) {
            let ranges = MediaRange.accept(mutant.text)
            #expect(ranges.allSatisfy { $0.quality > 0 }, "\(mutant)")
            do throws(StatusError) { _ = try ResponseForm(accept: mutant.text) } catch {
                #expect(error.code == 406, "\(mutant): \(error)")
            }
        }
    }
}
