import Bytes
import Testing

/// The expected texts are what `fmt.Printf("%q")` prints.
@Suite("Text as Go prints it")
struct GoTextTests {
    @Test(
        "is quoted with Go's escapes",
        arguments: [
            ("", #""""#), ("web-1", #""web-1""#), (#"say "hi" \ bye"#, #""say \"hi\" \\ bye""#),
            ("\u{07}\u{08}\t\n\u{0B}\u{0C}\r", #""\a\b\t\n\v\f\r""#), ("\0\u{1B}\u{7F}", #""\x00\x1b\x7f""#),
            // Only an ASCII space is printed; other separators, format characters and controls are not.
            ("\u{80}\u{A0}\u{AD}\u{2028}\u{FEFF}", #""\u0080\u00a0\u00ad\u2028\ufeff""#),
            ("\u{E000}\u{E0001}\u{10FFFF}", #""\ue000\U000e0001\U0010ffff""#),
            ("\u{E9}e\u{301}\u{9CE5} <&>", "\"\u{E9}e\u{301}\u{9CE5} <&>\""), ("\u{FFFD}", "\"\u{FFFD}\""),
            ("\u{1F469}\u{200D}\u{1F680}", "\"\u{1F469}\\u200d\u{1F680}\""),
            // Assigned by Unicode 16, which Go's tables do not know.
            ("\u{1C89}", #""\u1c89""#),
        ])
    func quoting(_ text: String, _ expected: String) {
        #expect(Array(GoText.quoted(text).unicodeScalars) == Array(expected.unicodeScalars))
    }

    @Test("lists are quoted in brackets")
    func lists() {
        #expect(GoText.quoted([]) == "[]")
        #expect(GoText.quoted(["a", "b\"c"]) == #"["a" "b\"c"]"#)
    }

    @Test("fractions have six digits")
    func fractions() {
        #expect(GoText.fixed(2) == "2.000000")
        #expect(GoText.fixed(-0.1234567) == "-0.123457")
    }

    @Test("several errors stand in brackets, each once")
    func errors() {
        #expect(GoText.aggregate(["a", "a"]) == "a")
        #expect(GoText.aggregate(["a", "b", "a"]) == "[a, b]")
    }
}
