import Bytes
import Capability
import Kubernetes
import Testing

@testable import Compliance

@Suite("Letting scans begin anew")
struct RerunTests {
    private func rested(_ outcomes: KeyValuePairs<String, String>) async throws -> ScanStage {
        let stage = ScanStage(try await ComplianceRoom())
        try await stage.createScan()
        try await stage.run(stage.agent(StubScanner.report(outcomes)))
        return stage
    }

    private func scan(_ stage: ScanStage) async throws -> [ComplianceScan] {
        try await ScanSelection(place: stage.room.place).scans(
            of: ObjectReference(["scan/s"], among: ScanSelection.types))
    }

    @Test("the wish is put on the scan, and waiting ends with the new run's result")
    func waits() async throws {
        let stage = try await rested(["r": "pass"])
        let rerun = Rerun(place: stage.room.place, pause: .milliseconds(5))
        let asked = try await rerun.ask(try await scan(stage))
        #expect(try await stage.scan()?.object.annotations["compliance.openshift.io/rescan"] == "")
        async let ended = rerun.wait(for: asked, atMost: .seconds(20))
        try await stage.run(stage.agent(StubScanner.report(["r": "fail"])))
        let scans = try await ended
        #expect(scans.map(\.currentIndex) == [1])
        #expect(Rerun.exitCode(scans) == HouseExit.findings)
    }

    @Test("a scan that was under way when it was asked counts when it rests without the wish")
    func underWay() async throws {
        let stage = ScanStage(try await ComplianceRoom())
        try await stage.createScan()
        let rerun = Rerun(place: stage.room.place, pause: .milliseconds(5))
        // Before its first run the operator takes the wish off without counting.
        let asked = try await rerun.ask(try await scan(stage))
        async let ended = rerun.wait(for: asked, atMost: .seconds(20))
        try await stage.run(stage.agent(StubScanner.report(["r": "pass"])))
        let scans = try await ended
        #expect(scans.first?.phase == .done)
        #expect(Rerun.exitCode(scans) == HouseExit.clean)
    }

    @Test("when the time is up the scans that are not done are named")
    func tooLong() async throws {
        let stage = try await rested(["r": "pass"])
        let rerun = Rerun(place: stage.room.place, pause: .milliseconds(5))
        let asked = try await rerun.ask(try await scan(stage))
        let failure = await #expect(throws: CommandFailure.self) {
            try await rerun.wait(for: asked, atMost: .zero)
        }
        #expect(failure?.description == "--timeout: not done yet: s")
    }

    @Test("an error is partial, and a failure is worse than that")
    func codes() async throws {
        let stage = try await rested(["r": "error"])
        let scan = try #require(try await stage.scan())
        #expect(Rerun.exitCode([scan]) == HouseExit.partial)
        var bad = scan
        bad.result = .nonCompliant
        #expect(Rerun.exitCode([scan, bad]) == HouseExit.findings)
    }

    @Test("a binding's scans are those of its suite")
    func binding() async throws {
        let room = try await ComplianceRoom()
        try await room.create(
            ScanSettingBinding.self, "x", ["profiles": [], "settingsRef": ["name": "default"]])
        let selection = ScanSelection(place: room.place)
        let reference = try ObjectReference(["ssb/x"], among: ScanSelection.types)
        let none = await #expect(throws: CommandFailure.self) { try await selection.scans(of: reference) }
        #expect(none?.description.contains("ScanSettingBinding \"x\" has no ComplianceSuite yet") == true)
        try await room.create(
            ComplianceSuite.self, "x",
            ["spec": ["scans": [["name": "two", "profile": "p"], ["name": "one", "profile": "p"]]]])
        let missing = await #expect(throws: CommandFailure.self) { try await selection.scans(of: reference) }
        #expect(
            missing?.description
                == "ComplianceScan \"two\" was not found in namespace \"openshift-compliance\" of https://test"
        )
        for name in ["one", "two"] {
            try await room.create(ComplianceScan.self, name, ["spec": ["profile": "p"]])
        }
        #expect(try await selection.scans(of: reference).map(\.object.name) == ["two", "one"])
    }

    @Test("why a binding has no suite is told where the operator said it")
    func invalidBinding() async throws {
        let room = try await ComplianceRoom()
        try await room.create(
            ScanSettingBinding.self, "x",
            ["profiles": [["kind": "Profile", "name": "gone"]], "settingsRef": ["name": "default"]])
        _ = try await ScanSettingBindingReconciler(room: room.room).reconcile(room.key("x"))
        let reference = try ObjectReference(["ssb/x"], among: ScanSelection.types)
        let failure = await #expect(throws: CommandFailure.self) {
            try await ScanSelection(place: room.place).scans(of: reference)
        }
        #expect(failure?.description.contains("Profile \"gone\" was not found") == true)
    }
}
