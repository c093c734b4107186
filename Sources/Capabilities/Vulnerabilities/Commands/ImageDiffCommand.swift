import Advisories
import ArgumentParser
import Capability
import Feeds
import Inventory
import Matching
import VulnerabilityVerbs

/// The command `martlet image diff`.
struct ImageDiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "Tell which flaws came and went between two images.",
        discussion: """
            Both are held against the same feeds. With --feeds-then, the feeds of the earlier image's time, what \
            is only known since is told apart from what the image's change brought. The exit code is 2 when the \
            later image has flaws that the earlier one did not have.

            EXAMPLES
              martlet image diff app-1.tar app-2.tar
              martlet image diff sbom:monday.cdx.json sbom:friday.cdx.json -o markdown
              martlet image diff app.tar app.tar --feeds-then /backup/feeds-of-monday
            """)

    @Argument(help: "The earlier image.")
    var earlier: String

    @Argument(help: "The later image.")
    var later: String

    @OptionGroup var feeds: FeedArguments

    @Option(name: .customLong("feeds-then"), help: "The directory of the feeds of the earlier image's time.")
    var then: String?

    @Option(name: [.short, .long], help: "How to print: table, json, yaml or markdown.")
    var output = Format.table

    /// How a comparison is printed.
    enum Format: String, CaseIterable, ExpressibleByArgument { case table, json, yaml, markdown }

    func run() throws {
        let known = try Feeds(feeds.directory)
        let report = try ComparisonReport(
            from: (earlier, try SoftwareListing.of(try SoftwareSource(earlier))),
            to: (later, try SoftwareListing.of(try SoftwareSource(later))), feeds: known,
            then: try then.map { try Feeds(FeedDirectory($0)) })
        switch output {
        case .table: StandardOutput.put(Self.table(report.comparison))
        case .json: StandardOutput.put(OutputFormat.json.render(report.json))
        case .yaml: StandardOutput.put(OutputFormat.yaml.render(report.json))
        case .markdown: StandardOutput.put(report.markdown)
        }
        let comparison = report.comparison
        StandardError.write(
            "\(comparison.packages.count) packages changed; \(comparison.introduced.count) flaws introduced, "
                + "\(comparison.fixed.count) fixed, \(comparison.persisting.count) persisting")
        if !comparison.introduced.isEmpty { throw HouseExit.findings }
    }

    /// What came and went; what is as it was is only counted.
    static func table(_ comparison: Comparison) -> String {
        var table = TextTable(["CHANGE", "FLAW", "SEVERITY", "PACKAGE", "VERSION", "WHY"])
        var isEmpty = true
        for change in comparison.findings {
            if case .persisting = change, !change.isReassessed { continue }
            let finding = change.finding
            table.add([
                change.word, finding.flaw, finding.severity.name.uppercased(), finding.package.displayName,
                finding.package.version, change.cause,
            ])
            isEmpty = false
        }
        return isEmpty ? "" : table.text
    }
}
