/// What an evaluation comes to (OVAL 5.11, `oval-res:ResultEnumeration`).
public enum Verdict: String, Sendable, CaseIterable {
    /// The conditions are met.
    case `true`
    /// The conditions are not met.
    case `false`
    /// It cannot be told from what was collected.
    case unknown
    /// Collecting or comparing failed.
    case error
    /// No attempt was made to evaluate it.
    case notEvaluated = "not evaluated"
    /// It means nothing on this host.
    case notApplicable = "not applicable"

    /// A verdict from a plain truth value.
    public init(_ truth: Bool) { self = truth ? .true : .false }

    /// True and false change places; everything else stays as it is.
    public var negated: Verdict {
        switch self {
        case .true: .false
        case .false: .true
        default: self
        }
    }

    /// The verdict, negated when asked.
    func negated(if negate: Bool) -> Verdict { negate ? negated : self }
}

/// How many of each verdict there are: what every truth table of the standard is a function of.
struct Tally: Equatable {
    var `true` = 0
    var `false` = 0
    var error = 0
    var unknown = 0
    var notEvaluated = 0
    var notApplicable = 0

    init() {}

    init(_ verdicts: some Sequence<Verdict>) { for verdict in verdicts { add(verdict) } }

    mutating func add(_ verdict: Verdict) {
        switch verdict {
        case .true: `true` += 1
        case .false: `false` += 1
        case .error: error += 1
        case .unknown: unknown += 1
        case .notEvaluated: notEvaluated += 1
        case .notApplicable: notApplicable += 1
        }
    }

    /// The verdict when true and false alone do not decide: the tables' last four rows, in their order.
    ///
    /// With nothing to combine at all the answer is unknown (the tables leave that row out; oscap agrees).
    var undecided: Verdict? {
        if error > 0 { return .error }
        if unknown > 0 { return .unknown }
        if notEvaluated > 0 { return .notEvaluated }
        if `true` + `false` > 0 { return nil }
        return notApplicable > 0 ? .notApplicable : .unknown
    }
}
