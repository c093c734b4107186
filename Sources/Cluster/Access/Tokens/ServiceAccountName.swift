public import Cluster

/// A service account's name as a user: `system:serviceaccount:NAMESPACE:NAME`.
public struct ServiceAccountName: Sendable, Hashable {
    /// The namespace.
    public var namespace: String
    /// The name.
    public var name: String

    private static let prefix = "system:serviceaccount:"

    /// Names an account.
    public init(namespace: String, name: String) {
        self.namespace = namespace
        self.name = name
    }

    /// Reads a user's name; nil when it is no service account's.
    public init?(userName: String) {
        guard userName.hasPrefix(Self.prefix) else { return nil }
        let parts = userName.dropFirst(Self.prefix.count).split(
            separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { return nil }
        self.init(namespace: String(parts[0]), name: String(parts[1]))
    }

    /// The user's name.
    public var userName: String { "\(Self.prefix)\(namespace):\(name)" }

    /// The account as the user that its tokens speak for.
    public var user: UserInfo { UserInfo(name: userName, groups: groups + ["system:authenticated"]) }

    /// The groups that every service account of the namespace is in.
    public var groups: [String] { ["system:serviceaccounts", "system:serviceaccounts:\(namespace)"] }
}
