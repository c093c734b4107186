import Bytes
import Capability
import Kubernetes

/// The scans that belong to a ScanSettingBinding, a ComplianceSuite, or are one.
struct ScanSelection {
    /// What can be asked for.
    static let types = [ScanSettingBinding.type, ComplianceSuite.type, ComplianceScan.type]

    let place: ClusterNamespace

    /// The scans of an object, in the order of its suite.
    ///
    /// - Throws: `CommandFailure` when the object, or a scan of it, is not there.
    func scans(of reference: ObjectReference) async throws -> [ComplianceScan] {
        switch reference.type {
        case ScanSettingBinding.type:
            return try await scans(of: try await suite(of: reference.name))
        case ComplianceSuite.type:
            return try await scans(of: try await place.require(ComplianceSuite.self, reference.name))
        default: return [try await place.require(ComplianceScan.self, reference.name)]
        }
    }

    private func suite(of bindingName: String) async throws -> ComplianceSuite {
        let binding = try await place.require(ScanSettingBinding.self, bindingName)
        // A suite is called as its binding.
        if let suite = try await place.find(ComplianceSuite.self, bindingName) { return suite }
        let conditions = binding.object["status"]?["conditions"]?.array ?? []
        let why = conditions.first { $0["type"] == "Ready" && $0["status"] != "True" }?["message"]?.string
        throw CommandFailure(
            "ScanSettingBinding \"\(bindingName)\" has no ComplianceSuite"
                + (why.map { ": \($0)" } ?? " yet; is the operator running?"))
    }

    private func scans(of suite: ComplianceSuite) async throws -> [ComplianceScan] {
        let names = suite.scans.compactMap { $0["name"]?.string }
        guard !names.isEmpty else {
            throw CommandFailure("ComplianceSuite \"\(suite.object.name)\" has no scans")
        }
        var scans: [ComplianceScan] = []
        for name in names { scans.append(try await place.require(ComplianceScan.self, name)) }
        return scans
    }
}
