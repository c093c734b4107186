import Bytes
import Capability
import Cluster
import Controllers
import Testing

@testable import Compliance

/// The whole way from a bundle to results, as a person goes it: a bundle, a tailored profile, a binding, a scan.
struct BundleSession {
    let room: ComplianceRoom
    /// Where the content is.
    let directory: String
    private let directories: ContentDirectories

    init(directory: String) async throws {
        room = try await ComplianceRoom()
        self.directory = directory
        directories = ContentDirectories([directory])
    }

    /// Creates a bundle and has its content read.
    func bundle(_ name: String, file: String, reader: any ContentReader) async throws -> ProfileBundle {
        try await room.create(
            ProfileBundle.self, name,
            ["spec": ["contentImage": .string("file://\(directory)"), "contentFile": .string(file)]])
        _ = try await ProfileBundleReconciler(
            room: room.room, directories: directories, reader: reader, hostBundle: ""
        ).reconcile(room.key(name))
        return try #require(try await room.find(ProfileBundle.self, name))
    }

    /// Tailors a profile, binds it to the workers and scans this node; the scan is `mine-worker`.
    ///
    /// - Parameters:
    ///   - decisions: the members of the tailored profile's `spec` besides its name.
    ///   - setting: the members of the ScanSetting besides the roles.
    func scan(
        _ profile: String, decisions: JSONObject, setting: JSONObject = JSONObject(),
        scanner: any ComplianceScanner, texts: any RuleTextReader
    ) async throws -> (scan: ComplianceScan, results: [ComplianceCheckResult]) {
        var spec = decisions
        for (key, value) in [("extends", profile), ("title", "T"), ("description", "D")] {
            spec[key] = .string(value)
        }
        try await room.create(TailoredProfile.self, "mine", ["spec": .object(spec)])
        _ = try await TailoredProfileReconciler(room: room.room).reconcile(room.key("mine"))
        var members = setting
        members["roles"] = ["worker"]
        try await room.create(ScanSetting.self, "all", .object(members))
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
                room: room.room, directories: directories, reader: texts,
                expressionReader: ExpressionScanner(room: room.room)))
        let key = room.key("mine-worker")
        _ = try await reconciler.reconcile(key)
        _ = try await ScanAgent(
            room: room.room, directories: directories, place: .node("this-node"), scanner: scanner
        ).reconcile(key)
        _ = try await reconciler.reconcile(key)
        let scan = try #require(try await room.find(ComplianceScan.self, "mine-worker"))
        #expect(scan.phase == .done, "\(scan.errorMessage)")
        let results = try await room.cluster.all(
            ComplianceCheckResult.self, namespace: ComplianceGroup.namespace)
        return (scan, results)
    }
}
