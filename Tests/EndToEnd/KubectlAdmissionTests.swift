import Foundation
import Testing

/// Quotas, limits, policies and webhooks as somebody with kubectl meets them.
@Suite(
    "kubectl meets admission",
    .enabled(if: Kubectl.isPresent, "needs the built martlet and a kubectl on PATH"))
struct KubectlAdmissionTests {
    private static func configMap(_ name: String, owner: String? = nil) -> String {
        let labels = owner.map { "  labels:\n    owner: \($0)\n" } ?? ""
        return "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: \(name)\n\(labels)"
    }

    @Test("a quota is shown as it is used, and refuses what exceeds it")
    func quota() async throws {
        let kubectl = try await Kubectl(namespace: "bounded")
        #expect(try await kubectl("create", "quota", "q", "--hard=count/secrets=2,pods=1").status == 0)
        #expect(try await kubectl("create", "secret", "generic", "a").status == 0)
        #expect(try await kubectl("create", "secret", "generic", "b").status == 0)
        let refused = try await kubectl("create", "secret", "generic", "c")
        #expect(
            refused.error
                == "error: failed to create secret secrets \"c\" is forbidden: exceeded quota: q, "
                + "requested: count/secrets=1, used: count/secrets=2, limited: count/secrets=2\n")
        let used = try await kubectl("get", "quota", "q", "-o", "jsonpath={.status.used}")
        #expect(used.output == #"{"count/secrets":"2","pods":"0"}"#)
        #expect(try await kubectl("delete", "secret", "a").status == 0)
        let freed = try await kubectl(
            "wait", "quota/q", "--for=jsonpath={.status.used.count/secrets}=1", "--timeout=20s")
        #expect(freed.status == 0, "\(freed)")
        #expect(try await kubectl("create", "secret", "generic", "c").status == 0)
    }

    @Test("a limit range fills in what a pod does not say, and refuses what is too much")
    func limitRange() async throws {
        let kubectl = try await Kubectl(namespace: "limited")
        let range = """
            apiVersion: v1
            kind: LimitRange
            metadata:
              name: r
            spec:
              limits:
              - type: Container
                default: {cpu: 500m}
                defaultRequest: {cpu: 100m}
                max: {cpu: "1"}
            """
        #expect(try await kubectl("apply", "-f", "-", input: range).output == "limitrange/r created\n")
        #expect(try await kubectl("run", "small", "--image=example/image").output == "pod/small created\n")
        let pod = try await kubectl(
            "get", "pod", "small", "-o",
            "jsonpath={.spec.containers[0].resources.limits.cpu} {.spec.serviceAccountName} {.spec.priority}")
        #expect(pod.output == "500m default 0")
        let large = """
            apiVersion: v1
            kind: Pod
            metadata:
              name: large
            spec:
              containers:
              - name: c
                image: example/image
                resources: {limits: {cpu: "2"}}
            """
        let refused = try await kubectl("apply", "-f", "-", input: large)
        #expect(refused.status == 1)
        #expect(
            refused.error.contains(
                "pods \"large\" is forbidden: maximum cpu usage per Container is 1, but limit is 2"))
    }

    @Test("a policy refuses in its own words where it is bound, and a webhook nobody answers fails closed")
    func policyAndWebhook() async throws {
        let kubectl = try await Kubectl(namespace: "judged")
        let policy = """
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingAdmissionPolicy
            metadata:
              name: owners.judged
            spec:
              matchConstraints:
                namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: judged}}
                resourceRules:
                - operations: [CREATE]
                  apiGroups: [""]
                  apiVersions: [v1]
                  resources: [configmaps]
              validations:
              - expression: has(object.metadata.labels) && 'owner' in object.metadata.labels
                messageExpression: "'who owns ' + object.metadata.name + '?'"
            ---
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingAdmissionPolicyBinding
            metadata:
              name: owners.judged
            spec:
              policyName: owners.judged
              validationActions: [Deny]
            """
        let made = try await kubectl("apply", "-f", "-", input: policy)
        #expect(made.status == 0, "\(made)")
        let refused = try await kubectl("apply", "-f", "-", input: Self.configMap("orphan"))
        #expect(
            refused.error.contains(
                "The configmaps \"orphan\" is invalid: : ValidatingAdmissionPolicy 'owners.judged' with binding "
                    + "'owners.judged' denied request: who owns orphan?"), "\(refused)")
        let owned = try await kubectl("apply", "-f", "-", input: Self.configMap("owned", owner: "me"))
        #expect(owned.output == "configmap/owned created\n", "\(owned)")
        let broken = try await kubectl(
            "apply", "-f", "-", input: policy.replacingOccurrences(of: "has(object", with: "hass(object"))
        #expect(broken.error.contains("spec.validations[0].expression: Invalid value:"), "\(broken)")
        let webhook = """
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingWebhookConfiguration
            metadata:
              name: judged
            webhooks:
            - name: nobody.judged.example
              sideEffects: None
              admissionReviewVersions: [v1]
              clientConfig: {url: "https://127.0.0.1:1/"}
              namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: judged}}
              rules:
              - {operations: ["*"], apiGroups: [""], apiVersions: [v1], resources: [secrets]}
            """
        #expect(try await kubectl("apply", "-f", "-", input: webhook).status == 0)
        let failed = try await kubectl("create", "secret", "generic", "s")
        #expect(
            failed.error.contains(
                "Internal error occurred: failed calling webhook \"nobody.judged.example\": failed to call webhook: "
                    + "Post \"https://127.0.0.1:1/?timeout=10s\": "), "\(failed)")
        #expect(try await kubectl("delete", "-f", "-", input: webhook + "\n---\n" + policy).status == 0)
        #expect(try await kubectl("create", "secret", "generic", "s").status == 0)
    }
}
