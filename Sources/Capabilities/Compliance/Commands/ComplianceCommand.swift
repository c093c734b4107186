import ArgumentParser

/// The commands `martlet compliance …`.
struct ComplianceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compliance", abstract: "Check hosts against security standards.",
        subcommands: [
            ComplianceScanCommand.self, ComplianceWatchCommand.self, ComplianceExplainCommand.self,
            ComplianceProfilesCommand.self, ComplianceRulesCommand.self, ComplianceGuideCommand.self,
            ComplianceFixCommand.self, ComplianceRemediateCommand.self, ComplianceReportCommand.self,
            ComplianceDiffCommand.self, ComplianceValidateCommand.self, ComplianceInfoCommand.self,
            ComplianceKubeBenchCommand.self,
        ])
}
