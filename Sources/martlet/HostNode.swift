import Bytes
import Cluster
import Controllers
import Glibc
import Host
import Kubernetes

/// This host as a Node of its own cluster.
struct HostNode: Sendable {
    static let type = ResourceType(
        kind: GroupVersionKind(version: "v1", kind: "Node"), plural: "nodes", scope: .cluster)

    /// The host's name as an object name.
    let name: String

    init() {
        var names = utsname()
        uname(&names)
        let host = Self.string(&names.nodename)
        name = host.lowercased().split {
            !$0.isASCII || !($0.isLetter || $0.isNumber || $0 == "-" || $0 == ".")
        }
        .joined(separator: "-")
    }

    /// A name that no other candidate for a Lease has, with the host's in it for people.
    static func candidate() -> String {
        "\(HostNode().name)_\(String(UInt64.random(in: .min ... .max), radix: 16))"
    }

    /// Creates the Node or brings it up to date; labels of others stay.
    func register(in cluster: any Cluster, release: [String: String], now: String) async throws {
        var names = utsname()
        uname(&names)
        let architecture = Self.architecture(Self.string(&names.machine))
        var fresh = Object(kind: Self.type.kind, name: name)
        fresh.labels["node-role.kubernetes.io/worker"] = ""
        var node = try await cluster.createIfAbsent(Self.type, fresh)
        node.labels["kubernetes.io/hostname"] = name
        node.labels["kubernetes.io/os"] = "linux"
        node.labels["kubernetes.io/arch"] = architecture
        node = try await cluster.update(
            Self.type, namespace: nil, node, subresource: nil, options: WriteOptions())
        node["status"] = [
            "addresses": [["type": "Hostname", "address": .string(name)]],
            "conditions": [
                [
                    "type": "Ready", "status": "True", "reason": "MartletReady",
                    "message": "Martlet looks after this host", "lastHeartbeatTime": .string(now),
                    "lastTransitionTime": .string(Self.since(node) ?? now),
                ]
            ],
            "capacity": [
                "cpu": .string(String(sysconf(Int32(_SC_NPROCESSORS_ONLN)))),
                "memory": .string(
                    "\(sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE)) / 1024)Ki"),
            ],
            "nodeInfo": [
                "architecture": .string(architecture), "operatingSystem": "linux",
                "kernelVersion": .string(Self.string(&names.release)),
                "osImage": .string(release["PRETTY_NAME"] ?? release["ID"] ?? "Linux"),
                "kubeletVersion": .string("v1.32.0+martlet-\(Martlet.version)"),
                "containerRuntimeVersion": "none",
                "machineID": .string(Self.machineID()), "bootID": "", "systemUUID": "",
                "kubeProxyVersion": "",
            ],
        ]
        _ = try await cluster.update(
            Self.type, namespace: nil, node, subresource: "status", options: WriteOptions())
    }

    private static func since(_ node: Object) -> String? {
        node["status"]?["conditions"]?.array?.first {
            $0["type"]?.string == "Ready" && $0["status"]?.string == "True"
        }?[
            "lastTransitionTime"]?.string
    }

    private static func machineID() -> String {
        guard let file = fopen("/etc/machine-id", "r") else { return "" }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 40)
        guard fgets(&line, 40, file) != nil else { return "" }
        return String(
            decoding: line.prefix { $0 != 0 && $0 != 10 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// Go's names for architectures, which Kubernetes uses.
    private static func architecture(_ machine: String) -> String {
        ["x86_64": "amd64", "aarch64": "arm64"][machine] ?? machine
    }

    private static func string<Field>(_ field: inout Field) -> String {
        withUnsafeBytes(of: &field) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }
}
