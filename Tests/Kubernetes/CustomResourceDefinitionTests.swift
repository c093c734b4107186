import Bytes
import Kubernetes
import Testing

@Suite("Custom resource definitions")
struct CustomResourceDefinitionTests {
    static func definition(_ change: (inout JSON) -> Void = { _ in }) -> CustomResourceDefinition {
        let schema: JSON = ["type": "object", "properties": ["spec": ["type": "object"]]]
        let version: JSON = [
            "name": "v1", "served": true, "storage": true, "schema": ["openAPIV3Schema": schema],
            "subresources": ["status": [:]],
            "additionalPrinterColumns": [["name": "Num", "type": "integer", "jsonPath": ".spec.num"]],
        ]
        let names: JSON = ["plural": "widgets", "kind": "Widget", "shortNames": ["wd"]]
        var json: JSON = [
            "apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition",
            "metadata": ["name": "widgets.test.martlet.dev"],
            "spec": [
                "group": "test.martlet.dev", "scope": "Namespaced", "names": names, "versions": [version],
            ],
        ]
        change(&json)
        return CustomResourceDefinition(Object(json))
    }

    private func schemaCauses(_ schema: JSON) -> [String] {
        Self.definition { json in
            var versions = json["spec"]?["versions"]?.array ?? []
            versions[0]["schema"] = ["openAPIV3Schema": schema]
            json["spec"]?["versions"] = .array(versions)
        }.validate().map { "\($0.field): \($0.message)" }
    }

    @Test("a right definition is served")
    func served() throws {
        let definition = Self.definition()
        #expect(definition.validate() == [])
        let resource = try #require(definition.definitions().first)
        #expect(resource.type.qualifiedName == "widgets.test.martlet.dev")
        #expect(resource.type.singular == "widget")
        #expect(resource.type.subresources == ["status"])
        #expect(resource.columns.map(\.name) == ["Name", "Num"])
        #expect(definition.defaulted()["spec"]?["names"]?["listKind"] == "WidgetList")
        #expect(definition.defaulted()["spec"]?["conversion"]?["strategy"] == "None")
    }

    @Test("a definition without columns shows the age")
    func age() {
        let definition = Self.definition { json in
            var versions = json["spec"]?["versions"]?.array ?? []
            versions[0]["additionalPrinterColumns"] = nil
            json["spec"]?["versions"] = .array(versions)
        }
        #expect(definition.definitions().first?.columns.map(\.name) == ["Name", "Age"])
    }

    @Test("a wrong name, no storage version and a missing schema are refused")
    func refused() {
        let definition = Self.definition { json in
            json["metadata"]?["name"] = "x"
            json["spec"]?["scope"] = "Nowhere"
            json["spec"]?["versions"] = [["name": "v1", "served": true, "storage": false]]
        }
        let causes = definition.validate()
        #expect(causes.map(\.field).contains("metadata.name"))
        let messages = causes.map(\.message)
        #expect(messages.contains(#"Invalid value: "x": must be spec.names.plural+"."+spec.group"#))
        #expect(
            messages.contains(#"Unsupported value: "Nowhere": supported values: "Cluster", "Namespaced""#))
        #expect(messages.contains { $0.hasSuffix("must have exactly one version marked as storage version") })
        #expect(messages.contains("Required value: schemas are required"))
    }

    @Test(
        "a schema that is not structural is refused in kube-apiserver's words",
        arguments: [
            (
                #"{"type":"object","properties":{"spec":{"properties":{}}}}"#,
                "spec.validation.openAPIV3Schema.properties[spec].type: Required value: must not be empty for specified object fields"
            ),
            (
                #"{"properties":{}}"#,
                "spec.validation.openAPIV3Schema.type: Required value: must not be empty at the root"
            ),
            (
                #"{"type":"string"}"#,
                #"spec.validation.openAPIV3Schema.type: Invalid value: "string": must be object at the root"#
            ),
            (
                #"{"type":"object","properties":{"a":{"type":"spam"}}}"#,
                #"spec.validation.openAPIV3Schema.properties[a].type: Unsupported value: "spam": supported values: "array", "boolean", "integer", "number", "object", "string""#
            ),
            (
                #"{"type":"object","properties":{"a":{"type":"array"}}}"#,
                "spec.validation.openAPIV3Schema.properties[a].items: Required value: must be specified"
            ),
            (
                #"{"type":"object","properties":{"a":{"type":"array","items":{}}}}"#,
                "spec.validation.openAPIV3Schema.properties[a].items.type: Required value: must not be empty for specified array items"
            ),
            (
                #"{"type":"object","additionalProperties":false}"#,
                "spec.validation.openAPIV3Schema.additionalProperties: Forbidden: additionalProperties cannot be set to false"
            ),
            (
                #"{"type":"object","properties":{"a":{"type":"array","uniqueItems":true,"items":{"type":"string"}}}}"#,
                "spec.validation.openAPIV3Schema.properties[a].uniqueItems: Forbidden: uniqueItems cannot be set to true since the runtime complexity becomes quadratic"
            ),
            (
                #"{"type":"object","oneOf":[{"type":"object"}]}"#,
                "spec.validation.openAPIV3Schema.oneOf[0].type: Forbidden: must be empty to be structural"
            ),
            (
                #"{"type":"object","properties":{"metadata":{"type":"object","properties":{"labels":{"type":"object"}}}}}"#,
                "spec.validation.openAPIV3Schema.properties[metadata]: Forbidden: must not specify anything other than name and generateName, but metadata is implicitly specified"
            ),
        ])
    func notStructural(schema: String, message: String) throws {
        #expect(try schemaCauses(JSON(parsing: schema)) == [message])
    }

    @Test("a default must fit its schema, and a pattern must be RE2")
    func values() {
        let wrongDefault = schemaCauses(
            ["type": "object", "properties": ["a": ["type": "integer", "default": "x"]]])
        #expect(wrongDefault.count == 1 && wrongDefault[0].contains("properties[a].default: Invalid value"))
        let pattern = schemaCauses([
            "type": "object", "properties": ["a": ["type": "string", "pattern": "(?=a)"]],
        ])
        #expect(pattern.count == 1 && pattern[0].contains("must be a valid regular expression"))
    }
}
