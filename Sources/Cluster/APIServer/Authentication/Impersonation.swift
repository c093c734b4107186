import Access
import Cluster
import HTTPTypes
import Kubernetes

/// Whom a request wants to act as, by its `Impersonate-…` headers (Kubernetes, "User impersonation").
struct Impersonation: Sendable, Equatable {
    /// One thing that is taken on: the requester needs the verb `impersonate` on it.
    struct Part: Sendable, Equatable {
        /// `User`, `ServiceAccount`, `Group`, `UserExtra` or `UID`.
        var kind: String
        /// A service account's namespace.
        var namespace = ""
        /// The name or value.
        var name: String
        /// The key of an extra value.
        var key = ""
    }

    /// More parts than this make no sense and would cost a look at the roles each.
    private static let limit = 256

    /// The parts in the order in which they are judged.
    private(set) var parts: [Part] = []

    /// Reads the headers; nil when there are none of these.
    ///
    /// - Throws: 500, as kube-apiserver has it, for groups or extras without a user.
    init?(_ headers: HTTPFields) throws(ImpersonationError) {
        var user: Part?
        var uid: Part?
        var groups: [Part] = []
        var extras: [Part] = []
        for field in headers where !field.value.isEmpty {
            let name = field.name.canonicalName
            guard name.hasPrefix("impersonate-") else { continue }
            switch name {
            case "impersonate-user" where user == nil:
                let account = ServiceAccountName(userName: field.value)
                user =
                    account.map { Part(kind: "ServiceAccount", namespace: $0.namespace, name: $0.name) }
                    ?? Part(kind: "User", name: field.value)
            case "impersonate-group": groups.append(Part(kind: "Group", name: field.value))
            case "impersonate-uid" where uid == nil: uid = Part(kind: "UID", name: field.value)
            case let other where other.hasPrefix("impersonate-extra-"):
                let raw = other.dropFirst("impersonate-extra-".count)
                let key = PercentCoding.decode(raw) ?? String(raw)
                extras.append(Part(kind: "UserExtra", name: field.value, key: key))
            default: continue
            }
        }
        parts = [user].compactMap { $0 } + groups + extras + [uid].compactMap { $0 }
        if parts.isEmpty { return nil }
        guard user != nil else {
            let list = parts.map(\.goText).joined(separator: " ")
            throw ImpersonationError(message: "requested [\(list)] without impersonating a user")
        }
        guard parts.count <= Self.limit else {
            throw ImpersonationError(message: "more than \(Self.limit) things are impersonated at once")
        }
    }

    /// The user that the requester becomes.
    ///
    /// - Throws: 403 when they may not take on one of the parts.
    func user(for requester: UserInfo, _ authorizer: any Authorizer) throws(StatusError) -> UserInfo {
        var user = UserInfo(name: "")
        let namesGroups = parts.contains { $0.kind == "Group" }
        for part in parts {
            try authorizer.authorize(part.attributes(requester))
            switch part.kind {
            case "ServiceAccount":
                let account = ServiceAccountName(namespace: part.namespace, name: part.name)
                user.name = account.userName
                if !namesGroups { user.groups = account.groups }
            case "User": user.name = part.name
            case "Group": user.groups.append(part.name)
            case "UID": user.uid = part.name
            default: user.extra[part.key, default: []].append(part.name)
            }
        }
        let common = user.name == UserInfo.anonymous.name ? "system:unauthenticated" : "system:authenticated"
        let isPlaced = user.groups.contains { $0 == "system:authenticated" || $0 == "system:unauthenticated" }
        if !isPlaced { user.groups.append(common) }
        return user
    }
}

extension Impersonation.Part {
    /// The question whether somebody may take this on.
    fileprivate func attributes(_ requester: UserInfo) -> RequestAttributes {
        let authentication = "authentication.k8s.io"
        let (group, resource) =
            switch kind {
            case "ServiceAccount": ("", "serviceaccounts")
            case "User": ("", "users")
            case "Group": ("", "groups")
            case "UID": (authentication, "uids")
            default: (authentication, "userextras")
            }
        return RequestAttributes(
            user: requester, verb: "impersonate", group: group, resource: resource,
            subresource: key.isEmpty ? nil : key, namespace: namespace.isEmpty ? nil : namespace, name: name)
    }

    /// The part as Go prints an ObjectReference.
    fileprivate var goText: String {
        let version = kind == "UID" || kind == "UserExtra" ? "authentication.k8s.io/v1" : ""
        return "{\(kind) \(namespace) \(name)  \(version)  \(key)}"
    }
}

/// Why a request's impersonation cannot be read.
struct ImpersonationError: Error, Equatable {
    /// The sentence that kube-apiserver answers with status 500.
    var message: String
}
