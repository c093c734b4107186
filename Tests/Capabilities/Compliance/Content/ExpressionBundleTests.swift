import Bytes
import Capability
import Cluster
import Controllers
import Kubernetes
import TemporaryFolders
import Testing

@testable import Compliance

@Suite("Bundles with expressions")
struct ExpressionBundleTests {
    /// Content of one rule that is no expression.
    private struct Reader: ContentReader {
        var rule = "plain"

        func digest(of path: String) async throws -> String { "sha256-\(path.utf8.count)" }

        func objects(
            of path: String, for bundle: ProfileBundle, digest: String
        ) async throws -> BundleObjects {
            var plain = bundle.part(RuleResource.type, name: rule, digest: digest)
            plain["id"] = .string(rule)
            plain["title"] = "Plain"
            var profile = bundle.part(Profile.type, name: "scap", digest: digest)
            profile["id"] = "xccdf_x_profile_scap"
            profile["title"] = "SCAP"
            profile["description"] = "SCAP"
            profile["rules"] = [.string(plain.name)]
            profile.annotations[ComplianceGroup.key("product-type")] = "Platform"
            return BundleObjects(profiles: [Profile(profile)], rules: [RuleResource(plain)], variables: [])
        }
    }

    private let folder = TemporaryFolder()

    /// A room in which a bundle `b` was read.
    private func room(
        _ text: String = ExpressionContentTests.text, reader: Reader = Reader()
    ) async throws -> ComplianceRoom {
        let room = try await ComplianceRoom()
        folder.write("scap.xml", "")
        folder.write("cel.yaml", text)
        try await room.create(
            ProfileBundle.self, "b",
            [
                "spec": [
                    "contentImage": .string("file://\(folder.path)"), "contentFile": "scap.xml",
                    "celContentFile": "cel.yaml",
                ]
            ])
        _ = try await ProfileBundleReconciler(
            room: room.room, directories: ContentDirectories([folder.path]), reader: reader, hostBundle: ""
        ).reconcile(room.key("b"))
        return room
    }

    /// Runs the scan of a binding of one profile; gives the suite's only scan.
    private func scan(_ kind: String, _ name: String, in room: ComplianceRoom) async throws -> ComplianceScan
    {
        try await room.create(
            ScanSettingBinding.self, "x", ["profiles": [["kind": .string(kind), "name": .string(name)]]])
        _ = try await ScanSettingBindingReconciler(room: room.room).reconcile(room.key("x"))
        _ = try await ComplianceSuiteReconciler(room: room.room).reconcile(room.key("x"))
        let expressions = ExpressionScanner(room: room.room)
        let directories = ContentDirectories([folder.path])
        let reconciler = ComplianceScanReconciler(
            room: room.room, directories: directories,
            aggregator: ResultAggregator(
                room: room.room, directories: directories, reader: StubTexts(),
                expressionReader: expressions))
        let agent = ScanAgent(
            room: room.room, directories: directories, place: .platform,
            scanner: UnavailableScanner(reason: "no SCAP here"), expressions: expressions)
        _ = try await reconciler.reconcile(room.key(name))
        _ = try await agent.reconcile(room.key(name))
        _ = try await reconciler.reconcile(room.key(name))
        return try #require(try await room.find(ComplianceScan.self, name))
    }

    private func statuses(_ room: ComplianceRoom) async throws -> [String: String] {
        let results = try await room.cluster.all(
            ComplianceCheckResult.self, namespace: ComplianceGroup.namespace)
        return Dictionary(uniqueKeysWithValues: results.map { ($0.object.name, $0.status.rawValue) })
    }

    @Test("the file's rules and profiles stand beside those of the data stream")
    func objects() async throws {
        let room = try await room()
        #expect(try await room.find(ProfileBundle.self, "b")?.dataStreamStatus == "VALID")
        let rule = try #require(try await room.find(RuleResource.self, "b-two-nodes")).object
        #expect(rule["scannerType"] == "CEL")
        #expect(rule["expression"] == "nodes.items.size() >= 2")
        #expect(rule.annotations["compliance.openshift.io/profiles"] == "b-availability")
        #expect(rule.annotations["compliance.openshift.io/rule-variable"] == "var-count")
        #expect(rule.annotations["control.compliance.openshift.io/NIST-800-53"] == "CM-6(a);CP-10")
        #expect(rule.annotations["control.compliance.openshift.io/cis-ocp4"] == "5.1")
        let profile = try #require(try await room.find(Profile.self, "b-availability"))
        #expect(profile.isOfExpressions)
        #expect(profile.productType == "Platform")
        #expect(profile.rules == ["b-two-nodes", "b-any-node"])
        #expect(profile.object["values"] == ["b-var-count"])
        #expect(try await room.find(RuleResource.self, "b-plain") != nil)
    }

    @Test("a profile of the file is bound and judged over the cluster's objects")
    func judges() async throws {
        let room = try await room()
        let scan = try await scan("Profile", "b-availability", in: room)
        #expect(scan.scannerType == "CEL")
        #expect(scan.result == .nonCompliant, "\(scan.errorMessage)")
        #expect(
            try await statuses(room) == [
                "b-availability-two-nodes": "FAIL", "b-availability-any-node": "PASS",
            ])
        let failed = try await room.find(ComplianceCheckResult.self, "b-availability-two-nodes")
        #expect(failed?.severity == "high")
        #expect(failed?.object["warnings"] == ["There is only one node."])
        #expect(failed?.object["description"] == "There are two nodes\nOne is none.")
    }

    @Test("what a failure means is not said of a rule that passes")
    func passes() async throws {
        let room = try await room(
            ExpressionContentTests.text.replacing("nodes.items.size() >= 2", with: "nodes.items.size() < 9"))
        #expect(try await scan("Profile", "b-availability", in: room).result == .compliant)
        let passed = try #require(
            try await room.find(ComplianceCheckResult.self, "b-availability-two-nodes"))
        #expect(passed.status == .pass)
        #expect(passed.object["warnings"] == nil)
    }

    @Test("a tailored profile leaves rules of it out, and gives others to a person")
    func tailors() async throws {
        let room = try await room()
        try await room.create(
            TailoredProfile.self, "mine",
            [
                "spec": [
                    "extends": "b-availability", "title": "T", "description": "D",
                    "disableRules": [["name": "b-any-node", "rationale": "r"]],
                    "manualRules": [["name": "b-two-nodes", "rationale": "r"]],
                ]
            ])
        _ = try await TailoredProfileReconciler(room: room.room).reconcile(room.key("mine"))
        #expect(try await room.find(TailoredProfile.self, "mine")?.state == .ready)
        _ = try await scan("TailoredProfile", "mine", in: room)
        #expect(try await statuses(room) == ["mine-two-nodes": "MANUAL"])
    }

    @Test(
        "rules that are expressions and rules that are not cannot be in one profile",
        arguments: [("b-scap", "b-two-nodes"), ("b-availability", "b-plain")])
    func kinds(base: String, rule: String) async throws {
        let room = try await room()
        try await room.create(
            TailoredProfile.self, "mixed",
            [
                "spec": [
                    "extends": .string(base), "title": "T", "description": "D",
                    "enableRules": [["name": .string(rule), "rationale": "r"]],
                ]
            ])
        _ = try await TailoredProfileReconciler(room: room.room).reconcile(room.key("mixed"))
        let profile = try await room.find(TailoredProfile.self, "mixed")
        #expect(profile?.state == .error)
        #expect(profile?.object["status"]?["errorMessage"]?.string?.contains("kind") == true)
    }

    @Test("a file that cannot be read, or makes what is there already, makes the bundle INVALID and says why")
    func invalid() async throws {
        let broken = try #require(
            try await room("rules: [{name: a}]").find(ProfileBundle.self, "b"))
        #expect(broken.dataStreamStatus == "INVALID")
        #expect(
            broken.object["status"]?["errorMessage"]
                == .string("\(folder.path)/cel.yaml: rules[0].expression is missing"))
        let twice = try #require(
            try await room(reader: Reader(rule: "any-node")).find(ProfileBundle.self, "b"))
        #expect(
            twice.object["status"]?["errorMessage"]
                == .string(
                    "\(folder.path)/cel.yaml: \"b-any-node\" is made by the bundle's contentFile already"))
    }

    @Test(
        "a file outside of the allowed directories is refused, and one that is gone takes its objects along")
    func changes() async throws {
        let room = try await room()
        func rewrite(_ file: JSON?) async throws -> ProfileBundle? {
            var bundle = try #require(try await room.find(ProfileBundle.self, "b")).object
            bundle["spec"]?["celContentFile"] = file
            _ = try await room.cluster.update(
                ProfileBundle.type, namespace: bundle.namespace, bundle, subresource: nil,
                options: WriteOptions())
            _ = try await ProfileBundleReconciler(
                room: room.room, directories: ContentDirectories([folder.path]), reader: Reader(),
                hostBundle: ""
            ).reconcile(room.key("b"))
            return try await room.find(ProfileBundle.self, "b")
        }
        #expect(try await rewrite("../../etc/passwd")?.dataStreamStatus == "INVALID")
        #expect(try await rewrite(nil)?.dataStreamStatus == "VALID")
        #expect(try await room.find(RuleResource.self, "b-two-nodes") == nil)
        #expect(try await room.find(RuleResource.self, "b-plain") != nil)
    }
}
