import EmbeddedCluster
import Kubernetes

/// Where kube-apiserver keeps each resource in etcd.
///
/// Its built-in resources have no group in their keys, for historic reasons, and some have names of their own.
/// In the cluster every key names its group, so keys are translated on the way.
struct KeyLayout: Sendable {
    /// The beginning of every key of the cluster.
    static let root = "/registry/"

    /// Resources that are not kept under their plural name.
    private static let renamed = [
        "/registry/replicationcontrollers/": "/registry/controllers/",
        "/registry/endpoints/": "/registry/services/endpoints/",
        "/registry/nodes/": "/registry/minions/",
        "/registry/services/": "/registry/services/specs/",
        "/registry/networking.k8s.io/ingresses/": "/registry/ingress/",
    ]

    /// Groups that stand in their keys: programs of their own inside kube-apiserver serve them, which keep JSON.
    private static let grouped: Set<String> = ["apiextensions.k8s.io", "apiregistration.k8s.io"]

    /// The layout of the built-in resources.
    static let kubernetes = KeyLayout(BuiltinKinds.all.map(\.type))

    private let stored: [String: String]
    private let own: [String: String]
    private let binary: Set<String>

    init(_ types: [ResourceType]) {
        var stored: [String: String] = [:]
        var binary: Set<String> = []
        // What another resource keeps has no keys of its own.
        for type in types where !Self.grouped.contains(type.group) && SharedForm(type) == nil {
            let group = type.group.isEmpty ? "" : "\(type.group)/"
            let prefix = "\(Self.root)\(group)\(type.plural)/"
            stored[prefix] = Self.renamed[prefix] ?? "\(Self.root)\(type.plural)/"
            binary.insert(prefix)
        }
        self.stored = stored
        self.binary = binary
        own = Dictionary(stored.map { ($0.value, $0.key) }, uniquingKeysWith: { first, _ in first })
    }

    /// The key in etcd of one of the cluster's keys.
    func stored(_ key: String) -> String { Self.translate(key, stored) }

    /// The cluster's key for one in etcd; nil when it is none of the cluster's.
    func own(_ key: String) -> String? {
        guard key.hasPrefix(Self.root) else { return nil }
        let translated = Self.translate(key, own)
        // A key that only looks like one of ours must not stand for the object that is kept elsewhere.
        return stored(translated) == key ? translated : nil
    }

    /// Whether kube-apiserver keeps the object of one of the cluster's keys as protobuf.
    func isBinary(_ key: String) -> Bool { Self.prefixes(of: key).contains { binary.contains($0) } }

    private static func translate(_ key: String, _ table: [String: String]) -> String {
        for prefix in prefixes(of: key) {
            if let other = table[prefix] { return other + key.dropFirst(prefix.count) }
        }
        return key
    }

    /// The key up to its fourth and its third slash: a resource with a group and one without.
    private static func prefixes(of key: String) -> [String] {
        let slashes = key.utf8.indices.filter { key.utf8[$0] == UInt8(ascii: "/") }.prefix(4)
        return slashes.dropFirst(2).reversed().map { String(key[...$0]) }
    }
}
