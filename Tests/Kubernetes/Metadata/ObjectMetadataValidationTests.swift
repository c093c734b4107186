import Bytes
import Kubernetes
import Testing

@Suite("Metadata")
struct ObjectMetadataValidationTests {
    private func fields(_ metadata: JSON, _ scope: ResourceType.Scope = .namespaced) -> [String] {
        ObjectMetadataValidation.validate(Object(["metadata": metadata]), scope: scope).map(\.field)
    }

    @Test("right metadata has no causes")
    func valid() {
        let metadata: JSON = [
            "name": "a.b-c", "namespace": "ns", "labels": ["example.com/a": "B_c.d", "x": ""],
            "annotations": ["Example.com/Note": "any\ntext"], "finalizers": ["example.com/done"],
        ]
        #expect(fields(metadata) == [])
        #expect(fields(["name": "n"], .cluster) == [])
    }

    @Test(
        "hostile names are refused",
        arguments: [
            "..", "../x", "a/b", "A", "-a", "a-", "a_b", "a\0", "é", " ", "a..b",
            String(repeating: "a", count: 254),
        ])
    func names(name: String) {
        #expect(fields(["name": .string(name), "namespace": "ns"]).contains("metadata.name"))
    }

    @Test("each wrong member is named")
    func members() {
        #expect(fields(["namespace": "ns"]) == ["metadata.name"])
        #expect(fields(["name": "a"]) == ["metadata.namespace"])
        #expect(fields(["name": "a", "namespace": "x"], .cluster) == ["metadata.namespace"])
        #expect(
            fields(["name": "a", "namespace": "n", "labels": ["a b": "c", "d": "e f"]]) == [
                "metadata.labels", "metadata.labels",
            ])
        #expect(fields(["name": "a", "namespace": "n", "generateName": "A-"]) == ["metadata.generateName"])
        #expect(
            fields(["name": "a", "namespace": "n", "finalizers": ["a/b/c"]]) == ["metadata.finalizers[0]"])
        #expect(
            fields([
                "name": "a", "namespace": "n", "ownerReferences": [["kind": "X", "name": "x", "uid": "1"]],
            ]) == ["metadata.ownerReferences[0].apiVersion"])
        let large = JSON.string(String(repeating: "x", count: 256 * 1024))
        #expect(
            fields(["name": "a", "namespace": "n", "annotations": ["a": large]]) == ["metadata.annotations"])
    }

    @Test("the refusal joins its causes as kube-apiserver does")
    func message() {
        let kind = GroupVersionKind(group: "test.martlet.dev", version: "v1", kind: "Widget")
        let causes: [StatusError.Cause] = [.required("spec.a"), .invalid("spec.b", 1, "too small")]
        let status = StatusError.invalid(kind, "w", causes)
        #expect(
            status.message
                == #"Widget.test.martlet.dev "w" is invalid: [spec.a: Required value, spec.b: Invalid value: 1: too small]"#
        )
    }
}
