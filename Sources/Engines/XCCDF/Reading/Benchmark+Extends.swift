extension Benchmark {
    /// Gives rules, groups and values what they lack from the item that they extend (XCCDF 1.2, 7.2.2.2).
    ///
    /// An item that extends itself, directly or through others, keeps what it has.
    mutating func inheritFromExtended() {
        if rules.contains(where: { $0.item.extends != nil }) {
            let places = Dictionary(rules.enumerated().map { ($1.id, $0) }) { first, _ in first }
            let written = rules
            for index in rules.indices {
                for base in chain(from: index, places: places, next: { rules[$0].item.extends }) {
                    rules[index].inherit(from: written[base])
                }
            }
        }
        if groups.contains(where: { $0.item.extends != nil }) {
            let places = Dictionary(groups.enumerated().map { ($1.id, $0) }) { first, _ in first }
            let written = groups
            for index in groups.indices {
                for base in chain(from: index, places: places, next: { groups[$0].item.extends }) {
                    groups[index].item.inherit(from: written[base].item)
                }
            }
        }
        if values.contains(where: { $0.extends != nil }) {
            let places = Dictionary(values.enumerated().map { ($1.id, $0) }) { first, _ in first }
            let written = values
            for index in values.indices {
                for base in chain(from: index, places: places, next: { values[$0].extends }) {
                    values[index].inherit(from: written[base])
                }
            }
        }
    }

    /// The places of the items that one extends, nearest first, until the chain ends or meets itself.
    private func chain(from start: Int, places: [String: Int], next: (Int) -> String?) -> [Int] {
        var visited = [start]
        while let id = next(visited[visited.count - 1]), let place = places[id], !visited.contains(place) {
            visited.append(place)
        }
        return Array(visited.dropFirst())
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
    }
}

extension Rule {
    fileprivate mutating func inherit(from base: Rule) {
        item.inherit(from: base.item)
        if severity == .unknown { severity = base.severity }
        idents = base.idents + idents
        if checks.isEmpty { checks = base.checks }
        if fixes.isEmpty { fixes = base.fixes }
    }
}

extension Value {
    fileprivate mutating func inherit(from base: Value) {
        if title.isEmpty { title = base.title }
        if description.isEmpty { description = base.description }
        warnings = base.warnings + warnings
        let own = Set(choices.map(\.selector))
        choices = base.choices.filter { !own.contains($0.selector) } + choices
    }
}
