import Bytes
import Kubernetes
import Testing

@Suite("JSON patch")
struct JSONPatchTests {
    @Test(
        "the examples of RFC 6902, appendix A hold",
        arguments: [
            (
                #"{"foo":"bar"}"#, #"[{"op":"add","path":"/baz","value":"qux"}]"#,
                #"{"baz":"qux","foo":"bar"}"#
            ),
            (
                #"{"foo":["bar","baz"]}"#, #"[{"op":"add","path":"/foo/1","value":"qux"}]"#,
                #"{"foo":["bar","qux","baz"]}"#
            ),
            (#"{"baz":"qux","foo":"bar"}"#, #"[{"op":"remove","path":"/baz"}]"#, #"{"foo":"bar"}"#),
            (
                #"{"foo":["bar","qux","baz"]}"#, #"[{"op":"remove","path":"/foo/1"}]"#,
                #"{"foo":["bar","baz"]}"#
            ),
            (#"{"baz":"qux"}"#, #"[{"op":"replace","path":"/baz","value":"boo"}]"#, #"{"baz":"boo"}"#),
            (
                #"{"foo":{"w":1,"b":2},"q":{}}"#, #"[{"op":"move","from":"/foo/w","path":"/q/t"}]"#,
                #"{"foo":{"b":2},"q":{"t":1}}"#
            ),
            (
                #"{"foo":["a","b","c","d"]}"#, #"[{"op":"move","from":"/foo/1","path":"/foo/3"}]"#,
                #"{"foo":["a","c","d","b"]}"#
            ),
            (
                #"{"baz":"qux","foo":["a",2]}"#, #"[{"op":"test","path":"/foo/1","value":2}]"#,
                #"{"baz":"qux","foo":["a",2]}"#
            ),
            (
                #"{"foo":"bar"}"#, #"[{"op":"add","path":"/c","value":{"g":{}}}]"#,
                #"{"c":{"g":{}},"foo":"bar"}"#
            ),
            (#"{"/":9,"~1":10}"#, #"[{"op":"test","path":"/~01","value":10}]"#, #"{"/":9,"~1":10}"#),
            (
                #"{"foo":["bar"]}"#, #"[{"op":"add","path":"/foo/-","value":["x"]}]"#,
                #"{"foo":["bar",["x"]]}"#
            ),
            (#"{"a":1}"#, #"[{"op":"copy","from":"/a","path":"/b"}]"#, #"{"a":1,"b":1}"#),
            (#"{"a":1}"#, #"[{"op":"test","path":"/a","value":1.0}]"#, #"{"a":1}"#),
            (#"{"a":1}"#, #"[{"op":"replace","path":"","value":[]}]"#, "[]"),
            (
                #"{"a":{"b":[{"c":1}]}}"#, #"[{"op":"replace","path":"/a/b/0/c","value":2}]"#,
                #"{"a":{"b":[{"c":2}]}}"#
            ),
        ])
    func appendixA(document: String, patch: String, result: String) throws {
        let patch = try JSONPatch(JSON(parsing: patch))
        #expect(try patch.apply(to: JSON(parsing: document)) == JSON(parsing: result))
    }

    @Test(
        "a step that does not fit is refused",
        arguments: [
            #"[{"op":"test","path":"/a","value":2}]"#, #"[{"op":"add","path":"/x/y","value":1}]"#,
            #"[{"op":"remove","path":"/x"}]"#, #"[{"op":"replace","path":"/x","value":1}]"#,
            #"[{"op":"add","path":"/l/9","value":1}]"#, #"[{"op":"add","path":"/l/01","value":1}]"#,
            #"[{"op":"add","path":"/l/-1","value":1}]"#, #"[{"op":"remove","path":"/l/-"}]"#,
            #"[{"op":"move","from":"/l","path":"/l/0"}]"#, #"[{"op":"copy","from":"/x","path":"/y"}]"#,
            #"[{"op":"test","path":"/a","value":"1"}]"#, #"[{"op":"add","path":"/a/b","value":1}]"#,
        ])
    func doesNotFit(patch: String) throws {
        let patch = try JSONPatch(JSON(parsing: patch))
        #expect(throws: JSONPatchError.self) { try patch.apply(to: ["a": 1, "l": [1]]) }
    }

    @Test(
        "a document that is no patch is refused",
        arguments: [
            "{}", "1", #"[{"path":"/a"}]"#, #"[{"op":"spam","path":"/a"}]"#, #"[{"op":"add","path":"/a"}]"#,
            #"[{"op":"add","path":"a","value":1}]"#, #"[{"op":"move","path":"/a"}]"#, #"[1]"#,
            #"[{"op":"test","path":"/~2","value":1}]"#,
        ])
    func isNoPatch(text: String) {
        #expect { try JSONPatch(JSON(parsing: text)) } throws: { ($0 as? StatusError)?.code == 400 }
    }

    @Test("a patch of more than 10,000 operations is too large")
    func tooLarge() {
        let step: JSON = ["op": "remove", "path": "/a"]
        let patch = JSON.array(Array(repeating: step, count: 10_001))
        #expect { try JSONPatch(patch) } throws: { ($0 as? StatusError)?.code == 413 }
    }

    @Test("copies of a document into itself end before they double it too often, or nest it too deep")
    func selfCopies() throws {
        let doubling = Array(repeating: ["op": "copy", "from": "", "path": "/a"] as JSON, count: 600)
        #expect(throws: JSONPatchError.self) { try JSONPatch(.array(doubling)).apply(to: ["a": 1, "b": 2]) }
        let widening = (0..<60).map { ["op": "copy", "from": "", "path": .string("/a\($0)")] as JSON }
        #expect(throws: JSONPatchError.self) { try JSONPatch(.array(widening)).apply(to: ["a": 1]) }
        let deepening = (0..<600).map { count in
            [
                "op": "add", "path": .string(String(repeating: "/a", count: count + 1)), "value": [:],
            ] as JSON
        }
        #expect(throws: JSONPatchError.self) { try JSONPatch(.array(deepening)).apply(to: [:]) }
        #expect(throws: Never.self) { try JSONPatch(.array(Array(deepening.prefix(500)))).apply(to: [:]) }
    }

    @Test("a slash before a combining mark parts two tokens")
    func combiningMark() throws {
        let patch = try JSONPatch([["op": "test", "path": "/a/\u{301}", "value": 1]])
        #expect(throws: Never.self) { try patch.apply(to: ["a": ["\u{301}": 1]]) }
    }
}
