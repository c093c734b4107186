import Bytes
import EmbeddedCluster
import Kubernetes

/// Which requests a webhook, a policy or a binding applies to: rules and two selectors.
struct MatchCriteria: Sendable {
    /// `matchPolicy`.
    enum Policy: String, Sendable {
        case exact = "Exact"
        case equivalent = "Equivalent"
    }

    /// Nil matches every resource, as a binding without rules does.
    let rules: [AdmissionRule]?
    let excluded: [AdmissionRule]
    let namespaces: LabelSelector
    let objects: LabelSelector
    let policy: Policy

    /// Reads `matchConstraints` or `matchResources` of policies and bindings.
    init(resources json: JSON) throws(StatusError) {
        try self.init(
            json, rules: json["resourceRules"]?.array, excluded: json["excludeResourceRules"]?.array ?? [])
    }

    /// Reads a webhook.
    init(webhook json: JSON) throws(StatusError) {
        try self.init(json, rules: json["rules"]?.array ?? [], excluded: [])
    }

    private init(_ json: JSON, rules: [JSON]?, excluded: [JSON]) throws(StatusError) {
        self.rules = rules.map { $0.map(AdmissionRule.init) }
        self.excluded = excluded.map(AdmissionRule.init)
        namespaces = try LabelSelector(json["namespaceSelector"] ?? [:])
        objects = try LabelSelector(json["objectSelector"] ?? [:])
        policy = json["matchPolicy"]?.string.flatMap(Policy.init) ?? .equivalent
    }

    /// The resource as which the request is meant, or nil when it is not: the one that was asked for, or under
    /// `Equivalent` another version of it that a rule names.
    func match(
        _ request: AdmissionRequest, in surroundings: AdmissionSurroundings
    ) throws(StatusError) -> ResourceType? {
        guard matchesObjects(request) else { return nil }
        guard try matchesNamespace(request, surroundings) else { return nil }
        if excluded.contains(where: { $0.matches(request, as: request.resource) }) { return nil }
        guard let rules else { return request.resource }
        if rules.contains(where: { $0.matches(request, as: request.resource) }) { return request.resource }
        guard policy == .equivalent else { return nil }
        for other in surroundings.cluster.equivalents(of: request.resource) {
            if excluded.contains(where: { $0.matches(request, as: other) }) { return nil }
            if rules.contains(where: { $0.matches(request, as: other) }) { return other }
        }
        return nil
    }

    private func matchesObjects(_ request: AdmissionRequest) -> Bool {
        objects.isEmpty
            || [request.object, request.oldObject].contains { object in
                object.map { objects.matches(labels: $0.labels) } ?? false
            }
    }

    private func matchesNamespace(
        _ request: AdmissionRequest, _ surroundings: AdmissionSurroundings
    ) throws(StatusError) -> Bool {
        if namespaces.isEmpty { return true }
        guard let labels = try surroundings.namespaceLabels(of: request) else { return true }
        return namespaces.matches(labels: labels)
    }
}
