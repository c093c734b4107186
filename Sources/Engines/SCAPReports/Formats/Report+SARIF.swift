import Bytes
import XCCDF

extension Report {
    /// The report as SARIF 2.1.0, which code hosts and editors read.
    ///
    /// Rules are `reportingDescriptor`s, results carry the evidence as messages and locations; the level follows
    /// the severity. Rules that passed are results of kind `pass`; those that were not selected are left out.
    public func sarif() throws(ReportError) -> [UInt8] {
        var descriptors: [JSON] = []
        var results: [JSON] = []
        for rule in selectedRules {
            descriptors.append(try descriptor(rule))
            results.append(result(rule, index: descriptors.count - 1))
        }
        let driver: JSON = [
            "name": .string(toolName),
            "informationUri": "https://csrc.nist.gov/projects/security-content-automation-protocol",
            "rules": .array(descriptors),
        ]
        var invocation: [(String, JSON)] = [("executionSuccessful", .bool(true))]
        if !startTime.isEmpty { invocation.append(("startTimeUtc", .string(startTime))) }
        if !endTime.isEmpty { invocation.append(("endTimeUtc", .string(endTime))) }
        let run: JSON = [
            "tool": ["driver": driver], "invocations": .array([.object(JSONObject(invocation))]),
            "columnKind": "unicodeCodePoints", "results": .array(results),
            "properties": [
                "benchmark": .string(benchmarkID), "profile": .string(profileID ?? ""),
                "target": .string(target), "score": score.map { .double($0.value) } ?? .null,
            ],
        ]
        let document: JSON = [
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0",
            "runs": .array([run]),
        ]
        return document.bytes
    }

    private var toolName: String {
        facts.first { $0.name == "urn:xccdf:fact:scanner:name" }?.value
            ?? (testSystem.isEmpty ? "Martlet" : testSystem)
    }

    private func descriptor(_ rule: ReportRule) throws(ReportError) -> JSON {
        let detail = try detail(of: rule)
        let description = detail.description.plain
        let tags = (detail.idents.isEmpty ? rule.idents : detail.idents).map { JSON.string($0.text) }
        var members: [(String, JSON)] = [
            ("id", .string(rule.id)),
            ("shortDescription", ["text": .string(rule.title.isEmpty ? rule.id : rule.title)]),
            ("defaultConfiguration", ["level": .string(Self.level(rule.severity))]),
            (
                "properties",
                [
                    "tags": .array([.string("security")] + tags),
                    "security-severity": .string(Self.score(rule.severity)),
                ]
            ),
        ]
        if !description.isEmpty { members.append(("fullDescription", ["text": .string(description)])) }
        let help = detail.rationale.plain
        if !help.isEmpty { members.append(("help", ["text": .string(help)])) }
        return .object(JSONObject(members))
    }

    private func result(_ rule: ReportRule, index: Int) -> JSON {
        let locations = rule.findings.flatMap(\.observations).compactMap { observation -> JSON? in
            guard let path = observation.path, path.hasPrefix("/") else { return nil }
            var physical: [(String, JSON)] = [("artifactLocation", ["uri": .string(PathURI.file(path))])]
            if let line = observation.line { physical.append(("region", ["startLine": .int(Int64(line))])) }
            return ["physicalLocation": .object(JSONObject(physical))]
        }
        var members: [(String, JSON)] = [
            ("ruleId", .string(rule.id)), ("ruleIndex", .int(Int64(index))),
            ("kind", .string(Self.kind(rule.outcome))),
            (
                "level",
                .string(rule.outcome == .fail || rule.outcome == .error ? Self.level(rule.severity) : "none")
            ),
            ("message", ["text": .string(message(rule))]), ("locations", .array(locations)),
            (
                "properties",
                ["result": .string(rule.outcome.rawValue), "severity": .string(rule.severity.rawValue)]
            ),
            ("partialFingerprints", ["rule/v1": .string("\(target) \(rule.id)")]),
        ]
        if !rule.overrides.isEmpty {
            let suppressions = rule.overrides.map { decision -> JSON in
                ["kind": "external", "justification": .string("\(decision.remark) (\(decision.authority))")]
            }
            members.append(("suppressions", .array(suppressions)))
        }
        return .object(JSONObject(members))
    }

    private func message(_ rule: ReportRule) -> String {
        let lines = evidence(rule)
        let heading = "\(rule.title.isEmpty ? rule.id : rule.title): \(rule.outcome.rawValue)"
        return ([heading] + lines).joined(separator: "\n")
    }

    private static func kind(_ outcome: Outcome) -> String {
        switch outcome {
        case .pass, .fixed: "pass"
        case .fail, .error: "fail"
        case .notApplicable, .notSelected: "notApplicable"
        case .notChecked, .unknown: "open"
        case .informational: "informational"
        }
    }

    private static func level(_ severity: Severity) -> String {
        switch severity {
        case .high: "error"
        case .medium, .unknown: "warning"
        case .low, .info: "note"
        }
    }

    /// A number on the scale of CVSS, by which code hosts sort.
    private static func score(_ severity: Severity) -> String {
        switch severity {
        case .high: "8.0"
        case .medium: "5.5"
        case .low: "3.0"
        case .info, .unknown: "1.0"
        }
    }
}
