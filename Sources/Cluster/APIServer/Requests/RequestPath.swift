/// What a request's path asks for.
enum RequestPath: Sendable, Equatable {
    /// `/`: the list of paths.
    case root
    /// `/healthz`, `/livez`, `/readyz` and their single checks.
    case health(check: String)
    /// `/version`.
    case version
    /// `/metrics`.
    case metrics
    /// `/api`: the versions of the core group.
    case coreVersions
    /// `/apis`: the groups.
    case groups
    /// `/apis/GROUP`.
    case group(String)
    /// `/api/v1` or `/apis/GROUP/VERSION`: the resources of a group version.
    case groupVersion(group: String, version: String)
    /// `/openapi/v3`: the index of documents.
    case openAPIIndex
    /// `/openapi/v3/api/v1` or `/openapi/v3/apis/GROUP/VERSION`.
    case openAPI(group: String, version: String)
    /// `/openapi/v2`.
    case openAPIv2
    /// `/.well-known/openid-configuration`: who issues service accounts' tokens.
    case tokenIssuer
    /// `/openid/v1/jwks`: the keys that verify them.
    case tokenKeys
    /// A resource, a collection of them, or a subresource.
    case resource(ResourcePath)

    /// Reads a path as it stands in the request line; nil when it leads nowhere.
    init?(_ path: String) {
        var segments: [String] = []
        let separator = UInt8(ascii: "/")
        for raw in path.utf8.split(separator: separator, omittingEmptySubsequences: false).dropFirst() {
            guard let segment = PercentCoding.decode(Substring(raw)), Self.isSafe(segment) else { return nil }
            segments.append(segment)
        }
        if segments.last == "" { segments.removeLast() }
        guard !segments.contains("") else { return nil }
        switch segments.first {
        case nil: self = .root
        case "healthz", "livez", "readyz": self = .health(check: segments.joined(separator: "/"))
        case "version" where segments.count == 1: self = .version
        case "metrics" where segments.count == 1: self = .metrics
        case "api": self.init(core: Array(segments.dropFirst()))
        case "apis": self.init(groups: Array(segments.dropFirst()))
        case ".well-known" where segments == [".well-known", "openid-configuration"]: self = .tokenIssuer
        case "openid" where segments == ["openid", "v1", "jwks"]: self = .tokenKeys
        case "openapi": self.init(openAPI: Array(segments.dropFirst()))
        default: return nil
        }
    }

    private init?(core segments: [String]) {
        switch segments.count {
        case 0: self = .coreVersions
        case 1: self = .groupVersion(group: "", version: segments[0])
        default: self.init(group: "", version: segments[0], rest: segments.dropFirst())
        }
    }

    private init?(groups segments: [String]) {
        switch segments.count {
        case 0: self = .groups
        case 1: self = .group(segments[0])
        case 2: self = .groupVersion(group: segments[0], version: segments[1])
        default: self.init(group: segments[0], version: segments[1], rest: segments.dropFirst(2))
        }
    }

    private init?(openAPI segments: [String]) {
        switch (segments.count, segments.first, segments.dropFirst().first) {
        case (1, "v2", _): self = .openAPIv2
        case (1, "v3", _): self = .openAPIIndex
        case (3, "v3", "api"): self = .openAPI(group: "", version: segments[2])
        case (4, "v3", "apis"): self = .openAPI(group: segments[2], version: segments[3])
        default: return nil
        }
    }

    private init?(group: String, version: String, rest: ArraySlice<String>) {
        guard let resource = ResourcePath(group: group, version: version, rest: Array(rest)) else {
            return nil
        }
        self = .resource(resource)
    }

    /// An escaped slash, a dot segment or a control character would name something that no key can hold.
    private static func isSafe(_ segment: String) -> Bool {
        segment != "." && segment != ".."
            && segment.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F && $0 != 0x2F }
    }
}

/// The coordinates of a resource in a path.
struct ResourcePath: Sendable, Equatable {
    /// The group; empty for the core group.
    var group: String
    /// The version.
    var version: String
    /// The namespace, or nil for cluster-wide resources and for all namespaces.
    var namespace: String?
    /// The plural, such as `pods`.
    var plural: String
    /// The object's name, or nil for the collection.
    var name: String?
    /// Such as `status`, or nil for the object itself.
    var subresource: String?

    init?(group: String, version: String, rest: [String]) {
        self.group = group
        self.version = version
        var rest = rest[...]
        // A namespace is both a place and an object: only two subresources belong to the object.
        let isNamespaceObject =
            rest.count == 2 || rest.count == 3 && ["status", "finalize"].contains(rest[2])
        if rest.first == "namespaces", rest.count > 2, !isNamespaceObject {
            namespace = rest[1]
            rest = rest.dropFirst(2)
        }
        guard let plural = rest.popFirst(), rest.count <= 2 else { return nil }
        self.plural = plural
        name = rest.popFirst()
        subresource = rest.popFirst()
    }
}
