import ArgumentParser
import Capability
import FileIntegrity
import Glibc
import Host
import IntegrityVerbs

/// The command `martlet integrity init`.
struct IntegrityInitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Make the baseline: remember how every file is now.",
        discussion: """
            The baseline is signed with a key of this machine, which is made at the first time. What `-o json` \
            prints is to be kept elsewhere: with it `verify --published` finds a baseline that was put back.

            The exit code is 0 when everything could be looked at and 3 when something could not; the baseline is \
            written in both cases.

            EXAMPLES
              martlet integrity init
              martlet integrity init --config /etc/aide/aide.conf --database /var/lib/aide/aide.db
              martlet integrity init --root /mnt/node --state-dir /var/lib/nodes/worker-1
            """)

    @OptionGroup var arguments: IntegrityArguments
    @OptionGroup var walk: WalkArguments
    @OptionGroup var published: PublishedArguments

    @Flag(help: "Take the place of a baseline that is there, and forget what it says.")
    var replace = false

    @Option(name: [.short, .long], help: "How to print the new baseline: table, json or yaml.")
    var output = OutputFormat.table

    func run() throws {
        let run = try IntegrityRun(arguments) { options in
            walk.add(to: &options)
            options.showsDatabaseDigests = false
        }
        var baseline = try TrustedBaseline(of: run.verb)
        baseline.known = try published.evidence()
        let progress = ProgressLine(step: 500)
        defer { progress.end() }
        baseline.onProgress = { progress.reached($0, "files") }
        let (result, signed) = try baseline.initialize(
            replaces: replace, author: PersonAtWork.name(on: try? Host()), clock: presentTime)
        progress.end()
        for problem in result.problems { StandardError.write(PlainText.escaped(problem)) }
        BaselineText.show(signed, output)
        throw ExitCode(result.exitCode)
    }
}
