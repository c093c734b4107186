import Access
import Bytes
import Cluster
import EmbeddedCluster
import Kubernetes

/// What access control has to say about writes: roles hand out nothing that their writer does not hold, and
/// certificate requests say who made them.
struct AccessAdmission: AdmissionControl {
    let authorizer: any Authorizer

    func mutate(
        _ request: AdmissionRequest
    ) async throws(StatusError) -> (object: Object, warnings: [String]) {
        guard var object = request.object else { return (Object([:]), []) }
        switch request.resource.group {
        case AccessTypes.clusterRoles.group: RoleForm.setDefaults(&object)
        case AccessTypes.signingRequests.group where Self.isSigningRequest(request):
            CertificateRequestRules.prepare(&object, request)
        default: break
        }
        return (object, [])
    }

    func validate(_ request: AdmissionRequest) async throws(StatusError) -> [String] {
        guard let object = request.object else { return [] }
        switch request.resource.group {
        case AccessTypes.clusterRoles.group:
            let causes = RoleForm.causes(object, over: request.oldObject)
            if !causes.isEmpty { throw .invalid(request.resource.kind, object.name, causes) }
            try EscalationCheck(authorizer).check(
                object, over: request.oldObject, resource: request.resource.plural, user: request.user)
        case AccessTypes.signingRequests.group where Self.isSigningRequest(request):
            try CertificateRequestRules.check(object, request, authorizer)
        case "" where request.resource.plural == "secrets":
            try Self.checkTokenSecret(object, request)
        default: break
        }
        return []
    }

    private static func isSigningRequest(_ request: AdmissionRequest) -> Bool {
        request.resource.plural == AccessTypes.signingRequests.plural
    }

    /// A Secret that wants a token must say whose.
    private static func checkTokenSecret(
        _ object: Object, _ request: AdmissionRequest
    ) throws(StatusError) {
        guard object["type"]?.string == TokenSecrets.type else { return }
        if object.annotations[TokenSecrets.accountName]?.isEmpty == false { return }
        throw .invalid(
            request.resource.kind, object.name,
            [.required("metadata.annotations[\(TokenSecrets.accountName)]")])
    }
}
