import Bytes
import CEL
import Fuzzing
import Testing

@Suite("Hostile expressions")
struct HostileSourceTests {
    private static let corpus = [
        "self.spec.replicas <= 5 && has(self.spec.name)",
        "[1, 2u, 3.0e-1].map(x, x * 2).exists_one(y, y == 4)",
        "{'a': [1, {'b': b'\\x00\\377'}], \"c\": r'\\d'}['a'][1].b", "a.?b[?0].orValue({}).optMap(v, v + 1)",
        "timestamp('2020-01-01T00:00:00.5Z').getHours('Europe/Paris') % 12 == duration('1h30m').getMinutes()",
        "'%s %d %.2f'.format(['x', 1, 2.5]).split(' ').join('-').matches('^[a-z]+(b|c){2,3}?$')",
        "quantity('1.5Gi').add(5).isGreaterThan(quantity('1e3')) ? ip('::1') : cidr('10.0.0.0/8').ip()",
        "url('https://h:80/p?q=1#f').getQuery() == {} || semver('1.2.3-rc.1') == semver('v1', true)",
        "sets.contains([1], [2]) // comment\n || '''x''' in \"\"\"y\"\"\" ",
        "-9223372036854775808 / --1 - -0x7F",
    ]

    @Test("no mutant of an expression traps", arguments: [0, 1])
    func mutants(half: Int) {
        let tokens = [
            "(", ")", "[", "{", "?.", "&&", "||", "!", "-", "'", "'''", "\\", "\\u", "0x", "1e400",
            "18446744073709551615u",
            "9223372036854775808", ".all(x,", "has(", "in", "null", "%", "%s", "é", "\u{0}",
        ]
        let variables: [String: (CELType, CELValue)] = [
            "self": (.dyn, CELValue(json: ["spec": ["replicas": 3]])), "a": (.dyn, CELValue(json: [:])),
        ]
        for mutant in Mutants(
            of: Self.corpus, tokens: tokens, count: 4000, firstSeed: UInt64(1 + half * 4000))
        {
            _ = value(of: mutant.text, variables, budget: CostBudget(limit: 100_000))
        }
    }

    @Test(
        "what is nested too deep is refused, and a long chain is not",
        arguments: [
            String(repeating: "(", count: 5000) + "1", String(repeating: "[", count: 5000),
            String(repeating: "!", count: 100_000),
            String(repeating: "a.", count: 40_000) + "a", String(repeating: "1+", count: 40_000) + "1",
            String(repeating: "true?", count: 5000) + "1", String(repeating: "{1:", count: 5000),
            "'" + String(repeating: "a", count: 200_000) + "'",
            String(repeating: "f(", count: 5000), String(repeating: "-", count: 99_999),
            String(repeating: "[1].map(x,", count: 1000),
        ])
    func nesting(source: String) { #expect(value(of: source).hasPrefix("refused")) }

    @Test("what is nested less deep is evaluated")
    func deepEnough() {
        #expect(value(of: "1" + String(repeating: " + 1", count: 480)) == "481")
        #expect(
            value(of: String(repeating: "(", count: 240) + "1" + String(repeating: ")", count: 240)) == "1")
        let lists = String(repeating: "[", count: 240) + String(repeating: "]", count: 240)
        #expect(value(of: "\(lists) == \(lists)") == "true")
        let loops = (0..<60).map { "[1].all(x\($0), " }.joined() + "true" + String(repeating: ")", count: 60)
        #expect(value(of: loops) == "true")
    }

    @Test("a long chain of logical operators is a shallow tree")
    func chains() {
        let chain = [String](repeating: "true", count: 10_000).joined(separator: " && ")
        #expect(value(of: chain) == "true")
        let alternatives = [String](repeating: "false", count: 10_000).joined(separator: " || ")
        #expect(value(of: alternatives) == "false")
    }

    @Test(
        "literals that are no literals are refused",
        arguments: [
            "'a", "\"a\n\"", "'\\q'", "'\\u12'", "'\\uD800'", "b'\\u0041'", "'''a''", "9223372036854775808",
            "0x", "1e999", "1_000",
            "18446744073709551616u", "'\\400'", "@", "#", "$a", "a b", "=", "1 = 1", "1 & 1", "{a}", "[1 2]",
            ".", "..a", "a..b", "a.1",
        ])
    func malformed(source: String) { #expect(value(of: source).hasPrefix("refused"), "\(source)") }

    @Test("no mutant of a pattern, a quantity or a time traps")
    func texts() {
        let corpus = [
            "^(a|b)*[[:alpha:]]{2,3}\\d\\Q.\\E$", "(?i)x(?P<n>y)+?", "1.5Gi", "-3e-9",
            "2020-02-29T23:59:59.999+14:00", "1h2m3.5s",
            "::ffff:1.2.3.4/96", "https://u:p@[::1]:8080/a%20b?c=d&e#f", "1.2.3-alpha.1+b.7",
            "America/New_York", "%s %5.3f %x",
        ]
        let parts = [
            "text.matches(pattern)", "'abc'.findAll(pattern)",
            "isQuantity(text) && quantity(text).sign() > 0", "isIP(text)", "isCIDR(text)",
            "isURL(text) && url(text).getQuery() == {} && url(text).getPort() == ''", "isSemver(text, true)",
            "timestamp(text)", "duration(text)",
            "timestamp(0).getHours(text)", "text.format([1.5, 'a'])", "int(text)", "double(text)",
            "text.replace(pattern, 'x').split('')",
        ]
        for mutant in Mutants(
            of: corpus, tokens: ["[", "(", "{", "e", "::", "%", "\\", "9999999999"], count: 1500)
        {
            let variables: [String: (CELType, CELValue)] = [
                "text": (.string, .string(mutant.text)), "pattern": (.string, .string(mutant.text)),
            ]
            for part in parts { _ = value(of: part, variables) }
        }
    }
}
