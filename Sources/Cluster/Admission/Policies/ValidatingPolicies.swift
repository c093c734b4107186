import Access
import Bytes
import CEL
import EmbeddedCluster
import Kubernetes

/// Judges requests by the ValidatingAdmissionPolicies that are bound.
struct ValidatingPolicies: Sendable {
    private struct Refusal {
        var policy: String
        var binding: String?
        var message: String
        var reason = "Invalid"
    }

    /// The type of policies.
    let type: ResourceType
    private let policies: Compiled<[ValidatingPolicy]>
    private let bindings: Compiled<[String: [PolicyBinding]]>
    private let surroundings: AdmissionSurroundings
    private let authorizer: (any Authorizer)?

    init(_ surroundings: AdmissionSurroundings, authorizer: (any Authorizer)?) throws(StatusError) {
        let cluster = surroundings.cluster
        let reader = try cluster.admissionReader("validatingadmissionpolicies")
        type = reader.type
        policies = Compiled(reader) { objects in
            objects.map { ValidatingPolicy(Object($0.json)) }
        }
        bindings = Compiled(try cluster.admissionReader("validatingadmissionpolicybindings")) { objects in
            Dictionary(grouping: objects.map { PolicyBinding(Object($0.json)) }, by: \.policy)
        }
        self.surroundings = surroundings
        self.authorizer = authorizer
    }

    /// - Returns: what bindings with the action `Warn` say.
    /// - Throws: the first refusal.
    func validate(_ request: AdmissionRequest) async throws(StatusError) -> [String] {
        if policies.isEmpty || bindings.isEmpty || request.concernsAdmission { return [] }
        var refusals: [Refusal] = []
        var warnings: [String] = []
        let bound = bindings.value
        for policy in policies.value {
            guard let bindings = bound[policy.name] else { continue }
            let type: ResourceType
            do throws(StatusError) {
                guard let match = try policy.criteria.get().match(request, in: surroundings) else { continue }
                type = match
            } catch {
                refuse(policy, nil, "failed to configure policy: \(error.message)", &refusals)
                continue
            }
            let shown = try await surroundings.request(request, as: type)
            let scope = scope(shown, as: type)
            for binding in bindings {
                try await judge(shown, scope, policy, binding, &refusals, &warnings)
            }
        }
        if let first = refusals.first { throw Self.error(first, request) }
        return warnings
    }

    // MARK: Steps

    private func scope(_ request: AdmissionRequest, as type: ResourceType) -> ExpressionScope {
        var scope = ExpressionScope(request, as: type, authorizer: authorizer)
        if let namespace = surroundings.namespace(of: request) {
            scope.namespace = CELValue(json: namespace.json, as: AdmissionShapes.namespace)
        }
        return scope
    }

    private func judge(
        _ request: AdmissionRequest, _ base: ExpressionScope, _ policy: ValidatingPolicy,
        _ binding: PolicyBinding, _ refusals: inout [Refusal], _ warnings: inout [String]
    ) async throws(StatusError) {
        let parameters: [CELValue]
        do {
            guard try binding.criteria.get().match(request, in: surroundings) != nil else { return }
            parameters = try await PolicyParameters(cluster: surroundings.cluster).find(
                policy.parameterKind, binding.parameters, for: request)
        } catch {
            let why = (error as? ExpressionFailure)?.sentence ?? "\(error)"
            return refuse(policy, binding.name, "failed to configure binding: \(why)", &refusals)
        }
        for parameter in parameters {
            var scope = base
            scope.parameters = parameter
            let evaluation = PolicyEvaluation(policy, scope)
            for denial in evaluation.denials {
                act(on: denial, policy, binding, &refusals, &warnings)
            }
            for (key, value) in evaluation.auditAnnotations {
                AuditAnnotations.add("\(policy.name)/\(key)", value)
            }
            refusals += evaluation.failures.map {
                Refusal(policy: policy.name, binding: binding.name, message: $0.message)
            }
        }
    }

    private func act(
        on denial: PolicyEvaluation.Denial, _ policy: ValidatingPolicy, _ binding: PolicyBinding,
        _ refusals: inout [Refusal], _ warnings: inout [String]
    ) {
        for action in binding.actions {
            switch action {
            case "Deny":
                refusals.append(
                    Refusal(
                        policy: policy.name, binding: binding.name, message: denial.message,
                        reason: denial.reason))
            case "Warn":
                warnings.append(
                    "Validation failed for ValidatingAdmissionPolicy '\(policy.name)' with binding "
                        + "'\(binding.name)': \(denial.message)")
            case "Audit":
                let failure: JSON = [
                    "message": .string(denial.message), "policy": .string(policy.name),
                    "binding": .string(binding.name), "expressionIndex": .int(Int64(denial.index)),
                    "validationActions": .array(binding.actions.map(JSON.string)),
                ]
                AuditAnnotations.add(
                    "validation.policy.admission.k8s.io/validation_failure", JSON.array([failure]).text)
            default: continue
            }
        }
    }

    private func refuse(
        _ policy: ValidatingPolicy, _ binding: String?, _ message: String, _ refusals: inout [Refusal]
    ) {
        if policy.ignoresFailures { return }
        refusals.append(Refusal(policy: policy.name, binding: binding, message: message))
    }

    private static func error(_ refusal: Refusal, _ request: AdmissionRequest) -> StatusError {
        let bound = refusal.binding.map { " with binding '\($0)'" } ?? ""
        let message =
            "ValidatingAdmissionPolicy '\(refusal.policy)'\(bound) denied request: \(refusal.message)"
        var error = request.forbidden(message)
        error.reason = refusal.reason
        error.code =
            switch refusal.reason {
            case "Forbidden": 403
            case "Unauthorized": 401
            case "RequestEntityTooLarge": 413
            default: 422
            }
        error.causes = [StatusError.Cause(reason: "", message: message, field: "")]
        return error
    }
}
