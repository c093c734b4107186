import Capability
import Glibc
import Host
import OVAL
import SCAP
import Threads
import XCCDF

/// Scans this host, or a directory that holds another, with Martlet's own SCAP engine.
struct HostScanner: Scanner {
    /// The directory that is looked at as the host's root.
    let root: String

    func scan(content path: String, profile: String) async throws -> ScanFindings {
        let root = root
        return try await BlockingThread.run {
            defer { ProcessMemory.giveBack() }
            let content = try Content(path: path, options: .scan)
            let result = try content.scan(
                ProfileChoice(profile), collector: Collector(host: try Host(root: root)),
                clock: { Int64(time(nil)) })
            return ScanFindings(
                findings: result.results.compactMap { RuleFinding($0, in: content, of: result) })
        }
    }
}

extension RuleFinding {
    /// Puts a rule's result into the Compliance Operator's terms; nil for a rule that is left out.
    fileprivate init?(_ result: RuleResult, in content: Content, of scan: BenchmarkResult) {
        guard let status = CheckStatus(result.outcome) else { return nil }
        let rule = content.benchmark.rules[result.ruleIndex]
        func plain(_ text: RichText) -> String { content.benchmark.plain(text, under: scan.profile) }
        id = rule.id
        self.status = status
        severity = result.severity.rawValue
        description = "\(rule.title)\n\(plain(rule.item.description))"
        rationale = plain(rule.item.rationale)
        instructions = content.instructions(for: rule) ?? ""
        warnings = rule.item.warnings.map { plain($0.text) }
        valuesUsed = (result.check?.exports ?? []).map { ComplianceNames.dnsName($0.valueID) }.uniqued()
            .sorted()
        messages = result.messages
    }
}

extension CheckStatus {
    /// The verdict for an XCCDF outcome; nil for a rule that is left out.
    init?(_ outcome: Outcome) {
        switch outcome {
        case .pass, .fixed: self = .pass
        case .fail: self = .fail
        case .error, .unknown: self = .error
        case .notChecked: self = .manual
        case .informational: self = .info
        case .notApplicable: self = .notApplicable
        case .notSelected: return nil
        }
    }
}
