import CEL
import Cluster

/// `authorizer` in expressions: judges for one user.
struct AuthorizerValue: CELHostValue, Equatable {
    static let type = CELType.object(
        ObjectType(
            name: "kubernetes.authorization.Authorizer", fields: ["requestResource": ResourceCheckValue.type])
    )

    let user: UserInfo
    /// What the request itself is about.
    let requestResource: ResourceCheckValue
    let authorizer: Authorizer

    var type: CELType { Self.type }

    func field(_ name: String, budget: inout CostBudget) throws(CELEvaluationError) -> CELValue? {
        name == "requestResource" ? .host(requestResource) : nil
    }

    func hasField(_ name: String) -> Bool { name == "requestResource" }

    /// The closure that judges; two values that ask the same are equal whatever answers them.
    struct Authorizer: Sendable, Equatable {
        let judge: AdmissionAuthorizer?

        static func == (left: Authorizer, right: Authorizer) -> Bool { true }
    }
}

/// `authorizer.path('/healthz')`.
struct PathCheckValue: CELHostValue, Equatable {
    static let type = CELType.opaque("kubernetes.authorization.PathCheck")

    let question: AuthorizationQuestion
    let authorizer: AuthorizerValue.Authorizer

    var type: CELType { Self.type }
}

/// `authorizer.group('apps')`.
struct GroupCheckValue: CELHostValue, Equatable {
    static let type = CELType.opaque("kubernetes.authorization.GroupCheck")

    let question: AuthorizationQuestion
    let authorizer: AuthorizerValue.Authorizer

    var type: CELType { Self.type }
}

/// `authorizer.group('apps').resource('deployments')`.
struct ResourceCheckValue: CELHostValue, Equatable {
    static let type = CELType.opaque("kubernetes.authorization.ResourceCheck")

    var question: AuthorizationQuestion
    let authorizer: AuthorizerValue.Authorizer

    var type: CELType { Self.type }
}

/// What a check found.
struct DecisionValue: CELHostValue, Equatable {
    static let type = CELType.opaque("kubernetes.authorization.Decision")

    let answer: AuthorizationAnswer

    var type: CELType { Self.type }
}
