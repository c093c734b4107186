import Bytes
import Cluster
import EmbeddedCluster
import Fuzzing
import Kubernetes
import Testing

@testable import Admission

/// Which requests rules mean, and what webhooks may answer.
@Suite("Admission matching")
struct MatchingTests {
    private static func request(
        _ type: ResourceType, subresource: String = "", namespace: String = "default",
        operation: AdmissionRequest.Operation = .create
    ) -> AdmissionRequest {
        AdmissionRequest(
            operation: operation, resource: type, subresource: subresource, namespace: namespace, name: "x",
            user: .martlet, object: nil, oldObject: nil, options: Object([:]), isDryRun: false)
    }

    @Test(
        "rules name resources and subresources as kube-apiserver reads them",
        arguments: [
            ("pods", "pods", "", true), ("pods", "pods", "status", false), ("pods/status", "pods", "", false),
            ("pods/status", "pods", "status", true), ("pods/*", "pods", "", true),
            ("pods/*", "pods", "log", true), ("*", "pods", "", true), ("*", "pods", "status", false),
            ("*/*", "pods", "status", true), ("*/*", "pods", "", true), ("*/status", "pods", "status", true),
            ("*/status", "pods", "", false), ("services", "pods", "", false),
        ])
    func resources(pattern: String, plural: String, subresource: String, expected: Bool) {
        let rule = AdmissionRule([
            "operations": ["CREATE"], "apiGroups": [""], "apiVersions": ["v1"],
            "resources": [.string(pattern)],
        ])
        let type = Types.type("", "v1", "Pod", plural)
        #expect(rule.matches(Self.request(type, subresource: subresource), as: type) == expected)
    }

    @Test("scopes tell the cluster's objects, Namespaces among them, from those in a namespace")
    func scopes() {
        func rule(_ scope: String) -> AdmissionRule {
            AdmissionRule([
                "operations": ["*"], "apiGroups": ["*"], "apiVersions": ["*"], "resources": ["*"],
                "scope": .string(scope),
            ])
        }
        let pod = Self.request(Types.pods)
        let namespace = Self.request(Types.namespaces, namespace: "")
        #expect(rule("Namespaced").matches(pod, as: Types.pods))
        #expect(!rule("Cluster").matches(pod, as: Types.pods))
        #expect(rule("Cluster").matches(namespace, as: Types.namespaces))
        #expect(!rule("Namespaced").matches(namespace, as: Types.namespaces))
        #expect(rule("*").matches(pod, as: Types.pods))
    }

    @Test("warnings are cut when they are more than headers should carry")
    func warnings() {
        #expect(WebhookCaller.bounded(["short"]) == ["short"])
        let long = WebhookCaller.bounded(Array(repeating: String(repeating: "é", count: 1000), count: 40))
        #expect(long.allSatisfy { $0.unicodeScalars.count <= 256 })
        #expect(long.reduce(0) { $0 + $1.unicodeScalars.count } <= 4096)
    }

    private static let review = AdmissionReview(
        request(Types.pods), as: Types.pods, version: "v1", uid: "u")

    @Test(
        "an answer that does not answer the question is refused",
        arguments: [
            (#"{}"#, "webhook response was absent"),
            (#"{"response":{"uid":"v"}}"#, #"expected response.uid="u", got "v""#),
            (
                #"{"apiVersion":"v1","kind":"AdmissionReview","response":{"uid":"u"}}"#,
                "expected webhook response of admission.k8s.io/v1, Kind=AdmissionReview, got v1, Kind=AdmissionReview"
            ),
            (answer(#""allowed":true,"patch":"W10=""#), "response.patch but not response.patchType"),
            (answer(#""allowed":true,"patchType":"JSONPatch""#), "response.patchType but not response.patch"),
            (answer(#""allowed":true,"patch":"W10=","patchType":"Merge""#), "unsupported patch type"),
            (answer(#""allowed":true,"patch":"&&","patchType":"JSONPatch""#), "illegal base64 data"),
            (answer(#""allowed":true,"patch":"e30=","patchType":"JSONPatch""#), "undecodable patch"),
        ])
    func answers(text: String, problem: String) {
        let error = #expect(throws: WebhookFailure.self) {
            _ = try AdmissionVerdict(Array(text.utf8), to: Self.review, mayPatch: true)
        }
        #expect(error.map { "\($0)" }?.contains(problem) == true, "\(error.map { "\($0)" } ?? "")")
    }

    private static func answer(_ members: String) -> String {
        #"{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","response":{"uid":"u",\#(members)}}"#
    }

    @Test("any bytes are an answer or a failure")
    func fuzz() {
        let corpus = [
            Self.answer(#""allowed":true,"warnings":["a"],"auditAnnotations":{"k":"v"}"#),
            Self.answer(
                #""allowed":true,"patchType":"JSONPatch","patch":"W3sib3AiOiJhZGQiLCJwYXRoIjoiL2EiLCJ2YWx1ZSI6MX1d""#
            ), Self.answer(#""allowed":false,"status":{"code":403,"message":"m","details":{"causes":[{}]}}"#),
        ]
        var understood = 0
        for mutant in Mutants(of: corpus, tokens: ["null", "[]", "{}", "1e400", "\"\\ud800\""], count: 3000) {
            if let verdict = try? AdmissionVerdict(mutant.bytes, to: Self.review, mayPatch: true) {
                understood += 1
                if verdict.patch != nil { #expect(verdict.isAllowed) }
            }
        }
        #expect(understood > 0)
    }
}
