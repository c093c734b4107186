public import Bytes
import ChangeExplanation
public import FileIntegrity

extension IntegrityResult {
    /// AIDE's own report, as the configuration's first report is written.
    public var aideReport: [UInt8] { Report.all(outcome, configuration).reports.first?.bytes ?? [] }

    /// The findings for code scanning (SARIF 2.1.0): a result a file.
    public var sarif: JSON {
        [
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0",
            "runs": [
                [
                    "tool": [
                        "driver": [
                            "name": "martlet",
                            "rules": .array(
                                IntegrityFinding.Kind.allCases.map(\.rule) + [Self.baselineRule]),
                        ]
                    ],
                    "results": .array(baselineResults + findings.map(\.sarif)),
                    "invocations": [
                        [
                            "executionSuccessful": .bool(outcome.problems.isEmpty),
                            "toolExecutionNotifications": .array(
                                problems.map { problem in
                                    [
                                        "level": "warning",
                                        "message": ["text": .string(PlainText.escaped(problem))],
                                    ]
                                }),
                        ]
                    ],
                ]
            ],
        ]
    }
}

extension IntegrityResult {
    fileprivate static var baselineRule: JSON {
        [
            "id": "baseline",
            "shortDescription": ["text": "The baseline is not what was signed or published."],
        ]
    }

    /// What speaks against the baseline, and contents that changed behind their times, have no place in a file.
    fileprivate var baselineResults: [JSON] {
        (baseline.map(\.sentence) + hidden.map { PlainText.escaped($0) }).map { sentence in
            ["ruleId": "baseline", "level": "error", "message": ["text": .string(sentence)]]
        }
    }
}

extension IntegrityFinding.Kind {
    fileprivate var id: String { "file-" + rawValue }

    fileprivate var rule: JSON {
        let text =
            switch self {
            case .added: "A file is there that the baseline does not know."
            case .removed: "A file of the baseline is gone."
            case .changed: "A file is not as the baseline says."
            }
        return ["id": .string(id), "shortDescription": ["text": .string(text)]]
    }
}

extension IntegrityFinding {
    fileprivate var sarif: JSON {
        let attributes = changes.map(\.attribute).joined(separator: ", ")
        let sentence = "\(path) was \(kind.rawValue)" + (attributes.isEmpty ? "" : ": \(attributes)")
        let why = explanation.map { "; " + PlainText.escaped($0.sentence) } ?? ""
        return [
            "ruleId": .string(kind.id), "level": isExplained ? "note" : "error",
            "message": ["text": .string(sentence + why)],
            "locations": [
                ["physicalLocation": ["artifactLocation": ["uri": .string(PathURI.file(path))]]]
            ],
        ]
    }
}
