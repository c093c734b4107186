import Bytes
import Cluster
import Kubernetes
import Testing

@testable import NodeIntegrity

@Suite("Results that nodes leave")
struct ResultTests {
    private struct Stage {
        let room: IntegrityRoom

        init() async throws {
            room = try await IntegrityRoom()
            try await room.create()
            try await room.operate()
        }

        /// Leaves results and lets the operator take them in.
        func leave(
            _ condition: CheckVerdict.Condition, digest: String = "", problem: String? = nil, added: Int = 0,
            removed: Int = 0, baseline: PublishedBaseline? = nil, report: String = "the log\n"
        ) async throws {
            let integrity = try #require(try await room.integrity())
            var verdict = CheckVerdict(condition, at: room.time.text)
            (verdict.problem, verdict.added, verdict.removed) = (problem, added, removed)
            let log = IntegrityLog(
                of: integrity.object, node: "this-node", verdict, report: Array(report.utf8),
                findingsDigest: digest, baseline: baseline)
            _ = try await room.cluster.createIfAbsent(FileIntegrityGroup.configMaps, log.object)
            try await room.collect()
            room.time.pass(seconds: 900)
        }
    }

    @Test("a failed check keeps its log under upstream's name, labels and annotations, and nobody owns it")
    func failure() async throws {
        let stage = try await Stage()
        try await stage.leave(.failed, digest: "d", added: 1)
        let map = try #require(try await stage.room.map("aide-example-this-node-failed"))
        #expect(map["data"]?["integritylog"] == "the log\n")
        #expect(
            map.labels == [
                "file-integrity.openshift.io/owner": "example",
                "file-integrity.openshift.io/node": "this-node",
                "file-integrity.openshift.io/result-log": "",
            ])
        #expect(map.annotations["file-integrity.openshift.io/files-added"] == "1")
        #expect(map.annotations["file-integrity.openshift.io/files-changed"] == "0")
        #expect(map.ownerReferences.isEmpty)
        #expect(try await stage.room.map("aide-example-this-node") == nil)
        let status = try #require(try await stage.room.status())
        #expect(status.object.name == "example-this-node")
        #expect(status.object.labels == ["file-integrity.openshift.io/owner": "example"])
        #expect(status.object.ownerReferences.first?.controller == true)
        #expect(status.object["nodeName"] == "this-node")
        let last = try #require(status.object["lastResult"])
        #expect(last["condition"] == "Failed")
        #expect(last["resultConfigMapName"] == "aide-example-this-node-failed")
        #expect(last["resultConfigMapNamespace"] == "openshift-file-integrity")
        #expect(last["filesAdded"] == 1)
        // What counts nothing is left out.
        #expect(last["filesChanged"] == nil)
        #expect(last["filesRemoved"] == nil)
        #expect(
            try await stage.room.events("NodeIntegrityStatus") == [
                "node this-node has changed! a:1,c:0,r:0 "
                    + "log:openshift-file-integrity/aide-example-this-node-failed": 1
            ])
    }

    @Test("there is one result for each condition, and the last is the newest")
    func results() async throws {
        let stage = try await Stage()
        for condition in [CheckVerdict.Condition.succeeded, .failed, .errored, .failed, .succeeded] {
            try await stage.leave(
                condition, digest: "d", problem: condition == .errored ? "why" : nil, added: 1)
        }
        let status = try #require(try await stage.room.status())
        #expect(status.results.map(\.condition) == [.errored, .failed, .succeeded])
        #expect(status.lastResult?.condition == .succeeded)
        #expect(status.results.first?.problem == "why")
    }

    @Test("another set of as many changes is news; the same set is not")
    func otherFindings() async throws {
        let stage = try await Stage()
        try await stage.leave(.failed, digest: "first", added: 1)
        try await stage.leave(.failed, digest: "first", added: 1)
        #expect(try await stage.room.events("NodeIntegrityStatus").values.reduce(0, +) == 1)
        try await stage.leave(.failed, digest: "second", added: 1)
        #expect(try await stage.room.events("NodeIntegrityStatus").values.reduce(0, +) == 2)
        try await stage.leave(.succeeded)
        try await stage.leave(.succeeded)
        #expect(try await stage.room.events("NodeIntegrityStatus")["no changes to node this-node"] == 1)
        let text = stage.room.metrics.text
        #expect(text.contains("node_status_total{condition=\"Failed\",node=\"this-node\"} 2"))
        #expect(text.contains("node_status_total{condition=\"Succeeded\",node=\"this-node\"} 1"))
    }

    @Test("an error is Errored with its sentence, and never Succeeded")
    func errors() async throws {
        let stage = try await Stage()
        try await stage.leave(.succeeded)
        try await stage.leave(.errored, problem: "I/O error (exit code 18): /x cannot be read")
        let status = try #require(try await stage.room.status())
        #expect(status.lastResult?.condition == .errored)
        #expect(status.object["lastResult"]?["errorMessage"] == "I/O error (exit code 18): /x cannot be read")
        #expect(
            try await stage.room.events("NodeIntegrityStatus").keys.contains(
                "node this-node has an error! I/O error (exit code 18): /x cannot be read"))
        try await stage.leave(.errored)
        #expect(try await stage.room.status()?.lastResult?.problem?.isEmpty == false)
    }

    @Test("a failed check without a log is taken in like any other, and the log says that it is empty")
    func emptyLog() async throws {
        let stage = try await Stage()
        try await stage.leave(.failed, digest: "d", added: 3, report: "")
        #expect(try await stage.room.status()?.lastResult?.condition == .failed)
        let map = try #require(try await stage.room.map("aide-example-this-node-failed"))
        #expect(map["data"]?["integritylog"]?.string?.contains("report is empty") == true)
        try await stage.leave(.succeeded)
        #expect(try await stage.room.status()?.lastResult?.condition == .succeeded)
    }

    private static func baseline(_ root: String, _ counter: Int, request: UInt64 = 0) -> PublishedBaseline {
        PublishedBaseline(root: root, counter: counter, key: "k", configuration: "c", request: request)
    }

    private static let contradictions: [(PublishedBaseline, String)] = [
        (baseline("b", 1), "rolled back"), (baseline("x", 2), "tampered with"),
        (baseline("x", 3), "nobody asked for it"),
    ]

    @Test(
        "a database that contradicts what was published is Errored, and what was published stays",
        arguments: 0..<3)
    func contradictions(index: Int) async throws {
        let stage = try await Stage()
        try await stage.leave(.succeeded, baseline: Self.baseline("a", 2))
        #expect(try await stage.room.status()?.baseline == Self.baseline("a", 2))
        let (shown, words) = Self.contradictions[index]
        try await stage.leave(.succeeded, baseline: shown)
        let status = try #require(try await stage.room.status())
        #expect(status.lastResult?.condition == .errored)
        #expect(status.lastResult?.problem?.contains(words) == true)
        #expect(status.baseline == Self.baseline("a", 2))
        // What was asked for is taken.
        try await stage.leave(.succeeded, baseline: Self.baseline("n", 3, request: 1))
        #expect(try await stage.room.status()?.lastResult?.condition == .succeeded)
        #expect(try await stage.room.status()?.baseline?.root == "n")
    }

    @Test("whoever deletes a node's status does not make the operator forget its baseline")
    func history() async throws {
        let stage = try await Stage()
        try await stage.leave(.succeeded, baseline: Self.baseline("a", 1))
        try await stage.leave(.succeeded, baseline: Self.baseline("b", 2, request: 1))
        let map = try #require(try await stage.room.map("aide-example-this-node-baseline"))
        let lines = (map["data"]?["published"]?.string ?? "").split(separator: "\n")
        #expect(lines.map { $0.split(separator: " ").last } == ["2:b:k", "1:a:k"])
        try await stage.room.cluster.deleteIfPresent(
            NodeStatus.type, namespace: IntegrityRoom.namespace, name: "example-this-node")
        try await stage.leave(.succeeded, baseline: Self.baseline("a", 1))
        let status = try #require(try await stage.room.status())
        #expect(status.lastResult?.problem?.contains("rolled back") == true)
        #expect(status.baseline == Self.baseline("b", 2, request: 1))
    }

    @Test("results of a FileIntegrity that is gone, or was another, are dropped")
    func strangers() async throws {
        let stage = try await Stage()
        let integrity = try #require(try await stage.room.integrity())
        var stranger = integrity.object
        stranger.uid = "another"
        let log = IntegrityLog(
            of: stranger, node: "this-node", CheckVerdict(.failed, at: stage.room.time.text))
        _ = try await stage.room.cluster.createIfAbsent(FileIntegrityGroup.configMaps, log.object)
        try await stage.room.collect()
        #expect(try await stage.room.status() == nil)
        #expect(try await stage.room.map("aide-example-this-node") == nil)
    }

    @Test("names that are too long for a label become a prefix and a digest")
    func names() {
        #expect(
            IntegrityNames.failure("example-fileintegrity", node: "ocp48-48xs5-master-0")
                == "aide-example-fileintegrity-ocp48-48xs5-master-0-failed")
        let long = IntegrityNames.log("example-fileintegrity", node: String(repeating: "n", count: 60))
        #expect(long.hasPrefix("aide-"))
        #expect(long.utf8.count == 45)
    }
}
