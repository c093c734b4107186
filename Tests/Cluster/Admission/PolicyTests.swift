import Access
import Admission
import Bytes
import Cluster
import EmbeddedCluster
import Kubernetes
import Testing

/// ValidatingAdmissionPolicies and their bindings.
@Suite("Admission policies", .timeLimit(.minutes(15)))
struct PolicyTests {
    /// Lets this process approve things in `default`, and nobody anything else.
    private struct Approver: Authorizer {
        func decide(_ request: RequestAttributes) -> AccessDecision {
            request.verb == "approve" && request.resource == "things" && request.namespace == "default"
                && request.user.name == "system:martlet" ? .allowed(reason: "") : .refused(reason: "")
        }

        func rules(for user: UserInfo, in namespace: String) -> (rules: [PolicyRule], errors: [String]) {
            ([], [])
        }

        func rules(of role: RoleReference, in namespace: String?) throws(StatusError) -> [PolicyRule] { [] }
    }

    private static func policy(_ spec: JSON) -> JSON {
        var spec = spec
        spec["matchConstraints"] =
            spec["matchConstraints"] ?? [
                "resourceRules": [
                    [
                        "operations": ["CREATE", "UPDATE"], "apiGroups": [""], "apiVersions": ["v1"],
                        "resources": ["configmaps"],
                    ]
                ]
            ]
        return ["metadata": ["name": "p"], "spec": spec]
    }

    private static func binding(_ spec: JSON = [:]) -> JSON {
        var spec = spec
        spec["policyName"] = "p"
        if spec["validationActions"] == nil { spec["validationActions"] = ["Deny"] }
        return ["metadata": ["name": "b"], "spec": spec]
    }

    private static func map(_ name: String, _ data: JSON = [:], labels: JSON = [:]) -> JSON {
        ["metadata": ["name": .string(name), "labels": labels], "data": data]
    }

    private static let start =
        "configmaps \"m\" is forbidden: ValidatingAdmissionPolicy 'p' with binding 'b' denied request: "

    @Test("refuse in their own words, with their own reason")
    func denial() async throws {
        try await Guarded.run { guarded in
            try await guarded.create(
                Types.policies,
                Self.policy([
                    "variables": [["name": "size", "expression": "size(object.data)"]],
                    "validations": [
                        [
                            "expression": "variables.size <= 1", "reason": "Forbidden",
                            "messageExpression": "'has ' + string(variables.size) + ' members'",
                        ], ["expression": "object.data.all(k, k != 'secret')", "message": "no secrets"],
                        ["expression": "!('a' in object.data) || object.data.a == '1'"],
                    ],
                ]))
            #expect(await guarded.refusal(Types.configMaps, Self.map("m", ["a": "2", "b": "3"])) == nil)
            _ = try await guarded.cluster.rawDelete(Types.configMaps, namespace: "default", name: "m")
            try await guarded.create(Types.bindings, Self.binding())
            let many = await guarded.refusal(Types.configMaps, Self.map("m", ["a": "1", "b": "3"]))
            #expect(many?.message == Self.start + "has 2 members")
            #expect(many?.code == 403)
            #expect(many?.reason == "Forbidden")
            let secret = await guarded.refusal(Types.configMaps, Self.map("m", ["secret": "1"]))
            #expect(secret?.message == Self.start + "no secrets")
            #expect(secret?.code == 422)
            let plain = await guarded.refusal(Types.configMaps, Self.map("m", ["a": "2"]))
            #expect(
                plain?.message
                    == Self.start + "failed expression: !('a' in object.data) || object.data.a == '1'")
            #expect(await guarded.refusal(Types.configMaps, Self.map("m", ["a": "1"])) == nil)
        }
    }

    @Test("warn and tell the audit log where the binding wants that instead")
    func warnings() async throws {
        try await Guarded.run { guarded in
            try await guarded.create(
                Types.policies,
                Self.policy([
                    "validations": [["expression": "false", "message": "never"]],
                    "auditAnnotations": [["key": "who", "valueExpression": "request.userInfo.username"]],
                ]))
            try await guarded.create(
                Types.bindings, Self.binding(["validationActions": ["Warn", "Audit"]]))
            let annotations = AuditAnnotations()
            let result = try await AuditAnnotations.$current.withValue(annotations) {
                try await guarded.createWithWarnings(Types.configMaps, Self.map("m"))
            }
            #expect(
                result.warnings == [
                    "Validation failed for ValidatingAdmissionPolicy 'p' with binding 'b': never"
                ])
            #expect(annotations.all["p/who"] == "system:martlet")
            #expect(
                annotations.all["validation.policy.admission.k8s.io/validation_failure"]?
                    .contains("\"message\":\"never\"") == true)
        }
    }

    @Test("take parameters from objects that bindings name or select")
    func parameters() async throws {
        try await Guarded.run { guarded in
            try await guarded.create(
                Types.policies,
                Self.policy([
                    "paramKind": ["apiVersion": "v1", "kind": "ConfigMap"],
                    "matchConditions": [
                        ["name": "judged", "expression": "!has(object.metadata.labels)"]
                    ],
                    "validations": [
                        ["expression": "size(object.data) <= int(params.data.max)", "message": "too many"]
                    ],
                ]))
            try await guarded.create(
                Types.bindings,
                Self.binding([
                    "paramRef": [
                        "selector": ["matchLabels": ["limit": "yes"]], "parameterNotFoundAction": "Deny",
                    ]
                ]))
            let missing = await guarded.refusal(Types.configMaps, Self.map("m", ["a": "1"]))
            #expect(
                missing?.message
                    == Self.start
                    + "failed to configure binding: no params found for policy binding with `Deny` parameterNotFoundAction"
            )
            // The parameters' own map is judged too, so it comes before its binding bites: by another namespace.
            _ = try await guarded.cluster.rawDelete(Types.bindings, namespace: nil, name: "b")
            try await guarded.create(
                Types.configMaps, Self.map("limit", ["max": "1"], labels: ["limit": "yes"]))
            try await guarded.create(
                Types.bindings,
                Self.binding(["paramRef": ["name": "limit", "parameterNotFoundAction": "Deny"]]))
            #expect(await guarded.refusal(Types.configMaps, Self.map("n", ["a": "1"])) == nil)
            let many = await guarded.refusal(Types.configMaps, Self.map("m", ["a": "1", "b": "2"]))
            #expect(many?.message == Self.start + "too many")
        }
    }

    @Test("ask the authorizer about the request's user, and see the namespace and the old object")
    func surroundings() async throws {
        try await Guarded.run(authorizer: Approver()) { guarded in
            try await guarded.create(
                Types.policies,
                Self.policy([
                    "validations": [
                        [
                            "expression":
                                "authorizer.group('x').resource('things').namespace('default').check('approve').allowed()"
                        ], ["expression": "!authorizer.requestResource.check('create').allowed()"],
                        ["expression": "namespaceObject.metadata.name == request.namespace"],
                        ["expression": "request.operation == 'CREATE' || oldObject.data.a == object.data.a"],
                    ]
                ]))
            try await guarded.create(Types.bindings, Self.binding())
            var stored = try await guarded.create(Types.configMaps, Self.map("m", ["a": "1"]))
            stored["data"] = ["a": "2"]
            await #expect(throws: StatusError.self) {
                _ = try await guarded.cluster.rawUpdate(Types.configMaps, namespace: "default", stored)
            }
        }
    }

    @Test("refuse what they cannot evaluate, unless failures are to be ignored")
    func failures() async throws {
        try await Guarded.run { guarded in
            var policy = Self.policy(["validations": [["expression": "object.data.missing == '1'"]]])
            let stored = try await guarded.create(Types.policies, policy)
            try await guarded.create(Types.bindings, Self.binding())
            let refusal = await guarded.refusal(Types.configMaps, Self.map("m", ["a": "1"]))
            #expect(
                refusal?.message
                    == Self.start
                    + "expression 'object.data.missing == '1'' resulted in error: no such key: missing")
            policy = stored.json
            policy["spec"]?["failurePolicy"] = "Ignore"
            _ = try await guarded.cluster.rawUpdate(Types.policies, namespace: nil, Object(policy))
            #expect(await guarded.refusal(Types.configMaps, Self.map("m", ["a": "1"])) == nil)
        }
    }

    @Test("that do not compile, or bindings without an action, are refused")
    func configurations() async throws {
        try await Guarded.run { guarded in
            let broken = await guarded.refusal(
                Types.policies,
                Self.policy([
                    "validations": [
                        ["expression": "object.("], ["expression": "'text'"],
                        ["expression": "unknown == 1", "reason": "Whim"],
                    ]
                ]))
            #expect(broken?.code == 422)
            #expect(
                broken?.causes.map(\.field) == [
                    "spec.validations[0].expression", "spec.validations[1].expression",
                    "spec.validations[2].expression", "spec.validations[2].reason",
                ])
            #expect(broken?.causes.dropFirst().first?.message.contains("must evaluate to bool") == true)
            let binding = await guarded.refusal(
                Types.bindings, Self.binding(["validationActions": ["Deny", "Warn"], "paramRef": [:]]))
            #expect(binding?.code == 422)
            #expect(
                Set(binding?.causes.map(\.field) ?? []) == [
                    "spec.validationActions", "spec.paramRef", "spec.paramRef.parameterNotFoundAction",
                ])
        }
    }

    @Test("exclude, and bindings narrow, what a policy matches")
    func matching() async throws {
        try await Guarded.run { guarded in
            let rule: JSON = [
                "operations": ["*"], "apiGroups": [""], "apiVersions": ["*"], "resources": ["*"],
            ]
            var excluded = rule
            excluded["resources"] = ["secrets"]
            try await guarded.create(
                Types.policies,
                Self.policy([
                    "matchConstraints": ["resourceRules": [rule], "excludeResourceRules": [excluded]],
                    "validations": [["expression": "false"]],
                ]))
            try await guarded.create(
                Types.bindings,
                Self.binding([
                    "matchResources": ["objectSelector": ["matchLabels": ["judge": "me"]]]
                ]))
            let labels: JSON = ["judge": "me"]
            #expect(await guarded.refusal(Types.configMaps, Self.map("m")) == nil)
            #expect(await guarded.refusal(Types.configMaps, Self.map("n", labels: labels)) != nil)
            let secrets = Types.type("", "v1", "Secret", "secrets")
            #expect(
                await guarded.refusal(secrets, ["metadata": ["name": "s", "labels": labels]]) == nil)
        }
    }
}
