import Capability
import SCAP
import Threads
import XCCDF

/// Reads the texts of a scan's rules from SCAP content.
struct SCAPRuleTextReader: RuleTextReader {
    /// The system of repairs that are objects of the cluster.
    static let objectFixes = "urn:xccdf:fix:script:kubernetes"

    func texts(for request: ScanRequest, of scan: ComplianceScan) async throws -> RuleTexts {
        try await BlockingThread.run {
            defer { ProcessMemory.giveBack() }
            let content = try Content(
                path: request.contentPath, options: [.texts, .instructions, .fixes])
            let tailoring = try request.tailoring.map(Tailoring.init(document:))
            let profile = try content.resolve(ProfileChoice(request.profile), tailoring: tailoring)
            let hidden = HiddenRules.ids(in: request.contentPath)
            var texts: [String: RuleText] = [:]
            for (index, rule) in content.benchmark.rules.enumerated() where profile.ruleIsSelected[index] {
                texts[rule.id] = Self.text(
                    of: rule, severity: profile.rules[index].severity, under: profile, in: content,
                    isHidden: hidden.contains(rule.id))
            }
            let values = profile.values.map { (Self.lastPart($0.key), $0.value.joined(separator: ",")) }
            let tailored = tailoring?.profiles.flatMap(\.settings).map { Self.lastPart($0.idref) } ?? []
            return RuleTexts(
                rules: texts, values: Dictionary(values) { first, _ in first },
                tailoredValues: Set(tailored))
        }
    }

    private static func text(
        of rule: Rule, severity: Severity, under profile: ResolvedProfile, in content: Content,
        isHidden: Bool
    ) -> RuleText {
        func plain(_ text: RichText) -> String { content.benchmark.plain(text, under: profile) }
        return RuleText(
            id: rule.id, severity: severity.rawValue,
            description: "\(rule.title)\n\(plain(rule.item.description))",
            rationale: plain(rule.item.rationale),
            instructions: content.instructions(for: rule) ?? "",
            warnings: rule.item.warnings.map { plain($0.text) },
            valuesUsed: RuleValues.names(of: rule, under: profile), isHidden: isHidden,
            fixes: rule.fixes.filter { $0.system == objectFixes }.map {
                RuleText.Fix(id: $0.id, template: plain($0.content))
            })
    }

    /// `var_umask` of `xccdf_org.ssgproject.content_value_var_umask`.
    static func lastPart(_ id: String) -> String {
        let parts = id.split(separator: "_", maxSplits: 3, omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "xccdf" ? String(parts[3]) : id
    }
}
