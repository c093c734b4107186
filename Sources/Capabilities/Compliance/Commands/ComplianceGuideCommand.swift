import ArgumentParser
import Capability
import SCAP
import SCAPReports
import XCCDF

/// The command `martlet compliance guide`.
struct ComplianceGuideCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "guide", abstract: "Write a profile as a document for people, in HTML.",
        discussion: """
            EXAMPLES
              martlet compliance guide --profile standard > standard.html
            """)

    @OptionGroup var profile: ProfileArguments
    @Option(help: "Write to FILE instead of standard output.") var to: String?

    func run() throws {
        let content = try profile.read([.texts, .references, .fixes])
        let guide = Guide(content: content, profile: try profile.resolve(in: content))
        if let to {
            try OutputFile(path: to).write { try guide.writeHTML(language: .preferred, to: $0) }
        } else {
            try guide.writeHTML(language: .preferred) { StandardOutput.put($0) }
        }
    }
}
