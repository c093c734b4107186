import Host
import Patterns
import Testing

@testable import FileIntegrity

@Suite("Which files rules take")
struct RuleTests {
    func tree(_ rules: String, _ dialect: Dialect) throws -> RuleTree {
        var reader = ConfigurationReader(dialect: dialect, files: .none)
        try reader.read(Array(rules.utf8), named: "c")
        return reader.configuration.rules
    }

    // Each line was asked of the peer with --path-check.
    @Test(
        "verdicts are the peer's",
        arguments: [
            (Dialect.v0_18, "/a p\n", "/a/b", FileKind.regular, RuleMatch.Verdict.selective),
            (.v0_18, "/a p\n!/a/b\n", "/a/b/c", .regular, .none),
            (.v0_19, "/a p\n!/a/b\n", "/a/b/c", .regular, .negative),
            (.v0_19, "/a p\n!/a/b$\n", "/a/b/c", .regular, .selective),
            (.v0_19, "/a p\n-/a/b$\n", "/a/b/c", .regular, .pruned),
            (.v0_18, "/a p\n!/a/b d\n", "/a/b", .directory, .partial),
            (.v0_18, "/a p\n!/a/b d\n", "/a/b/c", .regular, .selective),
            (.v0_18, "=/a/ p\n", "/a/b", .regular, .equal),
            (.v0_18, "=/a/ p\n", "/a/b/c", .regular, .none),
            (.v0_18, "=/a$ p\n", "/a", .directory, .equal),
            (.v0_18, "/a/b f p\n", "/a/b", .directory, .partial),
            (.v0_18, "/ p\n/a/b u\n", "/x", .fifo, .selective),
            (.v0_18, "/(a|b)/c p\n", "/a", .directory, .partial),
            (.v0_19, "/q/r p\n", "/q", .directory, .partial),
        ])
    func verdicts(
        _ dialect: Dialect, _ rules: String, _ path: String, _ kind: FileKind, _ expected: RuleMatch.Verdict
    ) throws {
        #expect(try tree(rules, dialect).match(Array(path.utf8), kind).verdict == expected)
    }

    @Test("the deepest node decides, in it the first rule")
    func depth() throws {
        let tree = try tree("/ p\n/etc/ssh/key u\n/etc/ssh/k g\n/etc m\n", .v0_18)
        func rule(_ path: String) -> Int? { tree.match(Array(path.utf8), .regular).rule }
        #expect(rule("/etc/ssh/key1") == 1)
        #expect(rule("/etc/ssh/knot") == 2)
        #expect(rule("/etc/ssh/other") == 0)
        #expect(rule("/etc/other") == 0)
    }

    @Test("plain beginnings decide as PCRE does")
    func plainBeginnings() throws {
        let expressions = [
            "/a", "/ab$", "/a\\.b", "/a?b", "/a+", "/ab{2}", "/a|/b", "/a\\d", "/[ab]", "/a(b)?", "/é*",
            "/éa", "/a\\/b",
            "/a#b", "/a-b", "/(?i)A", "/a.b", "/^a", "/a\\",
        ]
        let paths = [
            "/", "/a", "/b", "/ab", "/a.b", "/aa", "/abb", "/a1", "/éa", "/é", "/a/b", "/a#b", "/a-b", "/A",
            "/ax",
        ]
        for expression in expressions {
            guard let pattern = try? Pattern(expression, options: [.utf8, .anchored, .reaching]) else {
                continue
            }
            let beginning = LiteralBeginning(of: expression)
            for path in paths {
                guard case .decided(let reach) = beginning.verdict(on: Array(path.utf8)) else { continue }
                #expect(try pattern.reach(in: path.utf8) == reach, "\(expression) on \(path)")
            }
        }
    }

    @Test("a name that is not UTF-8 is watched by the rules above it")
    func otherBytes() throws {
        let tree = try tree("/a p\n", .v0_18)
        #expect(tree.match(Array("/a/".utf8) + [0xFF, 0xFE], .regular).verdict == .selective)
    }
}
