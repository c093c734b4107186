import ArgumentParser
import Capability
import Glibc
import SCAP
import SCAPReports
import XCCDF

/// The command `martlet compliance fix`.
struct ComplianceFixCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fix",
        abstract: "Put the repairs of a profile, or of what failed, together as one file.",
        discussion: """
            Nothing is run. With --results only the rules that failed there are repaired.

            EXAMPLES
              martlet compliance fix --profile standard > repair.sh
              martlet compliance fix --profile standard --kind ansible --results arf.xml > repair.yml
            """)

    @OptionGroup var profile: ProfileArguments

    @Option(help: "bash, ansible, puppet, anaconda, ignition, kubernetes, blueprint, kickstart or bootc.")
    var kind = FixKind.bash

    @Option(help: "An XCCDF result or ARF document that says what failed.")
    var results: String?

    @Option(help: "Write to FILE instead of standard output.") var to: String?

    func run() throws {
        let content = try profile.read([.texts, .references, .fixes])
        let resolved = try profile.resolve(in: content)
        var script = FixScript(
            benchmark: content.benchmark, profile: resolved, kind: kind,
            result: try results.map { FixScript.Failures(try Report(path: $0)) })
        script.command = "martlet"
        script.contentPath = content.path
        script.profileDescription = try Report.profileDescription(
            path: content.path, benchmarkID: content.benchmark.id, profile: resolved)
        let bytes = try script.bytes()
        guard let to else { return StandardOutput.put(bytes) }
        try OutputFile(path: to).write(bytes)
        // A script is there to be run, by the one who asked for it.
        if kind == .bash { chmod(to, 0o700) }
    }
}

extension FixKind: ExpressibleByArgument {}
