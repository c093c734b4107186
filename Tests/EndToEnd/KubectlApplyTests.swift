import Testing

@Suite(
    "kubectl apply --server-side",
    .enabled(if: Kubectl.isPresent, "needs the built martlet and a kubectl on PATH"))
struct KubectlApplyTests {
    private static func configMap(_ name: String, _ data: String) -> String {
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: \(name)}\ndata: {\(data)}\n"
    }

    private static let managers =
        "jsonpath={range .metadata.managedFields[*]}{.operation} {.manager} {.fieldsV1.f:data}{\"\\n\"}{end}"

    @Test("it creates, leaves alone, changes and gives up")
    func lifecycle() async throws {
        let kubectl = try await Kubectl(namespace: "ssa-life")
        for (data, said) in [
            ("a: '1', b: '1'", "serverside-applied"), ("a: '1', b: '1'", "serverside-applied"),
            ("b: '2'", "serverside-applied"),
        ] {
            let outcome = try await kubectl(
                "apply", "--server-side", "-f", "-", input: Self.configMap("one", data))
            #expect(outcome.output == "configmap/one \(said)\n", "\(outcome)")
        }
        #expect(try await kubectl("get", "cm", "one", "-o", "jsonpath={.data}").output == #"{"b":"2"}"#)
        #expect(
            try await kubectl("get", "cm", "one", "--show-managed-fields", "-o", Self.managers).output
                == "Apply kubectl {\"f:b\":{}}\n")
    }

    @Test("two managers conflict in kube-apiserver's words, and force decides")
    func conflict() async throws {
        let kubectl = try await Kubectl(namespace: "ssa-conflict")
        let first = Self.configMap("one", "a: '1', b: '1'")
        _ = try await kubectl("apply", "--server-side", "--field-manager=m1", "-f", "-", input: first)
        let second = Self.configMap("one", "a: '2', b: '2'")
        let refused = try await kubectl(
            "apply", "--server-side", "--field-manager=m2", "-f", "-", input: second)
        #expect(refused.status == 1)
        #expect(
            refused.error.hasPrefix(
                "error: Apply failed with 2 conflicts: conflicts with \"m1\":\n- .data.a\n- .data.b\n"),
            "\(refused)")
        let forced = try await kubectl(
            "apply", "--server-side", "--force-conflicts", "--field-manager=m2", "-f", "-", input: second)
        #expect(forced.output == "configmap/one serverside-applied\n")
        #expect(
            try await kubectl("get", "cm", "one", "--show-managed-fields", "-o", Self.managers).output
                == "Apply m2 {\"f:a\":{},\"f:b\":{}}\n")
    }

    @Test("diff and dry run show what an apply would do and do nothing")
    func rehearsal() async throws {
        let kubectl = try await Kubectl(namespace: "ssa-diff")
        let dry = try await kubectl(
            "apply", "--server-side", "--dry-run=server", "-f", "-", input: Self.configMap("one", "a: '1'"))
        #expect(dry.output == "configmap/one serverside-applied (server dry run)\n", "\(dry)")
        #expect(try await kubectl("get", "cm", "one").error.contains("not found"))
        _ = try await kubectl("apply", "--server-side", "-f", "-", input: Self.configMap("one", "a: '1'"))
        let diff = try await kubectl(
            "diff", "--server-side", "-f", "-", input: Self.configMap("one", "a: '2'"))
        #expect(diff.status == 1, "\(diff)")
        #expect(diff.output.contains("-  a: \"1\"") && diff.output.contains("+  a: \"2\""), "\(diff)")
        let same = try await kubectl(
            "diff", "--server-side", "-f", "-", input: Self.configMap("one", "a: '1'"))
        #expect(same.status == 0, "\(same)")
    }

    @Test("what was applied on the client's side moves to the server's")
    func migration() async throws {
        let kubectl = try await Kubectl(namespace: "ssa-migrate")
        _ = try await kubectl("apply", "-f", "-", input: Self.configMap("one", "a: '1', b: '1'"))
        let moved = try await kubectl(
            "apply", "--server-side", "-f", "-", input: Self.configMap("one", "a: '2'"))
        #expect(moved.output == "configmap/one serverside-applied\n", "\(moved)")
        #expect(try await kubectl("get", "cm", "one", "-o", "jsonpath={.data}").output == #"{"a":"2"}"#)
        #expect(
            try await kubectl("get", "cm", "one", "--show-managed-fields", "-o", Self.managers).output
                .contains("kubectl-client-side-apply") == false)
        let back = try await kubectl("apply", "-f", "-", input: Self.configMap("one", "a: '3'"))
        #expect(back.output == "configmap/one configured\n", "\(back)")
    }

    @Test("an unknown field is refused by name, and list maps of custom resources merge by key")
    func typed() async throws {
        let kubectl = try await Kubectl(namespace: "ssa-typed")
        let definition = """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: racks.ssa.example}
            spec:
              group: ssa.example
              names: {kind: Rack, plural: racks}
              scope: Namespaced
              versions:
              - name: v1
                served: true
                storage: true
                schema:
                  openAPIV3Schema:
                    type: object
                    properties:
                      spec:
                        type: object
                        properties:
                          slots:
                            type: array
                            x-kubernetes-list-type: map
                            x-kubernetes-list-map-keys: [id]
                            items:
                              type: object
                              required: [id]
                              properties: {id: {type: integer}, use: {type: string}}
            """
        let made = try await kubectl("apply", "--server-side", "-f", "-", input: definition)
        #expect(made.status == 0, "\(made)")
        func rack(_ spec: String) -> String {
            "apiVersion: ssa.example/v1\nkind: Rack\nmetadata: {name: r}\nspec: \(spec)\n"
        }
        for (manager, spec) in [
            ("m1", "{slots: [{id: 1, use: a}, {id: 2, use: b}]}"), ("m2", "{slots: [{id: 3, use: c}]}"),
            ("m1", "{slots: [{id: 2, use: z}]}"),
        ] {
            let outcome = try await kubectl(
                "apply", "--server-side", "--field-manager=\(manager)", "-f", "-", input: rack(spec))
            #expect(outcome.output == "rack.ssa.example/r serverside-applied\n", "\(outcome)")
        }
        let slots = try await kubectl(
            "get", "rack", "r", "-o", "jsonpath={range .spec.slots[*]}{.id}{.use} {end}")
        #expect(slots.output == "2z 3c ")
        let twice = try await kubectl(
            "apply", "--server-side", "-f", "-", input: rack("{slots: [{id: 1}, {id: 1}]}"))
        #expect(twice.error.contains(".spec.slots: duplicate entries for key [id=1]"), "\(twice)")
        let unknown = try await kubectl(
            "apply", "--server-side", "-f", "-", input: rack("{bogus: 1}"))
        #expect(unknown.error.contains(".spec.bogus: field not declared in schema"), "\(unknown)")
    }
}
