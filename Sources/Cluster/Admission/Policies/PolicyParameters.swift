import Bytes
import CEL
import Cluster
import EmbeddedCluster
import Kubernetes

/// Finds the objects that a binding names as its policy's parameters.
struct PolicyParameters: Sendable {
    let cluster: EmbeddedCluster

    /// The parameters, one evaluation each; `null` where the policy takes none.
    ///
    /// - Throws: the sentence that says why the binding cannot be used.
    func find(
        _ kind: GroupVersionKind?, _ reference: PolicyBinding.ParameterReference?,
        for request: AdmissionRequest
    ) async throws(ExpressionFailure) -> [CELValue] {
        guard let kind else { return [.null] }
        guard let type = cluster.resource(of: kind)?.type else {
            throw ExpressionFailure(sentence: "paramKind kind `\(kind)` not known")
        }
        guard let reference else { return [.null] }
        let namespace = try namespace(type, reference, request)
        var found: [Object] = []
        do throws(StatusError) {
            if !reference.name.isEmpty {
                if let object = try await cluster.find(type, namespace: namespace, name: reference.name) {
                    found = [object]
                }
            } else {
                let selector = try reference.selector.get()
                let all = try await cluster.list(type, namespace: namespace, options: ListOptions())
                found = all.items.filter { selector.matches(labels: $0.labels) }
            }
        } catch { throw ExpressionFailure(sentence: error.message) }
        if found.isEmpty, reference.deniesWhenMissing {
            throw ExpressionFailure(
                sentence: "no params found for policy binding with `Deny` parameterNotFoundAction")
        }
        return found.map { CELValue(json: $0.json) }
    }

    private func namespace(
        _ type: ResourceType, _ reference: PolicyBinding.ParameterReference, _ request: AdmissionRequest
    ) throws(ExpressionFailure) -> String? {
        switch type.scope {
        case .cluster:
            if reference.namespace.isEmpty { return nil }
            throw ExpressionFailure(
                sentence: "paramRef.namespace must not be provided for a cluster-scoped `paramKind`")
        case .namespaced:
            let namespace = reference.namespace.isEmpty ? request.reviewedNamespace : reference.namespace
            if namespace.isEmpty {
                throw ExpressionFailure(
                    sentence: "cannot use namespaced paramRef in policy binding that matches "
                        + "cluster-scoped resources")
            }
            return namespace
        }
    }
}
