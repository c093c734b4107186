import Bytes
import EmbeddedCluster
import Kubernetes

/// Which requests somebody wants to see: `rules[]` of webhooks, `resourceRules[]` of policies
/// (`admissionregistration.k8s.io/v1` RuleWithOperations).
struct AdmissionRule: Sendable, Hashable {
    /// `scope`.
    enum Scope: String, Sendable {
        case any = "*"
        case cluster = "Cluster"
        case namespaced = "Namespaced"
    }

    let operations: Set<String>
    let groups: Set<String>
    let versions: Set<String>
    let resources: [String]
    let names: Set<String>
    let scope: Scope

    init(_ json: JSON) {
        func texts(_ member: String) -> [String] { json[member]?.array?.compactMap(\.string) ?? [] }
        operations = Set(texts("operations"))
        groups = Set(texts("apiGroups"))
        versions = Set(texts("apiVersions"))
        resources = texts("resources")
        names = Set(texts("resourceNames"))
        scope = json["scope"]?.string.flatMap(Scope.init) ?? .any
    }

    /// Whether a request is meant when its resource is looked at as `type`.
    func matches(_ request: AdmissionRequest, as type: ResourceType) -> Bool {
        Self.contains(operations, request.operation.rawValue) && Self.contains(groups, type.group)
            && Self.contains(versions, type.version)
            && resources.contains { Self.matches($0, type.plural, request.subresource) }
            && matchesScope(request) && (names.isEmpty || names.contains(request.name))
    }

    private static func contains(_ values: Set<String>, _ value: String) -> Bool {
        values.contains("*") || values.contains(value)
    }

    /// `pods` is the object itself, `pods/*` also its subresources, `*/*` everything.
    private static func matches(_ pattern: String, _ plural: String, _ subresource: String) -> Bool {
        let parts = pattern.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        let wanted = parts.count == 2 ? String(parts[1]) : ""
        return (parts[0] == "*" || parts[0] == plural) && (wanted == "*" || wanted == subresource)
    }

    /// A Namespace counts as an object of the cluster, although requests for it name a namespace.
    private func matchesScope(_ request: AdmissionRequest) -> Bool {
        let isNamespaced = !request.namespace.isEmpty && !request.concernsNamespace
        return switch scope {
        case .any: true
        case .cluster: !isNamespaced
        case .namespaced: isNamespaced
        }
    }
}

extension AdmissionRequest {
    /// Whether the object is a Namespace.
    var concernsNamespace: Bool { resource.group.isEmpty && resource.plural == "namespaces" }

    /// Whether it is about what configures admission itself: nobody may lock themselves out of mending it.
    var concernsAdmission: Bool {
        guard resource.group == "admissionregistration.k8s.io" else { return false }
        return [
            "validatingwebhookconfigurations", "mutatingwebhookconfigurations",
            "validatingadmissionpolicies", "validatingadmissionpolicybindings", "mutatingadmissionpolicies",
            "mutatingadmissionpolicybindings",
        ].contains(resource.plural)
    }

    /// The namespace as admission reviews and messages have it: a Namespace is in itself.
    var reviewedNamespace: String { concernsNamespace ? name : namespace }

    /// 403: `pods "x" is forbidden: …`.
    func forbidden(_ why: String) -> StatusError {
        let shown = name.isEmpty ? object?.generateName ?? "Unknown" : name
        return StatusError(
            code: 403, reason: "Forbidden",
            message: "\(resource.qualifiedName) \"\(shown)\" is forbidden: \(why)", name: shown,
            group: resource.group, kind: resource.plural)
    }
}
