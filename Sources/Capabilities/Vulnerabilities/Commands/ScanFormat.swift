import ArgumentParser
import Bytes
import Capability
import VulnerabilityVerbs

/// How the findings of a scan are printed.
enum ScanFormat: String, CaseIterable, ExpressibleByArgument {
    case table, wide, json, yaml, sarif, markdown

    /// The report, with a final newline.
    func text(_ report: ScanReport) -> String {
        switch self {
        case .table: ScanTable.text(report, isWide: false)
        case .wide: ScanTable.text(report, isWide: true)
        case .json: OutputFormat.json.render(report.json)
        case .yaml: OutputFormat.yaml.render(report.json)
        case .sarif: OutputFormat.json.render(report.sarif)
        case .markdown: report.markdown
        }
    }
}
