import Bytes
import Kubernetes
import Testing

@Suite("JSON merge patch")
struct MergePatchTests {
    @Test(
        "the examples of RFC 7386, appendix A hold",
        arguments: [
            (#"{"a":"b"}"#, #"{"a":"c"}"#, #"{"a":"c"}"#),
            (#"{"a":"b"}"#, #"{"b":"c"}"#, #"{"a":"b","b":"c"}"#),
            (#"{"a":"b"}"#, #"{"a":null}"#, "{}"), (#"{"a":"b","b":"c"}"#, #"{"a":null}"#, #"{"b":"c"}"#),
            (#"{"a":["b"]}"#, #"{"a":"c"}"#, #"{"a":"c"}"#),
            (#"{"a":"c"}"#, #"{"a":["b"]}"#, #"{"a":["b"]}"#),
            (#"{"a":{"b":"c"}}"#, #"{"a":{"b":"d","c":null}}"#, #"{"a":{"b":"d"}}"#),
            (#"{"a":[{"b":"c"}]}"#, #"{"a":[1]}"#, #"{"a":[1]}"#),
            (#"["a","b"]"#, #"["c","d"]"#, #"["c","d"]"#),
            (#"{"a":"b"}"#, #"["c"]"#, #"["c"]"#), (#"{"a":"foo"}"#, "null", "null"),
            (#"{"a":"foo"}"#, #""bar""#, #""bar""#), (#"{"e":null}"#, #"{"a":1}"#, #"{"a":1,"e":null}"#),
            (#"[1,2]"#, #"{"a":"b","c":null}"#, #"{"a":"b"}"#),
            ("{}", #"{"a":{"bb":{"ccc":null}}}"#, #"{"a":{"bb":{}}}"#),
        ])
    func appendixA(target: String, patch: String, result: String) throws {
        #expect(
            try MergePatch.apply(JSON(parsing: patch), to: JSON(parsing: target)) == JSON(parsing: result))
    }

    @Test("the difference of two values turns the first into the second")
    func difference() throws {
        let old: JSON = ["a": 1, "b": ["x": 1, "y": 2], "c": [1]]
        let new: JSON = ["a": 1, "b": ["x": 3], "d": "n", "c": [2]]
        let patch = try #require(MergePatch.difference(from: old, to: new))
        #expect(patch == ["b": ["x": 3, "y": .null], "c": [2], "d": "n"])
        #expect(MergePatch.apply(patch, to: old) == new)
        #expect(MergePatch.difference(from: old, to: old) == nil)
    }
}
