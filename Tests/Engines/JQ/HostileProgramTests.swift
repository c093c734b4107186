import Bytes
import Fuzzing
import JQ
import Testing

@Suite("Hostile programs end with an error")
struct HostileProgramTests {
    private static let limits = JQLimits(steps: 300_000, depth: 20_000, outputBytes: 1 << 20)

    @Test(
        "work without end is stopped",
        arguments: [
            "def f: f|f; f", "def f: f; f", "[repeat(1)]", "range(1e18)", "last(range(1e18))",
            "def f: 1 + f; f", "def f(g): f(g | .); f(.)", "def f: [f]; f",
            "reduce range(1e18) as $x (0; . + 1)",
            "def f: ., (. | f); [f]", "until(false; . + 1)?", "[limit(1e9; repeat(\"a\"))]",
            "[recurse([.])] | length", "def f($x): f($x + 1); f(0)", "path(repeat(.a))",
            "\"a\" * 1e8 | [range(1000) as $i | . + \"\\($i)\"] | length",
        ])
    func endless(source: String) throws {
        let program = try JQ(source)
        #expect(throws: JQError.self) { _ = try program.outputs(of: .null, limits: Self.limits) }
    }

    @Test("deep values are made, compared and freed")
    func deep() throws {
        let program = try JQ("reduce range(200000) as $i (0; [.]) | length")
        #expect(try program.first(of: .null) == 1)
        let object = try JQ("reduce range(200000) as $i (0; {a: .}) | keys")
        #expect(try object.first(of: .null) == ["a"])
    }

    @Test(
        "deeply nested programs are refused",
        arguments: [
            ("(", ")"), ("[", "]"), ("{a:", "}"), ("if ", ""), ("-", ""), ("try ", ""), ("def f: ", ""),
        ])
    func nested(opening: String, closing: String) {
        let count = 100_000
        let source =
            String(repeating: opening, count: count) + "1" + String(repeating: closing, count: count)
        #expect(throws: JQError.self) { try JQ(source) }
    }

    @Test(
        "long programs compile or are refused",
        arguments: ["1+", ".|", "1,", ".[0]|", "1 as $x|", "1//", "true and "])
    func long(piece: String) {
        let source = String(repeating: piece, count: 50_000) + "1"
        #expect(throws: JQError.self) { try JQ(source) }
        #expect(throws: Never.self) { try JQ(String(repeating: piece, count: 100) + "1") }
    }

    @Test("mutated programs compile or are refused, and end")
    func mutants() throws {
        let corpus = [
            ".items[] | select(.a > 1) | {name: .b, \"x\\(1 + 2)\": [.c[]?]}",
            "reduce .[] as [$a, {b: $c}] (0; . + $a) | try error(\"x\") catch .",
            "def f($x; g): if $x == 0 then . else f($x - 1; g | g) end; f(3; . + 1)",
            "label $out | foreach .[] as $x (0; . + 1; if . > 2 then ., break $out else empty end)",
            "to_entries | map(select(.key | test(\"a+\"; \"gi\"))) | from_entries // {} | .a |= empty",
            ". as {$a, b: [$c]} ?// [$a] | [$a, $c] | @csv, @base64 \"\\(.)\" | .[1:3] = [1]",
        ]
        let tokens = [
            "|", ",", "//", "as", "$x", "[", "]", "{", "}", "..", "?//", "def f:", ";", "\"\\(", "input",
            "limit(3;",
        ]
        let inputs: [JSON] = [.null, ["a": 1, "b": [1, 2, "x"]], [1, [2, ["b": 3]], "t"]]
        for mutant in Mutants(of: corpus, tokens: tokens, count: 3000) {
            guard let program = try? JQ(mutant.text) else { continue }
            for input in inputs {
                let limits = JQLimits(steps: 5000, depth: 2000, outputBytes: 1 << 16)
                do { try program.outputs(of: input, limits: limits) { _ in true } } catch is JQError {}
            }
        }
    }
}
