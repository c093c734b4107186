import Bytes
import Fuzzing
import Testing

@testable import Compliance

@Suite("Content files of expressions")
struct ExpressionContentTests {
    static let text = """
        rules:
        - name: two-nodes
          id: two_nodes
          title: There are two nodes
          description: One is none.
          severity: HIGH
          checkType: Platform
          expression: nodes.items.size() >= 2
          inputs:
          - name: nodes
            kubernetesInputSpec: {apiVersion: v1, resource: nodes}
          failureReason: There is only one node.
          variables: [var-count]
          controls:
            NIST-800-53: [CM-6(a), CP-10]
            cis@ocp4: ["5.1"]
        - name: any-node
          expression: nodes.items.size() >= 1
          inputs:
          - name: nodes
            kubernetesInputSpec: {apiVersion: v1, resource: nodes}
        profiles:
        - name: availability
          id: cel_availability
          title: Availability
          productType: Platform
          rules: [two-nodes, any-node]
          values: [var-count]
        """

    private func read(_ text: String) throws -> ExpressionContent {
        try ExpressionContent(bytes: Array(text.utf8), file: "cel.yaml")
    }

    @Test("rules and profiles are read with all that they say")
    func reads() throws {
        let content = try read(Self.text)
        #expect(content.rules.map(\.rule.name) == ["two-nodes", "any-node"])
        let first = try #require(content.rules.first)
        #expect(first.rule.severity == "high")
        #expect(first.rule.inputs.map(\.resource) == ["nodes"])
        #expect(first.variables == ["var-count"])
        #expect(first.controls["NIST-800-53"] == ["CM-6(a)", "CP-10"])
        #expect(content.profiles.map(\.rules) == [["two-nodes", "any-node"]])
    }

    @Test(
        "what does not fit is named with its place",
        arguments: [
            ("[]", "cel.yaml: one document with the lists rules and profiles is expected"),
            ("", "one document"), ("a: 1\n---\nb: 2", "one document"), ("rules: {}", "rules is no list"),
            ("rules: [1]", "rules[0].name is missing"), ("rules: [{name: A_b}]", "rules[0].name: \"A_b\""),
            ("rules: [{name: a}]", "rules[0].expression is missing"),
            ("rules: [{name: a, expression: 'true'}]", "rules[0].inputs: at least one"),
            ("rules: [{name: a, expression: 'true', checkType: Node}]", "rules[0].checkType"),
            (
                "rules: [{name: a, expression: 'n.(', inputs: [{name: pods, kubernetesInputSpec: "
                    + "{apiVersion: v1, resource: pods}}]}]", "rules[0].expression: "
            ),
            ("profiles: [{name: p}]", "profiles[0].rules: at least one"),
            (
                "profiles: [{name: p, rules: [none]}]",
                "profiles[0].rules: the rule \"none\" is not in the file"
            ),
            ("profiles: [{name: p, productType: Node, rules: [a]}]", "profiles[0].productType"),
            ("rules: [", "cel.yaml:"), ("rules: \u{1}", "cel.yaml"),
        ])
    func refuses(text: String, sentence: String) {
        let error = #expect(throws: UnreadableContent.self) { try read(text) }
        #expect(error?.description.contains(sentence) == true, "\(error?.description ?? "")")
    }

    @Test("a rule that is there twice is refused")
    func repeated() throws {
        let rule =
            "{name: a, expression: 'true', inputs: [{name: pods, kubernetesInputSpec: {apiVersion: v1, "
        let text = "rules: [\(rule)resource: pods}}]}, \(rule)resource: pods}}]}]"
        let error = #expect(throws: UnreadableContent.self) { try read(text) }
        #expect(error?.description == "cel.yaml: rules[1].name: \"a\" is given twice")
    }

    @Test("a mutant of a file is content whose profiles know their rules, or a sentence")
    func mutants() {
        var read = 0
        for mutant in Mutants(
            of: [Self.text],
            tokens: ["null", "[]", "{}", "- ", "rules:", "name:", "&a", "*a", "\"", "(", "|"],
            count: 3000)
        {
            do throws(UnreadableContent) {
                let content = try ExpressionContent(bytes: mutant.bytes, file: "m")
                let names = Set(content.rules.map(\.rule.name))
                #expect(content.profiles.allSatisfy { names.isSuperset(of: $0.rules) }, "\(mutant)")
                read += 1
            } catch { #expect(error.description.hasPrefix("m"), "\(mutant): \(error)") }
        }
        #expect(read > 100)
    }
}
