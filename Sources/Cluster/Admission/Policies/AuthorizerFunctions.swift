import CEL

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
                return try decide(check.question, check.authorizer, values)
            },
            CELFunction(
                "check", isMember: true, [ResourceCheckValue.type, .string], DecisionValue.type,
                cost: .constant(checkCost)
            ) { (values) throws(CELEvaluationError) in
                let check: ResourceCheckValue = try receiver(values)
                return try decide(check.question, check.authorizer, values)
            },
            answer("allowed", .bool) { .bool($0.isAllowed) },
            answer("reason", .string) { .string($0.reason) },
            answer("errored", .bool) { .bool($0.error != nil) },
            answer("error", .string) { .string($0.error ?? "") },
        ]

    private static let building: [CELFunction] = [
        CELFunction("path", isMember: true, [AuthorizerValue.type, .string], PathCheckValue.type) {
            (values) throws(CELEvaluationError) in
            let (value, path): (AuthorizerValue, String) = (try receiver(values), try text(values, 1))
            if path.isEmpty { throw .failed("path must not be empty") }
            var question = AuthorizationQuestion(user: value.user, verb: "")
            question.path = path
            return .host(PathCheckValue(question: question, authorizer: value.authorizer))
        },
        CELFunction("group", isMember: true, [AuthorizerValue.type, .string], GroupCheckValue.type) {
            (values) throws(CELEvaluationError) in
            let value: AuthorizerValue = try receiver(values)
            var question = AuthorizationQuestion(user: value.user, verb: "")
            question.group = try text(values, 1)
            return .host(GroupCheckValue(question: question, authorizer: value.authorizer))
        },
        CELFunction(
            "serviceAccount", isMember: true, [AuthorizerValue.type, .string, .string], AuthorizerValue.type
        ) { (values) throws(CELEvaluationError) in
            let value: AuthorizerValue = try receiver(values)
            let (namespace, name) = (try text(values, 1), try text(values, 2))
            var resource = value.requestResource
            resource.question.user = .serviceAccount(namespace: namespace, name: name)
            return .host(
                AuthorizerValue(
                    user: resource.question.user, requestResource: resource, authorizer: value.authorizer))
        },
        CELFunction("resource", isMember: true, [GroupCheckValue.type, .string], ResourceCheckValue.type) {
            (values) throws(CELEvaluationError) in
            let value: GroupCheckValue = try receiver(values)
            var question = value.question
            question.resource = try text(values, 1)
            if question.resource.isEmpty { throw .failed("resource must not be empty") }
            return .host(ResourceCheckValue(question: question, authorizer: value.authorizer))
        },
        narrowing("subresource", \.subresource), narrowing("namespace", \.namespace),
        narrowing("name", \.name),
    ]

    private static func narrowing(
        _ name: String, _ part: WritableKeyPath<AuthorizationQuestion, String> & Sendable
    ) -> CELFunction {
        CELFunction(name, isMember: true, [ResourceCheckValue.type, .string], ResourceCheckValue.type) {
            (values) throws(CELEvaluationError) in
            var value: ResourceCheckValue = try receiver(values)
            value.question[keyPath: part] = try text(values, 1)
            return .host(value)
        }
    }

    private static func answer(
        _ name: String, _ type: CELType, _ read: @escaping @Sendable (AuthorizationAnswer) -> CELValue
    ) -> CELFunction {
        CELFunction(name, isMember: true, [DecisionValue.type], type) {
            (values) throws(CELEvaluationError) in
            let decision: DecisionValue = try receiver(values)
            return read(decision.answer)
        }
    }

    private static func decide(
        _ question: AuthorizationQuestion, _ authorizer: AuthorizerValue.Authorizer, _ values: [CELValue]
    ) throws(CELEvaluationError) -> CELValue {
        var question = question
        question.verb = try text(values, 1)
        guard let judge = authorizer.judge else { throw .failed("there is no authorizer to ask") }
        return .host(DecisionValue(answer: judge(question)))
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
