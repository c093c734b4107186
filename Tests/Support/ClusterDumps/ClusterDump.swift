import Bytes
import Glibc
import YAML

/// A made-up OpenShift cluster, written as `oc adm must-gather` or as files named after API paths.
///
/// The shapes are those of OpenShift 4; names and numbers are made up and the same on every run.
public struct ClusterDump: Sendable {
    /// How the files lie.
    public enum Layout: Sendable {
        /// `kubernetes-api-resources/apis/…`, JSON.
        case paths
        /// `cluster-scoped-resources/…` and `namespaces/…`, YAML.
        case gathered
    }

    /// How many workers there are besides three masters.
    public var workers = 3
    /// How many pods the user's namespaces have together.
    public var pods = 10
    /// The cluster's version.
    public var version = "4.16.3"
    /// Whether the API server's arguments are as the rules ask.
    public var isHardened = true
    /// Whether the last worker's kubelet says something else than the others.
    public var hasDissenter = false

    /// A small, hardened cluster.
    public init() {}

    /// Writes the dump below a directory that is there.
    public func write(to directory: String, as layout: Layout) {
        for object in objects {
            switch layout {
            case .paths:
                // A list and what lies below its path cannot bear one name.
                let ending = object.value["items"] == nil ? "" : ".json"
                put(object.value.bytes, "\(directory)/kubernetes-api-resources\(object.path)\(ending)")
            case .gathered:
                guard let file = object.gatheredFile else { continue }
                put(
                    Array(("---\n" + YAML.text(object.value)).utf8),
                    "\(directory)/quay-io-must-gather/\(file)")
            }
        }
    }

    private func put(_ bytes: [UInt8], _ path: String) {
        var folder = ""
        for part in path.split(separator: "/").dropLast() {
            folder += "/\(part)"
            mkdir(folder, 0o700)
        }
        guard let file = fopen(path, "w") else { return }
        fwrite(bytes, 1, bytes.count, file)
        fclose(file)
    }
}

/// One answer of the cluster.
struct DumpedObject {
    var path: String
    /// Where a must-gather keeps it; nil when it does not.
    var gatheredFile: String?
    var value: JSON

    /// An object of the whole cluster, or a list of all of a kind.
    static func cluster(_ group: String, _ version: String, _ rest: String, _ value: JSON) -> DumpedObject {
        let path = group.isEmpty ? "/api/\(version)/\(rest)" : "/apis/\(group)/\(version)/\(rest)"
        let folder = "cluster-scoped-resources/\(group.isEmpty ? "core" : group)"
        return DumpedObject(path: path, gatheredFile: "\(folder)/\(rest).yaml", value: value)
    }

    /// An object of a namespace.
    static func namespaced(
        _ group: String, _ version: String, _ namespace: String, _ rest: String, _ value: JSON
    ) -> DumpedObject {
        let prefix = group.isEmpty ? "/api/\(version)" : "/apis/\(group)/\(version)"
        return DumpedObject(
            path: "\(prefix)/namespaces/\(namespace)/\(rest)",
            gatheredFile: "namespaces/\(namespace)/\(group.isEmpty ? "core" : group)/\(rest).yaml",
            value: value)
    }
}
