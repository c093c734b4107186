/// The differences as a report counts them.
struct ReportEntries {
    /// How a file is listed; one that was moved may be listed although it was neither added nor removed.
    struct State: OptionSet {
        let rawValue: UInt8
        static let added = State(rawValue: 1)
        static let removed = State(rawValue: 2)
        static let changed = State(rawValue: 4)
        static let all: State = [.added, .removed, .changed]
    }

    /// The numbers of one report.
    struct Counts {
        var added = 0
        var removed = 0
        var changed = 0

        var isEmpty: Bool { added == 0 && removed == 0 && changed == 0 }
    }

    let action: IntegrityOutcome.Action
    let differences: [Difference]
    /// What any of the reports lists, by the place of the difference.
    private(set) var states: [State]
    /// The numbers, by the place of the report.
    private(set) var counts: [Counts]

    init(_ outcome: IntegrityOutcome, reports: [ReportTarget]) {
        action = outcome.action
        differences = outcome.differences
        states = Array(repeating: [], count: differences.count)
        counts = Array(repeating: Counts(), count: reports.count)
        for (report, target) in reports.enumerated() {
            for index in differences.indices { count(index, report, target.options) }
        }
    }

    private mutating func count(_ index: Int, _ report: Int, _ options: ReportOptions) {
        let difference = differences[index]
        // A file that was moved in is not asked any more whether it may be new.
        let mayAppear = difference.isMovedIn || difference.mayBeNew
        let mayVanish = difference.isMovedOut || difference.mayBeGone
        if difference.old == nil {
            // The peer lists what an update adds in full when it lists what an init adds.
            let isDetailed = action.writes && options.detailsInit
            if isDetailed || (action.reads && !mayAppear) { add(index, report) }
        } else if difference.new == nil {
            if !mayVanish { remove(index, report) }
        } else if !difference.isMovedIn, !difference.isMovedOut {
            if !Self.changes(difference, options).isEmpty {
                counts[report].changed += 1
                states[index].insert(.changed)
            }
        } else if !mayAppear {
            add(index, report)
        } else if !mayVanish {
            remove(index, report)
        }
    }

    private mutating func add(_ index: Int, _ report: Int) {
        counts[report].added += 1
        states[index].insert(.added)
    }

    private mutating func remove(_ index: Int, _ report: Int) {
        counts[report].removed += 1
        states[index].insert(.removed)
    }

    /// The changes that count for a report.
    static func changes(_ difference: Difference, _ options: ReportOptions) -> AttributeSet {
        var changed = difference.changed.subtracting(options.ignoredChanged)
        if let old = difference.old, let new = difference.new,
            (old.flags ^ new.flags) & ~options.ignoredFlags == 0
        {
            changed.remove(Attribute.fileFlags.bit)
        }
        return changed
    }

    /// Whether a report lists a difference.
    func isListed(_ index: Int, _ wanted: State, _ options: ReportOptions) -> Bool {
        guard !states[index].isDisjoint(with: wanted) else { return false }
        let difference = differences[index]
        return difference.changed.isEmpty || !Self.changes(difference, options).isEmpty
    }

    /// The files whose attributes differ by kind, not by value, with both sides as a report sees them.
    func differentKinds(_ options: ReportOptions) -> [(path: [UInt8], old: AttributeSet, new: AttributeSet)] {
        guard options.level >= .listEntries else { return [] }
        return differences.compactMap { difference in
            guard let old = difference.old, let new = difference.new, !difference.isMovedIn,
                !difference.isMovedOut
            else { return nil }
            let (before, now) = (
                old.attributes.subtracting(options.ignoredRemoved),
                new.attributes.subtracting(options.ignoredAdded)
            )
            let differs = before.symmetricDifference(now)
                .intersection(old.attributes.symmetricDifference(new.attributes))
            return differs.isEmpty ? nil : (difference.path, before, now)
        }
    }

    /// What the details of a difference show; nil when it has none.
    func details(
        _ index: Int, _ options: ReportOptions
    ) -> [(old: Entry?, new: Entry?, attributes: AttributeSet)] {
        let difference = differences[index]
        var parts: [(old: Entry?, new: Entry?, attributes: AttributeSet)] = []
        if states[index].contains(.changed), let old = difference.old, let new = difference.new {
            var shown = Self.changes(difference, options)
            if options.level >= .addedRemovedAttributes {
                shown.formUnion(new.attributes.subtracting(old.attributes).subtracting(options.ignoredAdded))
                shown.formUnion(
                    old.attributes.subtracting(new.attributes).subtracting(options.ignoredRemoved))
            }
            if !shown.isEmpty { shown.formUnion(options.forced) }
            parts.append((old, new, shown))
        }
        if options.level >= .addedRemovedEntries {
            if states[index].contains(.added), let new = difference.new {
                parts.append((nil, new, new.attributes.subtracting(options.ignoredAdded)))
            }
            if states[index].contains(.removed), let old = difference.old {
                parts.append((old, nil, old.attributes.subtracting(options.ignoredRemoved)))
            }
        }
        return parts.filter { !$0.attributes.isEmpty }
    }
}
