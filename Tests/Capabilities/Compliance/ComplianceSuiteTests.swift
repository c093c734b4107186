import Bytes
import Capability
import Cluster
import Kubernetes
import Testing

@testable import Compliance

@Suite("ScanSettingBinding and ComplianceSuite")
struct ComplianceSuiteTests {
    private func furnished() async throws -> ComplianceRoom {
        let room = try await ComplianceRoom()
        try await room.create(
            ProfileBundle.self, "deb", ["spec": ["contentImage": "file:///c", "contentFile": "x-ds.xml"]])
        var profile = Object(
            kind: Profile.type.kind, name: "deb-standard", namespace: ComplianceGroup.namespace)
        profile["id"] = "xccdf_x_profile_standard"
        profile["title"] = "Standard"
        profile["description"] = "Standard"
        profile.labels = ["compliance.openshift.io/profile-bundle": "deb"]
        profile.annotations = ["compliance.openshift.io/product-type": "Node"]
        _ = try await room.cluster.create(
            Profile.type, namespace: profile.namespace, profile, options: WriteOptions())
        return room
    }

    private func bind(_ room: ComplianceRoom, profile: String = "deb-standard", setting: String = "default")
        async throws
    {
        try await room.create(
            ScanSettingBinding.self, "b",
            [
                "profiles": [["kind": "Profile", "name": .string(profile)]],
                "settingsRef": ["kind": "ScanSetting", "name": .string(setting)],
            ])
        _ = try await ScanSettingBindingReconciler(room: room.room).reconcile(room.key("b"))
    }

    @Test("a binding makes a suite with one scan for each profile and role")
    func binds() async throws {
        let room = try await furnished()
        try await bind(room)
        let suite = try #require(try await room.find(ComplianceSuite.self, "b"))
        #expect(suite.scans.count == 1)
        #expect(suite.scans[0]["name"] == "deb-standard-worker")
        #expect(suite.scans[0]["profile"] == "xccdf_x_profile_standard")
        #expect(suite.scans[0]["nodeSelector"] == ["node-role.kubernetes.io/worker": ""])
        let binding = try #require(try await room.find(ScanSettingBinding.self, "b"))
        #expect(binding.object["status"]?["phase"] == "READY")
        #expect(binding.object["status"]?["outputRef"]?["name"] == "b")
    }

    @Test(
        "a binding to what is not there is INVALID and names it",
        arguments: [("none", "default"), ("deb-standard", "none")])
    func invalid(profile: String, setting: String) async throws {
        let room = try await furnished()
        try await bind(room, profile: profile, setting: setting)
        let binding = try #require(try await room.find(ScanSettingBinding.self, "b"))
        #expect(binding.object["status"]?["phase"] == "INVALID")
        #expect(
            binding.object["status"]?["conditions"]?.array?.first?["message"]?.string?.contains("none")
                == true)
        #expect(try await room.find(ComplianceSuite.self, "b") == nil)
    }

    @Test(
        "a suite makes its scans, drops those it no longer names, and is as far as the last and as bad as the worst"
    )
    func reflects() async throws {
        let room = try await furnished()
        try await room.create(
            ComplianceSuite.self, "b",
            ["spec": ["scans": [["name": "one", "profile": "p"], ["name": "two", "profile": "p"]]]])
        let reconciler = ComplianceSuiteReconciler(room: room.room)
        _ = try await reconciler.reconcile(room.key("b"))
        for (name, result) in [("one", ScanResult.compliant), ("two", .nonCompliant)] {
            let before = try #require(try await room.find(ComplianceScan.self, name))
            var after = before
            after.phase = .done
            after.result = result
            try await room.cluster.storeStatus(after, before: before)
        }
        _ = try await reconciler.reconcile(room.key("b"))
        let suite = try #require(try await room.find(ComplianceSuite.self, "b"))
        #expect(suite.phase == .done)
        #expect(suite.result == .nonCompliant)
        var shrunk = suite
        shrunk.object["spec"]?["scans"] = [["name": "one", "profile": "p"]]
        _ = try await room.cluster.update(
            ComplianceSuite.type, namespace: ComplianceGroup.namespace, shrunk.object, subresource: nil,
            options: WriteOptions())
        _ = try await reconciler.reconcile(room.key("b"))
        #expect(try await room.find(ComplianceScan.self, "two") == nil)
        #expect(try await room.find(ComplianceSuite.self, "b")?.result == .compliant)
    }
}
