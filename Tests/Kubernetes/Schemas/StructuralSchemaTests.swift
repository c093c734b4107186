import Bytes
import Kubernetes
import Testing

@Suite("Structural schemas")
struct StructuralSchemaTests {
    static let schema = StructuralSchema(
        (try? JSON(
            parsing: #"""
                {"type":"object","properties":{"spec":{"type":"object","required":["name"],"properties":{
                  "name":{"type":"string","minLength":2,"maxLength":5,"pattern":"^[a-z]+$"},
                  "num":{"type":"integer","minimum":1,"maximum":10,"default":3},
                  "color":{"type":"string","enum":["red","blue"],"default":"red"},
                  "port":{"x-kubernetes-int-or-string":true},
                  "when":{"type":"string","format":"date-time"},
                  "maybe":{"type":"string","nullable":true,"default":"d"},
                  "tags":{"type":"array","minItems":1,"maxItems":2,"x-kubernetes-list-type":"set","items":{"type":"string"}},
                  "list":{"type":"array","x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["k"],
                    "items":{"type":"object","properties":{"k":{"type":"string"},"v":{"type":"integer","default":1}}}},
                  "map":{"type":"object","additionalProperties":{"type":"integer"}},
                  "open":{"type":"object","x-kubernetes-preserve-unknown-fields":true,"properties":{"closed":{"type":"object"}}},
                  "even":{"type":"integer","multipleOf":2},
                  "one":{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"string"}},"oneOf":[{"required":["a"]},{"required":["b"]}]},
                  "inner":{"type":"object","x-kubernetes-embedded-resource":true,"x-kubernetes-preserve-unknown-fields":true}
                }}}}
                """#)) ?? .null)

    private func causes(_ spec: String) throws -> [String] {
        Self.schema.validate(["spec": try JSON(parsing: spec)]).map { "\($0.field): \($0.message)" }
    }

    @Test("a valid object has no causes")
    func valid() throws {
        let spec =
            #"{"name":"abc","num":3,"port":"http","tags":["a"],"map":{"x":1},"maybe":null,"one":{"a":"x"},"when":"2026-01-02T03:04:05Z"}"#
        #expect(try causes(spec) == [])
    }

    @Test(
        "what is wrong is said in kube-apiserver's words",
        arguments: [
            ("{}", "spec.name: Required value"),
            (
                #"{"name":"a"}"#,
                #"spec.name: Invalid value: "a": spec.name in body should be at least 2 chars long"#
            ),
            (
                #"{"name":"ABC"}"#,
                #"spec.name: Invalid value: "ABC": spec.name in body should match '^[a-z]+$'"#
            ),
            (
                #"{"name":"abc\n"}"#,
                #"spec.name: Invalid value: "abc\n": spec.name in body should match '^[a-z]+$'"#
            ),
            (#"{"name":"abcdef"}"#, "spec.name: Too long: may not be more than 5 bytes"),
            (
                #"{"name":"ab","num":"x"}"#,
                #"spec.num: Invalid value: "string": spec.num in body must be of type integer: "string""#
            ),
            (
                #"{"name":"ab","num":0}"#,
                "spec.num: Invalid value: 0: spec.num in body should be greater than or equal to 1"
            ),
            (
                #"{"name":"ab","num":11}"#,
                "spec.num: Invalid value: 11: spec.num in body should be less than or equal to 10"
            ),
            (
                #"{"name":"ab","num":1.5}"#,
                #"spec.num: Invalid value: "number": spec.num in body must be of type integer: "number""#
            ),
            (
                #"{"name":"ab","color":"green"}"#,
                #"spec.color: Unsupported value: "green": supported values: "red", "blue""#
            ),
            (
                #"{"name":"ab","port":true}"#,
                #"spec.port: Invalid value: "boolean": spec.port in body must be of type integer,string: "boolean""#
            ),
            (
                #"{"name":"ab","when":"now"}"#,
                #"spec.when: Invalid value: "now": spec.when in body must be of type date-time: "now""#
            ),
            (
                #"{"name":"ab","tags":[]}"#,
                "spec.tags: Invalid value: 0: spec.tags in body should have at least 1 items"
            ),
            (#"{"name":"ab","tags":["a","b","c"]}"#, "spec.tags: Too many: 3: must have at most 2 items"),
            (#"{"name":"ab","tags":["a","a"]}"#, #"spec.tags[1]: Duplicate value: "a""#),
            (#"{"name":"ab","list":[{"k":"x"},{"k":"x"}]}"#, #"spec.list[1]: Duplicate value: {"k":"x"}"#),
            (
                #"{"name":"ab","tags":[1]}"#,
                #"spec.tags[0]: Invalid value: "integer": spec.tags[0] in body must be of type string: "integer""#
            ),
            (
                #"{"name":"ab","map":{"x":"y"}}"#,
                #"spec.map.x: Invalid value: "string": spec.map.x in body must be of type integer: "string""#
            ),
            (
                #"{"name":"ab","even":3}"#,
                "spec.even: Invalid value: 3: spec.even in body should be a multiple of 2"
            ),
            (
                #"{"name":"ab","one":{"a":"1","b":"2"}}"#,
                #"spec.one: Invalid value: "": "spec.one" must validate one and only one schema (oneOf). Found 2 valid alternatives"#
            ),
            (
                #"{"name":"ab","inner":{"kind":"X"}}"#,
                "spec.inner.apiVersion: Required value: must not be empty"
            ),
            (#"[]"#, #"spec: Invalid value: "array": spec in body must be of type object: "array""#),
            (#"null"#, #"spec: Invalid value: "null": spec in body must be of type object: "null""#),
        ])
    func refuses(spec: String, message: String) throws {
        #expect(try causes(spec) == [message])
    }

    @Test("unknown fields are dropped and named")
    func prune() throws {
        var object = try JSON(
            parsing:
                #"{"apiVersion":"x/v1","kind":"X","metadata":{"name":"a","spam":1},"bogus":1,"spec":{"z":1,"list":[{"k":"a","q":1}],"map":{"any":1},"open":{"x":{"y":1},"closed":{"no":1}},"inner":{"apiVersion":"v1","kind":"Y","metadata":{"name":"q","eggs":1},"data":1}}}"#
        )
        let unknown = Self.schema.prune(&object)
        #expect(
            unknown == [
                "bogus", "metadata.spam", "spec.inner.metadata.eggs", "spec.list[0].q", "spec.open.closed.no",
                "spec.z",
            ])
        #expect(object["spec"]?["open"]?["x"]?["y"] == 1)
        #expect(object["spec"]?["list"] == [["k": "a"]])
        #expect(object["spec"]?["map"] == ["any": 1])
    }

    @Test("defaults are set inside of what is there only")
    func defaults() {
        var empty: JSON = [:]
        Self.schema.setDefaults(&empty)
        #expect(empty == [:])
        var object: JSON = ["spec": ["num": .null, "maybe": .null, "name": .null, "list": [["k": "a"]]]]
        Self.schema.setDefaults(&object)
        #expect(
            object == ["spec": ["num": 3, "color": "red", "maybe": .null, "list": [["k": "a", "v": 1]]]])
    }

    @Test("a pattern that backtracks without end is no match and no hang")
    func catastrophicPattern() {
        let schema = StructuralSchema(["type": "string", "pattern": "^(a+)+$"])
        #expect(!schema.validate(.string(String(repeating: "a", count: 60) + "!")).isEmpty)
    }

    @Test("a schema and an object of the greatest depth are handled")
    func deep() {
        var schema: JSON = ["type": "object"]
        var value: JSON = [:]
        for _ in 0..<240 {
            schema = ["type": "object", "properties": ["a": schema]]
            value = ["a": value]
        }
        let compiled = StructuralSchema(schema)
        #expect(compiled.validate(value).isEmpty)
        #expect(compiled.prune(&value) == [])
    }
}
