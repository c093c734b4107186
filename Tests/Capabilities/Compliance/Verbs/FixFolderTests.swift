import Bytes
import Capability
import Kubernetes
import TemporaryFolders
import Testing
import YAML

@testable import Compliance

@Suite("Repairs in a folder")
struct FixFolderTests {
    private let folder = TemporaryFolder()
    private static let config: JSON = [
        "apiVersion": "machineconfiguration.openshift.io/v1", "kind": "MachineConfig",
        "spec": ["config": ["ignition": ["version": "3.1.0"]]],
    ]

    private func fixes(roles: [String] = ["worker", "master"]) throws -> FixFolder {
        FixFolder(folder: try OutputFolder(path: folder.path), roles: roles)
    }

    private func rule(_ fixes: [JSON]) async throws -> RuleResource {
        let room = try await ComplianceRoom()
        try await room.storeRule("r", fixes: fixes)
        return try #require(try await room.find(RuleResource.self, "b-r"))
    }

    @Test("a MachineConfig is written once for each pool, with the names that upstream gives it")
    func machineConfig() async throws {
        let paths = try fixes().write(try await rule([Self.config]))
        #expect(paths == ["worker-b-r.yaml", "master-b-r.yaml"].map { "\(folder.path)/\($0)" })
        let object = try YAML.parseOne(folder.read("master-b-r.yaml"))
        #expect(object["metadata"]?["name"] == "75-master-b-r")
        #expect(object["metadata"]?["labels"]?["machineconfiguration.openshift.io/role"] == "master")
        #expect(object["spec"] == Self.config["spec"])
    }

    @Test("several repairs of a rule are numbered, and one without a name gets the file's")
    func several() async throws {
        let map: JSON = ["apiVersion": "v1", "kind": "ConfigMap", "data": ["a": "{{.var_x}}"]]
        var named = map
        named["metadata"] = ["name": "own"]
        #expect(try fixes().write(try await rule([map, named])).count == 2)
        #expect(try YAML.parseOne(folder.read("b-r-0.yaml"))["metadata"]?["name"] == "b-r-0")
        #expect(try YAML.parseOne(folder.read("b-r-1.yaml"))["metadata"]?["name"] == "own")
        #expect(try YAML.parseOne(folder.read("b-r-0.yaml"))["data"]?["a"] == "{{.var_x}}")
    }

    @Test("what enforces is the operator's to make, and a rule without repairs writes nothing")
    func none() async throws {
        var enforcing = Self.config
        enforcing["metadata"] = ["annotations": ["complianceascode.io/remediation-type": "Enforcement"]]
        #expect(try fixes().write(try await rule([enforcing])).isEmpty)
        #expect(try fixes().write(try await rule([])).isEmpty)
    }

    @Test("a remediation is written for the pools of its scan")
    func remediation() async throws {
        let room = try await ComplianceRoom()
        try await room.create(
            ComplianceRemediation.self, "s-r", ["spec": ["apply": false, "current": ["object": Self.config]]])
        let remediation = try #require(try await room.find(ComplianceRemediation.self, "s-r"))
        #expect(try fixes().write(remediation, roles: ["infra"]) == ["\(folder.path)/infra-s-r.yaml"])
        #expect(try fixes().write(remediation).count == 2)
    }
}
