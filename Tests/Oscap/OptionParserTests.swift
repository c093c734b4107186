import Testing

@testable import OscapCommands

struct OptionParserTests {
    static let options = [
        LongOption("profile", takes: "name"), LongOption("progress"), LongOption("progress-full"),
        LongOption("skip-valid"), LongOption("skip-validation", sameAs: "skip-valid"),
        LongOption("output", takes: "file", letter: "o"), LongOption("force", letter: "f"),
    ]

    func parse(_ line: [String]) throws -> ParsedArguments {
        try OptionParser(options: Self.options, stopsAtWord: false).parse(line).arguments
    }

    @Test("options stand anywhere among words, and -- ends them")
    func permutes() throws {
        let arguments = try parse(["a.xml", "--progress", "b.xml", "--", "--profile"])
        #expect(arguments.words == ["a.xml", "b.xml", "--profile"])
        #expect(arguments.has("progress") && !arguments.has("profile"))
    }

    @Test("an argument follows an equals sign or is the next word, even one with dashes")
    func takesArguments() throws {
        #expect(try parse(["--profile=a=b"]).value("profile") == "a=b")
        #expect(try parse(["--profile="]).value("profile") == "")
        #expect(try parse(["--profile", "--progress"]).value("profile") == "--progress")
        #expect(try parse(["-ofile", "-fo", "x"]).values("output") == ["file", "x"])
    }

    @Test("a beginning stands for an option as long as it is clear; spellings of one option never clash")
    func abbreviates() throws {
        #expect(try parse(["--prof", "x"]).value("profile") == "x")
        #expect(try parse(["--progress"]).has("progress-full") == false)
        #expect(try parse(["--skip"]).has("skip-valid"))
    }

    @Test(
        "what getopt_long refuses is refused in its words",
        arguments: [
            (["--foo"], "unrecognized option '--foo'"),
            (
                ["--pro"],
                "option '--pro' is ambiguous; possibilities: '--profile' '--progress' '--progress-full'"
            ),
            (["--profile"], "option '--profile' requires an argument"),
            (["--progress=x"], "option '--progress' doesn't allow an argument"),
            (["-x"], "invalid option -- 'x'"), (["-fo"], "option requires an argument -- 'o'"),
        ])
    func refuses(line: [String], sentence: String) {
        let refusal = #expect(throws: OptionParser.Refusal.self) { try parse(line) }
        #expect(refusal?.sentence == sentence)
    }
}
