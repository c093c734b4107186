import Bytes
import Capability
import Cluster
import Glibc
import Kubernetes
import TemporaryFolders
import Testing

@testable import NodeIntegrity

@Suite("Who is answerable for a node's changes", .timeLimit(.minutes(5)))
struct NodeExplanationsTests {
    @Test("stands beside the log, which stays AIDE's own, and names each change by a digest that approves it")
    func approvesByDigest() async throws {
        let room = try await IntegrityRoom()
        mkdir("\(room.host().path)/etc", 0o755)
        try await room.configure("mine", "/etc p+u+sha256\n")
        try await room.create(
            spec: ["config": ["name": "mine", "namespace": "openshift-file-integrity"]])
        try await room.look()
        room.time.pass(seconds: 900)
        room.host().write("etc/one", "x")
        try await room.look()
        let map = try #require(try await room.map("aide-example-this-node-failed"))
        #expect(map["data"]?["integritylog"]?.string?.contains("explain") == false)
        let list = try JSON(parsing: try #require(map["data"]?["explanations"]?.string))
        let change = try #require(list.array?.first { $0["path"] == "/hostroot/etc/one" })
        #expect(change["kind"] == "added")
        #expect(change["explained"] == false)
        #expect(change["reasons"]?.array?.isEmpty == false)
        let unexplained = try await room.status()?.object.annotations[IntegrityLog.unexplainedKey]
        #expect(unexplained == "1")
        let digest = try #require(change["digest"]?.string)
        try await room.annotate("approve", "{\"this-node\": [\"\(digest)\"]}")
        try await room.look()
        #expect(try await room.status()?.lastResult?.condition == .succeeded)
        #expect(try await room.status()?.object.annotations[IntegrityLog.unexplainedKey] == nil)
    }
}
