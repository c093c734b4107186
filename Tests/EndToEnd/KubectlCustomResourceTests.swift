import Testing

@Suite(
    "kubectl and custom resources",
    .enabled(if: Kubectl.isPresent, "needs the built martlet and a kubectl on PATH"))
struct KubectlCustomResourceTests {
    /// A definition of its own for each test, so that tests can run side by side.
    private static func definition(_ group: String) -> String {
        """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: widgets.\(group)}
        spec:
          group: \(group)
          names: {kind: Widget, plural: widgets, singular: widget, shortNames: [wd]}
          scope: Namespaced
          versions:
          - name: v1
            served: true
            storage: true
            subresources: {status: {}, scale: {specReplicasPath: .spec.size, statusReplicasPath: .status.size}}
            additionalPrinterColumns:
            - {name: Color, type: string, jsonPath: .spec.color}
            - {name: Size, type: integer, jsonPath: .spec.size, priority: 1}
            schema:
              openAPIV3Schema:
                type: object
                properties:
                  spec:
                    type: object
                    required: [size]
                    properties:
                      color: {type: string, enum: [red, green], default: red}
                      size: {type: integer, minimum: 1}
                  status:
                    type: object
                    properties: {phase: {type: string}, size: {type: integer}}
        """
    }

    private static func widget(_ group: String, _ spec: String) -> String {
        "apiVersion: \(group)/v1\nkind: Widget\nmetadata: {name: w}\nspec: \(spec)\n"
    }

    private func define(_ group: String, _ kubectl: Kubectl) async throws {
        let made = try await kubectl("apply", "-f", "-", input: Self.definition(group))
        #expect(made.status == 0, "\(made)")
        let wait = try await kubectl(
            "wait", "crd/widgets.\(group)", "--for=condition=Established", "--timeout=10s")
        #expect(wait.status == 0, "\(wait)")
    }

    @Test("a new definition is served at once, with defaults and columns")
    func columns() async throws {
        let kubectl = try await Kubectl(namespace: "columns")
        let group = "columns.example.com"
        try await define(group, kubectl)
        #expect(try await kubectl("apply", "-f", "-", input: Self.widget(group, "{size: 3}")).status == 0)
        let table = try await kubectl("get", "widgets.\(group)").lines.map { $0.split(separator: " ") }
        #expect(table == [["NAME", "COLOR"], ["w", "red"]])
        let wide = try await kubectl("get", "widgets.\(group)", "-o", "wide").lines.map {
            $0.split(separator: " ")
        }
        #expect(wide == [["NAME", "COLOR", "SIZE"], ["w", "red", "3"]])
        #expect(
            try await kubectl("api-resources", "--api-group=\(group)", "-o", "name").output
                == "widgets.\(group)\n")
        let explained = try await kubectl("explain", "widgets.spec", "--api-version=\(group)/v1")
        #expect(explained.output.contains("size"))
        #expect(try await kubectl("scale", "widgets.\(group)", "w", "--replicas=4").status == 0)
        #expect(
            try await kubectl("get", "widgets.\(group)", "w", "-o", "jsonpath={.spec.size}").output == "4")
        #expect(try await kubectl("delete", "crd", "widgets.\(group)", "--timeout=10s").status == 0)
        #expect(try await kubectl("get", "--raw", "/apis/\(group)/v1/widgets").status == 1)
    }

    @Test(
        "an object that breaks the schema is refused in kube-apiserver's words",
        arguments: [
            (
                "{size: 0}",
                "spec.size: Invalid value: 0: spec.size in body should be greater than or equal to 1"
            ),
            ("{color: red}", "spec.size: Required value"),
            (
                "{size: 1, color: blue}",
                "spec.color: Unsupported value: \"blue\": supported values: \"red\", \"green\""
            ),
            (
                "{size: \"x\"}",
                "spec.size: Invalid value: \"string\": spec.size in body must be of type integer: \"string\""
            ),
            ("{size: 1, bogus: 2}", "strict decoding error: unknown field \"spec.bogus\""),
        ])
    func invalid(spec: String, message: String) async throws {
        let number = message.utf8.reduce(0) { ($0 &* 31 &+ Int($1)) % 100_003 }
        let kubectl = try await Kubectl(namespace: "invalid-\(number)")
        let group = "invalid\(number).example.com"
        try await define(group, kubectl)
        let refused = try await kubectl("apply", "-f", "-", input: Self.widget(group, spec))
        #expect(refused.status == 1)
        #expect(refused.error.contains(message), "\(refused)")
    }

    @Test("the status is written through its subresource only")
    func status() async throws {
        let kubectl = try await Kubectl(namespace: "statuses")
        let group = "statuses.example.com"
        try await define(group, kubectl)
        _ = try await kubectl("apply", "-f", "-", input: Self.widget(group, "{size: 3}"))
        let change = #"{"status":{"phase":"Done"},"spec":{"size":9}}"#
        _ = try await kubectl(
            "patch", "widgets.\(group)", "w", "--type=merge", "--subresource=status", "-p", change)
        let path = "jsonpath={.status.phase}{.spec.size}{.metadata.generation}"
        #expect(try await kubectl("get", "widgets.\(group)", "w", "-o", path).output == "Done31")
        _ = try await kubectl(
            "patch", "widgets.\(group)", "w", "--type=merge", "-p", #"{"status":{"phase":"Lost"}}"#)
        #expect(try await kubectl("get", "widgets.\(group)", "w", "-o", path).output == "Done31")
    }

    @Test("a definition that is no definition is refused")
    func badDefinition() async throws {
        let kubectl = try await Kubectl(namespace: "bad-definition")
        let wrong = Self.definition("bad.example.com").replacing(
            "name: widgets.bad", with: "name: gadgets.bad")
        let refused = try await kubectl("apply", "-f", "-", input: wrong)
        #expect(refused.status == 1)
        #expect(refused.error.contains("must be spec.names.plural+\".\"+spec.group"))
    }
}
