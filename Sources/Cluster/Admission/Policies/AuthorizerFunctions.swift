import Access
import CEL
import Cluster

/// Kubernetes' authorizer library for expressions.
enum AuthorizerFunctions {
    /// What kube-apiserver charges for a check: it may ask a webhook there.
    private static let checkCost: UInt64 = 350_000

    static let all: [CELFunction] =
        building + [
            CELFunction(
                "check", isMember: true, [PathCheckValue.type, .string], DecisionValue.type,
                cost: .constant(checkCost)
            ) { (values) throws(CELEvaluationError) in
                let check: PathCheckValue = try receiver(values)
                return try decide(check.question, check.judge, values)
            },
            CELFunction(
                "check", isMember: true, [ResourceCheckValue.type, .string], DecisionValue.type,
                cost: .constant(checkCost)
            ) { (values) throws(CELEvaluationError) in
                let check: ResourceCheckValue = try receiver(values)
                return try decide(check.question, check.judge, values)
            },
            answer("allowed", .bool) { .bool($0.isAllowed) },
            answer("reason", .string) { .string($0.reason) },
            // Only an authorizer that asks another server can fail; what a role lacks is a reason.
            answer("errored", .bool) { _ in .bool(false) },
            answer("error", .string) { _ in .string("") },
        ]

    private static let building: [CELFunction] = [
        CELFunction("path", isMember: true, [AuthorizerValue.type, .string], PathCheckValue.type) {
            (values) throws(CELEvaluationError) in
            let (value, path): (AuthorizerValue, String) = (try receiver(values), try text(values, 1))
            if path.isEmpty { throw .failed("path must not be empty") }
            let question = RequestAttributes(user: value.user, verb: "", path: path)
            return .host(PathCheckValue(question: question, judge: value.judge))
        },
        CELFunction("group", isMember: true, [AuthorizerValue.type, .string], GroupCheckValue.type) {
            (values) throws(CELEvaluationError) in
            let value: AuthorizerValue = try receiver(values)
            let question = RequestAttributes(
                user: value.user, verb: "", group: try text(values, 1), resource: "")
            return .host(GroupCheckValue(question: question, judge: value.judge))
        },
        CELFunction(
            "serviceAccount", isMember: true, [AuthorizerValue.type, .string, .string], AuthorizerValue.type
        ) { (values) throws(CELEvaluationError) in
            let value: AuthorizerValue = try receiver(values)
            let account = ServiceAccountName(namespace: try text(values, 1), name: try text(values, 2))
            var resource = value.requestResource
            resource.question.user = account.user
            return .host(
                AuthorizerValue(user: account.user, requestResource: resource, judge: value.judge))
        },
        CELFunction("resource", isMember: true, [GroupCheckValue.type, .string], ResourceCheckValue.type) {
            (values) throws(CELEvaluationError) in
            let value: GroupCheckValue = try receiver(values)
            var question = value.question
            question.resource = try text(values, 1)
            if question.resource.isEmpty { throw .failed("resource must not be empty") }
            return .host(ResourceCheckValue(question: question, judge: value.judge))
        },
        narrowing("subresource", \.subresource), narrowing("namespace", \.namespace),
        narrowing("name", \.name),
    ]

    private static func narrowing(
        _ name: String, _ part: any WritableKeyPath<RequestAttributes, String?> & Sendable
    ) -> CELFunction {
        CELFunction(name, isMember: true, [ResourceCheckValue.type, .string], ResourceCheckValue.type) {
            (values) throws(CELEvaluationError) in
            var value: ResourceCheckValue = try receiver(values)
            let given = try text(values, 1)
            value.question[keyPath: part] = given.isEmpty ? nil : given
            return .host(value)
        }
    }

    private static func answer(
        _ name: String, _ type: CELType, _ read: @escaping @Sendable (AccessDecision) -> CELValue
    ) -> CELFunction {
        CELFunction(name, isMember: true, [DecisionValue.type], type) {
            (values) throws(CELEvaluationError) in
            let value: DecisionValue = try receiver(values)
            return read(value.decision)
        }
    }

    private static func decide(
        _ question: RequestAttributes, _ judge: AuthorizerValue.Judge, _ values: [CELValue]
    ) throws(CELEvaluationError) -> CELValue {
        var question = question
        question.verb = try text(values, 1)
        guard let authorizer = judge.authorizer else { throw .failed("there is no authorizer to ask") }
        return .host(DecisionValue(decision: authorizer.decide(question)))
    }

    private static func receiver<Value>(_ values: [CELValue]) throws(CELEvaluationError) -> Value {
        guard case .host(let host)? = values.first, let value = host as? Value else {
            throw .failed("no such overload")
        }
        return value
    }

    private static func text(_ values: [CELValue], _ place: Int) throws(CELEvaluationError) -> String {
        guard values.count > place, case .string(let text) = values[place] else {
            throw .failed("no such overload")
        }
        return text
    }
}
