import Bytes
import Kubernetes
import Testing

@Suite("Strategic merge patch")
struct StrategicMergePatchTests {
    static let deployment = GroupVersionKind(group: "apps", version: "v1", kind: "Deployment")
    static let pod = GroupVersionKind(version: "v1", kind: "Pod")

    private func apply(_ patch: String, to object: String, _ kind: GroupVersionKind = pod) throws -> JSON {
        try StrategicMergePatch.apply(JSON(parsing: patch), to: JSON(parsing: object), kind: kind)
    }

    @Test(
        "lists merge by the key of their type, sets merge, other lists are replaced",
        arguments: [
            (
                #"{"spec":{"containers":[{"name":"a","image":"2"}]}}"#,
                #"{"spec":{"containers":[{"name":"a","image":"1","tty":true},{"name":"b"}]}}"#,
                #"{"spec":{"containers":[{"name":"a","image":"2","tty":true},{"name":"b"}]}}"#
            ),
            (
                #"{"spec":{"containers":[{"name":"c"}]}}"#, #"{"spec":{"containers":[{"name":"a"}]}}"#,
                #"{"spec":{"containers":[{"name":"c"},{"name":"a"}]}}"#
            ),
            (
                #"{"spec":{"containers":[{"name":"a","$patch":"delete"}]}}"#,
                #"{"spec":{"containers":[{"name":"a"},{"name":"b"}]}}"#,
                #"{"spec":{"containers":[{"name":"b"}]}}"#
            ),
            (
                #"{"spec":{"containers":[{"name":"c"},{"$patch":"replace"}]}}"#,
                #"{"spec":{"containers":[{"name":"a"}]}}"#, #"{"spec":{"containers":[{"name":"c"}]}}"#
            ),
            (
                #"{"spec":{"containers":[{"name":"a","env":[{"name":"X","value":"2"}]}]}}"#,
                #"{"spec":{"containers":[{"name":"a","env":[{"name":"X","value":"1"},{"name":"Y"}]}]}}"#,
                #"{"spec":{"containers":[{"name":"a","env":[{"name":"X","value":"2"},{"name":"Y"}]}]}}"#
            ),
            (
                #"{"spec":{"tolerations":[{"key":"b"}]}}"#, #"{"spec":{"tolerations":[{"key":"a"}]}}"#,
                #"{"spec":{"tolerations":[{"key":"b"}]}}"#
            ),
            (
                #"{"metadata":{"finalizers":["b"]}}"#, #"{"metadata":{"finalizers":["a"]}}"#,
                #"{"metadata":{"finalizers":["b","a"]}}"#
            ),
            (
                #"{"metadata":{"$deleteFromPrimitiveList/finalizers":["a"]}}"#,
                #"{"metadata":{"finalizers":["a","b"]}}"#, #"{"metadata":{"finalizers":["b"]}}"#
            ),
            (
                #"{"spec":{"nodeSelector":{"$patch":"replace","x":"1"}}}"#,
                #"{"spec":{"nodeSelector":{"y":"2"}}}"#,
                #"{"spec":{"nodeSelector":{"x":"1"}}}"#
            ),
            (
                #"{"metadata":{"labels":{"a":null,"b":"1"}}}"#, #"{"metadata":{"labels":{"a":"x"}}}"#,
                #"{"metadata":{"labels":{"b":"1"}}}"#
            ),
            (#"{"spec":{"a":{"b":null,"$patch":"merge-none"}}}"#, #"{}"#, #"{"spec":{"a":{}}}"#),
        ])
    func merges(patch: String, object: String, result: String) throws {
        #expect(try apply(patch, to: object) == JSON(parsing: result))
    }

    @Test("the order that a patch asks for is kept")
    func order() throws {
        let patch =
            #"{"spec":{"$setElementOrder/containers":[{"name":"b"},{"name":"a"}],"containers":[{"name":"b","image":"2"}]}}"#
        let result = try apply(
            patch, to: #"{"spec":{"containers":[{"name":"a"},{"name":"s"},{"name":"b"}]}}"#)
        #expect(result["spec"]?["containers"]?.array?.compactMap { $0["name"]?.string } == ["s", "b", "a"])
        #expect(throws: StatusError.self) {
            try apply(
                #"{"spec":{"$setElementOrder/containers":[{"name":"a"}],"containers":[{"name":"b"}]}}"#,
                to: #"{"spec":{}}"#)
        }
    }

    @Test("retainKeys drops what it does not name")
    func retainKeys() throws {
        let patch = #"{"spec":{"strategy":{"$retainKeys":["type"],"type":"Recreate"}}}"#
        let object = #"{"spec":{"strategy":{"type":"RollingUpdate","rollingUpdate":{"maxSurge":1}}}}"#
        #expect(try apply(patch, to: object, Self.deployment) == ["spec": ["strategy": ["type": "Recreate"]]])
    }

    @Test("a pod template is patched below a deployment")
    func template() throws {
        let patch = #"{"spec":{"template":{"spec":{"containers":[{"name":"a","image":"2"}]}}}}"#
        let object = #"{"spec":{"template":{"spec":{"containers":[{"name":"a","image":"1"},{"name":"b"}]}}}}"#
        let containers = try apply(patch, to: object, Self.deployment)[[
            "spec", "template", "spec", "containers",
        ]]
        #expect(containers == [["name": "a", "image": "2"], ["name": "b"]])
    }

    @Test(
        "a malformed patch is refused",
        arguments: [
            #"{"spec":{"containers":[{"image":"x"}]}}"#, #"{"spec":{"$patch":"spam"}}"#, "[]",
            #"{"spec":{"containers":["a"]}}"#, #"{"spec":{"$retainKeys":["a"],"b":1}}"#,
            #"{"spec":{"containers":[{"name":"a","$patch":"spam"}]}}"#, #"{"$setElementOrder/x":1}"#,
        ])
    func refuses(patch: String) {
        #expect { try apply(patch, to: #"{"spec":{"containers":[{"name":"a"}]}}"#) } throws: {
            ($0 as? StatusError)?.code == 400
        }
    }

    @Test("a patch with 50,000 elements is merged in a moment")
    func large() throws {
        let list = JSON.array((0..<50_000).map { .string("f\($0)") })
        let object: JSON = ["metadata": ["finalizers": list]]
        #expect(try StrategicMergePatch.apply(object, to: object, kind: Self.pod) == object)
    }
}
