import Testing

@testable import OVAL

@Suite("Functions of local variables")
struct FunctionTests {
    @Test(
        "functions give the values that the standard and oscap give",
        arguments: [
            (.concat, [["a"], ["b", "c"]], ["ab", "ac"]), (.concat, [["a"], []], []),
            (.split(","), [["a,b,,c"]], ["a", "b", "", "c"]), (.split("ab"), [["1ab2ab3"]], ["1", "2", "3"]),
            (.split(","), [[""]], [""]), (.split(""), [["abc"]], ["abc"]),
            (.substring(start: 3, length: 2), [["abcdefg"]], ["cd"]),
            (.substring(start: 0, length: 2), [["abc"]], ["ab"]),
            (.substring(start: .min, length: .max), [["abc"]], ["abc"]),
            (.substring(start: 3, length: -1), [["abcde"]], ["cde"]),
            (.substring(start: 3, length: 99), [["abc"]], ["c"]),
            (.regexCapture("^a(.)c"), [["abc", "xyz"]], ["b", ""]),
            (.regexCapture("(x)?a(.)"), [["abc"]], [""]),
            (.begin("^"), [["abc", "^x"]], ["^abc", "^x"]), (.end("$"), [["abc", "x$"]], ["abc$", "x$"]),
            (.escapeRegex, [["a.b-/^$\\[](){}*+?|"]], ["a\\.b-/\\^\\$\\\\\\[\\]\\(\\)\\{\\}\\*\\+\\?\\|"]),
            (.count, [["b", "b"]], ["2"]), (.unique, [["b", "c", "b"]], ["b", "c"]),
            (.arithmetic(.add), [["1"], ["2", "3"]], ["3", "4"]),
            (.arithmetic(.multiply), [["3"], ["1.5"]], ["4.5"]),
            (.timeDifference(.yearMonthDay, .secondsSinceEpoch), [["999999990"]], ["10"]),
        ] as [(Function, [[String]], [String])])
    func values(function: Function, arguments: [[String]], expected: [String]) throws {
        #expect(try function.apply(arguments, now: 1_000_000_000) == expected)
    }

    @Test(
        "functions refuse what they cannot compute",
        arguments: [
            (.substring(start: 9, length: 1), [["abc"]]), (.arithmetic(.divide), [["1"], ["0"]]),
            (.arithmetic(.add), [["1"], ["x"]]), (.regexCapture("("), [["a"]]),
            (.globToRegex(noEscape: false), [["[ab"]]),
            (.timeDifference(.yearMonthDay, .yearMonthDay), [["2010/13/01"], ["2010/12/01"]]),
            (.timeDifference(.secondsSinceEpoch, .secondsSinceEpoch), [["-9223372036854775808"], ["1"]]),
            (.timeDifference(.yearMonthDay, .secondsSinceEpoch), [["-9223372036854775808"]]),
            (.timeDifference(.yearMonthDay, .yearMonthDay), []),
            (.concat, Array(repeating: Array(repeating: "a", count: 1_001), count: 3)),
        ] as [(Function, [[String]])])
    func refusals(function: Function, arguments: [[String]]) {
        #expect(throws: FunctionError.self) { try function.apply(arguments, now: 0) }
    }

    @Test(
        "dates are read in every format",
        arguments: [
            ("2010/12/31 00:00:10", "20101231", .yearMonthDay),
            ("20101231T000010", "2010-12-31", .yearMonthDay),
            ("12/31/2010 00:00:10", "12-31-2010", .monthDayYear),
            ("December, 31 2010 00:00:10", "Dec 31 2010", .monthDayYear),
            ("31/12/2010 00:00:10", "31 December 2010", .dayMonthYear), ("20", "10", .secondsSinceEpoch),
            ("129000000100000000", "129000000000000000", .winFiletime),
            ("20101231000010.000000+000", "20101231000000.000000+000", .cimDatetime),
        ] as [(String, String, Function.DateFormat)])
    func dates(later: String, earlier: String, format: Function.DateFormat) throws {
        #expect(try Function.timeDifference(format, format).apply([[later], [earlier]], now: 0) == ["10"])
    }

    /// The table of `oval-def:GlobToRegexFunctionType`.
    @Test(
        "globs become the regular expressions of the standard's table",
        arguments: [
            (#"\*"#, false, #"^\*$"#), (#"\*"#, true, #"^\\[^/]*$"#), (#"\?"#, false, #"^\?$"#),
            (#"\?"#, true, #"^\\[^./]$"#),
            (#"\[hello\]"#, false, #"^\[hello\]$"#), (#"\[hello\]"#, true, #"^\\[hello\\]$"#),
            ("/root/*", false, "^/root/(?=[^.])[^/]*$"), ("/root/.*", false, #"^/root/\.[^/]*$"#),
            ("/root/x*", false, "^/root/x[^/]*$"), ("/root/?", false, "^/root/[^./]$"),
            ("list.?", true, #"^list\.[^/]$"#),
            ("*old", false, "^(?=[^.])[^/]*old$"), ("type*.[ch]", true, #"^type[^/]*\.[ch]$"#),
            ("x[[:digit:]]\\*", false, #"^x[[:digit:]]\*$"#),
            ("x[[:digit:]]\\*", true, #"^x[[:digit:]]\\[^/]*$"#),
            ("", false, "^$"), ("~/files/*.txt", true, #"^~/files/(?=[^.])[^/]*\.txt$"#),
            ("\\", false, #"^\\$"#),
            (".*.conf", false, #"^\.[^/]*\.conf$"#), ("docs/?b", true, "^docs/[^./]b$"),
            ("xy/??z", false, "^xy/[^./][^/]z$"),
            ("a[!b]c", false, "^a[^b]c$"),
        ])
    func globs(glob: String, noEscape: Bool, expected: String) throws {
        #expect(try Glob.regularExpression(glob, noEscape: noEscape) == expected)
    }
}
