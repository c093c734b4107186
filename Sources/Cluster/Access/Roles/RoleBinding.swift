public import Bytes
import Cluster
public import Kubernetes

/// `roleRef` of a binding: the role whose rules it hands out.
public struct RoleReference: Sendable, Hashable {
    /// The role's group.
    public var apiGroup: String
    /// `Role` or `ClusterRole`.
    public var kind: String
    /// The role's name.
    public var name: String

    /// Reads a reference from its JSON.
    public init(_ json: JSON) {
        apiGroup = json["apiGroup"]?.string ?? ""
        kind = json["kind"]?.string ?? ""
        name = json["name"]?.string ?? ""
    }
}

/// `subjects[]` of a binding: whom it hands rules to.
public struct Subject: Sendable, Hashable {
    /// `User`, `Group` or `ServiceAccount`.
    public var kind: String
    /// The name.
    public var name: String
    /// A service account's namespace; empty for the binding's own.
    public var namespace: String

    /// Reads a subject from its JSON.
    public init(_ json: JSON) {
        kind = json["kind"]?.string ?? ""
        name = json["name"]?.string ?? ""
        namespace = json["namespace"]?.string ?? ""
    }
}

/// A RoleBinding or, without a namespace, a ClusterRoleBinding.
public struct RoleBinding: Sendable, Hashable {
    /// The binding's name.
    public var name: String
    /// The binding's namespace; nil for a ClusterRoleBinding.
    public var namespace: String?
    /// The role whose rules are handed out.
    public var role: RoleReference
    /// Whom they are handed to.
    public var subjects: [Subject]

    /// Reads a binding from its object.
    public init(_ object: Object) {
        name = object.name
        namespace = object.namespace
        role = RoleReference(object["roleRef"] ?? [:])
        subjects = object["subjects"]?.array?.map(Subject.init) ?? []
    }

    /// How the binding is named in the reason of a decision.
    func description(for subject: Subject) -> String {
        let own = namespace.map { "RoleBinding \"\(name)/\($0)\"" } ?? "ClusterRoleBinding \"\(name)\""
        var who = subject.name
        if subject.kind == "ServiceAccount" {
            who += "/\(subject.namespace.isEmpty ? namespace ?? "" : subject.namespace)"
        }
        return "\(own) of \(role.kind) \"\(role.name)\" to \(subject.kind) \"\(who)\""
    }
}

/// What a user brings along that a binding can be made for.
enum Bearer: Hashable {
    case user(String)
    case group(String)

    /// The bearer that a subject of a binding means; nil for one that means nobody.
    init?(_ subject: Subject, in namespace: String?) {
        switch subject.kind {
        case "User": self = .user(subject.name)
        case "Group": self = .group(subject.name)
        case "ServiceAccount":
            let home = subject.namespace.isEmpty ? namespace ?? "" : subject.namespace
            guard !home.isEmpty else { return nil }
            self = .user(ServiceAccountName(namespace: home, name: subject.name).userName)
        default: return nil
        }
    }
}
