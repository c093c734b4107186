import Bytes
import Capability
import Kubernetes
import YAML

/// All that is known about one check result: the verdict, its rule, its controls, and what would repair it.
struct ResultView {
    let result: ComplianceCheckResult
    /// The Rule or CustomRule; nil where it is gone.
    let rule: Object?
    /// The remediations that were made for the result.
    let remediations: [ComplianceRemediation]

    /// Looks everything up.
    ///
    /// - Throws: `CommandFailure` when there is no such result.
    init(_ name: String, in place: ClusterNamespace) async throws {
        result = try await place.require(ComplianceCheckResult.self, name)
        let scanName = result.object.labels[ComplianceGroup.key("scan-name")] ?? ""
        rule = try await Self.rule(of: result, scanName, in: place)
        remediations = try await place.all(
            ComplianceRemediation.self, labelSelector: "\(ComplianceGroup.key("scan-name"))=\(scanName)"
        ).filter { Self.isMade($0.object, for: name) }
    }

    /// Where the owner is not the result, the name tells: further documents of one repair are numbered.
    private static func isMade(_ remediation: Object, for result: String) -> Bool {
        let type = ComplianceCheckResult.type.kind.kind
        if remediation.ownerReferences.contains(where: { $0.kind == type && $0.name == result }) {
            return true
        }
        let rest = remediation.name.dropFirst(result.count)
        return remediation.name.hasPrefix(result)
            && (rest.isEmpty || rest.hasPrefix("-") && Int(rest.dropFirst()) != nil)
    }

    private static func rule(
        of result: ComplianceCheckResult, _ scanName: String, in place: ClusterNamespace
    ) async throws -> Object? {
        guard let scan = try await place.find(ComplianceScan.self, scanName) else { return nil }
        if scan.scannerType == "CEL",
            let own = try await place.all(CustomRule.self).first(where: { $0.rule.id == result.id })
        {
            return own.object
        }
        let name =
            result.object.annotations[ComplianceGroup.key("rule")] ?? ComplianceNames.dnsName(result.id)
        let bundle = try await place.all(ProfileBundle.self).first {
            $0.contentImage == scan.contentImage && $0.contentFile == scan.content
        }
        guard let bundle else { return nil }
        return try await place.find(RuleResource.self, "\(bundle.object.name)-\(name)")?.object
    }

    /// The view as `oc compliance view-result` words it, a name and a text a row.
    var fields: [(name: String, text: String)] {
        var fields: [(String, String)] = []
        func add(_ name: String, _ text: String?) {
            if let text, !text.isEmpty { fields.append((name, text)) }
        }
        add("Title", title)
        add("Status", result.status.rawValue)
        add("Severity", result.severity)
        add("Description", description)
        add("Rationale", result.object["rationale"]?.string ?? ruleText("rationale"))
        add("Instructions", result.object["instructions"]?.string)
        add("Warnings", warnings.joined(separator: "\n"))
        add("Nodes", result.object.annotations[ComplianceGroup.key("inconsistent-source")])
        add("Error", result.object.annotations[ComplianceGroup.key("error-msg")])
        for (framework, controls) in controls {
            add("\(framework) Controls", controls.joined(separator: ", "))
        }
        add("Available Fix", fixes.isEmpty ? "No" : "Yes")
        for fix in fixes { add("Fix Object", YAML.text(fix)) }
        add("Result Object Name", result.object.name)
        add("Rule Object Name", rule?.name)
        add("Remediation Created", remediations.isEmpty ? "No" : "Yes")
        for remediation in remediations {
            add("Remediation Name", remediation.object.name)
            add("Remediation Status", remediation.state?.rawValue)
        }
        return fields
    }

    /// The view as a document.
    var json: JSON {
        var json: JSON = [
            "name": .string(result.object.name), "id": .string(result.id), "title": .string(title),
            "status": .string(result.status.rawValue), "severity": .string(result.severity),
            "description": .string(description), "warnings": .array(warnings.map(JSON.string)),
            "fixes": .array(fixes),
            "remediations": .array(
                remediations.map {
                    [
                        "name": .string($0.object.name), "state": .string($0.state?.rawValue ?? ""),
                        "apply": .bool($0.applies), "errorMessage": .string($0.errorMessage),
                    ]
                }),
        ]
        json["controls"] = .object(
            JSONObject(controls.map { ($0.framework, .array($0.controls.map(JSON.string))) }))
        for member in ["rationale", "instructions"] { json[member] = result.object[member] }
        json["rule"] = rule.map { .string($0.name) }
        json["scan"] = result.object.labels[ComplianceGroup.key("scan-name")].map(JSON.string)
        return json
    }

    /// A result's description begins with the rule's title.
    private var lines: (title: String, description: String) {
        let text = result.object["description"]?.string ?? result.id
        let parts = text.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
        return (String(parts[0]), parts.count > 1 ? String(parts[1]) : "")
    }

    private var title: String { ruleText("title") ?? lines.title }
    private var description: String { lines.description }
    private var warnings: [String] { result.object["warnings"]?.array?.compactMap(\.string) ?? [] }
    private var controls: [(framework: String, controls: [String])] {
        rule.map { ProfileControls.byFramework(RuleResource($0)) } ?? []
    }
    private var fixes: [JSON] {
        (rule?["availableFixes"]?.array ?? []).compactMap { $0["fixObject"] }
    }

    private func ruleText(_ member: String) -> String? {
        rule?[member]?.string ?? rule?["spec"]?[member]?.string
    }
}
