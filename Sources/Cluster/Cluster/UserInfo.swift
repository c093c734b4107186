/// Who makes a request, as authentication found out (`user.Info` of Kubernetes).
public struct UserInfo: Sendable, Hashable {
    /// The name, such as `kubernetes-admin` or `system:serviceaccount:default:builder`.
    public var name: String
    /// An identifier that no later user of the same name has; empty where nobody gave one.
    public var uid: String
    /// The groups, such as `system:masters`.
    public var groups: [String]
    /// What else the authenticator knows, such as `authentication.kubernetes.io/pod-name`.
    public var extra: [String: [String]]

    /// Names a user.
    public init(name: String, uid: String = "", groups: [String] = [], extra: [String: [String]] = [:]) {
        self.name = name
        self.uid = uid
        self.groups = groups
        self.extra = extra
    }

    /// Somebody who did not say who they are.
    public static let anonymous = UserInfo(name: "system:anonymous", groups: ["system:unauthenticated"])

    /// This process itself: its controllers write into the embedded cluster without a network between.
    public static let martlet = UserInfo(
        name: "system:martlet", groups: ["system:masters", "system:authenticated"])
}
