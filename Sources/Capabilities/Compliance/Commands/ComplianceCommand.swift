import ArgumentParser

/// The commands `martlet compliance …`.
struct ComplianceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compliance", abstract: "Check hosts against security standards.",
        discussion: """
            What can be asked of a cluster whose operator scans it: rerun-now, fetch-raw, fetch-fixes, view-result, \
            controls and bind. The rest works on this machine alone.
            """,
        subcommands: [
            ComplianceScanCommand.self, ComplianceWatchCommand.self, ComplianceExplainCommand.self,
            ComplianceProfilesCommand.self, ComplianceRulesCommand.self, ComplianceGuideCommand.self,
            ComplianceFixCommand.self, ComplianceRemediateCommand.self, ComplianceReportCommand.self,
            ComplianceDiffCommand.self, ComplianceValidateCommand.self, ComplianceInfoCommand.self,
            ComplianceBindCommand.self, ComplianceRerunCommand.self, ComplianceViewResultCommand.self,
            ComplianceFetchRawCommand.self, ComplianceFetchFixesCommand.self, ComplianceControlsCommand.self,
            ComplianceKubeBenchCommand.self,
        ])
}
