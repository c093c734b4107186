import Bytes
import Fuzzing
import Host
import ScratchRoots
import Testing

@testable import KubeBench

@Suite("Mutants of kube-bench files")
struct KubeBenchFuzzTests {
    private static let controls = [
        """
        controls:
        id: 1
        type: master
        groups:
        - id: 1.1
          checks:
            - {id: 1.1.1, audit: "stat -c permissions=%a /a", use_multiple_values: yes, scored: true, tests: {bin_op: or,
               test_items: [{flag: permissions, compare: {op: bitmask, value: "600"}}, {flag: --x, set: false}]}}
            - {id: 1.1.2, audit: "echo a=b --f=1", audit_config: "cat /c", audit_env: "printf 'E=1'", tests: {test_items:
               [{flag: a, path: '{.a[?(@.b==1)].c}', env: E, compare: {op: valid_elements, value: 'a,b'}}]}}
            - {id: 1.1.3, type: manual, text: &t x, remediation: *t}
        """
    ]
    private static let tokens = [
        "*t", "&t", "{", "}", "[", "]", "- ", ": ", "\n  ", "op: regex", "value: '('", "path: '{..x}'",
        "env: '['",
        "flag: '(a'", "set: no", "~", "!!map", "1.10", "é", "\0", "type: skip", "bin_op: and",
    ]

    @Test("a mutant of controls is refused in one line that names the file, or is evaluated")
    func mutantsOfControls() throws {
        let root = try ScratchRoot()
        defer { withExtendedLifetime(root) {} }
        let auditor = Auditor(machine: try Self.machine(root))
        var evaluated = 0
        for mutant in Mutants(of: Self.controls, tokens: Self.tokens, count: 1_500) {
            do throws(KubeBenchError) {
                let controls = try Controls(reading: mutant.text, file: "m.yaml")
                for check in controls.checks {
                    let result = CheckEvaluation(check: check, auditor: auditor).result()
                    #expect(result.state == .pass || !ComplianceVerdict(result, of: "m").rule.isEmpty)
                    evaluated += 1
                }
            } catch {
                #expect(error.description.hasPrefix("m.yaml"), "\(mutant): \(error)")
                #expect(!error.description.contains("\n"), "\(mutant): \(error)")
            }
            _ = try? Configuration(reading: [(mutant.text, "m.yaml")])
        }
        #expect(evaluated > 300)
    }

    @Test("a mutant of a script is answered or is an obstacle")
    func mutantsOfScripts() throws {
        let root = try ScratchRoot()
        defer { withExtendedLifetime(root) {} }
        let machine = try Self.machine(root)
        let corpus = AuditShellTests.scripts.map { $0.replacing("ROOT", with: "") }
        let tokens = [
            "$(", ")", "`", "'", "\"", "\\", "|", "||", "&&", ";", "\n", "${A:-b}", "$A", "for x in", "do",
            "done",
            "if", "then", "fi", "{", "}", "(", ">", "2>&1", "find / ", "-exec", "{} \\;", "xargs -I{}",
            "sed s/a/b/",
            "[", "[[:alpha:]]", "\\(", "\\)", "\\{1,\\}", "*", "é", "\0", "grep -e", "awk '{print $99}'",
        ]
        var answered = 0
        for mutant in Mutants(of: corpus, tokens: tokens, count: 6_000) {
            do throws(AuditObstacle) {
                let answer = try AuditShell.answer(mutant.text, on: machine)
                #expect(answer.output.count <= AuditShell.Sink.limit + 1 << 20)
                answered += 1
            } catch {
                #expect(!error.reason.isEmpty, "\(mutant)")
            }
        }
        #expect(answered > 1000)
    }

    @Test("a mutant of a template gives a text or is refused")
    func mutantsOfTemplates() throws {
        let document = try JSON(parsing: #"{"a": {"b": [1, 2.5, {"c": null}]}, "x.y": "z"}"#)
        let corpus = [
            "{.a.b[0]}", "{range .a.b[*]}{@.c}x{end}", "{.a.b[?(@.c=='q')].c}", "{['x.y']}", "{..b[1:2:1]}",
            "{.a.b[-1,0]} {\"t\\n\"}",
        ]
        var filled = 0
        for mutant in Mutants(
            of: corpus, tokens: ["{", "}", "..", "[", "]", "?(", "*", "@", "'", "-9"], count: 20_000)
        {
            guard let template = try? TemplatePath(mutant.text) else { continue }
            _ = template.text(of: document, numbersAreFloating: true)
            filled += 1
        }
        #expect(filled > 1000)
    }

    @Test("deep nesting is an obstacle, not a crash")
    func depth() throws {
        let root = try ScratchRoot()
        defer { withExtendedLifetime(root) {} }
        let machine = try Self.machine(root)
        for (open, close) in [
            ("$(", ")"), ("(", ")"), ("if ", ""), ("{ ", "}"), ("sh -c 'x' ", ""), ("! ", ""),
        ] {
            let script =
                String(repeating: open, count: 20_000) + "true" + String(repeating: close, count: 20_000)
            _ = try? AuditShell.answer(script, on: machine)
        }
        let template = String(repeating: "{range .a}", count: 5_000)
        #expect(throws: TemplatePathError.self) { try TemplatePath(template) }
        let list = "type: x\ngroups: " + String(repeating: "[", count: 20_000)
        #expect(throws: KubeBenchError.self) { try Controls(reading: list, file: "m.yaml") }
    }

    private static func machine(_ root: ScratchRoot) throws -> AuditMachine {
        root.file("a", "x")
        root.file("c", "a: [{b: 1, c: d}]")
        return AuditMachine(files: try Host(root: root.path), processes: [.fixture("x --y", program: "x")])
    }
}
