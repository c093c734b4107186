extension Existence {
    /// Whether the items that there are are the items that there must be (the table of
    /// `oval:ExistenceEnumeration`).
    func verdict(_ items: ItemList) -> Verdict { verdict(items.statuses) }

    private func verdict(_ statuses: some Sequence<ItemStatus>) -> Verdict {
        var (exists, missing, failed, untried) = (0, 0, 0, 0)
        for status in statuses {
            switch status {
            case .exists: exists += 1
            case .doesNotExist: missing += 1
            case .error: failed += 1
            case .notCollected: untried += 1
            }
        }
        let undecided: Verdict? = failed > 0 ? .error : untried > 0 ? .unknown : nil
        switch self {
        case .all: return missing > 0 ? .false : undecided ?? Verdict(exists > 0)
        case .any: return failed > 0 && exists == 0 ? .error : .true
        case .atLeastOne: return exists > 0 ? .true : undecided ?? .false
        case .none: return exists > 0 ? .false : undecided ?? .true
        case .onlyOne: return exists > 1 ? .false : undecided ?? Verdict(exists == 1)
        }
    }
}
