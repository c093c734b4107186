import Bytes
import Fuzzing
import Kubernetes
import Testing

@testable import NodeIntegrity

/// What stands in annotations and records was written by people, nodes and whoever owns them.
@Suite("Foreign annotations and records")
struct AnnotationFuzzTests {
    private static let corpus = [
        #"{"all":3,"nodes":{"worker-1":4}}"#, #"{"worker-1":["/hostroot/etc/a","sha256:00"]}"#,
        "3:" + String(repeating: "ab", count: 32) + ":" + String(repeating: "cd", count: 32),
        "worker-1,worker-10", #"{"owner":"u","configuration":"c","started":1,"request":2,"counter":3}"#,
    ]

    @Test("never stop the program, and never become a wish for all nodes")
    func survives() {
        let tokens = ["9223372036854775807", "18446744073709551616", "-1", "null", ":", "\"all\"", "[]"]
        for mutant in Mutants(of: Self.corpus, tokens: tokens, count: 5_000) {
            var object = Object(kind: FileIntegrityResource.type.kind, name: "x")
            object.annotations = [
                InitRequests.key: mutant.text, NodeApprovals.key: mutant.text,
                PublishedBaseline.evidenceKey: mutant.text,
                FileIntegrityGroup.key("baseline-request"): mutant.text,
            ]
            var requests = InitRequests(of: object)
            let before = requests.wanted(of: "other")
            requests.add(NodeList(names: ["worker-1"]))
            #expect(requests.wanted(of: "other") == before, "\(mutant)")
            #expect(requests.wanted(of: "worker-1") > before, "\(mutant)")
            _ = NodeApprovals.words(for: "worker-1", in: object)
            _ = NodeApprovals.remove("worker-1", from: &object)
            _ = PublishedBaseline(object.annotations)?.evidence
            _ = NodeList(mutant.text).contains("worker-1")
            if let json = try? JSON(parsing: mutant.text) { _ = NodeRecord(json)?.json }
            _ = CheckVerdict(try? JSON(parsing: mutant.text))
        }
    }
}
