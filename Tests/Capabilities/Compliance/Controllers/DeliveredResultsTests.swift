import Bytes
import Cluster
import Controllers
import Kubernetes
import Testing

@testable import Compliance

@Suite("Results that the watch told of")
struct DeliveredResultsTests {
    private func scan(uid: String = "u", index: Int = 0) -> ComplianceScan {
        var object = Object(kind: ComplianceScan.type.kind, name: "s", namespace: "n")
        object["metadata"]?["uid"] = .string(uid)
        object["status"] = ["currentIndex": .int(Int64(index)), "remainingRetries": 3]
        return ComplianceScan(object)
    }

    private func map(_ target: String, of scan: ComplianceScan) -> Object {
        ResultMap(StubScanner.report(["r": "pass"]), of: scan, target: target).object
    }

    @Test("count for the run and the scan that they are of, and for no other")
    func counts() {
        let delivered = DeliveredResults()
        #expect(delivered.note(map("a", of: scan())) == ObjectKey(namespace: "n", name: "s"))
        #expect(delivered.include("a", of: scan()))
        #expect(!delivered.include("b", of: scan()))
        #expect(!delivered.include("a", of: scan(index: 1)))
        #expect(!delivered.include("a", of: scan(uid: "v")))
        _ = delivered.note(map("b", of: scan(index: 1)))
        #expect(!delivered.include("a", of: scan()))
        #expect(delivered.include("b", of: scan(index: 1)))
        delivered.forget(ObjectKey(namespace: "n", name: "s"))
        #expect(!delivered.include("b", of: scan(index: 1)))
    }

    @Test("that do not say to which run they belong, or belong to no scan, say nothing")
    func foreign() {
        let delivered = DeliveredResults()
        var foreign = map("a", of: scan())
        foreign.annotations[ResultMap.runKey] = nil
        #expect(delivered.note(foreign) == ObjectKey(namespace: "n", name: "s"))
        #expect(!delivered.include("a", of: scan()))
        var archived = map("a", of: scan())
        archived.labels[ResultMap.label] = nil
        _ = delivered.note(archived)
        #expect(!delivered.include("a", of: scan()))
        var orphan = map("a", of: scan())
        orphan.ownerReferences = []
        #expect(delivered.note(orphan) == nil)
    }

    @Test("that are gone before they are merged are a problem of the scan, not of nobody")
    func gone() async throws {
        let stage = ScanStage(try await ComplianceRoom(nodes: ["b"]))
        try await stage.createScan()
        try await stage.look()
        let good = StubScanner.report(["r": "pass"])
        _ = try await stage.agent(good).reconcile(stage.room.key("s"))
        let running = try #require(try await stage.scan())
        // The watch has told of b's results, and then somebody deleted them.
        let watched = try #require(stage.reconciler.sources.last)
        _ = watched.keys(map("b", of: running))
        try await stage.look()
        let scan = try #require(try await stage.scan())
        #expect(scan.result == .error)
        #expect(scan.errorMessage == "b: there are no results")
        #expect(try await stage.result("r")?.status == .pass)
    }
}
