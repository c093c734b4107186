import Bytes
import Capability
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
        let session = try await BundleSession(directory: root.path)
        let room = session.room
        let bundle = try await session.bundle("bench", file: "cfg/house-1", reader: ContentKinds())
        #expect(bundle.dataStreamStatus == "VALID", "\(bundle.object)")
        let profile = try #require(try await room.find(Profile.self, "bench-house-1-node"))
        #expect(profile.productType == "Node")
        let rule = try #require(try await room.find(RuleResource.self, "bench-house-1-4.1.1"))
        #expect(rule.object["title"]?.string == "4.1.1 The file is closed")
        #expect(rule.checkType == "Node")
        #expect(try await room.find(RuleResource.self, "bench-house-1-4.1.2")?.checkType == "")

        let (scan, results) = try await session.scan(
            "bench-house-1-node",
            decisions: JSONObject([("disableRules", [["name": "bench-house-1-4.1.6", "rationale": "r"]])]),
            scanner: NodeScanner(root: root.path + "/node"), texts: ContentKinds())
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
        let session = try await BundleSession(directory: root.path)
        for (name, file, message) in [
            ("a", "empty", "config.yaml is missing"), ("b", "cfg", "house-1/node.yaml:2: groups: a list"),
        ] {
            let bundle = try await session.bundle(name, file: file, reader: ContentKinds())
            #expect(bundle.dataStreamStatus == "INVALID")
            let reason = bundle.object["status"]?["errorMessage"]?.string ?? ""
            #expect(reason.contains(message), "\(reason)")
        }
    }
}
