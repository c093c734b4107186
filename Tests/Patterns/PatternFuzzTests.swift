import Fuzzing
import Patterns
import Testing

@Suite("Mutants of patterns")
struct PatternFuzzTests {
    private static let corpus = [
        #"^\s*PASS_MAX_DAYS\s+(\d+)\s*$"#, #"(?i)^(a|b(c)?)+[^d-f]{2,5}$"#,
        #"(?<=x)\bfoo\K(?!bar)(?:baz|qux)*+"#,
        #"^(a+)+$"#, #"(.)\1\g{-1}(?P<n>y)(?P=n)"#, #"\p{Lu}\x{e9}[[:alpha:]]"#, #"(?R)?a(?1)"#,
    ]
    private static let tokens = [
        "(", ")", "[", "]", "{1,}", "{65535}", "*", "+", "?", "|", "^", "$", ".", "\\", "\\K", "\\G", "(?<=",
        "(?=", "(?!",
        "(?R)", "(?1)", "(?C1)", "(*FAIL)", "(*ACCEPT)", "(*COMMIT)", "(*UTF)", "(*LIMIT_MATCH=4294967295)",
        "\\Q",
        "\\E", "(a*)*", "(?|", "\\C", "\\X", "\\R",
    ]
    private static let subjects: [[UInt8]] = [
        [], Array("PASS_MAX_DAYS\t365\n".utf8), Array(repeating: 0x61, count: 60) + [0x21],
        Array("xfoo\u{e9}\u{301}aAyy\0\r\n".utf8), [0xC3, 0x28, 0x00, 0xFF, 0x61],
    ]

    @Test(
        "a match lies in its subject, matches end, and every refusal is a pattern error",
        .timeLimit(.minutes(15)))
    func bounded() {
        var compiled = 0
        for mutant in Mutants(of: Self.corpus, tokens: Self.tokens, count: 700) {
            let options = Pattern.Options(rawValue: UInt32(mutant.seed % 16))
            guard let pattern = try? Pattern(mutant.text, options: options) else { continue }
            compiled += 1
            for subject in Self.subjects {
                var count = 0
                do throws(PatternError) {
                    try pattern.forEachMatch(in: subject) { match in
                        count += 1
                        let isInside = match.ranges.allSatisfy { range in
                            range.map { $0.lowerBound >= 0 && $0.upperBound <= subject.count } ?? true
                        }
                        #expect(isInside && match.ranges.count == pattern.groupCount + 1, "\(mutant)")
                        return count <= 2 * subject.count + 2
                    }
                    _ = try pattern.couldMatch(beginning: subject)
                } catch {
                    #expect(!error.description.isEmpty, "\(mutant)")
                }
                #expect(count <= 2 * subject.count + 2, "\(mutant) does not end")
            }
        }
        #expect(compiled > 100)
    }
}
