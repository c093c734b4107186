/// Who makes a request, as certificates and tokens say it.
public struct User: Sendable, Hashable {
    /// The name, such as `kubernetes-admin`.
    public var name: String
    /// The groups, such as `system:masters`.
    public var groups: [String]

    /// Names a user.
    public init(name: String, groups: [String]) {
        self.name = name
        self.groups = groups
    }

    /// Somebody who did not say who they are.
    static let anonymous = User(name: "system:anonymous", groups: ["system:unauthenticated"])
}
