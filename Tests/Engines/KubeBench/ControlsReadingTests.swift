import Testing

@testable import KubeBench

@Suite struct ControlsReadingTests {
    private static let text = """
        ---
        controls:
        version: "house-1.0"
        id: 1
        text: "Control plane"
        type: "master"
        groups:
          - id: 1.1
            text: "Files"
            checks:
              - id: 1.1.10
                text: "The file is closed to others"
                audit: "stat -c permissions=%a /etc/file"
                audit_config: cat /etc/config
                audit_env: cat /etc/environment
                use_multiple_values: yes
                tests:
                  bin_op: or
                  test_items:
                    - flag: "permissions"
                      path: '{.mode}'
                      env: MODE
                      compare:
                        op: bitmask
                        value: 0600
                    - flag: other
                      set: false
                remediation: |
                  Close it.
                scored: true
              - id: 1.1.2
                text: "Look"
                type: manual
        """

    @Test("every field of a check is read, and numbers keep their spelling")
    func everyField() throws {
        let controls = try Controls(reading: Self.text, file: "master.yaml")
        #expect(controls.id == "1")
        #expect(controls.version == "house-1.0")
        #expect(controls.target == "master")
        #expect(controls.groups.map(\.id) == ["1.1"])
        let check = try #require(controls.checks.first)
        #expect(check.id == "1.1.10")
        #expect(check.audit == "stat -c permissions=%a /etc/file")
        #expect(check.auditConfiguration == "cat /etc/config")
        #expect(check.auditEnvironment == "cat /etc/environment")
        #expect(check.usesMultipleValues && check.isScored)
        #expect(check.remediation == "Close it.\n")
        let tests = try #require(check.tests)
        #expect(tests.combination == .or)
        #expect(
            tests.items.first
                == TestItem(
                    flag: "permissions", variable: "MODE", path: "{.mode}", isSet: true,
                    comparison: Comparison(operation: .bitmask, value: "0600")))
        #expect(tests.items.last?.isSet == false)
        #expect(controls.checks.last?.type == "manual")
        #expect(controls.checks.last?.isScored == false)
        #expect(controls.notes.isEmpty)
    }

    @Test(
        "an error names file, line and field",
        arguments: [
            (
                "op: bitmask", "op: mask",
                "master.yaml:24: groups[0].checks[0].tests.test_items[0].compare.op: \"mask\""
            ),
            (
                "bin_op: or", "bin_op: xor",
                "master.yaml:18: groups[0].checks[0].tests.bin_op: \"xor\" is neither"
            ),
            (
                "scored: true", "scored: maybe",
                "master.yaml:30: groups[0].checks[0].scored: \"maybe\" is neither"
            ),
            (
                "id: 1.1.2", "id:",
                "master.yaml:31: groups[0].checks[1].id: the recommendation's number is missing"
            ),
            (
                "flag: other", "flag: 'a('",
                "groups[0].checks[0].tests.test_items[1].flag: \"a(\" is no regular"
            ),
            ("type: \"master\"", "typ: master", "master.yaml:2: type: the kind of node"),
            ("checks:", "checks: 5\n    x:", "groups[0].checks: a list is expected here"),
            ("text: \"Look\"", "text: [1]", "groups[0].checks[1].text: a text is expected here"),
            ("version: \"house-1.0\"", "version: \"house", "master.yaml:"),
        ])
    func errors(wanted: String, instead: String, message: String) throws {
        let text = Self.text.replacing(wanted, with: instead, maxReplacements: 1)
        #expect(text != Self.text)
        let error = try #require(throws: KubeBenchError.self) {
            try Controls(reading: text, file: "master.yaml")
        }
        #expect("\(error)".contains(message), "\(error)")
    }

    @Test("a field that kube-bench does not know is read past and said so")
    func stranger() throws {
        let text = Self.text.replacing("remediation:", with: "remedy: x\n        remediation:")
        let controls = try Controls(reading: text, file: "master.yaml")
        #expect(controls.notes.count == 1)
        #expect(controls.notes.first?.hasPrefix("master.yaml:28: groups[0].checks[0].remedy: ") == true)
    }

    @Test("of two values of one key the last counts, and that is said")
    func repeatedKey() throws {
        let text = Self.text.replacing("set: false", with: "set: true\n              set: false")
        let controls = try Controls(reading: text, file: "master.yaml")
        #expect(controls.checks[0].tests?.items[1].isSet == false)
        #expect(controls.notes == ["master.yaml:27: set is set twice; the last counts"])
        let first = Self.text.replacing("- flag: other", with: "- flag: one\n              flag: other")
        #expect(try Controls(reading: first, file: "m").checks[0].tests?.items[1].flag == "other")
        let nested = Self.text.replacing("type: manual", with: "tests: {bin_op: or, bin_op: and}")
        let error = try #require(throws: KubeBenchError.self) { try Controls(reading: nested, file: "m") }
        #expect("\(error)".contains("\"bin_op\" is set twice"))
    }

    @Test("two checks with one number are said")
    func repeatedNumber() throws {
        let text = Self.text.replacing("id: 1.1.2", with: "id: 1.1.10")
        let controls = try Controls(reading: text, file: "master.yaml")
        #expect(controls.notes == ["master.yaml:31: the number 1.1.10 is used by two checks"])
    }
}
