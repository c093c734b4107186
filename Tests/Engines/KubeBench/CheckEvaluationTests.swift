import Host
import Testing

@testable import KubeBench

@Suite struct CheckEvaluationTests {
    @Test(
        "what a check says of itself decides first",
        arguments: [
            ("type: manual", .warn, .manual, "Test marked as a manual test"),
            ("type: manual\nscored: true", .warn, .manual, "Test marked as a manual test"),
            ("type: skip\nscored: true", .info, .skipped, "Test marked as skip"),
            ("scored: true", .warn, .noTests, "There are no tests"),
            ("scored: true\ntests: {}", .fail, .noTests, "No tests defined"),
            ("scored: true\ntype: automated", .fail, .noTests, "No tests defined"),
            ("scored: false", .warn, .noTests, "No tests defined"),
            ("scored: false\ntests: {test_items: []}", .warn, .noTests, "No tests defined"),
        ] as [(String, CheckState, CheckResult.Ground, String)])
    func untested(check: String, state: CheckState, ground: CheckResult.Ground, reason: String) throws {
        let result = try Self.result(check)
        #expect(result.state == state)
        #expect(result.ground == ground)
        #expect(result.reason == reason)
    }

    @Test(
        "a test holds or fails",
        arguments: [
            // The value of a flag in its forms.
            ("echo --f=a", "{flag: --f, compare: {op: eq, value: a}}", true),
            ("echo 'f: a b'", "{flag: f, compare: {op: eq, value: a}}", true),
            ("echo f:a", "{flag: f, compare: {op: eq, value: a}}", true),
            ("echo x --f a --g", "{flag: --f, compare: {op: eq, value: a}}", true),
            ("echo x --f", "{flag: --f, compare: {op: eq, value: true}}", true),
            ("echo x --f --g=1", "{flag: --f, compare: {op: eq, value: true}}", true),
            ("echo x --f=false --g", "{flag: --f, compare: {op: eq, value: false}}", true),
            ("echo root:root", "{flag: 'root:root'}", true),
            ("echo root:root", "{flag: 'root:root', compare: {op: eq, value: 'root:root'}}", true),
            ("echo anna:root", "{flag: 'root:root'}", false),
            ("echo permissions=640", "{flag: permissions, compare: {op: bitmask, value: '644'}}", true),
            // Presence.
            ("echo --f=a", "{flag: --f, set: true}", true),
            ("echo --f=a", "{flag: --g, set: true}", false),
            ("echo --f=a", "{flag: --g, set: false}", true),
            ("echo --f=a", "{flag: --f, set: false}", false),
            ("echo --f=a", "{flag: --f, set: false, compare: {op: eq, value: b}}", false),
            ("true", "{flag: --f, set: false}", true),
            ("echo a", "{}", false),
            // A beginning is enough, as it is for kube-bench.
            ("echo --file=a", "{flag: --f, set: true}", true),
        ])
    func flags(audit: String, item: String, holds: Bool) throws {
        let result = try Self.result(
            "audit: \"\(audit)\"\ntests: {test_items: [\(item)]}\nscored: true")
        #expect(result.ground == .tests, "\(result.reason)")
        #expect(result.state == (holds ? .pass : .fail))
    }

    @Test(
        "several tests are one",
        arguments: [
            ("and", "--a=1 --b=2", true), ("and", "--a=1", false), ("or", "--b=2", true),
            ("or", "--c", false),
            ("", "--a=1", false),
        ])
    func combinations(combination: String, output: String, holds: Bool) throws {
        let result = try Self.result(
            """
            audit: echo x \(output)
            scored: true
            tests:
              bin_op: \(combination)
              test_items: [{flag: --a}, {flag: --b, compare: {op: gt, value: 1}}]
            """)
        #expect(result.state == (holds ? .pass : .fail))
        #expect(result.actualValue == "x \(output)")
        if holds, combination == "and" {
            #expect(result.expectedResult == "'--a' is present AND '--b' is greater than 1")
        }
    }

    @Test(
        "flags come before the configuration file, and both before the environment",
        arguments: [
            ("--f=right", "f: wrong", "F=wrong", true), ("--f=wrong", "f: right", "F=right", false),
            ("--g", "f: right", "F=wrong", true), ("--g", "f: wrong", "F=right", false),
            ("--g", "g: 1", "F=right", true), ("--g", "g: 1", "F=wrong", false),
            ("--g", "g: 1", "G=1", false),
            ("--g", "", "F=right", true), ("", "{\"f\": \"right\"}", "", true),
        ])
    func order(flags: String, configuration: String, environment: String, holds: Bool) throws {
        let result = try Self.result(
            """
            audit: printf '%s' '\(flags)'
            audit_config: |
              printf '%s' '\(configuration)'
            audit_env: printf '%s' '\(environment)'
            scored: true
            tests: {test_items: [{flag: --f, path: '{.f}', env: F, compare: {op: eq, value: right}}]}
            """)
        #expect(result.state == (holds ? .pass : .fail), "\(result)")
    }

    @Test(
        "each line is tested by itself when asked for",
        arguments: [
            ("permissions=600\\npermissions=400\\n", true), ("permissions=600\\npermissions=644\\n", false),
            ("permissions=600\\n\\npermissions=600", false), ("permissions=600\\n\\n\\n", true),
        ])
    func lines(output: String, holds: Bool) throws {
        let result = try Self.result(
            """
            audit: printf '\(output)'
            use_multiple_values: true
            scored: true
            tests: {test_items: [{flag: permissions, compare: {op: bitmask, value: 600}}]}
            """)
        #expect(result.state == (holds ? .pass : .fail))
    }

    @Test("what does not count is a warning when it fails")
    func unscored() throws {
        #expect(try Self.result("audit: echo a\ntests: {test_items: [{flag: b}]}").state == .warn)
        #expect(try Self.result("audit: echo a\ntests: {test_items: [{flag: a}]}").state == .pass)
    }

    @Test("an audit that fails leaves nothing to test and says so")
    func failedAudit() throws {
        let check = "audit: stat -c %a /none\ntests: {test_items: [{flag: '600', set: false}]}\nscored: "
        let result = try Self.result(check + "true")
        #expect(result.state == .fail)
        #expect(result.ground == .failedAudit)
        #expect(
            result.reason == "failed to run: \"stat -c %a /none\", output: \"stat: cannot statx '/none': "
                + "No such file or directory\\n\", error: exit status 1")
        #expect(try Self.result(check + "false").state == .warn)
    }

    @Test("a configuration file that is missing is no failure when flags are known")
    func missingConfiguration() throws {
        let check = """
            audit_config: cat /none
            scored: true
            tests: {test_items: [{flag: --f, path: '{.f}'}]}

            """
        #expect(try Self.result(check + "audit: echo --f").state == .pass)
        #expect(try Self.result(check + "audit: echo --g").ground == .tests)
        #expect(try Self.result(check + "audit: 'true'").ground == .failedAudit)
    }

    @Test("an audit that is not answered is a warning with the reason, unless it may be run")
    func unanswered() throws {
        let check = "audit: kubectl get pods\nscored: true\ntests: {test_items: [{flag: a}]}"
        let result = try Self.result(check)
        #expect(result.state == .warn)
        #expect(result.ground == .unanswered)
        #expect(
            result.reason
                == "the audit \"kubectl get pods\" was not run: \"kubectl\" is not answered here")
        let run = try Self.result(check) { script in
            AuditAnswer(output: Array("a \(script)".utf8), code: 0)
        }
        #expect(run.state == .pass)
        #expect(run.actualValue == "a kubectl get pods")
        #expect(try Self.result(check) { _ in nil }.ground == .unanswered)
        #expect(
            try Self.result(check) { _ in AuditAnswer(output: [], code: 1) }.ground == .failedAudit)
    }

    @Test("an environment that is not answered matters only where it decides")
    func unansweredEnvironment() throws {
        let check = """
            audit_env: cat /proc/1/environ
            audit: echo --f=1
            scored: true

            """
        #expect(
            try Self.result(check + "tests: {test_items: [{flag: --f, env: F}]}").state == .pass)
        #expect(
            try Self.result(check + "tests: {test_items: [{flag: --g, env: G}]}").ground == .unanswered)
    }

    static func result(_ check: String, run: Auditor.Runner? = nil) throws -> CheckResult {
        let lines = "id: 1.1.1\n\(check)".unicodeLines.map { "      \($0)" }
        let text = "type: master\ngroups:\n- id: 1.1\n  checks:\n    -\n" + lines.joined(separator: "\n")
        let controls = try Controls(reading: text, file: "master.yaml")
        let machine = AuditMachine(files: try Host(root: "/tmp"), processes: nil)
        let check = try #require(controls.checks.first)
        return CheckEvaluation(check: check, auditor: Auditor(machine: machine, run: run)).result()
    }
}
