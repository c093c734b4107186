import Bytes

/// The configuration that kubelets run with: one file for each node, and one for each role with all that the
/// role's nodes agree on.
struct KubeletConfigs {
    private let collector: PlatformCollector
    private let root: String

    init(_ collector: PlatformCollector, _ plan: PlatformPlan) {
        self.collector = collector
        root = plan.dataRoot
    }

    func collect(into files: inout PlatformFiles) async throws(APISourceError) {
        var configurations: [String: [(node: String, value: JSON)]] = [:]
        for (node, roles) in try await nodes(files) {
            guard let value = try await configuration(of: node, &files) else { continue }
            for role in roles {
                files.contents["\(root)/kubeletconfig/\(role)/\(node)"] = value.bytes
                configurations[role, default: []].append((node, value))
            }
        }
        for (role, members) in configurations.sorted(by: { $0.key < $1.key }) {
            var common = members[0].value
            var dissenters: [String] = []
            for member in members.dropFirst() where member.value != members[0].value {
                common = Self.agreement(common, member.value) ?? [:]
                dissenters.append(member.node)
            }
            if !dissenters.isEmpty {
                files.warnings.append(
                    "the kubelet configuration of the role \(role) is not consistent: "
                        + dissenters.joined(separator: ", ") + " differ from \(members[0].node)")
            }
            files.contents["\(root)/kubeletconfig/role/\(role)"] = common.bytes
        }
        useReadyMade(&files)
    }

    /// Directories of fixtures may hold the roles' files only.
    private func useReadyMade(_ files: inout PlatformFiles) {
        for role in ["master", "worker"] {
            let path = "\(root)/kubeletconfig/role/\(role)"
            if files.contents[path] == nil, let bytes = collector.source.readyMade(path) {
                files.contents[path] = bytes
            }
        }
    }

    /// The nodes that have a role; every plan fetches the list of nodes.
    private func nodes(
        _ files: PlatformFiles
    ) async throws(APISourceError) -> [(name: String, roles: [String])] {
        guard let bytes = files.contents["\(root)/api/v1/nodes"], let list = try? JSON(parsing: bytes) else {
            return []
        }
        return (list["items"]?.array ?? []).compactMap { node in
            guard let name = node["metadata"]?["name"]?.string, !name.contains("/") else { return nil }
            let prefix = "node-role.kubernetes.io/"
            let roles = (node["metadata"]?["labels"]?.object?.keys ?? []).filter { $0.hasPrefix(prefix) }
                .map { String($0.dropFirst(prefix.count)) }
            return roles.isEmpty ? nil : (name, roles)
        }
    }

    private func configuration(
        of node: String, _ files: inout PlatformFiles
    ) async throws(APISourceError) -> JSON? {
        let path = "/api/v1/nodes/\(node)/proxy/configz"
        let answer: JSON
        switch try await collector.source.get(path) {
        case .json(let value): answer = value
        case .bytes(let bytes):
            do throws(JSONError) { answer = try JSON(parsing: bytes) } catch {
                throw APISourceError(path: path, reason: "the answer is no JSON: \(error)")
            }
        case .notFound(_, let message), .forbidden(let message):
            files.warnings.append("could not fetch \(path): \(message)")
            return nil
        }
        guard var value = answer["kubeletconfig"], value.object != nil else {
            files.warnings.append("\(path): the answer has no member \"kubeletconfig\"")
            return nil
        }
        // The kubelet answers without them, and content asks for them.
        value["kind"] = "KubeletConfiguration"
        value["apiVersion"] = "kubelet.config.k8s.io/v1beta1"
        return value
    }

    /// What two values have in common: members that are equal, inside of maps too; nil when nothing is.
    static func agreement(_ left: JSON, _ right: JSON) -> JSON? {
        if left == right { return left }
        guard case .object(let mine) = left, case .object(let theirs) = right else { return nil }
        var common: [(String, JSON)] = []
        for (name, value) in mine {
            if let other = theirs[name], let both = agreement(value, other) { common.append((name, both)) }
        }
        return .object(JSONObject(common))
    }
}
