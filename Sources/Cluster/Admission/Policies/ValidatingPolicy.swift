import Bytes
import CEL
import EmbeddedCluster
import Kubernetes

/// A ValidatingAdmissionPolicy, compiled.
struct ValidatingPolicy: Sendable {
    /// One of `spec.validations[]`.
    struct Validation: Sendable {
        let expression: PolicyExpression
        let message: String
        let messageExpression: PolicyExpression?
        let reason: String
    }

    /// One of `spec.auditAnnotations[]`.
    struct AuditAnnotation: Sendable {
        let key: String
        let value: PolicyExpression
    }

    let name: String
    let ignoresFailures: Bool
    let criteria: Result<MatchCriteria, StatusError>
    let parameterKind: GroupVersionKind?
    let conditions: MatchConditions
    let variables: [PolicyVariables.Declaration]
    let variablesType: ObjectType
    let validations: [Validation]
    let auditAnnotations: [AuditAnnotation]

    init(_ object: Object) {
        let spec = object["spec"] ?? [:]
        name = object.name
        ignoresFailures = spec["failurePolicy"]?.string == "Ignore"
        criteria = Result { () throws(StatusError) in
            // A policy without rules matches nothing; a binding without them everything.
            var constraints = spec["matchConstraints"] ?? [:]
            if constraints["resourceRules"]?.array == nil { constraints["resourceRules"] = [] }
            return try MatchCriteria(resources: constraints)
        }
        let kind = spec["paramKind"]
        parameterKind =
            kind?.object == nil
            ? nil
            : GroupVersionKind(
                apiVersion: kind?["apiVersion"]?.string ?? "", kind: kind?["kind"]?.string ?? "")
        let full = ExpressionScope.Declarations(
            hasParameters: parameterKind != nil, hasAuthorizer: true, hasNamespace: true)
        var plain = full
        plain.hasAuthorizer = false
        conditions = MatchConditions(
            spec["matchConditions"]?.array ?? [],
            ExpressionScope.Declarations(hasParameters: parameterKind != nil, hasNamespace: true))
        let listed = (spec["variables"]?.array ?? []).map {
            (name: $0["name"]?.string ?? "", expression: $0["expression"]?.string ?? "")
        }
        (variables, variablesType) = PolicyVariables.compile(listed, full)
        let judging = full.environment(variables: variablesType)
        let telling = plain.environment(variables: variablesType)
        validations = (spec["validations"]?.array ?? []).map { json in
            let message = json["messageExpression"]?.string ?? ""
            return Validation(
                expression: PolicyExpression(json["expression"]?.string ?? "", in: judging),
                message: json["message"]?.string ?? "",
                messageExpression: message.isEmpty ? nil : PolicyExpression(message, in: telling),
                reason: json["reason"]?.string ?? "Invalid")
        }
        auditAnnotations = (spec["auditAnnotations"]?.array ?? []).map { json in
            AuditAnnotation(
                key: json["key"]?.string ?? "",
                value: PolicyExpression(json["valueExpression"]?.string ?? "", in: telling))
        }
    }
}

/// A ValidatingAdmissionPolicyBinding: where a policy applies, with which parameters and what follows.
struct PolicyBinding: Sendable {
    /// `spec.paramRef`.
    struct ParameterReference: Sendable {
        let name: String
        let namespace: String
        let selector: Result<LabelSelector, StatusError>
        /// `parameterNotFoundAction: Deny`.
        let deniesWhenMissing: Bool
    }

    let name: String
    let policy: String
    let criteria: Result<MatchCriteria, StatusError>
    let parameters: ParameterReference?
    /// `Deny`, `Warn`, `Audit`.
    let actions: [String]

    init(_ object: Object) {
        let spec = object["spec"] ?? [:]
        name = object.name
        policy = spec["policyName"]?.string ?? ""
        criteria = Result { () throws(StatusError) in
            try MatchCriteria(resources: spec["matchResources"] ?? [:])
        }
        actions = spec["validationActions"]?.array?.compactMap(\.string) ?? []
        let reference = spec["paramRef"]
        parameters =
            reference?.object == nil
            ? nil
            : ParameterReference(
                name: reference?["name"]?.string ?? "", namespace: reference?["namespace"]?.string ?? "",
                selector: Result { () throws(StatusError) in
                    try LabelSelector(reference?["selector"] ?? [:])
                }, deniesWhenMissing: reference?["parameterNotFoundAction"]?.string == "Deny")
    }
}
