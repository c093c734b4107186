import Testing

@Suite("kubectl writes", .enabled(if: Kubectl.isPresent, "needs the built martlet and a kubectl on PATH"))
struct KubectlWritingTests {
    private static func configMap(_ name: String, _ value: String) -> String {
        "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: \(name)\ndata:\n  key: \(value)\n"
    }

    @Test("apply creates, leaves alone and configures")
    func apply() async throws {
        let kubectl = try await Kubectl(namespace: "applied")
        let said = "configmap/one"
        #expect(
            try await kubectl("apply", "-f", "-", input: Self.configMap("one", "a")).output
                == "\(said) created\n")
        #expect(
            try await kubectl("apply", "-f", "-", input: Self.configMap("one", "a")).output
                == "\(said) unchanged\n")
        #expect(
            try await kubectl("apply", "-f", "-", input: Self.configMap("one", "b")).output
                == "\(said) configured\n")
        #expect(try await kubectl("get", "cm", "one", "-o", "jsonpath={.data.key}").output == "b")
        let dry = try await kubectl("apply", "--dry-run=server", "-f", "-", input: Self.configMap("two", "a"))
        #expect(dry.output == "configmap/two created (server dry run)\n")
        #expect(try await kubectl("get", "cm", "two").error.contains("configmaps \"two\" not found"))
    }

    @Test("an unknown field is refused by name")
    func strictFields() async throws {
        let kubectl = try await Kubectl(namespace: "strict")
        let refused = try await kubectl("apply", "-f", "-", input: Self.configMap("one", "a") + "bogus: 1\n")
        #expect(refused.status == 1)
        #expect(refused.error.contains("strict decoding error: unknown field \"bogus\""))
        let warned = try await kubectl(
            "apply", "--validate=warn", "-f", "-", input: Self.configMap("one", "a") + "bogus: 1\n")
        #expect(warned.output == "configmap/one created\n")
        #expect(warned.error.contains("Warning: unknown field \"bogus\""))
    }

    @Test("create makes built-in kinds, also over protobuf, and refuses a second one")
    func create() async throws {
        let kubectl = try await Kubectl(namespace: "created")
        #expect(
            try await kubectl("create", "configmap", "c", "--from-literal=a=b").output
                == "configmap/c created\n")
        #expect(try await kubectl("create", "secret", "generic", "s", "--from-literal=p=q").status == 0)
        #expect(try await kubectl("get", "secret", "s", "-o", "jsonpath={.data.p}").output == "cQ==")
        #expect(try await kubectl("create", "serviceaccount", "a").status == 0)
        #expect(try await kubectl("create", "role", "r", "--verb=get,list", "--resource=pods").status == 0)
        #expect(
            try await kubectl("create", "deployment", "d", "--image=example/image", "--replicas=2").status
                == 0)
        #expect(try await kubectl("get", "deployment", "d", "-o", "jsonpath={.spec.replicas}").output == "2")
        #expect(
            try await kubectl("scale", "deployment", "d", "--replicas=5").output
                == "deployment.apps/d scaled\n")
        #expect(try await kubectl("get", "deployment", "d", "-o", "jsonpath={.spec.replicas}").output == "5")
        let twice = try await kubectl("create", "configmap", "c")
        #expect(twice.error.contains("configmaps \"c\" already exists"))
        #expect(try await kubectl("create", "configmap", "Bad_Name").error.contains("RFC 1123 subdomain"))
    }

    @Test("the three patches, labels and annotations change what they name")
    func patches() async throws {
        let kubectl = try await Kubectl(namespace: "patched")
        _ = try await kubectl("create", "configmap", "one", "--from-literal=a=1")
        let merge = try await kubectl("patch", "cm", "one", "--type=merge", "-p", #"{"data":{"b":"2"}}"#)
        #expect(merge.output == "configmap/one patched\n")
        _ = try await kubectl("patch", "cm", "one", "-p", #"{"data":{"c":"3"}}"#)
        let operations = #"[{"op":"remove","path":"/data/a"},{"op":"test","path":"/data/b","value":"2"}]"#
        _ = try await kubectl("patch", "cm", "one", "--type=json", "-p", operations)
        _ = try await kubectl("label", "cm", "one", "x=y")
        _ = try await kubectl("annotate", "cm", "one", "note=here")
        let path = "jsonpath={.data}{.metadata.labels.x}{.metadata.annotations.note}"
        #expect(try await kubectl("get", "cm", "one", "-o", path).output == #"{"b":"2","c":"3"}yhere"#)
        let same = try await kubectl("patch", "cm", "one", "-p", #"{"data":{"c":"3"}}"#)
        #expect(same.output == "configmap/one patched (no change)\n")
    }

    @Test("a stale resourceVersion is a conflict")
    func stale() async throws {
        let kubectl = try await Kubectl(namespace: "stale")
        _ = try await kubectl("create", "configmap", "one", "--from-literal=a=1")
        let old = try await kubectl("get", "cm", "one", "-o", "json").output
        _ = try await kubectl("label", "cm", "one", "x=y")
        let refused = try await kubectl("replace", "-f", "-", input: old)
        #expect(refused.status == 1)
        #expect(
            refused.error.contains(
                "the object has been modified; please apply your changes to the latest version"))
    }

    @Test("delete waits for finalizers and --all empties a namespace")
    func delete() async throws {
        let kubectl = try await Kubectl(namespace: "deleted")
        _ = try await kubectl("create", "configmap", "held")
        _ = try await kubectl("create", "configmap", "free")
        _ = try await kubectl(
            "patch", "cm", "held", "--type=merge", "-p", #"{"metadata":{"finalizers":["a.example/b"]}}"#)
        #expect(try await kubectl("delete", "cm", "free").output == "configmap \"free\" deleted\n")
        let waiting = try await kubectl("delete", "cm", "held", "--timeout=1s")
        #expect(waiting.error.contains("timed out waiting for the condition"))
        let path = "jsonpath={.metadata.deletionGracePeriodSeconds}{.metadata.finalizers[0]}"
        #expect(try await kubectl("get", "cm", "held", "-o", path).output == "0a.example/b")
        _ = try await kubectl(
            "patch", "cm", "held", "--type=merge", "-p", #"{"metadata":{"finalizers":null}}"#)
        #expect(try await kubectl("get", "cm", "held").error.contains("not found"))
        _ = try await kubectl("create", "configmap", "last")
        #expect(try await kubectl("delete", "cm", "--all").output.contains("configmap \"last\" deleted"))
        #expect(try await kubectl("delete", "namespace", "deleted", "--timeout=10s").status == 0)
        #expect(
            try await kubectl("get", "namespace", "deleted").error.contains(
                "namespaces \"deleted\" not found"))
    }
}
