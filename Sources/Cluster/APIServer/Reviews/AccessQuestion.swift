import Access
import Bytes
import Cluster
import Kubernetes

/// The question of a SubjectAccessReview and its like: whether somebody may do something.
struct AccessQuestion {
    private let kind: GroupVersionKind
    private let spec: JSON
    private let namespace: String?
    private let asker: UserInfo

    /// Reads a question.
    ///
    /// - Parameters:
    ///   - kind: `SubjectAccessReview`, `LocalSubjectAccessReview` or `SelfSubjectAccessReview`.
    ///   - namespace: the namespace that a local review is asked in.
    init(_ kind: GroupVersionKind, _ spec: JSON, namespace: String?, asker: UserInfo) {
        self.kind = kind
        self.spec = spec
        self.namespace = namespace
        self.asker = asker
    }

    /// What is asked about.
    ///
    /// - Throws: 422 when the question is incomplete or contradicts itself.
    func attributes() throws(StatusError) -> RequestAttributes {
        let resource = spec["resourceAttributes"].flatMap { $0.isNull ? nil : $0 }
        let path = spec["nonResourceAttributes"].flatMap { $0.isNull ? nil : $0 }
        let user = kind.kind.hasPrefix("Self") ? asker : subject
        let causes = causes(resource, path, user)
        if !causes.isEmpty { throw .invalid(kind, "", causes) }
        guard let resource else {
            return RequestAttributes(
                user: user, verb: path?["verb"]?.string ?? "", path: path?["path"]?.string ?? "")
        }
        func text(_ member: String) -> String? {
            resource[member]?.string.flatMap { $0.isEmpty ? nil : $0 }
        }
        return RequestAttributes(
            user: user, verb: text("verb") ?? "", group: text("group") ?? "",
            resource: text("resource") ?? "", subresource: text("subresource"),
            namespace: text("namespace"), name: text("name"))
    }

    private var subject: UserInfo {
        var extra: [String: [String]] = [:]
        for (key, value) in spec["extra"]?.object ?? [:] {
            // Protobuf wraps the list of an extra value.
            extra[key] = (value["items"] ?? value).array?.compactMap(\.string) ?? []
        }
        return UserInfo(
            name: spec["user"]?.string ?? "", uid: spec["uid"]?.string ?? "",
            groups: spec["groups"]?.array?.compactMap(\.string) ?? [], extra: extra)
    }

    private func causes(_ resource: JSON?, _ path: JSON?, _ user: UserInfo) -> [StatusError.Cause] {
        var causes: [StatusError.Cause] = []
        if resource != nil, let path {
            let why = "cannot be specified in combination with resourceAttributes"
            causes.append(.invalid("spec.nonResourceAttributes", path, why))
        }
        if resource == nil, path == nil {
            let why = "exactly one of nonResourceAttributes or resourceAttributes must be specified"
            causes.append(.invalid("spec.resourceAttributes", .null, why))
        }
        if user.name.isEmpty, user.groups.isEmpty {
            causes.append(.invalid("spec.user", "", "at least one of user or group must be specified"))
        }
        guard kind.kind.hasPrefix("Local") else { return causes }
        if let resource, resource["namespace"]?.string ?? "" != namespace ?? "" {
            let given = JSON.string(resource["namespace"]?.string ?? "")
            let why = "must match metadata.namespace"
            causes.append(.invalid("spec.resourceAttributes.namespace", given, why))
        }
        if let path {
            let why = "disallowed on this kind of request"
            causes.append(.invalid("spec.nonResourceAttributes", path, why))
        }
        return causes
    }
}
