import Bytes
import ClusterDumps
import Fuzzing
import PlatformFacts
import TemporaryFolders
import Testing

@testable import Compliance

@Suite("Dumps of clusters")
struct DumpSourceTests {
    private static func value(_ source: DumpSource, _ path: String) async throws -> JSON? {
        switch try await source.get(path) {
        case .json(let value): value
        case .bytes(let bytes): try JSON(parsing: bytes)
        case .notFound, .forbidden: nil
        }
    }

    @Test("both layouts answer alike", arguments: [ClusterDump.Layout.paths, .gathered])
    func layouts(layout: ClusterDump.Layout) async throws {
        let folder = TemporaryFolder()
        ClusterDump().write(to: folder.path, as: layout)
        let source = try DumpSource(directory: folder.path)
        let network = try await Self.value(source, "/apis/config.openshift.io/v1/networks/cluster")
        #expect(network?[["status", "networkType"]] == "OVNKubernetes")
        let nodes = try await Self.value(source, "/api/v1/nodes?limit=500")
        #expect(nodes?["items"]?.array?.count == 6)
        let config = try await Self.value(
            source, "/api/v1/namespaces/openshift-kube-apiserver/configmaps/config")
        #expect(config?["data"]?["config.yaml"]?.string?.hasPrefix("{\"apiServerArguments\"") == true)
        let gone = try await Self.value(source, "/api/v1/namespaces/a/configmaps/gone")
        #expect(gone == nil)
        let (served, absent) = (
            try await source.serves(group: "config.openshift.io"), try await source.serves(group: "none.io")
        )
        #expect(served && !absent)
    }

    @Test("a must-gather finds an object in its kind's list, and lists over all namespaces by labels")
    func gathered() async throws {
        let folder = TemporaryFolder()
        ClusterDump().write(to: folder.path, as: .gathered)
        let source = try DumpSource(directory: folder.path)
        let node = try await Self.value(source, "/api/v1/nodes/worker-1")
        #expect(node?[["metadata", "name"]] == "worker-1")
        let namespace = try await Self.value(source, "/api/v1/namespaces/team-0")
        #expect(namespace?["kind"] == "Namespace")
        let all = try await Self.value(source, "/api/v1/pods")
        #expect(all?["items"]?.array?.count == 10)
        let some = try await Self.value(source, "/api/v1/pods?labelSelector=app%3Dapp-1")
        #expect(some?["items"]?.array?.count == 2)
        await #expect(throws: APISourceError.self) {
            _ = try await source.get("/api/v1/pods?labelSelector=%3D%3D%3D")
        }
    }

    @Test("a file that tells of an error answers with it, and YAML is read too")
    func files() async throws {
        let folder = TemporaryFolder()
        ClusterDump().write(to: folder.path, as: .paths)
        folder.write("kubernetes-api-resources/api/v1/gone", "# kube-api-error=Gone\n")
        folder.write("kubernetes-api-resources/api/v1/yaml", "a:\n- 1\n")
        let source = try DumpSource(directory: folder.path)
        guard case .notFound(let reason, _) = try await source.get("/api/v1/gone") else {
            Issue.record("it was found")
            return
        }
        #expect(reason == "Gone")
        let yaml = try await Self.value(source, "/api/v1/yaml")
        #expect(yaml == ["a": [1]])
        #expect(source.readyMade("/kubernetes-api-resources/api/v1/yaml") == Array("a:\n- 1\n".utf8))
        #expect(source.readyMade("/kubernetes-api-resources/../../../etc/passwd") == nil)
        await #expect(throws: APISourceError.self) {
            folder.write("kubernetes-api-resources/api/v1/broken", "a: [")
            _ = try await source.get("/api/v1/broken")
        }
    }

    @Test("a directory without a dump is refused with a sentence")
    func empty() {
        let folder = TemporaryFolder()
        #expect { try DumpSource(directory: folder.path) } throws: {
            "\($0)".contains("holds no dump of a cluster")
        }
    }

    @Test("a mutant of a gathered file is an answer or a sentence", .timeLimit(.minutes(5)))
    func mutants() async throws {
        let folder = TemporaryFolder()
        ClusterDump().write(to: folder.path, as: .gathered)
        let source = try DumpSource(directory: folder.path)
        let corpus = [
            "apiVersion: v1\nkind: NodeList\nitems:\n- metadata:\n    name: a\n    labels: {x: y}\n- 1\n"
        ]
        for mutant in Mutants(of: corpus, tokens: ["items", "- ", "*a", "&a", "{", "null"], count: 500) {
            folder.write("quay-io-must-gather/cluster-scoped-resources/core/nodes.yaml", mutant.text)
            do throws(APISourceError) {
                for path in ["/api/v1/nodes?labelSelector=x", "/api/v1/nodes/a"] {
                    _ = try await source.get(path)
                }
            } catch {
                #expect(!error.description.isEmpty, "\(mutant)")
            }
        }
    }
}
