import Bytes
import Kubernetes
import YAML

/// The remediations that the merged results of a scan ask for.
struct RemediationPlan: Sendable {
    /// One remediation.
    struct Wanted: Sendable, Equatable {
        /// The rule's XCCDF id.
        var rule: String
        var name: String
        /// The repair that it is part of; its parts are applied together.
        var fix: String
        /// Configuration or Enforcement.
        var type: String
        /// Annotations by their words.
        var annotations: [String: String]
        /// The object to store.
        var payload: JSON
        /// Whether the rule did not pass; for one that passed, only a remediation that is there is updated.
        var isNeeded: Bool
    }

    private(set) var wanted: [Wanted] = []
    /// Repairs that cannot be read; one sentence each.
    private(set) var warnings: [String] = []

    /// The prefix of annotations that content puts into payloads and that are meant for the operator.
    private static let contentPrefix = "complianceascode.io/"
    private static let passedOn = [
        "depends-on", "depends-on-obj", "optional", "enforcement-type", "node-role", "ocp-version",
        "k8s-version",
    ]

    init(
        for merged: [MergedResults.Merged], of scan: ComplianceScan, texts: RuleTexts,
        versions: ClusterVersions
    ) {
        for verdict in merged {
            guard let text = texts.rules[verdict.rule], !text.fixes.isEmpty else { continue }
            let isNeeded = [.fail, .info, .inconsistent].contains(verdict.status)
            guard isNeeded || verdict.status == .pass else { continue }
            for fix in text.fixes {
                do {
                    add(
                        try Self.parts(of: fix, of: verdict.rule, isNeeded, scan, texts), scan,
                        versions)
                } catch { warnings.append("\(verdict.rule): fix \(fix.id): \(error)") }
            }
        }
    }

    private mutating func add(_ parts: [Wanted], _ scan: ComplianceScan, _ versions: ClusterVersions) {
        let roles = scan.nodeSelector.keys.filter { $0.hasPrefix("node-role.kubernetes.io/") }
            .map { $0.dropFirst("node-role.kubernetes.io/".count) }
        for part in parts where versions.suit(part.annotations) {
            if part.type == "Enforcement" {
                let type = part.annotations["enforcement-type"] ?? ""
                guard scan.enforcement == "all" || (!type.isEmpty && scan.enforcement == type) else {
                    continue
                }
            }
            if let role = part.annotations["node-role"], !roles.isEmpty, !roles.contains(role[...]) {
                continue
            }
            wanted.append(part)
        }
    }

    private static func parts(
        of fix: RuleText.Fix, of rule: String, _ isNeeded: Bool, _ scan: ComplianceScan, _ texts: RuleTexts
    ) throws -> [Wanted] {
        let rendered = try RenderedTemplate(fix.template, values: texts.values)
        let documents = try YAML.parse(rendered.text).filter { !$0.isNull }
        let base = "\(scan.object.name)-\(ComplianceNames.dnsName(fix.id))"
        return try documents.enumerated().map { index, document in
            guard document["kind"]?.string?.isEmpty == false, document["apiVersion"]?.string?.isEmpty == false
            else { throw ScanFailure(description: "document \(index + 1) has no apiVersion or no kind") }
            var object = Object(document)
            let marks = object.annotations.filter { $0.key.hasPrefix(contentPrefix) }
            object.annotations = object.annotations.filter { !$0.key.hasPrefix(contentPrefix) }
            var said: [String: String] = [:]
            for (key, value) in marks { said[String(key.dropFirst(contentPrefix.count))] = value }
            var annotations = said.filter { passedOn.contains($0.key) }
            // A range stands in HTML, where it has to be escaped.
            for key in ["ocp-version", "k8s-version"] {
                annotations[key] = annotations[key]?.replacing("&gt;", with: ">").replacing("&lt;", with: "<")
            }
            let required = (said["value-input-required"] ?? "").split(separator: ",").map(String.init)
            if !required.isEmpty { annotations["value-required"] = required.joined(separator: ",") }
            let unset =
                rendered.missing
                + required.filter { !texts.tailoredValues.contains($0.replacing("-", with: "_")) }
            if !unset.isEmpty {
                annotations["unset-value"] = unset.map(ComplianceNames.dnsName).uniqued().joined(
                    separator: ",")
            }
            if !rendered.used.isEmpty {
                annotations["xccdf-value-used"] = rendered.used.map(ComplianceNames.dnsName)
                    .joined(separator: ",")
            }
            return Wanted(
                rule: rule, name: index == 0 ? base : "\(base)-\(index)", fix: fix.id,
                type: said["remediation-type"] == "Enforcement" ? "Enforcement" : "Configuration",
                annotations: annotations, payload: object.json, isNeeded: isNeeded)
        }
    }
}
