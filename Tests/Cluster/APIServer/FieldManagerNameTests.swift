import Bytes
import Cluster
import Kubernetes
import Testing

@testable import APIServer

@Suite("The name of a field manager")
struct FieldManagerNameTests {
    private func causes(_ query: String, isApply: Bool = false) throws -> [String] {
        let query = try RequestQuery(query)
        do {
            _ = try query.writeOptions("PatchOptions", userAgent: "kubectl/v1", isApply: isApply)
        } catch {
            #expect(error.code == 422)
            return error.causes.map { "\($0.field): \($0.message)" }
        }
        return []
    }

    @Test("an apply must name its manager, and only an apply may be forced")
    func apply() throws {
        #expect(
            try causes("force=true", isApply: true) == [
                "fieldManager: Required value: is required for apply patch"
            ])
        #expect(try causes("fieldManager=m&force=true", isApply: true) == [])
        #expect(
            try causes("fieldManager=m&force=false") == [
                "force: Forbidden: may not be specified for non-apply patch"
            ])
    }

    @Test("a name is short and can be printed")
    func names() throws {
        #expect(try causes("fieldManager=" + String(repeating: "a", count: 128)) == [])
        #expect(
            try causes("fieldManager=" + String(repeating: "a", count: 129))
                == ["fieldManager: Too long: may not be more than 128 bytes"])
        #expect(
            try causes("fieldManager=a%C3%A9%01")
                == [#"fieldManager: Invalid value: "aé\x01": invalid character U+0001 (at position 3)"#])
    }

    @Test("without a name the User-Agent's first word counts, as far as it can be printed")
    func userAgents() {
        #expect(FieldManagerName.name(ofUserAgent: "kubectl/v1.32 (linux)") == "kubectl")
        #expect(FieldManagerName.name(ofUserAgent: "a\u{1}b/c") == "ab")
        #expect(FieldManagerName.name(ofUserAgent: nil) == "")
        #expect(FieldManagerName.name(ofUserAgent: String(repeating: "é", count: 100)).utf8.count == 128)
    }
}

@Suite("Bodies of server-side apply")
struct ApplyBodyTests {
    @Test("JSON and YAML are read; what says a member twice is warned of or refused")
    func bodies() throws {
        let yaml = try PatchBody.patch(Array("a: 1\nb: [x]\n".utf8), mediaType: PatchBody.apply)
        #expect(yaml == .apply(["a": 1, "b": ["x"]]))
        let twice = Array(#"{"data":{"a":"1","a":"2"}}"#.utf8)
        #expect(try PatchBody.patch(twice, mediaType: PatchBody.apply) == .apply(["data": ["a": "2"]]))
        let said =
            "error converting YAML to JSON: yaml: unmarshal errors:\n  line 1: key \"a\" already set in map"
        #expect(try PatchBody.duplicates(in: twice, .warn) == [said])
        #expect(try PatchBody.duplicates(in: twice, .ignore) == [])
        let refusal = #expect(throws: StatusError.self) { try PatchBody.duplicates(in: twice, .strict) }
        #expect(refusal?.message == "error strict decoding YAML: \(said)")
        #expect(throws: StatusError.self) {
            try PatchBody.patch(Array("a: [".utf8), mediaType: PatchBody.apply)
        }
    }

    @Test("CBOR is refused, apply is offered")
    func mediaTypes() {
        #expect(PatchBody.mediaTypes(isCustom: true).last == "application/apply-patch+yaml")
        #expect(!PatchBody.mediaTypes(isCustom: false).contains("application/apply-patch+cbor"))
    }
}
