import Bytes
import Capability
import Cluster
import Kubernetes
import TemporaryFolders
import Testing

@testable import Compliance

@Suite("Fetching raw results")
struct RawResultFetchTests {
    private let folder = TemporaryFolder()

    private func fetch(_ stage: ScanStage, run: Int? = nil) async throws -> [RawResultFetch.Fetched] {
        let scan = try #require(try await stage.scan())
        return try await RawResultFetch(place: stage.room.place).fetch(
            scan, run: run, into: OutputFolder(path: folder.path))
    }

    @Test("the last run's documents are written as the scanner left them, an earlier run's as well")
    func runs() async throws {
        let stage = ScanStage(try await ComplianceRoom())
        try await stage.createScan()
        try await stage.run(stage.agent(StubScanner.report(["old": "pass"])))
        try await stage.annotate("rescan")
        try await stage.run(stage.agent(StubScanner.report(["new": "fail"])))
        let last = try await fetch(stage)
        #expect(last.map(\.path) == ["\(folder.path)/s-this-node-pod.xml"])
        #expect(last.map(\.run) == [1])
        let document = String(decoding: StubScanner.report(["new": "fail"]).document, as: UTF8.self)
        #expect(folder.read("s-this-node-pod.xml") == document)
        #expect(try await fetch(stage, run: 0).count == 1)
        #expect(folder.read("s-this-node-pod.xml").contains("rule_old"))
        let failure = await #expect(throws: CommandFailure.self) { try await fetch(stage, run: 7) }
        #expect(failure?.description.contains("the results of run 7 are not kept; the last run is 1") == true)
    }

    @Test("while a scan runs again the run before it is fetched; before its first end there is nothing")
    func underWay() async throws {
        let stage = ScanStage(try await ComplianceRoom())
        try await stage.createScan()
        try await stage.look()
        let early = await #expect(throws: CommandFailure.self) { try await fetch(stage) }
        #expect(early?.description == "ComplianceScan \"s\" has no results yet: it is RUNNING")
        try await stage.run(stage.agent(StubScanner.report(["old": "pass"])))
        try await stage.annotate("rescan")
        try await stage.look()
        #expect(try await stage.scan()?.phase == .running)
        #expect(try await fetch(stage).map(\.run) == [0])
    }

    @Test("a target that left no document says why")
    func failed() async throws {
        let stage = ScanStage(try await ComplianceRoom())
        try await stage.createScan()
        try await stage.run(stage.failingAgent("the content is broken"))
        let fetched = try await fetch(stage)
        #expect(fetched.map(\.path) == [nil])
        #expect(fetched.map(\.problem) == ["the content is broken"])
    }

    @Test("a document that a foreign scanner packed is unpacked; one that is damaged is told of")
    func packed() async throws {
        let stage = ScanStage(try await ComplianceRoom())
        try await stage.createScan()
        try await stage.run(stage.agent(StubScanner.report(["r": "pass"])))
        for (data, text, problem) in [
            (UnpackedDocumentTests.packed, "<TestResult/>\n", ""), ("QlpoOQAAAAA=", nil, "damaged"),
        ] as [(String, String?, String)] {
            var map = try await stage.room.cluster.get(
                ResultMap.type, namespace: ComplianceGroup.namespace, name: "s-this-node-pod")
            map.annotations["openscap-scan-result/compressed"] = ""
            map["data"]?["results"] = .string(data)
            _ = try await stage.room.cluster.update(
                ResultMap.type, namespace: ComplianceGroup.namespace, map, subresource: nil,
                options: WriteOptions())
            let fetched = try await fetch(stage)
            #expect(fetched.count == 1)
            if let text { #expect(folder.read("s-this-node-pod.xml") == text) }
            #expect(problem.isEmpty == fetched[0].problem.isEmpty)
            #expect(fetched[0].problem.contains(problem))
        }
    }

    @Test("a target's name cannot lead out of the folder")
    func hostileName() async throws {
        let stage = ScanStage(try await ComplianceRoom())
        try await stage.createScan()
        try await stage.run(stage.agent(StubScanner.report(["r": "pass"])))
        var map = try await stage.room.cluster.get(
            ResultMap.type, namespace: ComplianceGroup.namespace, name: "s-this-node-pod")
        map.annotations["openscap-scan-result/node"] = "/../../../etc/cron.d/x"
        _ = try await stage.room.cluster.update(
            ResultMap.type, namespace: ComplianceGroup.namespace, map, subresource: nil,
            options: WriteOptions())
        let failure = await #expect(throws: CommandFailure.self) { try await fetch(stage) }
        #expect(failure?.description.contains("cannot be the name of a file") == true)
    }

    @Test("results in a volume of another operator are told where they are")
    func volume() async throws {
        let stage = ScanStage(try await ComplianceRoom())
        try await stage.createScan()
        let before = try #require(try await stage.scan())
        var after = before
        after.phase = .done
        after.resultsStorage = ["kind": "PersistentVolumeClaim", "name": "claim"]
        try await stage.room.cluster.storeStatus(after, before: before)
        let failure = await #expect(throws: CommandFailure.self) { try await fetch(stage) }
        #expect(failure?.description.contains("are in PersistentVolumeClaim \"claim\"") == true)
    }
}
