extension Benchmark {
    /// Works out which rules a choice of profile selects, with which values and refinements.
    ///
    /// ```swift
    /// let profile = try benchmark.resolve(.named("standard"))
    /// print(profile.selectedRuleCount)
    /// ```
    ///
    /// Errors: ``XCCDFError`` when the profile, or one that it extends, cannot be found, and when a tailoring is
    /// for another benchmark.
    public func resolve(
        _ choice: ProfileChoice, tailoring: Tailoring? = nil
    ) throws(XCCDFError) -> ResolvedProfile {
        if let tailored = tailoring?.benchmarkID, tailored != id {
            throw .tailoringForAnotherBenchmark(tailored: tailored, benchmark: id)
        }
        var resolution = ProfileResolution(benchmark: self)
        switch choice {
        case .default: break
        case .all: resolution.selectAll()
        case .named(let name):
            let named = try profile(named: name, tailoring: tailoring)
            if named.isAbstract { throw .abstractProfile(named.id, at: named.place) }
            resolution.apply(try flattened(named, tailoring: tailoring))
        }
        resolution.settleSelection()
        return resolution.profile
    }
}

/// The working state of one resolution.
struct ProfileResolution {
    private let benchmark: Benchmark
    private(set) var profile: ResolvedProfile
    private let itemsByName: [String: [Benchmark.ItemIndex]]

    init(benchmark: Benchmark) {
        self.benchmark = benchmark
        itemsByName = benchmark.order.reduce(into: [:]) { names, index in
            let item = benchmark.item(index)
            names[item.id, default: []].append(index)
            if let cluster = item.clusterID { names[cluster, default: []].append(index) }
        }
        profile = ResolvedProfile(
            id: nil, title: "", groupIsSelected: benchmark.groups.map(\.item.isSelected),
            ruleIsSelected: benchmark.rules.map(\.item.isSelected),
            rules: benchmark.rules.map {
                RefinedRule(severity: $0.severity, role: $0.role, weight: $0.item.weight)
            },
            groupWeights: benchmark.groups.map(\.item.weight),
            values: benchmark.values.reduce(into: [:]) { $0[$1.id] = $1.choice(nil)?.values ?? [] })
    }

    mutating func selectAll() {
        profile = profile.identified(as: "(all)", title: "(all)")
        for index in benchmark.order { select(index, true) }
    }

    mutating func apply(_ source: Profile) {
        profile = profile.identified(as: source.id, title: source.title)
        for selection in source.selections {
            let matches = itemsByName[selection.idref] ?? []
            if matches.isEmpty { note("selects", selection.idref, selection.place) }
            for index in matches { select(index, selection.isSelected) }
        }
        applySettings(source.settings)
        for refinement in source.refinements {
            let matches = itemsByName[refinement.idref] ?? []
            if matches.isEmpty { note("refines", refinement.idref, refinement.place) }
            for index in matches { refine(index, refinement) }
        }
    }

    /// Takes selection down the tree, then lets `requires` and `conflicts` unselect items in document order.
    ///
    /// The order decides which of two items that exclude each other stays (XCCDF 1.2, 7.2.3.3.1).
    mutating func settleSelection() {
        for index in benchmark.order where !parentIsSelected(index) { select(index, false) }
        for index in benchmark.order where isSelected(index) {
            let item = benchmark.item(index)
            let unmet = item.requires.first { !$0.isEmpty && !$0.contains(where: anyIsSelected) }
            let enemy = item.conflicts.first(where: anyIsSelected)
            guard unmet != nil || enemy != nil || !parentIsSelected(index) else { continue }
            select(index, false)
            if let unmet {
                note(
                    "\"\(item.id)\" is left out: it requires \(unmet.joined(separator: " or ")), "
                        + "which is not selected", item.place)
            } else if let enemy {
                note(
                    "\"\(item.id)\" is left out: it conflicts with \"\(enemy)\", which is selected",
                    item.place)
            }
        }
    }

    // A value that is set outright wins over one that is chosen by its selector, whatever their order; the peer
    // does the same.
    private mutating func applySettings(_ settings: [Profile.Setting]) {
        let byName = benchmark.values.indices.reduce(into: [String: [Int]]()) { names, index in
            names[benchmark.values[index].id, default: []].append(index)
            if let cluster = benchmark.values[index].clusterID { names[cluster, default: []].append(index) }
        }
        var outright: Set<Int> = []
        var selectors: [Int: String] = [:]
        for setting in settings {
            let matches = byName[setting.idref] ?? []
            if matches.isEmpty { note("sets", setting.idref, setting.place) }
            for index in matches {
                let value = benchmark.values[index]
                switch setting.choice {
                case .comparison(let comparison): profile.comparisons[value.id] = comparison
                case .values(let values):
                    profile.values[value.id] = values
                    outright.insert(index)
                    for objection in value.objections(to: values, selector: selectors[index] ?? "") {
                        note(
                            "value \"\(value.id)\" is set to what it must not be: \(objection)", setting.place
                        )
                    }
                case .selector(let selector):
                    if !value.choices.contains(where: { $0.selector == selector }) {
                        note(
                            "value \"\(value.id)\" has no choice \"\(selector)\"; its default is used",
                            setting.place)
                    }
                    selectors[index] = selector
                    if !outright.contains(index) {
                        profile.values[value.id] = value.choice(selector)?.values ?? []
                    }
                }
            }
        }
    }

    private mutating func refine(_ index: Benchmark.ItemIndex, _ refinement: Profile.Refinement) {
        switch index {
        case .group(let index):
            if let weight = refinement.weight { profile.groupWeights[index] = weight }
        case .rule(let index):
            if let severity = refinement.severity { profile.rules[index].severity = severity }
            if let role = refinement.role { profile.rules[index].role = role }
            if let weight = refinement.weight { profile.rules[index].weight = weight }
            if let selector = refinement.selector { profile.rules[index].checkSelector = selector }
        }
    }

    private mutating func select(_ index: Benchmark.ItemIndex, _ isSelected: Bool) {
        switch index {
        case .group(let index): profile.groupIsSelected[index] = isSelected
        case .rule(let index): profile.ruleIsSelected[index] = isSelected
        }
    }

    private func isSelected(_ index: Benchmark.ItemIndex) -> Bool {
        switch index {
        case .group(let index): profile.groupIsSelected[index]
        case .rule(let index): profile.ruleIsSelected[index]
        }
    }

    private func anyIsSelected(_ name: String) -> Bool {
        itemsByName[name]?.contains(where: isSelected) ?? false
    }

    private func parentIsSelected(_ index: Benchmark.ItemIndex) -> Bool {
        benchmark.item(index).parent.map { profile.groupIsSelected[$0] } ?? true
    }

    private mutating func note(_ verb: String, _ idref: String, _ place: Place?) {
        note(
            "profile \"\(profile.id ?? "")\" \(verb) \"\(idref)\", which the benchmark does not have", place)
    }

    private mutating func note(_ sentence: String, _ place: Place?) {
        profile.notes.append(place.map { "\($0): \(sentence)" } ?? sentence)
    }
}

extension ResolvedProfile {
    fileprivate func identified(as id: String, title: String) -> ResolvedProfile {
        ResolvedProfile(
            id: id, title: title, groupIsSelected: groupIsSelected, ruleIsSelected: ruleIsSelected,
            rules: rules,
            groupWeights: groupWeights, values: values, comparisons: comparisons, notes: notes)
    }
}
