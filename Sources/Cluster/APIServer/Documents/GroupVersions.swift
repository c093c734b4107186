import Kubernetes

/// The served types, ordered into groups and versions as clients expect to find them.
struct GroupVersions: Sendable {
    /// One version of a group.
    struct Version: Sendable {
        var name: String
        var types: [ResourceType]
    }

    /// One group; the first version is the preferred one.
    struct Group: Sendable {
        var name: String
        var versions: [Version]
    }

    /// The groups; the core group comes first, then the built-in ones, then those of custom resources.
    let groups: [Group]

    init(_ types: [ResourceType]) {
        let byGroup = Dictionary(grouping: types, by: \.group)
        groups = byGroup.map { name, types in
            let versions = Dictionary(grouping: types, by: \.version)
                .map { Version(name: $0.key, types: $0.value.sorted { $0.plural < $1.plural }) }
                .sorted { KubernetesVersion($0.name) > KubernetesVersion($1.name) }
            return Group(name: name, versions: versions)
        }
        .sorted { Self.rank($0.name) < Self.rank($1.name) }
    }

    /// The group of a name, or nil.
    func group(_ name: String) -> Group? { groups.first { $0.name == name } }

    private static let builtin = [
        "", "apiregistration.k8s.io", "apps", "events.k8s.io", "authentication.k8s.io",
        "authorization.k8s.io",
        "autoscaling", "batch", "certificates.k8s.io", "networking.k8s.io", "policy",
        "rbac.authorization.k8s.io",
        "storage.k8s.io", "admissionregistration.k8s.io", "apiextensions.k8s.io", "scheduling.k8s.io",
        "coordination.k8s.io", "node.k8s.io", "discovery.k8s.io", "flowcontrol.apiserver.k8s.io",
    ]

    private static func rank(_ group: String) -> (Int, String) {
        (builtin.firstIndex(of: group) ?? builtin.count, group)
    }
}

/// A version's place: `v2` over `v1` over `v1beta2` over `v1alpha1` over anything else
/// (the CustomResourceDefinition documentation's "version priority").
private struct KubernetesVersion: Comparable {
    private let stage: Int
    private let major: Int
    private let minor: Int
    private let text: String

    init(_ text: String) {
        self.text = text
        var rest = Substring(text)
        guard rest.popFirst() == "v", let major = Self.number(&rest) else {
            (stage, major, minor) = (0, 0, 0)
            return
        }
        for (stage, word) in [(1, "alpha"), (2, "beta")] where rest.hasPrefix(word) {
            rest.removeFirst(word.count)
            if let minor = Self.number(&rest), rest.isEmpty {
                (self.stage, self.major, self.minor) = (stage, major, minor)
                return
            }
        }
        (stage, self.major, minor) = rest.isEmpty ? (3, major, 0) : (0, 0, 0)
    }

    static func < (left: Self, right: Self) -> Bool {
        (left.stage, left.major, left.minor, right.text) < (right.stage, right.major, right.minor, left.text)
    }

    private static func number(_ rest: inout Substring) -> Int? {
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        rest = rest.dropFirst(digits.count)
        return Int(digits)
    }
}
