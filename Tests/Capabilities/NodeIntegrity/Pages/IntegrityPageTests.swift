import Bytes
import Capability
import Cluster
import Kubernetes
import Testing

@testable import NodeIntegrity

@Suite("File integrity in the console")
struct IntegrityPageTests {
    private func room(_ condition: CheckVerdict.Condition, report: String = "the log") async throws
        -> IntegrityRoom
    {
        let room = try await IntegrityRoom()
        try await room.create()
        try await room.operate()
        var verdict = CheckVerdict(condition, at: room.time.text)
        verdict.problem = condition == .errored ? "<b>why</b>" : nil
        verdict.added = 2
        let integrity = try #require(try await room.integrity())
        let log = IntegrityLog(
            of: integrity.object, node: "this-node", verdict, report: Array(report.utf8), findingsDigest: "d")
        _ = try await room.cluster.createIfAbsent(FileIntegrityGroup.configMaps, log.object)
        try await room.collect()
        try await room.operate()
        return room
    }

    private func page(_ room: IntegrityRoom, _ query: [String: String] = [:]) async throws -> String {
        try await IntegrityPage.page.body(room.cluster, query).description
    }

    @Test("shows each node with its last result, and leads to the log of a failed one")
    func failed() async throws {
        let room = try await room(.failed, report: "f++++: /hostroot/<script>")
        let page = try await page(room)
        #expect(page.contains("<span class=\"FAIL\">Failed</span>"))
        #expect(page.contains("href=\"/integrity?log=example-this-node\""))
        #expect(page.contains("2 added, 0 changed, 0 removed"))
        let log = try await self.page(room, ["log": "example-this-node"])
        #expect(log.contains("f++++: /hostroot/&lt;script&gt;"))
        let posture = try await NodeIntegrity().posture(in: room.cluster)
        #expect(posture.state == .bad)
        #expect(posture.path == "/integrity")
    }

    @Test("shows why a node could not be looked at, as text")
    func errored() async throws {
        let room = try await room(.errored)
        #expect(try await page(room).contains("&lt;b&gt;why&lt;/b&gt;"))
        #expect(try await NodeIntegrity().posture(in: room.cluster).state == .warning)
    }

    @Test("says that nothing is watched while nothing is")
    func nothing() async throws {
        let room = try await IntegrityRoom()
        #expect(try await page(room).contains("No FileIntegrity asks for a node to be watched."))
        #expect(try await NodeIntegrity().posture(in: room.cluster).state == .unknown)
    }
}
