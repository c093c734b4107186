public import Bytes
public import XCCDF

extension Report {
    /// The report as JSON: one object with the subject, the scores, the counts and every selected rule.
    ///
    /// - Parameter withTexts: Whether descriptions, rationales and repairs are included.
    public func json(withTexts: Bool = false) throws(ReportError) -> [UInt8] {
        var rules: [JSON] = []
        for rule in selectedRules { rules.append(try json(rule, withTexts: withTexts)) }
        let counts = counts.filter { $0.key != .notSelected }.map {
            ($0.key.rawValue, JSON.int(Int64($0.value)))
        }
        let document: JSON = [
            "benchmark": [
                "id": .string(benchmarkID), "title": .string(title), "version": .string(benchmarkVersion),
                "href": .string(benchmarkHref),
            ],
            "profile": ["id": .string(profileID ?? ""), "title": .string(profileTitle)],
            "target": .string(target), "addresses": .array(addresses.map { .string($0) }),
            "platforms": .array(platforms.map { .string($0) }), "scanner": .string(testSystem),
            "startTime": .string(startTime), "endTime": .string(endTime),
            "scores": .array(
                scores.map {
                    [
                        "system": .string($0.system), "value": .double($0.value),
                        "maximum": .double($0.maximum),
                    ]
                }),
            "counts": .object(JSONObject(counts)), "rules": .array(rules),
        ]
        return document.bytes
    }

    private func json(_ rule: ReportRule, withTexts: Bool) throws(ReportError) -> JSON {
        let group = rule.group.flatMap { groups.indices.contains($0) ? groups[$0].id : nil }
        var members: [(String, JSON)] = [
            ("id", .string(rule.id)), ("title", .string(rule.title)),
            ("result", .string(rule.outcome.rawValue)), ("severity", .string(rule.severity.rawValue)),
            ("role", .string(rule.role.rawValue)), ("weight", .double(rule.weight)),
            ("time", .string(rule.time)), ("group", .string(group ?? "")),
            (
                "idents",
                .array(rule.idents.map { ["system": .string($0.system), "id": .string($0.text)] })
            ),
            ("messages", .array(rule.messages.map { .string($0) })),
            ("findings", .array(rule.findings.map(\.json))),
        ]
        if !rule.overrides.isEmpty {
            let overrides = rule.overrides.map { decision -> JSON in
                [
                    "time": .string(decision.time), "authority": .string(decision.authority),
                    "oldResult": .string(decision.oldOutcome), "newResult": .string(decision.newOutcome),
                    "remark": .string(decision.remark),
                ]
            }
            members.append(("overrides", .array(overrides)))
        }
        if withTexts {
            let detail = try detail(of: rule)
            members.append(("description", .string(detail.description.plain)))
            members.append(("rationale", .string(detail.rationale.plain)))
            let fixes = detail.fixes.map { fix -> JSON in
                ["system": .string(fix.system), "text": .string(fix.text)]
            }
            members.append(("fixes", .array(fixes)))
        }
        return .object(JSONObject(members))
    }
}

extension Finding {
    /// The finding with what it looked for and what was there.
    public var json: JSON {
        [
            "test": .string(test), "comment": .string(comment), "verdict": .string(verdict),
            "lookedFor": .array(lookedFor.map { .string($0) }),
            "expected": .array(expected.map { .string($0) }), "itemCount": .int(Int64(itemCount)),
            "messages": .array(messages.map { .string($0) }),
            "items": .array(
                observations.map { observation in
                    var members: [(String, JSON)] = [("verdict", .string(observation.verdict))]
                    if let path = observation.path { members.append(("path", .string(path))) }
                    if let line = observation.line { members.append(("line", .int(Int64(line)))) }
                    let fields = observation.fields.map { field -> JSON in
                        ["name": .string(field.name), "value": .string(field.value)]
                    }
                    members.append(("fields", .array(fields)))
                    return .object(JSONObject(members))
                }),
        ]
    }
}
