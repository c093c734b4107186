import Bytes
import Fuzzing
import Testing

@testable import Kubernetes

@Suite("Server-side apply")
struct ApplyTests {
    @Test("the first apply owns its leaves, elements and entries, and not the structs around them")
    func firstApply() throws {
        var thing = OwnedObject()
        try thing.apply(
            #"{"color":"red","labels":{"a":"b"},"names":["x"],"plain":["p"],"ports":[{"port":80}]}"#, by: "m")
        #expect(
            thing.owned(by: "m")
                == #"{"f:color":{},"f:labels":{"f:a":{}},"f:names":{"v:\"x\"":{}},"f:plain":{},"#
                + #""f:ports":{"k:{\"port\":80,\"protocol\":\"TCP\"}":{".":{},"f:port":{}}}}"#)
        #expect(thing.managed.json?.array?[0]["time"]?.string == "1970-01-01T00:00:01Z")
    }

    @Test("an update that creates owns the structs that were not there as well")
    func firstUpdate() throws {
        var thing = OwnedObject()
        try thing.update(#"{"color":"red","labels":{"a":"b"},"whole":{"k":"v"}}"#, by: "m")
        #expect(
            thing.owned(by: "m", .update)
                == #"{".":{},"f:color":{},"f:labels":{".":{},"f:a":{}},"f:whole":{}}"#)
        #expect(thing.managed.json?.array?[0]["fieldsV1"]?.object?.keys == ["f:spec"])
    }

    @Test("an apply of what others own is a conflict that names them")
    func conflicts() throws {
        var thing = OwnedObject()
        try thing.apply(#"{"color":"red","ports":[{"port":80,"name":"a"}]}"#, by: "m1")
        let one = #expect(throws: StatusError.self) { try thing.apply(#"{"color":"blue"}"#, by: "m2") }
        #expect(one?.message == #"Apply failed with 1 conflict: conflict with "m1": .spec.color"#)
        #expect(one?.code == 409 && one?.reason == "Conflict")
        #expect(
            one?.causes == [
                .init(
                    reason: "FieldManagerConflict", message: #"conflict with "m1""#, field: ".spec.color")
            ])
        let two = #expect(throws: StatusError.self) {
            try thing.apply(#"{"color":"blue","ports":[{"port":80,"name":"b"}]}"#, by: "m2")
        }
        #expect(
            two?.message
                == "Apply failed with 2 conflicts: conflicts with \"m1\":\n- .spec.color\n"
                + #"- .spec.ports[port=80,protocol="TCP"].name"#)
    }

    @Test("owners by update are named with their version and subresource")
    func updaters() throws {
        var thing = OwnedObject()
        thing.subresource = "scale"
        try thing.update(#"{"size":1}"#, by: "hpa")
        thing.subresource = ""
        let refusal = #expect(throws: StatusError.self) { try thing.apply(#"{"size":2}"#, by: "m") }
        #expect(
            refusal?.message == "Apply failed with 1 conflict: conflict with \"hpa\" with subresource "
                + #""scale" using x.example/v1: .spec.size"#)
    }

    @Test("force takes fields over; the same value is shared without a conflict")
    func force() throws {
        var thing = OwnedObject()
        try thing.apply(#"{"color":"red","size":1}"#, by: "m1")
        try thing.apply(#"{"color":"red"}"#, by: "m2")
        #expect(thing.owned(by: "m1") == #"{"f:color":{},"f:size":{}}"#)
        #expect(thing.owned(by: "m2") == #"{"f:color":{}}"#)
        try thing.apply(#"{"color":"blue"}"#, by: "m2", force: true)
        #expect(thing.owned(by: "m1") == #"{"f:size":{}}"#)
        #expect(thing.spec == #"{"color":"blue","size":1}"#)
    }

    @Test("what its manager gives up goes, unless others own it")
    func givingUp() throws {
        var thing = OwnedObject()
        try thing.apply(#"{"color":"red","size":1,"labels":{"a":"1","b":"2"}}"#, by: "m1")
        try thing.apply(#"{"labels":{"b":"2"}}"#, by: "m2")
        try thing.apply(#"{"size":1}"#, by: "m1")
        #expect(thing.spec == #"{"labels":{"b":"2"},"size":1}"#)
        #expect(thing.owned(by: "m1") == #"{"f:size":{}}"#)
    }

    @Test("what nobody applied stays when a manager gives up its own")
    func unowned() throws {
        var thing = OwnedObject()
        try thing.update(#"{"labels":{"u":"1"},"free":{"x":{"y":1}}}"#, by: "editor")
        try thing.apply(#"{"labels":{"m":"1"},"free":{"x":{"z":2}}}"#, by: "m")
        #expect(thing.spec == #"{"free":{"x":{"y":1,"z":2}},"labels":{"m":"1","u":"1"}}"#)
        try thing.apply("{}", by: "m")
        #expect(thing.spec == #"{"free":{"x":{"y":1}},"labels":{"u":"1"}}"#)
        #expect(thing.owned(by: "m") == "{}")
    }

    @Test("elements of list maps merge by their keys, in the order of the configuration")
    func listMaps() throws {
        var thing = OwnedObject()
        try thing.apply(#"{"ports":[{"port":1,"name":"a"},{"port":2,"name":"b"}]}"#, by: "m1")
        try thing.apply(#"{"ports":[{"port":3},{"port":2,"protocol":"TCP"}]}"#, by: "m2")
        #expect(
            thing.spec
                == #"{"ports":[{"name":"a","port":1},{"port":3},{"name":"b","port":2,"protocol":"TCP"}]}"#)
        try thing.apply(#"{"ports":[{"port":2,"name":"b"}]}"#, by: "m1")
        #expect(thing.spec == #"{"ports":[{"port":3},{"name":"b","port":2,"protocol":"TCP"}]}"#)
    }

    @Test("sets merge element by element, plain lists and atomic maps are one whole")
    func sets() throws {
        var thing = OwnedObject()
        try thing.apply(#"{"names":["a","b"],"plain":["x"],"whole":{"a":"1"}}"#, by: "m1")
        try thing.apply(#"{"names":["c","b"]}"#, by: "m2")
        #expect(thing.object?["spec"]?["names"]?.text == #"["a","c","b"]"#)
        let refusal = #expect(throws: StatusError.self) {
            try thing.apply(#"{"plain":["y"],"whole":{"b":"2"}}"#, by: "m2")
        }
        #expect(refusal?.causes.map(\.field) == [".spec.plain", ".spec.whole"])
    }

    @Test("an apply that changes nothing keeps its time, and a second one changes nothing at all")
    func noOp() throws {
        var thing = OwnedObject()
        try thing.apply(#"{"color":"red"}"#, by: "m1")
        let before = thing.managed
        try thing.apply(#"{"color":"red"}"#, by: "m1")
        #expect(thing.managed == before)
        try thing.apply(#"{"color":"red"}"#, by: "m2")
        #expect(thing.managed.entries.values.filter { $0.time == nil }.count == 1)
    }

    @Test("what was there before the first apply is owned by before-first-apply")
    func beforeFirstApply() throws {
        var thing = OwnedObject()
        thing.object = try OwnedObject.thing(#"{"color":"red"}"#)
        try thing.update(#"{"color":"green"}"#, by: "editor")
        #expect(thing.managed.isEmpty)
        let refusal = #expect(throws: StatusError.self) { try thing.apply(#"{"color":"blue"}"#, by: "m") }
        #expect(refusal?.message.contains(#""before-first-apply" using x.example/v1"#) == true)
    }

    @Test("an endpoint owns only what it writes")
    func scopes() throws {
        var thing = OwnedObject()
        var new = try OwnedObject.thing(#"{"color":"red"}"#)
        new["status"] = ["phase": "Up"]
        var manager = thing.manager
        thing.managed = manager.update(
            live: manager.blank, to: new, isCreation: true, managed: ManagedFields(), by: "m", at: "")
        #expect(thing.managed.json?.array?[0]["fieldsV1"]?.object?.keys == ["f:spec"])
        thing.scope = .only("status")
        thing.subresource = "status"
        manager = thing.manager
        thing.managed = manager.update(
            live: manager.blank, to: new, isCreation: true, managed: ManagedFields(), by: "m", at: "")
        #expect(thing.managed.json?.array?[0]["fieldsV1"]?.object?.keys == ["f:status"])
        #expect(thing.managed.json?.array?[0]["subresource"] == "status")
    }

    @Test("beyond ten updaters the oldest become one")
    func cap() throws {
        var thing = OwnedObject()
        for index in 0..<14 { try thing.update(#"{"labels":{"l\#(index)":"x"}}"#, by: "u\(index)") }
        var grown: JSON = [:]
        for index in 0..<14 {
            grown["l\(index)"] = "x"
            try thing.update(#"{"labels":\#(grown.text)}"#, by: "v\(index)")
        }
        #expect(thing.managed.entries.count == 10)
        let ancient = thing.owned(by: FieldManager.ancientManager, .update) ?? ""
        #expect(ancient.contains("f:l0") && !ancient.contains("f:l13"))
    }

    @Test(
        "a configuration that is none is refused in kube-apiserver's words",
        arguments: [
            (#"{"bogus":1}"#, ".spec.bogus: field not declared in schema"),
            (#"{"color":1}"#, ".spec.color: expected string, got &value.valueUnstructured{Value:1}"),
            (#"{"size":"x"}"#, ".spec.size: expected numeric (int or float), got string"),
            (#"{"labels":["x"]}"#, ".spec.labels: expected map, got &{[x]}"),
            (#"{"plain":{"a":1}}"#, ".spec.plain: expected list, got &{map[a:1]}"),
            (#"{"names":["a","a"]}"#, #".spec.names: duplicate entries for key [="a"]"#),
            (
                #"{"ports":[{"port":1},{"port":1}]}"#,
                #".spec.ports: duplicate entries for key [port=1,protocol="TCP"]"#
            ),
            (
                #"{"ports":[{"name":"x"}]}"#,
                ".spec.ports: element 0: associative list with keys has an element that omits key field "
                    + #""port" (and doesn't have default value)"#
            ),
            (
                #"{"color":1,"size":"x"}"#,
                "errors:\n  .spec.color: expected string, got &value.valueUnstructured{Value:1}\n"
                    + "  .spec.size: expected numeric (int or float), got string"
            ),
        ])
    func refusals(spec: String, problem: String) throws {
        var thing = OwnedObject()
        let refusal = #expect(throws: StatusError.self) { try thing.apply(spec, by: "m") }
        #expect(refusal?.code == 500)
        #expect(
            refusal?.message
                == "failed to create typed patch object (/t; x.example/v1, Kind=Thing): \(problem)")
    }

    @Test("kubectl takes over what it applied on the client's side, and keeps the annotation up to date")
    func lastApplied() throws {
        var thing = OwnedObject()
        let last = try OwnedObject.thing(#"{"color":"red","size":1}"#)
        let annotation = "kubectl.kubernetes.io/last-applied-configuration"
        var live = last
        live["metadata"]?["annotations"] = [annotation: .string(last.text)]
        let manager = thing.manager
        thing.managed = manager.update(
            live: manager.blank, to: live, isCreation: true, managed: ManagedFields(),
            by: "kubectl-client-side-apply", at: "2026-01-01T00:00:00Z")
        thing.object = live
        #expect(throws: StatusError.self) {
            var other = thing
            try other.apply(#"{"color":"blue"}"#, by: "argo")
        }
        try thing.apply(#"{"color":"<blue>","size":1}"#, by: "kubectl")
        let written = thing.object?["metadata"]?["annotations"]?[annotation]?.string
        #expect(
            written
                == #"{"apiVersion":"x.example/v1","kind":"Thing","metadata":{"name":"t"},"#
                + #""spec":{"color":"\u003cblue\u003e","size":1}}"# + "\n")
    }

    @Test("an owner of a part owns the whole when the part has become one, and the reverse")
    func changedSchema() throws {
        let part = try FieldSet(checking: JSON(parsing: #"{"f:spec":{"f:l":{"f:a":{}},"f:w":{}}}"#))
        let type = FieldType.object(
            StructuralSchema([
                "type": "object",
                "properties": [
                    "spec": [
                        "type": "object",
                        "properties": [
                            "l": ["type": "object", "x-kubernetes-map-type": "atomic"],
                            "w": ["type": "object", "additionalProperties": ["type": "string"]],
                        ],
                    ]
                ],
            ]))
        let reconciled = type.reconciling(
            part, among: part, with: ["spec": ["l": ["a": "1"], "w": ["x": "1"]]])
        #expect(reconciled.fieldsV1.text == #"{"f:spec":{"f:l":{},"f:w":{".":{},"f:x":{}}}}"#)
    }

    @Test("applying twice is applying once, whatever is applied", arguments: 1...300)
    func idempotence(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let json = RandomJSON(
            names: ["color", "size", "free", "labels", "whole", "plain", "names", "ports", "port", "a"],
            scalars: [#""x""#, "7", #"{"port":1}"#, #"[{"port":1},{"port":2,"name":"n"}]"#, #"["a","b"]"#])
        var thing = OwnedObject()
        for step in 0..<6 {
            let spec = json.object(&random, depth: 3)
            let name = random.one(of: ["m1", "m2", "m3"]) ?? "m1"
            if step % 3 == 1 {
                try thing.update(spec, by: name)
                continue
            }
            guard (try? thing.apply(spec, by: name, force: random.below(2) == 0)) != nil else { continue }
            let (object, managed) = (thing.object, thing.managed)
            try thing.apply(spec, by: name)
            #expect(thing.object == object, "seed \(seed)")
            #expect(thing.managed == managed, "seed \(seed)")
            let again = try ManagedFields(managed.json, isStored: false)
            #expect(again.entries.mapValues(\.fields) == managed.entries.mapValues(\.fields))
        }
    }

    @Test("an entry of a version that is served stays, and one of a version that is gone goes")
    func versions() throws {
        var thing = OwnedObject()
        try thing.apply(#"{"color":"red","size":1}"#, by: "old")
        let manager = { (known: String) in
            FieldManager(schema: OwnedObject.schema, apiVersion: "x.example/v2", kind: "Thing") {
                $0 == known ? OwnedObject.schema : nil
            }
        }
        var config = try OwnedObject.thing(#"{"color":"blue"}"#)
        config["apiVersion"] = "x.example/v2"
        var live = thing.object ?? .null
        live["apiVersion"] = "x.example/v2"
        let refusal = #expect(throws: StatusError.self) {
            try manager("x.example/v1").apply(
                config, to: live, managed: thing.managed, by: "new", force: false, at: "")
        }
        #expect(refusal?.causes.map(\.field) == [".spec.color"])
        let gone = try manager("none").apply(
            config, to: live, managed: thing.managed, by: "new", force: false, at: "")
        #expect(gone.managed.entries.keys.map(\.name) == ["new"])
        let again = try manager("x.example/v1").apply(
            config, to: live, managed: thing.managed, by: "old", force: false, at: "")
        #expect(again.object["spec"] == ["color": "blue"])
    }

    @Test("hostile objects are answered")
    func hostile() throws {
        let deep = String(repeating: #"{"a":"#, count: 400) + "1" + String(repeating: "}", count: 400)
        var thing = OwnedObject()
        try thing.apply(#"{"free":\#(deep)}"#, by: "m1")
        try thing.apply(#"{"free":{}}"#, by: "m1")
        #expect(thing.spec == #"{"free":{}}"#)
        for live in [
            #"{"ports":[1,null,[],{"port":1},{"port":1}],"names":[{},"a","a"],"labels":"x","plain":7}"#
        ] {
            thing.object = try OwnedObject.thing(live)
            try thing.apply(
                #"{"ports":[{"port":1,"name":"n"}],"names":["a"],"labels":{"a":"b"}}"#, by: "m2", force: true)
        }
    }
}
