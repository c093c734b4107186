import ArgumentParser
import Capability
import FileIntegrity
import Host
import IntegrityVerbs

/// The command `martlet integrity approve`.
struct IntegrityApproveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "approve",
        abstract: "Take named changes into the baseline, and leave the others as they are.",
        discussion: """
            A change is named by its file's whole path, or by the digest that check prints with -o wide, json and \
            ndjson, which holds for exactly that change and no later one. There are no patterns and there is no \
            --all: among all changes there would be the one that nobody looked at.

            EXAMPLES
              martlet integrity approve /etc/ssh/sshd_config
              martlet integrity approve --finding sha256:5891b5b522d5… --finding sha256:e258d248fda9…
            """)

    @OptionGroup var arguments: IntegrityArguments
    @OptionGroup var walk: WalkArguments
    @OptionGroup var published: PublishedArguments

    @Argument(help: "Files whose changes are approved.") var paths: [String] = []

    @Option(help: "The digest of a change; may be given again.") var finding: [String] = []

    @Flag(name: .customLong("all"), help: .hidden) var all = false

    @Option(name: [.short, .long], help: "How to print the new baseline: table, json or yaml.")
    var output = OutputFormat.table

    func validate() throws {
        if all {
            throw ValidationError(
                "--all does not exist: what nobody has looked at would become what is right; name the changes"
            )
        }
        if walk.limit != nil { throw ValidationError("--limit: the named files limit what is looked at") }
        if paths.isEmpty, finding.isEmpty {
            throw ValidationError("name the changes: paths, or --finding with digests that check prints")
        }
        do throws(BaselineError) { for word in paths + finding { _ = try Approval(word) } } catch {
            throw ValidationError(error.description)
        }
        if let wrong = paths.first(where: { !$0.hasPrefix("/") }) {
            throw ValidationError("\(wrong): is no absolute path; digests are given with --finding")
        }
        if let wrong = finding.first(where: { $0.hasPrefix("/") }) {
            throw ValidationError("--finding \(wrong): is a path; name it without --finding")
        }
    }

    func run() throws {
        let approvals = try (paths + finding).map { word in try Approval(word) }
        let run = try IntegrityRun(arguments) { options in
            walk.add(to: &options)
            // Only a digest can be of any file.
            if finding.isEmpty { options.limit = Self.limit(to: paths) }
        }
        var baseline = try TrustedBaseline(of: run.verb)
        baseline.known = try published.evidence()
        try baseline.require()
        let result = try run.look(.check)
        for problem in result.problems { StandardError.write(PlainText.escaped(problem)) }
        let signed = try baseline.approve(
            approvals, of: result, author: PersonAtWork.name(on: try? Host()), time: presentTime())
        BaselineText.show(signed, output)
    }

    /// An expression that matches just some paths.
    private static func limit(to paths: [String]) -> String {
        let quoted = paths.map { path in
            path.map { letter in
                letter.isASCII && !letter.isLetter && !letter.isNumber && letter != "/"
                    ? "\\\(letter)" : "\(letter)"
            }.joined()
        }
        return "(" + quoted.joined(separator: "|") + ")$"
    }
}
