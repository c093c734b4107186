import ArgumentParser
import Capability
import FileIntegrity
import Host
import IntegrityVerbs

/// The command `martlet integrity update`.
struct IntegrityUpdateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "update",
        abstract: "Take the changes over that packages explain, and show the others.",
        discussion: """
            AIDE's update remembers whatever it finds. This one takes over, by name, the changes of which every \
            attribute is as a package has it that was updated since the baseline was made. It prints the others \
            and, to standard error, the line that approves each, so that somebody looks at them.

            The exit code is 0 when nothing is left, else as with check.

            EXAMPLES
              martlet integrity update
              martlet integrity update --limit /etc -o wide
            """)

    @OptionGroup var arguments: IntegrityArguments
    @OptionGroup var walk: WalkArguments
    @OptionGroup var published: PublishedArguments

    @Option(name: [.short, .long], help: "How to print: table, wide, json, yaml, ndjson, sarif or aide.")
    var output = IntegrityFormat.table

    func run() throws {
        let run = try IntegrityRun(arguments) { options in
            walk.add(to: &options)
            options.showsDatabaseDigests = output == .aide
        }
        let known = try published.evidence()
        let result = try run.check(known)
        if result.baseline.isEmpty, result.findings.contains(where: \.isExplained) {
            var baseline = try TrustedBaseline(of: run.verb)
            baseline.known = known
            let signed = try baseline.takeExplained(
                of: result, author: PersonAtWork.name(on: try? Host()), time: presentTime())
            if let signed { StandardError.write(BaselineText.line(signed)) }
        }
        let left = result.withoutExplained
        for finding in left.findings {
            StandardError.write("martlet integrity approve --finding \(finding.digest)   # \(finding.path)")
        }
        try run.show(left, output)
    }
}
