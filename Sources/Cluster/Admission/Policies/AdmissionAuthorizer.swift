public import Cluster

/// What somebody wants to do, as an authorizer is asked about it.
public struct AuthorizationQuestion: Sendable, Hashable {
    /// Who.
    public var user: UserInfo
    /// Such as `get` or `create`.
    public var verb: String
    /// The API group; empty for the core group.
    public var group = ""
    /// The resource's plural; empty for a path.
    public var resource = ""
    /// Such as `status`, or empty.
    public var subresource = ""
    /// The namespace; empty for all or none.
    public var namespace = ""
    /// The object's name; empty for all.
    public var name = ""
    /// A path that is no resource, such as `/healthz`; nil when it is about a resource.
    public var path: String?

    /// Asks about nothing yet.
    public init(user: UserInfo, verb: String) {
        self.user = user
        self.verb = verb
    }
}

/// What an authorizer says.
public struct AuthorizationAnswer: Sendable, Hashable {
    /// Whether it is allowed.
    public var isAllowed: Bool
    /// Why.
    public var reason: String
    /// What went wrong while it was judged, or nil.
    public var error: String?

    /// An answer.
    public init(isAllowed: Bool, reason: String = "", error: String? = nil) {
        self.isAllowed = isAllowed
        self.reason = reason
        self.error = error
    }
}

/// Judges what users may do, for expressions that ask `authorizer`.
public typealias AdmissionAuthorizer = @Sendable (AuthorizationQuestion) -> AuthorizationAnswer
