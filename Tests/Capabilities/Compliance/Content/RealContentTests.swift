import Bytes
import Capability
import Cluster
import Controllers
import Foundation
import Kubernetes
import Testing

@testable import Compliance

/// Debian's own content, where the repository's cache or the system has it.
private enum DebianContent {
    static let directory: String? = {
        var root = URL(filePath: #filePath).resolvingSymlinksInPath()
        for _ in 0..<5 { root.deleteLastPathComponent() }
        return [root.path + "/.cache/debian/trixie", ""].map { "\($0)/usr/share/xml/scap/ssg/content" }
            .first { FileManager.default.fileExists(atPath: "\($0)/ssg-debian12-ds.xml") }
    }()
}

/// The whole way from a bundle to results, over an empty root.
@Suite("Real content", .enabled(if: DebianContent.directory != nil, "ssg-debian12-ds.xml is missing"))
struct RealContentTests {
    @Test("a bundle is read, its standard profile is tailored and scanned, and every result has its texts")
    func wholeWay() async throws {
        let directory = try #require(DebianContent.directory)
        let room = try await ComplianceRoom()
        let root = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(
            at: root.appending(path: "etc"), withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: root) }
        try Data("ID=debian\nVERSION_ID=\"12\"\n".utf8).write(to: root.appending(path: "etc/os-release"))
        let directories = ContentDirectories([directory])
        try await room.create(
            ProfileBundle.self, "debian12",
            ["spec": ["contentImage": .string("file://\(directory)"), "contentFile": "ssg-debian12-ds.xml"]])
        _ = try await ProfileBundleReconciler(
            room: room.room, directories: directories, reader: SCAPContentReader(), hostBundle: ""
        ).reconcile(room.key("debian12"))
        #expect(try await room.find(ProfileBundle.self, "debian12")?.dataStreamStatus == "VALID")
        try await room.create(
            TailoredProfile.self, "mine",
            [
                "spec": [
                    "extends": "debian12-standard", "title": "T", "description": "D",
                    "manualRules": [["name": "debian12-file-permissions-etc-passwd", "rationale": "r"]],
                ]
            ])
        _ = try await TailoredProfileReconciler(room: room.room).reconcile(room.key("mine"))
        // Nothing of a machine is below the root, so most rules do not apply.
        try await room.create(ScanSetting.self, "all", ["roles": ["worker"], "showNotApplicable": true])
        try await room.create(
            ScanSettingBinding.self, "b",
            [
                "profiles": [["kind": "TailoredProfile", "name": "mine"]],
                "settingsRef": ["kind": "ScanSetting", "name": "all"],
            ])
        _ = try await ScanSettingBindingReconciler(room: room.room).reconcile(room.key("b"))
        _ = try await ComplianceSuiteReconciler(room: room.room).reconcile(room.key("b"))
        let reconciler = ComplianceScanReconciler(
            room: room.room, directories: directories,
            aggregator: ResultAggregator(
                room: room.room, directories: directories, reader: SCAPRuleTextReader(),
                expressionReader: ExpressionScanner(room: room.room)))
        let key = room.key("mine-worker")
        _ = try await reconciler.reconcile(key)
        _ = try await ScanAgent(
            room: room.room, directories: directories, place: .node("this-node"),
            scanner: HostScanner(root: root.path)
        ).reconcile(key)
        _ = try await reconciler.reconcile(key)
        let scan = try #require(try await room.find(ComplianceScan.self, "mine-worker"))
        #expect(scan.phase == .done, "\(scan.errorMessage)")
        let results = try await room.cluster.all(
            ComplianceCheckResult.self, namespace: ComplianceGroup.namespace)
        #expect(results.count > 20)
        #expect(results.allSatisfy { $0.object["description"]?.string?.contains("\n") == true })
        let manual = results.first { $0.object.name == "mine-worker-file-permissions-etc-passwd" }
        #expect(manual?.status == .manual)
        #expect(results.allSatisfy { $0.object.labels["compliance.openshift.io/profile-guid"] != nil })
    }
}
