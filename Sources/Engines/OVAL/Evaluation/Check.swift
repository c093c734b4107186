/// How many of several results must be true (OVAL 5.11, `oval:CheckEnumeration`).
public enum Check: String, Sendable, CaseIterable {
    /// Every one.
    case all
    /// One or more.
    case atLeastOne = "at least one"
    /// None. The deprecated `none exist` reads as this.
    case noneSatisfy = "none satisfy"
    /// Exactly one.
    case onlyOne = "only one"

    init?(schemaName: String) {
        if schemaName == "none exist" { self = .noneSatisfy } else { self.init(rawValue: schemaName) }
    }

    /// The result of combining results (the table of `oval:CheckEnumeration`).
    func verdict(_ tally: Tally) -> Verdict {
        switch self {
        case .all:
            if tally.false > 0 { return .false }
            return tally.undecided ?? .true
        case .atLeastOne:
            if tally.true > 0 { return .true }
            return tally.undecided ?? .false
        case .noneSatisfy:
            if tally.true > 0 { return .false }
            return tally.undecided ?? .true
        case .onlyOne:
            if tally.true > 1 { return .false }
            return tally.undecided ?? Verdict(tally.true == 1)
        }
    }

    /// Combines the verdicts on several values; the common single value costs no tally.
    static func combine<Value>(_ check: Check, _ values: [Value], _ verdict: (Value) -> Verdict) -> Verdict {
        if values.count == 1 {
            let only = verdict(values[0])
            return check == .noneSatisfy ? only.negated : only
        }
        var tally = Tally()
        for value in values { tally.add(verdict(value)) }
        return check.verdict(tally)
    }
}
