import Bytes
import Cluster
import EmbeddedCluster
import Kubernetes
import Testing

@Suite("Validation rules of custom resources")
struct ValidationRuleTests {
    private func makeEmpty() async throws -> EmbeddedCluster {
        try await EmbeddedCluster(EmbeddedCluster.Configuration(stateDirectory: nil))
    }

    /// A cluster that serves widgets whose `spec` has a schema.
    private func makeRuled(spec schema: String) async throws -> EmbeddedCluster {
        let cluster = try await makeEmpty()
        _ = try await cluster.rawCreate(definitions, namespace: nil, try definition(spec: schema))
        return cluster
    }

    private func definition(spec schema: String) throws -> Object {
        Object(
            try JSON(
                parsing: """
                    {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition",
                     "metadata":{"name":"widgets.test.martlet.dev"},
                     "spec":{"group":"test.martlet.dev","scope":"Namespaced",
                      "names":{"plural":"widgets","kind":"Widget"},
                      "versions":[{"name":"v1","served":true,"storage":true,
                       "schema":{"openAPIV3Schema":{"type":"object","properties":{"spec":\(schema)}}}}]}}
                    """))
    }

    private func create(_ cluster: EmbeddedCluster, _ spec: JSON) async -> [StatusError.Cause] {
        await refusal {
            _ = try await cluster.rawCreate(widgets, namespace: "default", widget("w", spec: spec))
        }?.causes ?? []
    }

    private func update(_ cluster: EmbeddedCluster, _ spec: JSON) async throws -> [StatusError.Cause] {
        var object = Object(try cluster.rawGet(widgets, namespace: "default", name: "w").json)
        object["spec"] = spec
        return await refusal { _ = try await cluster.rawUpdate(widgets, namespace: "default", object) }?
            .causes ?? []
    }

    @Test("a rule that is not true refuses the object with its message, reason and field")
    func rule() async throws {
        let cluster = try await makeRuled(
            spec: """
                {"type":"object","x-kubernetes-validations":[
                  {"rule":"self.min <= self.max","message":"min must not be more than max"},
                  {"rule":"self.min > 0","messageExpression":"'min is %d'.format([self.min])","reason":"FieldValueForbidden","fieldPath":".min"},
                  {"rule":"!has(self.name) || self.name.startsWith('w')"}],
                 "properties":{"min":{"type":"integer"},"max":{"type":"integer"},"name":{"type":"string","maxLength":20}}}
                """)
        let causes = await create(cluster, ["min": -1, "max": -2, "name": "x"])
        #expect(
            causes == [
                .init(
                    reason: "FieldValueInvalid",
                    message: "Invalid value: \"object\": min must not be more than max", field: "spec"),
                .init(reason: "FieldValueForbidden", message: "Forbidden: min is -1", field: "spec.min"),
                .init(
                    reason: "FieldValueInvalid",
                    message:
                        "Invalid value: \"object\": failed rule: !has(self.name) || self.name.startsWith('w')",
                    field: "spec"),
            ])
        #expect(await create(cluster, ["min": 1, "max": 2]).isEmpty)
    }

    @Test("rules stand on items and on values of maps, and names are escaped")
    func places() async throws {
        let cluster = try await makeRuled(
            spec: """
                {"type":"object","x-kubernetes-validations":[{"rule":"self.a__dash__b == self.__namespace__"}],
                 "properties":{"a-b":{"type":"string","maxLength":9},"namespace":{"type":"string","maxLength":9},
                  "list":{"type":"array","maxItems":9,"items":{"type":"integer","x-kubernetes-validations":[{"rule":"self % 2 == 0"}]}},
                  "map":{"type":"object","maxProperties":9,"additionalProperties":{"type":"string","maxLength":9,
                   "x-kubernetes-validations":[{"rule":"self != 'bad'","message":"is bad"}]}}}}
                """)
        let causes = await create(
            cluster, ["a-b": "x", "namespace": "x", "list": [2, 3], "map": ["k": "bad", "l": "good"]])
        #expect(causes.map(\.field) == ["spec.list[1]", "spec.map[k]"])
        #expect(
            causes.map(\.message) == [
                "Invalid value: \"integer\": failed rule: self % 2 == 0", "Invalid value: \"string\": is bad",
            ])
    }

    @Test("a rule about a change is asked only where the value was there before")
    func transitions() async throws {
        let cluster = try await makeRuled(
            spec: """
                {"type":"object","properties":{
                  "size":{"type":"integer","x-kubernetes-validations":[{"rule":"self >= oldSelf","message":"must not shrink"}]},
                  "color":{"type":"string","maxLength":9,"x-kubernetes-validations":[
                    {"rule":"!oldSelf.hasValue() || oldSelf.value() == self","optionalOldSelf":true,"message":"is immutable"}]},
                  "ports":{"type":"array","maxItems":9,"x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["name"],
                   "items":{"type":"object","required":["name"],"properties":{"name":{"type":"string","maxLength":9},
                    "port":{"type":"integer"}},"x-kubernetes-validations":[{"rule":"self.port == oldSelf.port"}]}}}}
                """)
        #expect(
            await create(cluster, ["size": 5, "color": "red", "ports": [["name": "a", "port": 1]]]).isEmpty)
        #expect(
            try await update(
                cluster,
                ["size": 6, "color": "red", "ports": [["name": "b", "port": 2], ["name": "a", "port": 1]]]
            ).isEmpty)
        let causes = try await update(
            cluster,
            ["size": 3, "color": "blue", "ports": [["name": "b", "port": 3], ["name": "c", "port": 9]]])
        #expect(causes.map(\.field) == ["spec.color", "spec.ports[0]", "spec.size"])
        #expect(try await update(cluster, ["color": "red"]).isEmpty)
        #expect(try await update(cluster, ["size": 1, "color": "red"]).isEmpty)
    }

    @Test("a value of the wrong form keeps rules from being asked")
    func blocked() async throws {
        let cluster = try await makeRuled(
            spec: """
                {"type":"object","required":["size"],"properties":{"size":{"type":"integer"}},
                 "x-kubernetes-validations":[{"rule":"self.size > 100"}]}
                """)
        let causes = await create(cluster, ["size": "large"])
        #expect(causes.count == 2)
        #expect(
            causes.last
                == .init(
                    reason: "FieldValueInvalid",
                    message:
                        "Invalid value: \"null\": some validation rules were not checked because the object was invalid; correct the existing errors to complete validation",
                    field: "<nil>"))
    }

    @Test("what was wrong before and is not touched is a warning")
    func ratcheting() async throws {
        let loose =
            "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"integer\"},\"b\":{\"type\":\"integer\"}}}"
        let cluster = try await makeRuled(spec: loose)
        #expect(await create(cluster, ["a": -1, "b": 1]).isEmpty)
        var tight = Object(
            try cluster.rawGet(definitions, namespace: nil, name: "widgets.test.martlet.dev").json)
        tight["spec"] = try definition(
            spec:
                "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"integer\",\"x-kubernetes-validations\":[{\"rule\":\"self > 0\"}]},\"b\":{\"type\":\"integer\"}}}"
        )["spec"]
        _ = try await cluster.rawUpdate(definitions, namespace: nil, tight)
        var object = Object(try cluster.rawGet(widgets, namespace: "default", name: "w").json)
        object["spec"] = ["a": -1, "b": 2]
        let result = try await cluster.rawUpdate(widgets, namespace: "default", object)
        #expect(result.warnings == ["spec.a: Invalid value: \"integer\": failed rule: self > 0"])
        #expect(try await update(cluster, ["a": -2, "b": 2]).map(\.field) == ["spec.a"])
    }

    @Test("metadata shows its name only, and a mistake at run time names the rule")
    func runtime() async throws {
        let cluster = try await makeEmpty()
        var object = try definition(
            spec: "{\"type\":\"object\",\"x-kubernetes-preserve-unknown-fields\":true}")
        var spec = object["spec"] ?? [:]
        spec["versions"] = try JSON(
            parsing: """
                [{"name":"v1","served":true,"storage":true,"schema":{"openAPIV3Schema":{"type":"object",
                 "properties":{"spec":{"type":"object","properties":{"n":{"type":"integer"}}}},
                 "x-kubernetes-validations":[{"rule":"self.metadata.name.size() < 10","message":"name too long"},
                  {"rule":"10 / self.spec.n > 0"}]}}}]
                """)
        object["spec"] = spec
        _ = try await cluster.rawCreate(definitions, namespace: nil, object)
        let error = await refusal {
            _ = try await cluster.rawCreate(
                widgets, namespace: "default", widget("a-long-name", spec: ["n": 0]))
        }
        #expect(error?.causes.map(\.field) == ["<nil>", "<nil>"])
        #expect(
            error?.causes.map(\.message) == [
                "Invalid value: \"object\": name too long",
                "Invalid value: \"object\": division by zero evaluating rule: 10 / self.spec.n > 0",
            ])
    }

    @Test(
        "a definition whose rules cannot hold is refused",
        arguments: [
            (
                #"{"rule":"self.nothing > 0"}"#, "rule", "FieldValueInvalid",
                "Invalid value: apiextensions.ValidationRule{Rule:\"self.nothing > 0\", Message:\"\", MessageExpression:\"\", Reason:(*apiextensions.FieldValueErrorReason)(nil), FieldPath:\"\", OptionalOldSelf:(*bool)(nil)}: compilation failed: ERROR: <input>:1:5: undefined field 'nothing'\n | self.nothing > 0\n | ....^"
            ),
            (#"{"rule":" "}"#, "rule", "FieldValueRequired", "Required value: rule is not specified"),
            (
                #"{"rule":"true","reason":"Nope"}"#, "reason", "FieldValueNotSupported",
                #"Unsupported value: "Nope": supported values: "FieldValueDuplicate", "FieldValueForbidden", "FieldValueInvalid", "FieldValueRequired""#
            ),
            (
                #"{"rule":"true","fieldPath":".nothing"}"#, "fieldPath", "FieldValueInvalid",
                #"Invalid value: ".nothing": fieldPath must be a valid path"#
            ),
            (
                #"{"rule":"true","message":"a\nb"}"#, "message", "FieldValueInvalid",
                "Invalid value: \"a\\nb\": message must not contain line breaks"
            ),
            (
                #"{"rule":"true","optionalOldSelf":true}"#, "optionalOldSelf", "FieldValueInvalid",
                "Invalid value: true: may not be set if oldSelf is not used in rule"
            ),
            (
                #"{"rule":"self.list.all(x, self.list.all(y, x == y))"}"#, "rule", "FieldValueForbidden",
                "Forbidden: estimated rule cost exceeds budget by factor of more than 100x (try simplifying the rule, or adding maxItems, maxProperties, and maxLength where arrays, maps, and strings are declared)"
            ),
        ])
    func refusedDefinitions(rule: String, field: String, reason: String, message: String) async throws {
        let cluster = try await makeEmpty()
        let object = try definition(
            spec: """
                {"type":"object","x-kubernetes-validations":[\(rule)],
                 "properties":{"list":{"type":"array","items":{"type":"string"}}}}
                """)
        let causes =
            await refusal { _ = try await cluster.rawCreate(definitions, namespace: nil, object) }?.causes
            ?? []
        let path = "spec.validation.openAPIV3Schema.properties[spec].x-kubernetes-validations[0].\(field)"
        #expect(causes.first == .init(reason: reason, message: message, field: path))
    }

    @Test("a rule about a change cannot stand in a list whose elements cannot be told apart")
    func uncorrelatable() async throws {
        let cluster = try await makeEmpty()
        let object = try definition(
            spec: """
                {"type":"object","properties":{"list":{"type":"array","maxItems":5,"items":{"type":"integer",
                 "x-kubernetes-validations":[{"rule":"self == oldSelf"}]}}}}
                """)
        let causes = await refusal { _ = try await cluster.rawCreate(definitions, namespace: nil, object) }?
            .causes
        #expect(
            causes?.first?.message
                == "Invalid value: \"self == oldSelf\": oldSelf cannot be used on the uncorrelatable portion of the schema within spec.validation.openAPIV3Schema.properties[spec].properties[list]"
        )
    }

    @Test("rules that together cost too much are named, and the schema with them")
    func totalCost() async throws {
        let cluster = try await makeEmpty()
        let rules = (0..<12).map { "{\"rule\":\"self.list.all(x, x.contains('gpu\($0)'))\"}" }.joined(
            separator: ",")
        let object = try definition(
            spec: """
                {"type":"object","x-kubernetes-validations":[\(rules)],"properties":{"list":{"type":"array","maxItems":900000,
                 "items":{"type":"string","maxLength":16}}}}
                """)
        let causes =
            await refusal { _ = try await cluster.rawCreate(definitions, namespace: nil, object) }?.causes
            ?? []
        #expect(
            causes.filter { $0.message.hasPrefix("Forbidden: contributed to estimated rule cost total") }
                .count == 4)
        #expect(
            causes.last?.message.hasPrefix(
                "Forbidden: x-kubernetes-validations estimated rule cost total for entire OpenAPIv3 schema exceeds budget by factor of 1.1"
            ) == true)
        #expect(causes.last?.field == "spec.validation.openAPIV3Schema")
    }

    @Test("what a rule costs on a real object is less than its estimate")
    func runtimeCost() async throws {
        let cluster = try await makeRuled(
            spec: """
                {"type":"object","x-kubernetes-validations":[{"rule":"self.a.all(x, self.a.all(y, x + y >= 0))"},{"rule":"false"}],
                 "properties":{"a":{"type":"array","maxItems":800,"items":{"type":"integer"}}}}
                """)
        #expect(
            await create(cluster, ["a": .array((0..<700).map { .int($0) })]).map(\.message) == [
                "Invalid value: \"object\": failed rule: false"
            ])
    }
}
