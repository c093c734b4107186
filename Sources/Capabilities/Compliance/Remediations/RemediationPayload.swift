import Bytes
import Capability
import Cluster
import Kubernetes

/// Stores and deletes the objects that remediations are made of.
struct RemediationPayload {
    /// Why a payload cannot be stored, in one sentence; trying again would not help.
    struct Refusal: Error, Equatable, CustomStringConvertible {
        var description: String
    }

    /// Marks objects that a remediation created, which may go with it.
    static let createdKey = ComplianceGroup.key("remediation")

    let room: CapabilityRoom

    /// Makes the cluster carry a payload: what it says is applied, what others say stays.
    func apply(_ payload: JSON, of remediation: ComplianceRemediation) async throws {
        var object = try await completed(payload, of: remediation)
        let type = try await type(of: object)
        let known = try await room.cluster.find(type, namespace: object.namespace, name: object.name)
        if known == nil || known?.annotations[Self.createdKey] != nil {
            object.annotations[Self.createdKey] = ""
        }
        let options = WriteOptions(fieldManager: "compliance-operator", force: true)
        do {
            _ = try await room.cluster.patch(
                type, namespace: object.namespace, name: object.name, .apply(object.json), subresource: nil,
                options: options)
        } catch { throw Self.refusal(of: error, type, object) }
    }

    /// Takes a payload away, if a remediation created it.
    func remove(_ payload: JSON, of remediation: ComplianceRemediation) async throws {
        // The kubelet's configuration is shared by all remediations about it.
        if Object(payload).kind.kind == "KubeletConfig" { return }
        let object = try await completed(payload, of: remediation)
        let type = try await type(of: object)
        guard let known = try await room.cluster.find(type, namespace: object.namespace, name: object.name),
            known.annotations[Self.createdKey] != nil
        else { return }
        try await room.cluster.deleteIfPresent(type, namespace: object.namespace, name: object.name)
    }

    /// Whether an object that a remediation depends on is there.
    func isPresent(_ reference: JSON) async throws -> Bool {
        let kind = GroupVersionKind(
            apiVersion: reference["apiVersion"]?.string ?? "", kind: reference["kind"]?.string ?? "")
        guard let type = try await ServedKinds(cluster: room.cluster).resource(of: kind) else { return false }
        let namespace = type.scope == .cluster ? nil : reference["namespace"]?.string
        return try await room.cluster.find(
            type, namespace: namespace, name: reference["name"]?.string ?? "") != nil
    }

    private func type(of object: Object) async throws -> ResourceType {
        guard let type = try await ServedKinds(cluster: room.cluster).resource(of: object.kind) else {
            throw Refusal(
                description:
                    "the cluster does not serve \(object.kind); install its definition and apply again")
        }
        return type
    }

    private static func refusal(of error: StatusError, _ type: ResourceType, _ object: Object) -> any Error {
        switch error.reason {
        case "Forbidden":
            Refusal(
                description: "\(type.qualifiedName) \"\(object.name)\" may not be written: \(error.message); "
                    + "extend the operator's role")
        case "Invalid", "BadRequest", "MethodNotAllowed":
            Refusal(description: "\(type.qualifiedName) \"\(object.name)\": \(error.message)")
        default: error
        }
    }

    /// The payload with the names that depend on the scan's pool of machines.
    private func completed(_ payload: JSON, of remediation: ComplianceRemediation) async throws -> Object {
        var object = Object(payload)
        let group = MachineConfigPools.type.group
        if object.kind.group == group, object.kind.kind == "MachineConfig" {
            let scan = try await scan(of: remediation)
            _ = try await pool(of: scan)
            object.name = remediation.machineConfigName
            object.labels["\(group)/role"] = scan.roles.first ?? "worker"
        } else if object.kind.group == group, object.kind.kind == "KubeletConfig" {
            let pool = try await pool(of: try await scan(of: remediation))
            if let known = try await kubeletConfig(of: pool) {
                object.name = known.name
                object.labels = known.labels
            } else {
                object.name = "compliance-operator-kubelet-\(pool.name)"
                var spec = object["spec"] ?? [:]
                spec["machineConfigPoolSelector"] = [
                    "matchLabels": .object(
                        JSONObject([("pools.operator.\(group)/\(pool.name)", .string(""))]))
                ]
                object["spec"] = spec
            }
        }
        if object.name.isEmpty {
            throw Refusal(description: "the payload of kind \(object.kind.kind) has no metadata.name")
        }
        return object
    }

    private func scan(of remediation: ComplianceRemediation) async throws -> ComplianceScan {
        guard
            let scan = try await room.cluster.find(
                ComplianceScan.self, namespace: remediation.object.namespace, name: remediation.scan)
        else { throw Refusal(description: "the scan \"\(remediation.scan)\" was not found") }
        return scan
    }

    /// The pool whose machines the scan looks at.
    private func pool(of scan: ComplianceScan) async throws -> Object {
        let pools = try await MachineConfigPools(in: room)
        guard pools.areServed else {
            throw Refusal(
                description: "the cluster has no MachineConfigPools, so machines cannot be configured")
        }
        if let refusal = pools.refusal {
            throw Refusal(
                description: "MachineConfigPools cannot be seen: \(refusal); extend the operator's role")
        }
        guard let pool = pools.pool(of: scan) else {
            throw Refusal(
                description: "no MachineConfigPool matches the nodeSelector of scan \"\(scan.object.name)\"")
        }
        return pool
    }

    /// The kubelet configuration that a pool has already, whatever its name.
    private func kubeletConfig(of pool: Object) async throws -> Object? {
        let kind = GroupVersionKind(
            group: MachineConfigPools.type.group, version: "v1", kind: "KubeletConfig")
        guard let type = try await ServedKinds(cluster: room.cluster).resource(of: kind) else { return nil }
        return try await room.cluster.list(type, namespace: nil, options: ListOptions()).items.first {
            config in
            let wanted = config["spec"]?["machineConfigPoolSelector"]?["matchLabels"]?.object ?? JSONObject()
            return !wanted.isEmpty && wanted.keys.allSatisfy { pool.labels[$0] == wanted[$0]?.string }
        }
    }
}

extension ComplianceScan {
    /// The roles of the nodes that the scan selects.
    var roles: [String] {
        let prefix = "node-role.kubernetes.io/"
        return nodeSelector.keys.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
            .sorted()
    }
}
