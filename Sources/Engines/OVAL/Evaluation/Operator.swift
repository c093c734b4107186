/// How the results of several criteria or states combine (OVAL 5.11, `oval:OperatorEnumeration`).
public enum Operator: String, Sendable, CaseIterable {
    /// Every one is true.
    case and = "AND"
    /// One or more are true.
    case or = "OR"
    /// An odd number is true.
    case xor = "XOR"
    /// Exactly one is true.
    case one = "ONE"

    /// The result of combining results (the table of `oval:OperatorEnumeration`).
    func verdict(_ tally: Tally) -> Verdict {
        switch self {
        case .and:
            if tally.false > 0 { return .false }
            return tally.undecided ?? .true
        case .or:
            if tally.true > 0 { return .true }
            return tally.undecided ?? .false
        case .xor:
            return tally.undecided ?? Verdict(tally.true % 2 == 1)
        case .one:
            if tally.true > 1 { return .false }
            return tally.undecided ?? Verdict(tally.true == 1)
        }
    }
}
