import XCCDF
import XML

/// What one target's document says about each rule.
struct TargetVerdicts: Sendable {
    /// One rule's verdict.
    struct Verdict: Sendable, Equatable {
        var rule: String
        var status: CheckStatus
        /// What was seen, or why nothing could be; kept for errors only.
        var messages: [String]
    }

    var verdicts: [Verdict] = []

    /// Reads an XCCDF document: a `TestResult`, or a benchmark with one in it.
    ///
    /// - Throws: one sentence that names the document and the place.
    init(document: [UInt8], name: String) throws {
        let reader = try XMLReader(bytes: document, name: name)
        switch reader.localName {
        case "TestResult": try read(reader)
        case "Benchmark":
            try reader.forEachChild { if $0.localName == "TestResult" { try read($0) } }
        default: throw reader.unexpected("the root element is \(reader.localName), not an XCCDF result")
        }
    }

    private mutating func read(_ reader: XMLReader) throws {
        try reader.forEachChild { reader in
            guard reader.localName == "rule-result", let rule = reader.attribute("idref") else { return }
            var outcome: Outcome?
            var messages: [String] = []
            try reader.forEachChild { reader in
                switch reader.localName {
                case "result":
                    let text = try reader.text()
                    outcome = Outcome(rawValue: text)
                    if outcome == nil { throw reader.unexpected("\(rule): \"\(text)\" is no XCCDF result") }
                case "message" where outcome == .error: messages.append(try reader.text())
                default: break
                }
            }
            guard let outcome, let status = CheckStatus(outcome) else { return }
            verdicts.append(Verdict(rule: rule, status: status, messages: messages))
        }
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
