import Advisories
import Capability
import Inventory
import Matching
import VulnerabilityVerbs

/// A report in columns for a person.
enum ScanTable {
    static func text(_ report: ScanReport, isWide: Bool) -> String {
        if report.findings.isEmpty { return "" }
        let columns = ["PACKAGE", "INSTALLED", "FLAW", "SEVERITY", "FIXED IN", "STATE"]
        var table = TextTable(
            columns + (isWide ? ["CVSS", "EPSS", "EXPLOITED", "ADVISORY", "LOCATION"] : []))
        for finding in report.findings {
            var cells = [
                finding.package.displayName, finding.package.version, finding.flaw,
                finding.severity.name.uppercased(), finding.fix ?? "-", finding.state,
            ]
            if isWide {
                let facts = report.facts[finding.flaw]
                cells += [
                    facts?.score.map { "\($0.number)" } ?? "-",
                    facts?.prediction.map { percent($0.probability) } ?? "-",
                    facts?.exploited == nil ? "-" : "yes", finding.advisory,
                    finding.package.locations.first?.path ?? "-",
                ]
            }
            table.add(cells)
        }
        return table.text
    }

    /// A share of 1 in percent, with one digit after the point.
    private static func percent(_ share: Double) -> String {
        let tenths = Int(share * 1000 + 0.5)
        return "\(tenths / 10).\(tenths % 10) %"
    }

    /// One line about the whole.
    static func summary(_ report: ScanReport) -> String {
        let inventory = report.assessment.inventory
        let system = inventory.distribution.map { $0.title ?? "\($0.id) \($0.version)" } ?? "no distribution"
        var line = "\(report.target): \(system), \(inventory.packages.count) packages, "
        line += "\(report.findings.count) findings"
        if !report.counts.isEmpty { line += " (\(report.countText); \(report.fixableCount) with a fix)" }
        let reasons = Dictionary(grouping: report.unjudged, by: \.reason.clause).mapValues(\.count)
        for (reason, count) in reasons.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }).prefix(5) {
            line += "\nnot judged: \(count) packages: \(reason)"
        }
        return line
    }
}
