import Bytes
import Capability
import Kubernetes
import YAML

/// Writes repairs into a folder, an object a file, so that they can be looked at and applied.
struct FixFolder {
    private static let roleKey = "machineconfiguration.openshift.io/role"
    private static let typeKey = "complianceascode.io/remediation-type"

    let folder: OutputFolder
    /// The pools of machines that a MachineConfig is written for.
    let roles: [String]

    /// Writes the repairs of a rule; gives the files' paths.
    func write(_ rule: RuleResource) throws -> [String] {
        let fixes = (rule.object["availableFixes"]?.array ?? []).compactMap { $0["fixObject"] }
            .filter { $0.object != nil }
        return try fixes.enumerated().flatMap { index, fix in
            try write(fix, as: fixes.count > 1 ? "\(rule.object.name)-\(index)" : rule.object.name)
        }
    }

    /// Writes the object that a remediation applies now.
    ///
    /// - Parameter roles: the pools that the remediation's scan looked at; empty where that is not known.
    func write(_ remediation: ComplianceRemediation, roles: [String] = []) throws -> [String] {
        guard let object = remediation.current else { return [] }
        return try write(object, as: remediation.object.name, roles: roles)
    }

    private func write(_ fix: JSON, as name: String, roles own: [String] = []) throws -> [String] {
        let object = Object(fix)
        // A repair that enforces is for the operator to make, when its setting asks for it.
        if object.annotations[Self.typeKey]?.lowercased() == "enforcement" { return [] }
        guard object.kind.kind == "MachineConfig" else { return [try put(object, name)] }
        return try (own.isEmpty ? roles : own).map { role in
            var config = object
            config.name = "75-\(role)-\(name)"
            config.labels[Self.roleKey] = role
            return try put(config, "\(role)-\(name)")
        }
    }

    private func put(_ object: Object, _ name: String) throws -> String {
        var object = object
        if object.name.isEmpty { object.name = name }
        return try folder.write("\(name).yaml", Array(YAML.text(object.json).utf8))
    }
}
