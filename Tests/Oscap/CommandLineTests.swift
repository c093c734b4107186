import Testing

@testable import OscapCommands

struct CommandLineTests {
    @Test(
        "a missing or unknown word ends with 101, a wrong option or argument with 100",
        arguments: [
            ([], 101), (["foo"], 101), (["xccdf"], 101), (["xccdf", "foo"], 101), (["--foo"], 100),
            (["xccdf", "eval"], 100), (["xccdf", "eval", "--foo", "x"], 100), (["info"], 100),
            (["ds", "sds-compose", "x"], 100), (["cpe", "check"], 100), (["oval", "eval"], 100),
            (["--help"], 0), (["xccdf", "eval", "-h"], 0), (["-V"], 0), (["xccdf", "eval", "nosuch.xml"], 1),
        ] as [([String], Int32)])
    func status(line: [String], status: Int32) { #expect(Run(line).status == status) }

    @Test("a refusal says what is wrong, then the usage and where the help is")
    func refusal() {
        #expect(
            Run("xccdf", "eval", "--pro", "x").errors
                == """
                oscap: option '--pro' is ambiguous; possibilities: '--profile' '--progress' '--progress-full'
                Usage:    oscap [options] xccdf eval [options] INPUT_FILE [oval-definitions-files]
                Help:     oscap xccdf eval -h

                """)
        #expect(
            Run("xccdf").errors.hasPrefix(
                "Usage:    oscap [options] xccdf command [command-specific-options]\nCommands: eval "))
    }

    @Test("help goes to standard output and lists every option in two columns")
    func help() {
        let run = Run("xccdf", "eval", "--help")
        #expect(run.errors.isEmpty)
        #expect(run.output.hasPrefix("oscap -> xccdf -> eval\n\n"))
        #expect(run.output.contains("\n   --profile <name>              - "))
        #expect(run.output.contains("\n   --verbose <verbosity_level>   - "))
    }

    @Test("scripts find the peer's version in the first line")
    func version() {
        #expect(Run("--version").output.hasPrefix("OpenSCAP command line tool (oscap) 1.3.7\n"))
    }

    @Test(
        "names of platforms are judged as the peer judges them",
        arguments: [
            ("cpe:/a:x:y", true), ("cpe:/", true), ("CPE:/a:x", true), ("cpe:/a::::::", true),
            ("cpe:/:x", true),
            ("cpe:/a:x%20", true), ("cpe:2.3:a:x:y:1:*:*:*:*:*:*:*", true),
            ("cpe:2.3:a:x:y\\:z:1:*:*:*:*:*:*:*", true),
            ("wfn:[part=\"a\"]", true), ("foo", false), ("", false), ("cpe:/x:y", false),
            ("cpe:/a:x y", false),
            ("cpe:/a:b:c:d:e:f:g:h", false), ("cpe:2.3:a:x", false), ("cpe:2.3:x:x:y:1:*:*:*:*:*:*:*", false),
            ("cpe:/a:é", false), ("cpe:/a:x+y", false),
        ])
    func platformNames(name: String, isValid: Bool) {
        let run = Run("cpe", "check", name)
        #expect(run.output == "'\(name)' is \(isValid ? "Valid" : "NOT Valid") CPE name.\n")
        #expect(run.status == (isValid ? 0 : 2))
    }
}
