import Bytes
import Cluster
import EmbeddedCluster
import Kubernetes
import Testing

@Suite("Custom resources")
struct CustomResourceTests {
    private func makeWidgetCluster() async throws -> EmbeddedCluster {
        let cluster = try await makeCluster()
        _ = try await cluster.rawCreate(definitions, namespace: nil, try widgetDefinition())
        return cluster
    }

    @Test("a definition is established and served when its creation is answered")
    func establish() async throws {
        let cluster = try await makeCluster()
        let before = cluster.resourcesGeneration
        #expect(
            await refusal { _ = try cluster.rawGet(widgets, namespace: "default", name: "w") }?.reason
                == "NotFound")
        let definition = try await cluster.create(
            definitions, namespace: nil, try widgetDefinition(), options: WriteOptions())
        #expect(definition["status"]?["acceptedNames"]?["singular"] == "widget")
        #expect(definition["status"]?["storedVersions"] == ["v1"])
        let conditions = definition["status"]?["conditions"]?.array?.map { $0["type"]?.string ?? "" }
        #expect(conditions == ["NamesAccepted", "Established"])
        #expect(cluster.resourcesGeneration > before)
        let created = try await cluster.create(
            widgets, namespace: "default", widget("w"), options: WriteOptions())
        #expect(created["spec"]?["color"] == "red")
        #expect(created.generation == 1)
    }

    @Test("names that another definition has are not accepted, and nothing is served under them")
    func nameConflict() async throws {
        let cluster = try await makeWidgetCluster()
        var other = try widgetDefinition()
        other.name = "gadgets.test.martlet.dev"
        var spec = other["spec"] ?? [:]
        spec["names"] = ["plural": "gadgets", "kind": "Widget"]
        other["spec"] = spec
        let stored = try await cluster.create(definitions, namespace: nil, other, options: WriteOptions())
        #expect(stored["status"]?["conditions"]?.array?.first?["reason"] == "ListKindConflict")
        #expect(cluster.resource(group: "test.martlet.dev", version: "v1", plural: "gadgets") == nil)
    }

    @Test(
        "metadata of the wrong JSON type cannot be read",
        arguments: [
            (["name": "w", "labels": "no"], "string", "ObjectMeta.labels of type map[string]string"),
            (["name": "w", "labels": ["a": 1]], "number", "ObjectMeta.labels of type string"),
            (["name": 7], "number", "ObjectMeta.name of type string"),
            (["name": "w", "finalizers": ["a": "b"]], "object", "ObjectMeta.finalizers of type []string"),
            (
                ["name": "w", "ownerReferences": [["uid": true]]], "bool",
                "OwnerReference.ownerReferences.uid of type types.UID"
            ),
        ] as [(JSON, String, String)])
    func unreadableMetadata(metadata: JSON, found: String, field: String) async throws {
        let cluster = try await makeWidgetCluster()
        var object = widget("w")
        object["metadata"] = metadata
        let error = await refusal {
            _ = try await cluster.rawCreate(widgets, namespace: "default", object)
        }
        #expect(error?.code == 400)
        #expect(
            error?.message == "Widget in version \"v1\" cannot be handled as a Widget: "
                + "json: cannot unmarshal \(found) into Go struct field \(field)")
    }

    @Test(
        "a definition of the wrong shape cannot be read",
        arguments: [
            (
                ["type": "object", "properties": []], "array",
                "properties of type map[string]v1.JSONSchemaProps"
            ),
            (["type": "object", "required": "x"], "string", "required of type []string"),
            (["type": ["object"]], "array", "type of type string"),
            (
                ["type": "object", "properties": ["a": ["maximum": "9"]]], "string",
                "properties.maximum of type float64"
            ),
        ] as [(JSON, String, String)])
    func unreadableDefinition(schema: JSON, found: String, field: String) async throws {
        let cluster = try await makeCluster()
        var definition = try widgetDefinition()
        var spec = definition["spec"] ?? [:]
        spec["versions"] = [
            ["name": "v1", "served": true, "storage": true, "schema": ["openAPIV3Schema": schema]]
        ]
        definition["spec"] = spec
        let error = await refusal {
            _ = try await cluster.rawCreate(definitions, namespace: nil, definition)
        }
        #expect(error?.code == 400)
        #expect(
            error?.message == "CustomResourceDefinition in version \"v1\" cannot be handled as a "
                + "CustomResourceDefinition: json: cannot unmarshal \(found) into Go struct field "
                + "JSONSchemaProps.spec.versions.schema.openAPIV3Schema.\(field)")
    }

    @Test("an object of another kind is invalid")
    func wrongKind() async throws {
        let cluster = try await makeWidgetCluster()
        var object = widget("w")
        object["kind"] = "Wodget"
        let error = await refusal { _ = try await cluster.rawCreate(widgets, namespace: "default", object) }
        #expect(
            error?.message
                == "Widget.test.martlet.dev \"w\" is invalid: kind: Invalid value: \"Wodget\": must be Widget"
        )
    }

    @Test("unknown fields are dropped with a warning, or refused when the client is strict")
    func unknownFields() async throws {
        let cluster = try await makeWidgetCluster()
        let result = try await cluster.rawCreate(
            widgets, namespace: "default", widget("w", spec: ["bogus": 1, "num": 2]))
        #expect(result.warnings == ["unknown field \"spec.bogus\""])
        #expect(Object(result.object.json)["spec"]?["bogus"] == nil)
        let strict = await refusal {
            _ = try await cluster.rawCreate(
                widgets, namespace: "default", widget("x", spec: ["bogus": 1]),
                options: WriteOptions(fieldValidation: .strict))
        }
        #expect(
            strict?.message
                == "Widget in version \"v1\" cannot be handled as a Widget: strict decoding error: "
                + "unknown field \"spec.bogus\"")
    }

    @Test("an object that breaks its schema is invalid and is not stored")
    func invalid() async throws {
        let cluster = try await makeWidgetCluster()
        let error = await refusal {
            _ = try await cluster.rawCreate(
                widgets, namespace: "default", widget("w", spec: ["color": "green"]))
        }
        #expect(error?.code == 422)
        #expect(error?.causes.first?.field == "spec.color")
        #expect(try await cluster.list(widgets, namespace: nil, options: ListOptions()).items.isEmpty)
    }

    @Test("status is written through its own endpoint only, and leaves the generation alone")
    func status() async throws {
        let cluster = try await makeWidgetCluster()
        var draft = widget("w")
        draft["status"] = ["phase": "Early"]
        var object = try await cluster.create(widgets, namespace: "default", draft, options: WriteOptions())
        #expect(object["status"] == nil)
        object["status"] = ["phase": "Done"]
        object["spec"] = ["color": "blue"]
        let status = try await cluster.update(
            widgets, namespace: "default", object, subresource: "status", options: WriteOptions())
        #expect(status["status"] == ["phase": "Done"])
        #expect(status["spec"]?["color"] == "red")
        #expect(status.generation == 1)
        var next = status
        next["status"] = nil
        next["spec"] = ["color": "blue"]
        let changed = try await cluster.update(
            widgets, namespace: "default", next, subresource: nil, options: WriteOptions())
        #expect(changed["status"] == ["phase": "Done"])
        #expect(changed.generation == 2)
    }

    @Test("an update without a version is refused as kube-apiserver does")
    func unconditional() async throws {
        let cluster = try await makeWidgetCluster()
        _ = try await cluster.rawCreate(widgets, namespace: "default", widget("w"))
        let error = await refusal {
            _ = try await cluster.rawUpdate(widgets, namespace: "default", widget("w"))
        }
        #expect(error?.causes.first?.field == "metadata.resourceVersion")
    }

    @Test("every served version shows the object under its own apiVersion")
    func versions() async throws {
        let cluster = try await makeWidgetCluster()
        _ = try await cluster.rawCreate(widgets, namespace: "default", widget("w"))
        var newer = widgets
        newer.kind.version = "v2"
        let object = try await cluster.get(newer, namespace: "default", name: "w")
        #expect(object.kind.apiVersion == "test.martlet.dev/v2")
        _ = try await cluster.rawUpdate(newer, namespace: "default", object)
        let list = try await cluster.list(widgets, namespace: nil, options: ListOptions())
        #expect(list.items.map(\.kind.apiVersion) == ["test.martlet.dev/v1"])
    }

    @Test("a deleted definition takes its objects with it, and waits for their finalizers")
    func deletion() async throws {
        let cluster = try await makeWidgetCluster()
        try await withLoops(cluster) {
            var held = widget("held")
            held.finalizers = ["test.martlet.dev/hold"]
            _ = try await cluster.rawCreate(widgets, namespace: "default", widget("free"))
            _ = try await cluster.rawCreate(widgets, namespace: "default", held)
            _ = try await cluster.rawDelete(definitions, namespace: nil, name: "widgets.test.martlet.dev")
            #expect(
                try await eventually {
                    try await cluster.list(widgets, namespace: nil, options: ListOptions()).items.count == 1
                })
            let refused = await refusal {
                _ = try await cluster.rawCreate(widgets, namespace: "default", widget("new"))
            }
            #expect(refused?.code == 405)
            _ = try await cluster.rawPatch(
                widgets, namespace: "default", name: "held", .merge(["metadata": ["finalizers": .null]]))
            #expect(
                await eventually {
                    cluster.resource(group: "test.martlet.dev", version: "v1", plural: "widgets") == nil
                })
        }
    }
}
