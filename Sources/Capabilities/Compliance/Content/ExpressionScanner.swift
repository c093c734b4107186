import Bytes
import Capability
import Cluster
import Kubernetes
import XML

/// Judges the expressions of a profile over the cluster's objects.
struct ExpressionScanner: ComplianceScanner, RuleTextReader {
    let room: CapabilityRoom

    func scan(_ request: ScanRequest, for scan: ComplianceScan) async throws -> TargetReport {
        let (rules, manual) = try await rules(of: scan)
        var verdicts: [(rule: ExpressionRule, status: CheckStatus, message: String)] = []
        var warnings: [String] = []
        for rule in rules {
            if manual.contains(rule.name) || rule.expression.isEmpty {
                verdicts.append((rule, .manual, ""))
                continue
            }
            var inputs: [String: JSON] = [:]
            for input in rule.inputs { inputs[input.name] = try await objects(input, &warnings) }
            let (status, message) = ExpressionCheck.judge(rule, inputs)
            verdicts.append((rule, status, message))
        }
        let fails = verdicts.contains { $0.status == .fail || $0.status == .error }
        return TargetReport(
            document: Self.document(verdicts, now: room.now(), profile: scan.profile),
            exitCode: fails ? "2" : "0", warnings: warnings.uniqued())
    }

    func texts(for request: ScanRequest, of scan: ComplianceScan) async throws -> RuleTexts {
        let (rules, _) = try await rules(of: scan)
        let texts = rules.map { rule in
            RuleText(
                id: rule.id, severity: rule.severity,
                description: [rule.title, rule.text("description")].filter { !$0.isEmpty }
                    .joined(separator: "\n"),
                rationale: rule.text("rationale"), instructions: rule.text("instructions"),
                failureReason: rule.failureReason)
        }
        return RuleTexts(rules: Dictionary(texts.map { ($0.id, $0) }) { first, _ in first })
    }

    /// The rules of the scan's profile, and the names of those that a person decides.
    private func rules(
        of scan: ComplianceScan
    ) async throws -> (rules: [ExpressionRule], manual: Set<String>) {
        let profiles = try await room.cluster.all(TailoredProfile.self, namespace: scan.object.namespace)
        guard let profile = profiles.first(where: { $0.xccdfID == scan.profile }) else {
            return (try await rules(try await profile(of: scan).rules, of: scan), [])
        }
        var names: [String] = []
        if !profile.extends.isEmpty {
            guard
                let base = try await room.cluster.find(
                    Profile.self, namespace: scan.object.namespace, name: profile.extends)
            else { throw ScanFailure(description: "the Profile \"\(profile.extends)\" was not found") }
            let left = Set(profile.disabledRules.map(\.name))
            names = base.rules.filter { !left.contains($0) }
        }
        let further = profile.enabledRules + profile.manualRules
        names += further.filter { $0.kind == "Rule" }.map(\.name)
        var rules = try await rules(names.uniqued(), of: scan)
        for reference in further where reference.kind == "CustomRule" {
            guard
                let rule = try await room.cluster.find(
                    CustomRule.self, namespace: scan.object.namespace, name: reference.name)
            else { throw ScanFailure(description: "CustomRule \"\(reference.name)\" was not found") }
            rules.append(rule.rule)
        }
        return (rules, Set(profile.manualRules.map(\.name)))
    }

    /// The profile of a bundle; bundles may have the same ids, so the scan's name decides.
    private func profile(of scan: ComplianceScan) async throws -> Profile {
        let profiles = try await room.cluster.all(Profile.self, namespace: scan.object.namespace).filter {
            $0.id == scan.profile && $0.isOfExpressions
        }
        guard let found = profiles.first(where: { $0.object.name == scan.object.name }) ?? profiles.first
        else {
            throw ScanFailure(description: "no profile of expressions has the id \(scan.profile)")
        }
        return found
    }

    private func rules(_ names: [String], of scan: ComplianceScan) async throws -> [ExpressionRule] {
        var rules: [ExpressionRule] = []
        for name in names {
            guard
                let rule = try await room.cluster.find(
                    RuleResource.self, namespace: scan.object.namespace, name: name)
            else { throw ScanFailure(description: "Rule \"\(name)\" was not found") }
            rules.append(ExpressionRule(rule))
        }
        return rules
    }

    /// An input's object, or a list of them; `null` and an empty list where there is none.
    private func objects(_ input: ExpressionRule.Input, _ warnings: inout [String]) async throws -> JSON {
        let absent: JSON = input.objectName.isEmpty ? ["items": []] : .null
        guard
            let type = try await ServedKinds(cluster: room.cluster).resource(
                group: input.group, version: input.version, plural: input.resource)
        else {
            warnings.append(
                "\(input.resource) of \(input.group)/\(input.version) is not served by this cluster")
            return absent
        }
        let namespace = type.scope == .cluster || input.namespace.isEmpty ? nil : input.namespace
        if input.objectName.isEmpty {
            let items = try await room.cluster.list(type, namespace: namespace, options: ListOptions()).items
            return ["items": .array(items.map(\.json))]
        }
        return try await room.cluster.find(type, namespace: namespace, name: input.objectName)?.json ?? absent
    }

    private static func document(
        _ verdicts: [(rule: ExpressionRule, status: CheckStatus, message: String)], now: String,
        profile: String
    ) -> [UInt8] {
        let outcomes: [CheckStatus: String] = [
            .pass: "pass", .fail: "fail", .manual: "notchecked", .error: "error",
        ]
        var writer = XMLWriter()
        let attributes = [
            ("xmlns", "http://checklists.nist.gov/xccdf/1.2"), ("id", "xccdf_martlet_testresult_cel"),
            ("end-time", now),
        ]
        writer.element("TestResult", attributes) { writer in
            writer.element("profile", [("idref", profile)], text: "")
            for (rule, status, message) in verdicts {
                writer.element("rule-result", [("idref", rule.id)]) { writer in
                    writer.element("result", text: outcomes[status] ?? "unknown")
                    if !message.isEmpty { writer.element("message", text: message) }
                }
            }
        }
        return writer.finish()
    }
}
