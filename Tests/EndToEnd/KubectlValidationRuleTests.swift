import Testing

@Suite(
    "kubectl and validation rules",
    .enabled(if: Kubectl.isPresent, "needs the built martlet and a kubectl on PATH"))
struct KubectlValidationRuleTests {
    private static func definition(_ group: String, _ rule: String) -> String {
        """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: gadgets.\(group)}
        spec:
          group: \(group)
          names: {kind: Gadget, plural: gadgets}
          scope: Namespaced
          versions:
          - name: v1
            served: true
            storage: true
            schema:
              openAPIV3Schema:
                type: object
                properties:
                  spec:
                    type: object
                    x-kubernetes-validations:
                    - rule: "\(rule)"
                      messageExpression: "'%d replicas are more than %d'.format([self.replicas, self.max])"
                    properties:
                      replicas: {type: integer}
                      max: {type: integer}
                      color:
                        type: string
                        maxLength: 10
                        x-kubernetes-validations:
                        - {rule: self == oldSelf, message: is immutable, reason: FieldValueForbidden}
        """
    }

    private static func gadget(_ group: String, _ spec: String) -> String {
        "apiVersion: \(group)/v1\nkind: Gadget\nmetadata: {name: g}\nspec: \(spec)\n"
    }

    @Test("kubectl is told what a rule says, as kube-apiserver tells it")
    func rules() async throws {
        let kubectl = try await Kubectl(namespace: "rules")
        let group = "rules.example.com"
        let broken = try await kubectl(
            "apply", "-f", "-", input: Self.definition(group, "self.replica <= self.max"))
        #expect(broken.status == 1)
        #expect(broken.error.contains("compilation failed: ERROR: <input>:1:5: undefined field 'replica'"))
        let made = try await kubectl(
            "apply", "-f", "-", input: Self.definition(group, "self.replicas <= self.max"))
        #expect(made.status == 0, "\(made)")
        let wait = try await kubectl(
            "wait", "crd/gadgets.\(group)", "--for=condition=Established", "--timeout=10s")
        #expect(wait.status == 0, "\(wait)")
        let refused = try await kubectl(
            "apply", "-f", "-", input: Self.gadget(group, "{replicas: 5, max: 3}"))
        #expect(refused.status == 1)
        #expect(
            refused.error.contains(
                "The Gadget \"g\" is invalid: spec: Invalid value: \"object\": 5 replicas are more than 3"),
            "\(refused)")
        let accepted = try await kubectl(
            "apply", "-f", "-", input: Self.gadget(group, "{replicas: 2, max: 3, color: red}"))
        #expect(accepted.status == 0, "\(accepted)")
        let changed = try await kubectl(
            "apply", "-f", "-", input: Self.gadget(group, "{replicas: 2, max: 3, color: blue}"))
        #expect(changed.error.contains("spec.color: Forbidden: is immutable"), "\(changed)")
    }
}
