import Access
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
    let judge: Judge

    var type: CELType { Self.type }

    func field(_ name: String, budget: inout CostBudget) throws(CELEvaluationError) -> CELValue? {
        name == "requestResource" ? .host(requestResource) : nil
    }

    func hasField(_ name: String) -> Bool { name == "requestResource" }

    /// Who judges; two values that ask the same are equal whatever answers them.
    struct Judge: Sendable, Equatable {
        let authorizer: (any Authorizer)?

        static func == (left: Judge, right: Judge) -> Bool { true }
    }
}

/// `authorizer.path('/healthz')`.
struct PathCheckValue: CELHostValue, Equatable {
    static let type = CELType.opaque("kubernetes.authorization.PathCheck")

    let question: RequestAttributes
    let judge: AuthorizerValue.Judge

    var type: CELType { Self.type }
}

/// `authorizer.group('apps')`.
struct GroupCheckValue: CELHostValue, Equatable {
    static let type = CELType.opaque("kubernetes.authorization.GroupCheck")

    let question: RequestAttributes
    let judge: AuthorizerValue.Judge

    var type: CELType { Self.type }
}

/// `authorizer.group('apps').resource('deployments')`.
struct ResourceCheckValue: CELHostValue, Equatable {
    static let type = CELType.opaque("kubernetes.authorization.ResourceCheck")

    var question: RequestAttributes
    let judge: AuthorizerValue.Judge

    var type: CELType { Self.type }
}

/// What a check found.
struct DecisionValue: CELHostValue, Equatable {
    static let type = CELType.opaque("kubernetes.authorization.Decision")

    let decision: AccessDecision

    var type: CELType { Self.type }
}
