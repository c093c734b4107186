import XML

extension Benchmark {
    /// Gives rules, groups and values what they lack from the item that they extend (XCCDF 1.2, 7.2.2.2).
    ///
    /// - Throws: ``XCCDFError/unknownBase(item:base:at:)`` and ``XCCDFError/itemCycle(_:at:)``: loading fails, as
    ///   the standard asks.
    mutating func inheritFromExtended() throws(XCCDFError) {
        if rules.contains(where: { $0.item.extends != nil }) {
            let written = rules
            for index in rules.indices {
                let chain = try Self.chain(from: index, ids: written.map(\.id)) {
                    (written[$0].item.extends, written[$0].item.place)
                }
                for base in chain { rules[index].inherit(from: written[base]) }
            }
        }
        if groups.contains(where: { $0.item.extends != nil }) {
            let written = groups
            for index in groups.indices {
                let chain = try Self.chain(from: index, ids: written.map(\.id)) {
                    (written[$0].item.extends, written[$0].item.place)
                }
                for base in chain { groups[index].item.inherit(from: written[base].item) }
            }
        }
        if values.contains(where: { $0.extends != nil }) {
            let written = values
            for index in values.indices {
                let chain = try Self.chain(from: index, ids: written.map(\.id)) {
                    (written[$0].extends, written[$0].place)
                }
                for base in chain { values[index].inherit(from: written[base]) }
            }
        }
    }

    /// The places of the items that one extends, nearest first.
    private static func chain(
        from start: Int, ids: [String], base: (Int) -> (id: String?, place: Place?)
    ) throws(XCCDFError) -> [Int] {
        var visited = [start]
        while case let (id?, place) = base(visited[visited.count - 1]) {
            guard let next = ids.firstIndex(of: id) else {
                throw .unknownBase(item: ids[visited[visited.count - 1]], base: id, at: place)
            }
            guard !visited.contains(next) else {
                throw .itemCycle(visited.map { ids[$0] } + [id], at: base(start).place)
            }
            visited.append(next)
        }
        return Array(visited.dropFirst())
    }

    /// Takes abstract items away, which only others extend (XCCDF 1.2, 7.2.2.3), with what abstract groups hold.
    mutating func removeAbstractItems() {
        var newGroups: [Int?] = []
        var keptGroups: [Group] = []
        var newRules: [Int?] = []
        var keptRules: [Rule] = []
        for group in groups {
            let isKept = !group.item.isAbstract && (group.item.parent.map { newGroups[$0] != nil } ?? true)
            newGroups.append(isKept ? keptGroups.count : nil)
            guard isKept else { continue }
            keptGroups.append(group)
            keptGroups[keptGroups.count - 1].item.parent = group.item.parent.flatMap { newGroups[$0] }
        }
        for rule in rules {
            let isKept = !rule.item.isAbstract && (rule.item.parent.map { newGroups[$0] != nil } ?? true)
            newRules.append(isKept ? keptRules.count : nil)
            guard isKept else { continue }
            keptRules.append(rule)
            keptRules[keptRules.count - 1].item.parent = rule.item.parent.flatMap { newGroups[$0] }
        }
        values = values.compactMap { value in
            guard !value.isAbstract, value.parent.map({ newGroups[$0] != nil }) ?? true else { return nil }
            var value = value
            value.parent = value.parent.flatMap { newGroups[$0] }
            return value
        }
        (groups, rules) = (keptGroups, keptRules)
        order = order.compactMap { index in
            switch index {
            case .group(let index): newGroups[index].map { .group($0) }
            case .rule(let index): newRules[index].map { .rule($0) }
            }
        }
    }
}

extension Item {
    mutating func inherit(from base: Item) {
        if title.isEmpty { title = base.title }
        if description.isEmpty { description = base.description }
        if rationale.isEmpty { rationale = base.rationale }
        warnings = base.warnings + warnings
        references = base.references + references
        platforms = base.platforms + platforms
        requires = base.requires + requires
        conflicts = base.conflicts + conflicts
        if !stated.contains(.selected), base.stated.contains(.selected) {
            isSelected = base.isSelected
            stated.insert(.selected)
        }
        if !stated.contains(.weight), base.stated.contains(.weight) {
            weight = base.weight
            stated.insert(.weight)
        }
    }
}

extension Rule {
    fileprivate mutating func inherit(from base: Rule) {
        if !item.stated.contains(.severity), base.item.stated.contains(.severity) {
            severity = base.severity
            item.stated.insert(.severity)
        }
        if !item.stated.contains(.role), base.item.stated.contains(.role) {
            role = base.role
            item.stated.insert(.role)
        }
        item.inherit(from: base.item)
        idents = base.idents + idents
        if checks.isEmpty { checks = base.checks }
        fixes = base.fixes + fixes
        fixTexts = base.fixTexts + fixTexts
    }
}

extension Value {
    fileprivate mutating func inherit(from base: Value) {
        if title.isEmpty { title = base.title }
        if description.isEmpty { description = base.description }
        warnings = base.warnings + warnings
        if !isTypeStated {
            type = base.type
            isTypeStated = base.isTypeStated
        }
        if !isComparisonStated {
            comparison = base.comparison
            isComparisonStated = base.isComparisonStated
        }
        constraints = base.constraints + constraints
        let own = Set(choices.map(\.selector))
        choices = base.choices.filter { !own.contains($0.selector) } + choices
    }
}
