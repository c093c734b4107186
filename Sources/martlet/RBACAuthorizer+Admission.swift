import APIServer
import Access
import Admission

extension RBACAuthorizer {
    /// Answers expressions that ask `authorizer` as requests are answered.
    func answer(_ question: AuthorizationQuestion) -> AuthorizationAnswer {
        var request: RequestAttributes
        if let path = question.path {
            request = RequestAttributes(user: question.user, verb: question.verb, path: path)
        } else {
            request = RequestAttributes(
                user: question.user, verb: question.verb, group: question.group, resource: question.resource)
            request.subresource = question.subresource.isEmpty ? nil : question.subresource
            request.namespace = question.namespace.isEmpty ? nil : question.namespace
            request.name = question.name.isEmpty ? nil : question.name
        }
        let decision = decide(request)
        return AuthorizationAnswer(isAllowed: decision.isAllowed, reason: decision.reason)
    }
}
