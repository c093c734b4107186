import Bytes
import Capability
import Cluster
import Controllers
import Kubernetes
import Testing

@testable import Compliance

@Suite("Schedules, suspension and bindings that are in each other's way")
struct SuspensionTests {
    private let time = TestTime()

    /// A room with a profile, a setting `nightly`, and a binding `b` of both, reconciled.
    private func bound(suspended: Bool, schedule: String = "@daily") async throws -> ComplianceRoom {
        let room = try await ComplianceRoom(time: time)
        try await room.create(
            ProfileBundle.self, "deb", ["spec": ["contentImage": "file:///c", "contentFile": "x-ds.xml"]])
        try await room.create(
            Profile.self, "deb-standard",
            ["id": "xccdf_x_profile_standard", "title": "Standard", "description": "Standard"])
        var profile = try #require(try await room.find(Profile.self, "deb-standard")).object
        profile.labels = ["compliance.openshift.io/profile-bundle": "deb"]
        profile.annotations = ["compliance.openshift.io/product-type": "Node"]
        _ = try await room.cluster.update(
            Profile.type, namespace: profile.namespace, profile, subresource: nil, options: WriteOptions())
        try await room.create(
            ScanSetting.self, "nightly",
            [
                "roles": ["worker"], "schedule": .string(schedule), "suspend": .bool(suspended),
                "rawResultStorage": [:],
            ])
        try await bind("b", in: room)
        return room
    }

    private func bind(
        _ name: String, to profiles: [String] = ["deb-standard"], in room: ComplianceRoom
    ) async throws {
        try await room.create(
            ScanSettingBinding.self, name,
            [
                "profiles": .array(profiles.map { ["kind": "Profile", "name": .string($0)] }),
                "settingsRef": ["kind": "ScanSetting", "name": "nightly"],
            ])
        try await follow(name, in: room)
    }

    private func follow(_ name: String, in room: ComplianceRoom) async throws {
        _ = try await ScanSettingBindingReconciler(room: room.room).reconcile(room.key(name))
        _ = try await ComplianceSuiteReconciler(room: room.room).reconcile(room.key(name))
    }

    private func end(_ scan: String, in room: ComplianceRoom) async throws {
        let before = try #require(try await room.find(ComplianceScan.self, scan))
        var after = before
        after.phase = .done
        after.result = .compliant
        after.startTimestamp = time.text
        try await room.cluster.storeStatus(after, before: before)
    }

    private func isAskedAgain(in room: ComplianceRoom) async throws -> Bool {
        let scan = try await room.find(ComplianceScan.self, "deb-standard-worker")
        return scan?.object.annotations["compliance.openshift.io/rescan"] != nil
    }

    @Test("a suspended setting makes no run, says so, and makes up for one run when it goes on")
    func suspends() async throws {
        let room = try await bound(suspended: true)
        let binding = try #require(try await room.find(ScanSettingBinding.self, "b"))
        #expect(binding.object["status"]?["phase"] == "SUSPENDED")
        #expect(try await room.find(ComplianceSuite.self, "b")?.isSuspended == true)
        try await end("deb-standard-worker", in: room)
        time.pass(seconds: 3 * 86_400)
        try await follow("b", in: room)
        #expect(try await !isAskedAgain(in: room))
        var setting = try #require(try await room.find(ScanSetting.self, "nightly")).object
        setting["suspend"] = false
        _ = try await room.cluster.update(
            ScanSetting.type, namespace: setting.namespace, setting, subresource: nil, options: WriteOptions()
        )
        try await follow("b", in: room)
        #expect(try await isAskedAgain(in: room))
        #expect(try await room.find(ScanSettingBinding.self, "b")?.object["status"]?["phase"] == "READY")
    }

    @Test("a schedule that is none is refused before anything runs")
    func badSchedule() async throws {
        let room = try await bound(suspended: false, schedule: "at noon")
        let binding = try #require(try await room.find(ScanSettingBinding.self, "b"))
        #expect(binding.object["status"]?["phase"] == "INVALID")
        #expect(try await room.find(ComplianceSuite.self, "b") == nil)
    }

    @Test("of two bindings of one profile the first keeps the scan, and the other's suite names it")
    func conflict() async throws {
        let room = try await bound(suspended: false)
        try await bind("c", in: room)
        #expect(try await room.find(ComplianceScan.self, "deb-standard-worker")?.suite == "b")
        let other = try #require(try await room.find(ComplianceSuite.self, "c"))
        #expect(
            other.object["status"]?["errorMessage"]
                == "the scan \"deb-standard-worker\" belongs to the suite \"b\"; bind the profile in one of them only"
        )
        try await end("deb-standard-worker", in: room)
        try await follow("c", in: room)
        #expect(try await room.find(ComplianceSuite.self, "c")?.phase != .done)
        // What the first lets go of, the other takes.
        try await room.cluster.deleteIfPresent(
            ScanSettingBinding.type, namespace: ComplianceGroup.namespace, name: "b")
        try await room.cluster.deleteIfPresent(
            ComplianceSuite.type, namespace: ComplianceGroup.namespace, name: "b")
        try await room.cluster.deleteIfPresent(
            ComplianceScan.type, namespace: ComplianceGroup.namespace, name: "deb-standard-worker")
        try await follow("c", in: room)
        #expect(try await room.find(ComplianceScan.self, "deb-standard-worker")?.suite == "c")
    }

    @Test("a binding that names a profile twice is INVALID and says which scan would be made twice")
    func repeated() async throws {
        let room = try await bound(suspended: false)
        try await bind("twice", to: ["deb-standard", "deb-standard"], in: room)
        let binding = try #require(try await room.find(ScanSettingBinding.self, "twice"))
        #expect(
            binding.object["status"]?["conditions"]?.array?.first?["message"]
                == "two profiles make the scan \"deb-standard-worker\"")
    }

    @Test("a node that never answers ends the scan with an error that names it and no other")
    func silence() async throws {
        let stage = ScanStage(try await ComplianceRoom(nodes: ["quick", "silent"], time: time))
        try await stage.createScan(["timeout": "1m", "maxRetryOnTimeout": 0])
        let good = StubScanner.report(["r": "pass"])
        try await stage.run(stage.agent(good), stage.agent(good, on: "quick"))
        #expect(try await stage.scan()?.phase == .running)
        time.pass(seconds: 61)
        try await stage.look()
        let scan = try #require(try await stage.scan())
        #expect(scan.result == .error)
        #expect(
            scan.errorMessage
                == "the scan took longer than its timeout; no results came from silent")
        // What comes too late changes nothing.
        _ = try await stage.agent(good, on: "silent").reconcile(stage.room.key("s"))
        try await stage.look()
        #expect(try await stage.scan()?.result == .error)
        #expect(try await stage.result("r") == nil)
    }
}
