import Host

/// The string of letters before an entry: the file's type, then what has changed (`aide.conf(5)`,
/// report_summarize_changes).
struct SummaryString {
    let dialect: Dialect
    let options: ReportOptions

    func text(_ difference: Difference, _ state: ReportEntries.State) -> String {
        let order = dialect.summaryOrder
        if !state.isDisjoint(with: [.added, .removed]) {
            let isRemoved = state.contains(.removed)
            let entry = isRemoved ? difference.old : difference.new
            let letter = entry.map { FileRestriction.letter(of: $0.kind) } ?? "?"
            let sign = state.contains(.added) ? "+" : "-"
            return String(letter) + String(repeating: sign, count: dialect.summaryWidth - 1)
        }
        guard let old = difference.old, let new = difference.new else { return "" }
        var text = ""
        for (index, attribute) in order.enumerated() {
            if index == 0 {
                let hasOtherType = dialect == .v0_16 && difference.changed.has(.fileType)
                text.append(hasOtherType ? "!" : FileRestriction.letter(of: new.kind))
            } else {
                text.append(letter(attribute, difference, old, new))
            }
        }
        // The type of the file system is not remembered, so it is neither compared nor changed.
        return text + String(repeating: " ", count: dialect.summaryWidth - order.count)
    }

    private func letter(_ attribute: Attribute, _ difference: Difference, _ old: Entry, _ new: Entry)
        -> Character
    {
        let group: AttributeSet =
            switch attribute {
            case .allDigests: .digests
            case .size: AttributeSet(.size, .growingSize)
            default: attribute.bit
            }
        let isSize = attribute == .size
        var letter = attribute.letter ?? "?"
        if isSize, old.size > new.size,
            !group.isDisjoint(with: difference.changed.subtracting(options.ignoredRemoved))
        {
            letter = "<"
        }
        func counts(_ attributes: AttributeSet, _ ignored: AttributeSet) -> Bool {
            let shown = attributes.intersection(options.forced).union(attributes.subtracting(ignored))
            return !group.isDisjoint(with: shown)
        }
        let taken = old.attributes.subtracting(new.attributes)
        let given = new.attributes.subtracting(old.attributes)
        let both = old.attributes.intersection(new.attributes)
        if counts(difference.changed, options.ignoredChanged) { return letter }
        if counts(taken, options.ignoredRemoved) { return "-" }
        if counts(given, options.ignoredAdded) { return "+" }
        let ignored = taken.intersection(options.ignoredRemoved)
            .union(given.intersection(options.ignoredAdded)).union(both.intersection(options.ignoredChanged))
        if !group.isDisjoint(with: ignored) { return ":" }
        return group.isDisjoint(with: both) ? " " : isSize ? "=" : "."
    }
}
