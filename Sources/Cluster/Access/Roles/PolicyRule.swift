public import Bytes

/// One rule of a role: these verbs on these resources or paths (rbac.authorization.k8s.io/v1 `PolicyRule`).
public struct PolicyRule: Sendable, Hashable {
    /// The verbs; `*` for all.
    public var verbs: [String]
    /// The groups; `*` for all.
    public var apiGroups: [String]
    /// The resources, such as `pods`, `pods/log`, `*/scale`; `*` for all with their subresources.
    public var resources: [String]
    /// The names of objects; empty for all.
    public var resourceNames: [String]
    /// The paths; a `*` at the end stands for anything.
    public var nonResourceURLs: [String]

    /// Makes a rule.
    public init(
        verbs: [String], apiGroups: [String] = [], resources: [String] = [], resourceNames: [String] = [],
        nonResourceURLs: [String] = []
    ) {
        self.verbs = verbs
        self.apiGroups = apiGroups
        self.resources = resources
        self.resourceNames = resourceNames
        self.nonResourceURLs = nonResourceURLs
    }

    /// Reads a rule from its JSON.
    public init(_ json: JSON) {
        func strings(_ member: String) -> [String] { json[member]?.array?.compactMap(\.string) ?? [] }
        self.init(
            verbs: strings("verbs"), apiGroups: strings("apiGroups"), resources: strings("resources"),
            resourceNames: strings("resourceNames"), nonResourceURLs: strings("nonResourceURLs"))
    }

    /// The rule as JSON; empty lists are left out.
    public var json: JSON {
        var json: JSON = ["verbs": .array(verbs.map(JSON.string))]
        let lists = [
            ("apiGroups", apiGroups), ("resources", resources), ("resourceNames", resourceNames),
            ("nonResourceURLs", nonResourceURLs),
        ]
        for (member, list) in lists where !list.isEmpty { json[member] = .array(list.map(JSON.string)) }
        return json
    }

    /// Everything, which only a cluster's administrator holds.
    static let fullAuthority = [
        PolicyRule(verbs: ["*"], apiGroups: ["*"], resources: ["*"]),
        PolicyRule(verbs: ["*"], nonResourceURLs: ["*"]),
    ]

    /// Whether the rule allows a request.
    public func allows(_ request: RequestAttributes) -> Bool {
        guard verbs.contains(where: { $0 == "*" || $0 == request.verb }) else { return false }
        if let path = request.path { return nonResourceURLs.contains { Self.covers($0, path) } }
        guard apiGroups.contains(where: { $0 == "*" || $0 == request.group }) else { return false }
        guard resourceNames.isEmpty || resourceNames.contains(request.name ?? "") else { return false }
        return resources.contains { allows(resource: $0, request) }
    }

    private func allows(resource: String, _ request: RequestAttributes) -> Bool {
        if resource == "*" { return true }
        guard let subresource = request.subresource, !subresource.isEmpty else {
            return resource == request.resource
        }
        return resource == "\(request.resource)/\(subresource)" || resource == "*/\(subresource)"
    }

    /// Whether a path pattern covers a path or a narrower pattern.
    static func covers(_ pattern: String, _ path: String) -> Bool {
        if pattern == path { return true }
        guard pattern.hasSuffix("*") else { return false }
        var stem = Substring(pattern)
        while stem.last == "*" { stem.removeLast() }
        return path.hasPrefix(stem)
    }
}
