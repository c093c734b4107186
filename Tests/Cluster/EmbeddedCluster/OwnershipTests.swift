import Bytes
import Cluster
import EmbeddedCluster
import Kubernetes
import Testing

@Suite("Field ownership")
struct OwnershipTests {
    private func configuration(_ data: JSON, _ metadata: JSON = ["name": "c"]) -> JSON {
        ["apiVersion": "v1", "kind": "ConfigMap", "metadata": metadata, "data": data]
    }

    private func apply(
        _ config: JSON, _ cluster: EmbeddedCluster, by manager: String = "m", force: Bool = false,
        _ type: ResourceType = configMaps, name: String = "c", subresource: String? = nil
    ) async throws(StatusError) -> WriteResult {
        try await cluster.rawPatch(
            type, namespace: "default", name: name, .apply(config), subresource: subresource,
            options: WriteOptions(fieldManager: manager, force: force))
    }

    private func managers(_ object: Object) -> [String] {
        (object.json[["metadata", "managedFields"]]?.array ?? []).map {
            let subresource = $0["subresource"]?.string.map { "/\($0)" } ?? ""
            return "\($0["operation"]?.string ?? "") \($0["manager"]?.string ?? "")\(subresource) "
                + ($0["fieldsV1"]?.text ?? "")
        }
    }

    @Test("a create and an update are owned by their managers")
    func updates() async throws {
        let clock = TestClock()
        let cluster = try await makeCluster(clock: clock.clock)
        var object = try await cluster.create(
            configMaps, namespace: "default", configMap("a", labels: ["x": "y"]),
            options: WriteOptions(fieldManager: "maker"))
        #expect(
            managers(object) == [
                #"Update maker {"f:data":{".":{},"f:key":{}},"f:metadata":{"f:labels":{".":{},"f:x":{}}}}"#
            ])
        clock.advance(60)
        object["data"] = ["key": "w", "new": "n"]
        object = try await cluster.update(
            configMaps, namespace: "default", object, subresource: nil,
            options: WriteOptions(fieldManager: "editor"))
        #expect(
            managers(object) == [
                #"Update maker {"f:data":{},"f:metadata":{"f:labels":{".":{},"f:x":{}}}}"#,
                #"Update editor {"f:data":{"f:key":{},"f:new":{}}}"#,
            ])
        let times = object.json[["metadata", "managedFields"]]?.array?.map { $0["time"]?.string ?? "" }
        #expect(times == ["2026-09-21T14:13:20Z", "2026-09-21T14:14:20Z"])
    }

    @Test("a no-op update or apply keeps the version and the times")
    func noOps() async throws {
        let clock = TestClock()
        let cluster = try await makeCluster(clock: clock.clock)
        let first = try await apply(configuration(["a": "1"]), cluster)
        #expect(first.isCreated)
        clock.advance(60)
        let second = try await apply(configuration(["a": "1"]), cluster)
        #expect(!second.isCreated && second.object.json == first.object.json)
        let stored = Object(first.object.json)
        let same = try await cluster.update(
            configMaps, namespace: "default", stored, subresource: nil,
            options: WriteOptions(fieldManager: "m2"))
        #expect(same == stored)
        let other = try await apply(configuration(["a": "1"]), cluster, by: "m2")
        #expect(other.object.resourceVersion > first.object.resourceVersion)
    }

    @Test("a second manager's conflict is refused, forced and given up again")
    func conflicts() async throws {
        let cluster = try await makeCluster()
        _ = try await apply(configuration(["a": "1", "b": "1"]), cluster, by: "m1")
        let refused = await refusal {
            _ = try await apply(configuration(["a": "2", "c": "2"]), cluster, by: "m2")
        }
        #expect(refused?.message == #"Apply failed with 1 conflict: conflict with "m1": .data.a"#)
        let forced = try await apply(configuration(["a": "2", "c": "2"]), cluster, by: "m2", force: true)
        #expect(Object(forced.object.json)["data"] == ["a": "2", "b": "1", "c": "2"])
        let left = try await apply(configuration(["c": "2"]), cluster, by: "m2")
        #expect(Object(left.object.json)["data"] == ["b": "1", "c": "2"])
    }

    @Test("what an apply must say and may not say")
    func refusals() async throws {
        let cluster = try await makeCluster()
        let cases: [(JSON, Int, String)] = [
            (["metadata": ["name": "c"]], 400, "invalid object type: /, Kind="),
            (
                ["apiVersion": "v1", "kind": "Secret", "metadata": ["name": "c"]], 400,
                "invalid object type: /v1, Kind=Secret"
            ),
            (
                configuration([:], ["name": "d"]), 400,
                "the name of the object (d) does not match the name on the URL (c)"
            ),
            (
                configuration([:], [:]), 400,
                "the name of the object (c based on URL) was undeterminable: name must be provided"
            ),
            (
                configuration([:], ["name": "c", "managedFields": []]), 400,
                "metadata.managedFields must be nil"
            ),
            (
                configuration([:], ["name": "c", "uid": "u"]), 409,
                "Operation cannot be fulfilled on configmaps \"c\": uid mismatch: the provided object "
                    + "specified uid u, and no existing object was found"
            ),
            (
                configuration([:], ["name": "c", "namespace": "other"]), 400,
                "the namespace of the provided object does not match the namespace sent on the request"
            ),
            (["a"], 400, "error decoding YAML: the apply configuration is no object"),
        ]
        for (config, code, message) in cases {
            let refused = await refusal { _ = try await apply(config, cluster) }
            #expect(refused?.code == code)
            #expect(refused?.message == message)
        }
        let pinned = configuration(["a": "1"], ["name": "c", "resourceVersion": "1"])
        #expect(try await apply(pinned, cluster).isCreated)
        let stale = await refusal { _ = try await apply(pinned, cluster) }
        #expect(stale?.code == 409 && stale?.message.contains("the object has been modified") == true)
    }

    @Test("status and spec are owned apart, and each endpoint writes its own")
    func subresources() async throws {
        let cluster = try await makeCluster()
        _ = try await cluster.rawCreate(definitions, namespace: nil, try widgetDefinition())
        var config: JSON = [
            "apiVersion": "test.martlet.dev/v1", "kind": "Widget", "metadata": ["name": "w"],
            "spec": ["num": 1], "status": ["phase": "New"],
        ]
        let made = try await apply(config, cluster, widgets, name: "w")
        #expect(Object(made.object.json)["status"] == nil)
        #expect(managers(Object(made.object.json)) == [#"Apply m {"f:spec":{"f:num":{}}}"#])
        config["spec"] = ["num": 9]
        let status = try await apply(config, cluster, by: "op", widgets, name: "w", subresource: "status")
        let object = Object(status.object.json)
        #expect(object["status"] == ["phase": "New"] && object["spec"]?["num"] == 1)
        #expect(
            managers(object) == [
                #"Apply m {"f:spec":{"f:num":{}}}"#, #"Apply op/status {"f:status":{"f:phase":{}}}"#,
            ])
        let missing = await refusal {
            _ = try await apply(config, cluster, widgets, name: "none", subresource: "status")
        }
        #expect(missing?.code == 404)
        let unknown = await refusal {
            var bad = config
            bad["spec"] = ["bogus": 1]
            _ = try await apply(bad, cluster, widgets, name: "w")
        }
        #expect(
            unknown?.message == "failed to create typed patch object (/w; test.martlet.dev/v1, Kind=Widget): "
                + ".spec.bogus: field not declared in schema")
    }

    @Test("managedFields can be reset, changed and not be spoilt")
    func editing() async throws {
        let cluster = try await makeCluster()
        let made = Object(try await apply(configuration(["a": "1"]), cluster).object.json)
        var spoilt = made
        spoilt.json["metadata"]?["managedFields"] = [["manager": "x", "operation": "Wrong"]]
        spoilt["data"] = ["a": "2"]
        let kept = try await cluster.update(
            configMaps, namespace: "default", spoilt, subresource: nil,
            options: WriteOptions(fieldManager: "e"))
        #expect(managers(kept) == [#"Update e {"f:data":{"f:a":{}}}"#])
        let reset = try await cluster.patch(
            configMaps, namespace: "default", name: "c",
            .json([["op": "replace", "path": "/metadata/managedFields", "value": [[:]]]]), subresource: nil,
            options: WriteOptions(fieldManager: "e"))
        #expect(managers(reset).isEmpty)
        let applied = try await apply(configuration(["a": "2"]), cluster, by: "late")
        #expect(
            managers(Object(applied.object.json)) == [
                #"Apply late {"f:data":{"f:a":{}}}"#,
                #"Update before-first-apply {"f:data":{".":{},"f:a":{}}}"#,
            ])
    }

    @Test("a dry run owns nothing, and a dry-run apply makes nothing")
    func dryRun() async throws {
        let cluster = try await makeCluster()
        let rehearsed = try await cluster.rawPatch(
            configMaps, namespace: "default", name: "c", .apply(configuration(["a": "1"])),
            options: WriteOptions(fieldManager: "m", dryRun: true))
        #expect(rehearsed.isCreated)
        #expect(managers(Object(rehearsed.object.json)) == [#"Apply m {"f:data":{"f:a":{}}}"#])
        let missing = await refusal { _ = try cluster.rawGet(configMaps, namespace: "default", name: "c") }
        #expect(missing?.code == 404)
    }

    @Test("a secret's plain text and a namespace's label belong to who wrote them")
    func settled() async throws {
        let cluster = try await makeCluster()
        var secret = Object(kind: secrets.kind, name: "s", namespace: "default")
        secret["stringData"] = ["p": "q"]
        let made = try await cluster.create(
            secrets, namespace: "default", secret, options: WriteOptions(fieldManager: "m"))
        #expect(managers(made) == [#"Update m {"f:data":{".":{},"f:p":{}},"f:type":{}}"#])
        let space = try await cluster.create(
            namespaces, namespace: nil, Object(kind: namespaces.kind, name: "ns"),
            options: WriteOptions(fieldManager: "m"))
        #expect(
            managers(space) == [
                #"Update m {"f:metadata":{"f:labels":{".":{},"f:kubernetes.io/metadata.name":{}}}}"#
            ])
    }

    @Test("two appliers at once both arrive")
    func concurrency() async throws {
        let cluster = try await makeCluster()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in 0..<8 {
                group.addTask {
                    _ = try await apply(
                        configuration(["k\(index)": "v"]), cluster, by: "m\(index)")
                }
            }
            try await group.waitForAll()
        }
        let stored = try await cluster.get(configMaps, namespace: "default", name: "c")
        #expect(stored["data"]?.object?.count == 8)
        #expect(managers(stored).count == 8)
    }

    @Test("the replica count is owned in the name of the scale subresource")
    func scale() async throws {
        let cluster = try await makeCluster()
        let deployments = ResourceType(
            kind: GroupVersionKind(group: "apps", version: "v1", kind: "Deployment"), plural: "deployments")
        var object = Object(kind: deployments.kind, name: "d", namespace: "default")
        let template: JSON = [
            "metadata": ["labels": ["a": "b"]], "spec": ["containers": [["name": "c", "image": "i"]]],
        ]
        object["spec"] = ["replicas": 1, "selector": ["matchLabels": ["a": "b"]], "template": template]
        _ = try await cluster.rawCreate(deployments, namespace: "default", object)
        let scaled = try await cluster.rawScale(
            deployments, namespace: "default", name: "d", replicas: 3, path: ["spec", "replicas"],
            options: WriteOptions(fieldManager: "hpa"))
        #expect(
            managers(Object(scaled.object.json)).contains(#"Update hpa/scale {"f:spec":{"f:replicas":{}}}"#))
        let refused = await refusal {
            _ = try await cluster.rawScale(
                deployments, namespace: "default", name: "d", replicas: 4, path: ["spec", "replicas"],
                isApply: true, options: WriteOptions(fieldManager: "m"))
        }
        #expect(
            refused?.message == "Apply failed with 1 conflict: conflict with \"hpa\" with subresource "
                + #""scale" using apps/v1: .spec.replicas"#)
    }
}
