import Bytes
import Fuzzing
import Kubernetes
import Testing

@Suite("Random schemas and objects")
struct SchemaFuzzTests {
    private static let schemas = RandomJSON(
        names: [
            "type", "properties", "items", "additionalProperties", "required", "enum", "default", "nullable",
            "pattern",
            "minimum", "maximum", "exclusiveMinimum", "multipleOf", "minLength", "maxItems", "uniqueItems",
            "format",
            "anyOf", "oneOf", "allOf", "not", "x-kubernetes-list-type", "x-kubernetes-list-map-keys",
            "x-kubernetes-int-or-string", "x-kubernetes-preserve-unknown-fields",
            "x-kubernetes-embedded-resource", "a",
            "metadata", "é", "e\u{301}",
        ],
        scalars: [
            "\"object\"", "\"array\"", "\"string\"", "\"integer\"", "\"number\"", "\"boolean\"", "\"map\"",
            "\"set\"",
            "[\"a\"]", "\"date-time\"", "\"int32\"", "\"^(a+)+$\"", "\"[\"",
            #"{"a":{"type":"array","items":{"type":"object","properties":{"é":{"type":"string","default":"x"}}}}}"#,
        ])
    private static let objects = RandomJSON(
        names: ["a", "b", "é", "e\u{301}", "metadata", "apiVersion", "kind", "spec", "name"],
        scalars: ["\"2026-01-02T03:04:05Z\"", "\"aaaaaaaaaaaaaaaaaaaa!\"", "1e-7", "[1,1]"])

    @Test("defaults and pruning are done when they are done once", .timeLimit(.minutes(15)))
    func schemas() throws {
        for seed in 0..<2000 as Range<UInt64> {
            var numbers = SplitMix64(seed: seed)
            let source = try JSON(parsing: Self.schemas.object(&numbers, depth: 6))
            let schema = StructuralSchema(["type": "object", "properties": ["a": source, "spec": source]])
            var object = try JSON(parsing: Self.objects.object(&numbers))
            let causes = schema.validate(object)
            #expect(causes.allSatisfy { !$0.message.isEmpty }, "seed \(seed)")
            _ = schema.prune(&object)
            var again = object
            #expect(schema.prune(&again) == [], "seed \(seed): \(source.text) left \(object.text)")
            #expect(again == object, "seed \(seed)")
            schema.setDefaults(&object)
            again = object
            schema.setDefaults(&again)
            #expect(again == object, "seed \(seed): \(source.text)")
        }
    }

    @Test(
        "a definition with any schema and columns is judged, and what it defines can be used",
        .timeLimit(.minutes(15)))
    func definitions() throws {
        let corpus = [Object.custom.json.text]
        let tokens = [
            "{", "}", "null", "\"spec\":{}", "\"v1\"", ",", "[]", "\".spec[0]\"", "\"status\":{}", "true",
            "false", "\"\"",
        ]
        for mutant in Mutants(of: corpus, tokens: tokens, count: 2500) {
            guard let json = try? JSON(parsing: mutant.bytes) else { continue }
            Self.use(json, "\(mutant)")
        }
        for seed in 0..<1500 as Range<UInt64> {
            var numbers = SplitMix64(seed: seed)
            var json = Object.custom.json
            let place = numbers.one(of: [
                "schema", "subresources", "additionalPrinterColumns", "name", "names", "group",
            ])
            let value = try JSON(parsing: Self.schemas.text(&numbers, depth: 5))
            if var versions = json["spec"]?["versions"]?.array, let place {
                if place == "schema" {
                    versions[0][place] = ["openAPIV3Schema": value]
                } else {
                    versions[0][place] = value
                }
                json["spec"]?["versions"] = .array(versions)
                if place.hasPrefix("n") || place.hasPrefix("g") { json["spec"]?[place] = value }
            }
            Self.use(json, "seed \(seed): \(json.text)")
        }
    }

    private static func use(_ json: JSON, _ name: String) {
        let definition = CustomResourceDefinition(Object(json))
        let causes = definition.validate()
        #expect(definition.defaulted().json.object != nil, "\(name)")
        for resource in definition.definitions() {
            for column in resource.columns {
                _ = column.cell(of: Object(["spec": ["num": [1, "x"]]]), now: Timestamp(seconds: 0))
            }
            if causes.isEmpty { #expect(!resource.type.plural.isEmpty, "\(name)") }
        }
    }

    @Test("a column's path finds something or nothing, whatever the path", .timeLimit(.minutes(15)))
    func paths() throws {
        let corpus = [
            ".spec.num", #".status.conditions[?(@.type=="Ready")].status"#, #".metadata.annotations.a\.b/c"#,
            "{.a[-1]}",
            "..name", ".a[*]['b']", ".a[?(@.b>=1.5)]", ".",
        ]
        let tokens = [
            "..", "[", "]", "[*]", "[?(@.", ")]", "==", "'", "\"", "\\", "{", "}", "$",
            "-9223372036854775808", "é", "\u{301}",
        ]
        let types = ["string", "integer", "number", "boolean", "date", "x"]
        for mutant in Mutants(of: corpus, tokens: tokens, count: 3000) {
            var numbers = SplitMix64(seed: mutant.seed)
            let object = Object(try JSON(parsing: Self.objects.object(&numbers)))
            let type = types[Int(mutant.seed % 6)]
            let column = PrinterColumn([
                "name": "c", "type": .string(type), "jsonPath": .string(mutant.text), "priority": 1,
            ])
            let cell = column.cell(of: object, now: Timestamp(seconds: 0))
            #expect(cell.object == nil && cell.array == nil, "\(mutant)")
        }
    }

    @Test("a time that is read is the same time after it is written", .timeLimit(.minutes(15)))
    func times() {
        let corpus = ["2026-01-02T03:04:05Z", "1969-12-31T23:59:59.999999+14:00", "0001-01-01T00:00:00Z"]
        for mutant in Mutants(
            of: corpus, tokens: ["-", "+", ":", "9999", "0", ".", "T", "Z", "60"], count: 4000)
        {
            guard let time = Timestamp(mutant.text) else { continue }
            #expect(Timestamp(time.microText) == time, "\(mutant) became \(time.microText)")
            _ = time.age(at: Timestamp(seconds: 0))
        }
    }
}

extension Object {
    fileprivate static let custom = CustomResourceDefinitionTests.definition().object
}
