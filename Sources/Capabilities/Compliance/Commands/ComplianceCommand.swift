import ArgumentParser

/// The commands `martlet compliance …`.
struct ComplianceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compliance", abstract: "Check hosts against security standards.",
        subcommands: [ComplianceScanCommand.self, ComplianceProfilesCommand.self])
}
