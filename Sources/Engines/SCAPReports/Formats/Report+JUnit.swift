import XCCDF
import XML

extension Report {
    /// The report as JUnit's XML, which build servers show: one test case per selected rule.
    ///
    /// A rule that fails is a failure, one that could not be evaluated an error; rules that are not applicable, not
    /// checked or only inform are skipped.
    public func junit() -> [UInt8] {
        let rules = selectedRules
        func count(_ kind: Kind) -> String { "\(rules.count { Kind($0.outcome) == kind })" }
        let counts = [
            ("tests", "\(rules.count)"), ("failures", count(.failure)), ("errors", count(.error)),
            ("skipped", count(.skipped)),
        ]
        var writer = XMLWriter()
        writer.element("testsuites", [("name", title.isEmpty ? benchmarkID : title)] + counts) { writer in
            var attributes = [("name", profileID ?? benchmarkID), ("hostname", target)] + counts
            if !startTime.isEmpty { attributes.append(("timestamp", Self.localTime(startTime))) }
            writer.element("testsuite", attributes) { writer in
                writer.element("properties") { writer in
                    for score in scores {
                        let value = "\(score.value) of \(score.maximum)"
                        writer.element("property", [("name", score.system), ("value", value)], text: "")
                    }
                }
                for rule in rules { write(rule, to: &writer) }
            }
        }
        return writer.finish()
    }

    private func write(_ rule: ReportRule, to writer: inout XMLWriter) {
        let group = rule.group.flatMap { groups.indices.contains($0) ? groups[$0].id : nil } ?? benchmarkID
        let attributes = [
            ("name", rule.title.isEmpty ? rule.id : rule.title), ("classname", "\(group).\(rule.shortID)"),
            ("time", "0"),
        ]
        let kind = Kind(rule.outcome)
        let text = evidence(rule).joined(separator: "\n")
        writer.element("testcase", attributes) { writer in
            switch kind {
            case .passed: break
            case .failure, .error:
                let attributes = [
                    ("message", "\(rule.id): \(rule.outcome.rawValue)"), ("type", rule.severity.rawValue),
                ]
                writer.element(kind == .error ? "error" : "failure", attributes, text: text)
            case .skipped: writer.element("skipped", [("message", rule.outcome.rawValue)], text: "")
            }
        }
    }

    /// JUnit's schema takes a time without a zone.
    private static func localTime(_ time: String) -> String { String(time.prefix(19)) }

    private enum Kind {
        case passed, failure, error, skipped

        init(_ outcome: Outcome) {
            switch outcome {
            case .pass, .fixed: self = .passed
            case .fail: self = .failure
            case .error, .unknown: self = .error
            case .notApplicable, .notChecked, .notSelected, .informational: self = .skipped
            }
        }
    }
}
