import Access
import Bytes
import CEL
import Cluster
import EmbeddedCluster
import Kubernetes

/// The values that the expressions of one webhook or policy see for one request.
struct ExpressionScope: Sendable {
    /// Which variables a kind of expression may speak of.
    struct Declarations: Sendable {
        var hasParameters = false
        var hasAuthorizer = true
        var hasNamespace = false

        /// The environment that expressions are compiled in.
        func environment(variables: ObjectType? = nil) -> CELEnvironment {
            var types: [String: CELType] = [
                "object": .dyn, "oldObject": .dyn, "request": AdmissionShapes.request.type,
            ]
            if hasParameters { types["params"] = .dyn }
            if hasNamespace { types["namespaceObject"] = AdmissionShapes.namespace.type }
            if hasAuthorizer { types["authorizer"] = AuthorizerValue.type }
            if let variables { types["variables"] = .object(variables) }
            return .kubernetes(
                variables: types, functions: hasAuthorizer ? AuthorizerFunctions.all : [])
        }
    }

    let object: CELValue
    let oldObject: CELValue
    let request: CELValue
    let authorizer: CELValue
    var parameters = CELValue.null
    var namespace = CELValue.null
    var variables: CELValue?

    /// - Parameter type: The resource as which the request is seen.
    init(_ request: AdmissionRequest, as type: ResourceType, authorizer: (any Authorizer)?) {
        object = request.object.map { CELValue(json: $0.json) } ?? .null
        oldObject = request.oldObject.map { CELValue(json: $0.json) } ?? .null
        self.request = CELValue(json: request.reviewed(as: type), as: AdmissionShapes.request)
        func given(_ part: String) -> String? { part.isEmpty ? nil : part }
        let question = RequestAttributes(
            user: request.user, verb: "", group: request.resource.group, resource: request.resource.plural,
            subresource: given(request.subresource), namespace: given(request.reviewedNamespace),
            name: given(request.name))
        let judge = AuthorizerValue.Judge(authorizer: authorizer)
        self.authorizer = .host(
            AuthorizerValue(
                user: request.user,
                requestResource: ResourceCheckValue(question: question, judge: judge), judge: judge))
    }

    /// The value of a variable, or nil when there is none.
    func value(of name: String) -> CELValue? {
        switch name {
        case "object": object
        case "oldObject": oldObject
        case "request": request
        case "authorizer": authorizer
        case "params": parameters
        case "namespaceObject": namespace
        case "variables": variables
        default: nil
        }
    }

    /// Evaluates an expression in this scope.
    func evaluate(_ program: CELProgram, budget: inout CostBudget) throws(CELEvaluationError) -> CELValue {
        try program.evaluate(budget: &budget) { (name, _) throws(CELEvaluationError) in value(of: name) }
    }
}
