import ArgumentParser
import Bytes
import Capability
import ChangeExplanation
import FileIntegrity
import IntegrityVerbs

/// How findings are printed.
enum IntegrityFormat: String, CaseIterable, ExpressibleByArgument {
    case table, wide, json, yaml, ndjson, sarif, aide

    /// The findings of a command, with a final newline.
    func text(_ result: IntegrityResult) -> [UInt8] {
        switch self {
        case .table, .wide: Array(Self.table(result, isWide: self == .wide).utf8)
        case .json: Array(OutputFormat.json.render(result.json).utf8)
        case .yaml: Array(OutputFormat.yaml.render(result.json).utf8)
        case .ndjson: Array(result.findings.map { $0.json.text + "\n" }.joined().utf8)
        case .sarif: Array((result.sarif.pretty() + "\n").utf8)
        case .aide: result.aideReport
        }
    }

    private static func table(_ result: IntegrityResult, isWide: Bool) -> String {
        if result.findings.isEmpty { return "" }
        // Where no package manager explains anything, the column would say nothing.
        let isExplained = isWide || result.findings.contains(where: \.isExplained)
        var table = TextTable(
            ["KIND", "SUMMARY", "PATH"] + (isExplained ? ["EXPLAINED BY"] : [])
                + (isWide ? ["CHANGES", "FINDING"] : []))
        for finding in result.findings {
            let changes = finding.changes.map { change in
                "\(change.attribute): \(change.old.joined(separator: " ")) -> "
                    + change.new.joined(separator: " ")
            }
            table.add(
                [finding.kind.rawValue, finding.summary, finding.path]
                    + (isExplained ? [Self.explanation(finding)] : [])
                    + (isWide ? [changes.joined(separator: "; "), finding.digest] : []))
        }
        return table.text
    }

    private static func explanation(_ finding: IntegrityFinding) -> String {
        if case .explained(let source, _, _)? = finding.explanation { return PlainText.escaped(source) }
        return "unexplained"
    }
}
