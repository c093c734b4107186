import Bytes
import Capability
import Cluster
import Controllers
import Kubernetes
import ScratchRoots
import Testing

@testable import Compliance

/// The whole way from a directory of kube-bench to results in the cluster.
@Suite struct KubeBenchBundleTests {
    private static let node = """
        version: house-1
        id: 4
        text: Worker
        type: node
        groups:
          - id: 4.1
            text: Files
            checks:
              - id: 4.1.1
                text: The file is closed
                audit: stat -c permissions=%a $kubeletconf
                tests: {test_items: [{flag: permissions, compare: {op: bitmask, value: '600'}}]}
                remediation: chmod 600 $kubeletconf
                scored: true
              - {id: 4.1.2, text: Look, type: manual, remediation: Look at it.}
              - {id: 4.1.3, text: Asks, audit: kubectl get pods, tests: {test_items: [{flag: x}]}, scored: true}
              - {id: 4.1.4, text: Missing, audit: stat -c %a /none, tests: {test_items: [{flag: x}]}, scored: true}
              - {id: 4.1.5, text: Fails, audit: echo y, tests: {test_items: [{flag: x}]}, scored: true}
              - {id: 4.1.6, text: Not wanted, audit: echo y, tests: {test_items: [{flag: x}]}, scored: true}
        """

    @Test("a directory of kube-bench becomes profiles and rules, is tailored and scanned, and leaves results")
    func wholeWay() async throws {
        let root = try ScratchRoot()
        defer { withExtendedLifetime(root) {} }
        root.file("cfg/config.yaml", "node: {components: [kubelet], kubelet: {confs: [/etc/kubelet.yaml]}}")
        root.file("cfg/house-1/node.yaml", Self.node)
        root.file("node/etc/kubelet.yaml", bytes: [], mode: 0o600)
        root.file("node/etc/os-release", "ID=debian\n")
        let room = try await ComplianceRoom()
        let directories = ContentDirectories([root.path])
        try await room.create(
            ProfileBundle.self, "bench",
            ["spec": ["contentImage": .string("file://\(root.path)"), "contentFile": "cfg/house-1"]])
        _ = try await ProfileBundleReconciler(
            room: room.room, directories: directories, reader: ContentKinds(), hostBundle: ""
        ).reconcile(room.key("bench"))
        let bundle = try #require(try await room.find(ProfileBundle.self, "bench"))
        #expect(bundle.dataStreamStatus == "VALID", "\(bundle.object)")
        let profile = try #require(try await room.find(Profile.self, "bench-house-1-node"))
        #expect(profile.productType == "Node")
        let rule = try #require(try await room.find(RuleResource.self, "bench-house-1-4.1.1"))
        #expect(rule.object["title"]?.string == "4.1.1 The file is closed")
        #expect(rule.checkType == "Node")
        #expect(try await room.find(RuleResource.self, "bench-house-1-4.1.2")?.checkType == "")

        try await room.create(
            TailoredProfile.self, "mine",
            [
                "spec": [
                    "extends": "bench-house-1-node", "title": "T", "description": "D",
                    "disableRules": [["name": "bench-house-1-4.1.6", "rationale": "r"]],
                ]
            ])
        _ = try await TailoredProfileReconciler(room: room.room).reconcile(room.key("mine"))
        try await room.create(ScanSetting.self, "all", ["roles": ["worker"]])
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
                room: room.room, directories: directories, reader: ContentKinds(),
                expressionReader: ExpressionScanner(room: room.room)))
        let key = room.key("mine-worker")
        _ = try await reconciler.reconcile(key)
        _ = try await ScanAgent(
            room: room.room, directories: directories, place: .node("this-node"),
            scanner: NodeScanner(root: root.path + "/node")
        ).reconcile(key)
        _ = try await reconciler.reconcile(key)
        let scan = try #require(try await room.find(ComplianceScan.self, "mine-worker"))
        #expect(scan.phase == .done, "\(scan.errorMessage)")
        let results = try await room.cluster.all(
            ComplianceCheckResult.self, namespace: ComplianceGroup.namespace)
        let statuses = Dictionary(uniqueKeysWithValues: results.map { ($0.object.name, $0.status) })
        #expect(
            statuses == [
                "mine-worker-house-1-4.1.1": .pass, "mine-worker-house-1-4.1.2": .manual,
                "mine-worker-house-1-4.1.3": .manual, "mine-worker-house-1-4.1.4": .error,
                "mine-worker-house-1-4.1.5": .fail,
            ])
        let failed = try #require(results.first { $0.status == .fail })
        #expect(failed.severity == "medium")
        #expect(failed.object["description"]?.string?.hasPrefix("4.1.5 Fails\n") == true)
        #expect(failed.object["instructions"]?.string == "echo y")
        let warnings = scan.object["status"]?["warnings"]?.string ?? ""
        #expect(warnings.contains("house-1/node.yaml 4.1.3"), "\(scan.object)")
    }

    @Test("a directory without benchmarks makes the bundle invalid and says why")
    func invalid() async throws {
        let root = try ScratchRoot()
        defer { withExtendedLifetime(root) {} }
        root.file("cfg/config.yaml", "node: {}")
        root.file("cfg/house-1/node.yaml", "type: node\ngroups: 5")
        root.directory("empty")
        let room = try await ComplianceRoom()
        let directories = ContentDirectories([root.path])
        let reconciler = ProfileBundleReconciler(
            room: room.room, directories: directories, reader: ContentKinds(), hostBundle: "")
        for (name, file, message) in [
            ("a", "empty", "config.yaml is missing"), ("b", "cfg", "house-1/node.yaml:2: groups: a list"),
        ] {
            try await room.create(
                ProfileBundle.self, name,
                ["spec": ["contentImage": .string("file://\(root.path)"), "contentFile": .string(file)]])
            _ = try await reconciler.reconcile(room.key(name))
            let bundle = try #require(try await room.find(ProfileBundle.self, name))
            #expect(bundle.dataStreamStatus == "INVALID")
            let reason = bundle.object["status"]?["errorMessage"]?.string ?? ""
            #expect(reason.contains(message), "\(reason)")
        }
    }
}
