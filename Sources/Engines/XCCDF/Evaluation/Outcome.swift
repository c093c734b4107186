/// What came out for a rule (XCCDF 1.2, 6.6.4.2); raw values are those of result documents.
public enum Outcome: String, Sendable, CaseIterable {
    /// The machine is as the rule asks.
    case pass
    /// It is not.
    case fail
    /// The check could not be carried out.
    case error
    /// The check was carried out and could not decide.
    case unknown
    /// The rule is not for this machine.
    case notApplicable = "notapplicable"
    /// No check could be asked.
    case notChecked = "notchecked"
    /// The profile leaves the rule out.
    case notSelected = "notselected"
    /// The check only informs.
    case informational
    /// It was not, and has been repaired.
    case fixed

    /// Pass and fail exchanged.
    public var negated: Outcome {
        switch self {
        case .pass: .fail
        case .fail: .pass
        default: self
        }
    }

    /// Both, as parts of one check (XCCDF 1.2, AND table of complex checks).
    public func and(_ other: Outcome) -> Outcome { decisive(.fail, neutral: .pass, other) }

    /// Either, as parts of one check (XCCDF 1.2, OR table of complex checks).
    public func or(_ other: Outcome) -> Outcome { decisive(.pass, neutral: .fail, other) }

    private func decisive(_ decisive: Outcome, neutral: Outcome, _ other: Outcome) -> Outcome {
        for strong in [decisive, .unknown, .error, neutral] where self == strong || other == strong {
            return strong
        }
        return self == other ? self : .notApplicable
    }
}
