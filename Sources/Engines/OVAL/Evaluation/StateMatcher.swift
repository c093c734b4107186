/// A state whose variables are resolved and whose patterns are compiled, ready to be held against items.
struct StateMatcher: Sendable, Hashable {
    /// One entity of the state.
    struct Entity: Sendable, Hashable {
        let name: FieldName
        let condition: Condition
        /// How several fields of that name in one item combine.
        let entityCheck: Check
    }

    /// What one value must satisfy.
    enum Condition: Sendable, Hashable {
        /// Compare it.
        case value(EntityQuery)
        /// Compare the named fields of a record.
        case record([Entity])
        /// It cannot be compared: a value is no value of its datatype, or a variable has no values.
        case broken(String)
    }

    /// The state's id.
    let id: String
    let entities: [Entity]
    /// How the entities combine.
    let combination: Operator

    /// The fields that the state reads.
    var fields: Set<FieldName> { Set(entities.map(\.name)) }

    /// Whether an item satisfies the state; `absent` is the verdict on an entity that the item does not have.
    func verdict(on item: some ItemFields, absent: Verdict = .unknown) -> Verdict {
        var tally = Tally()
        for entity in entities {
            let verdict = entity.verdict(on: item, absent: absent)
            // One entity often decides, and a walk over a whole file system waits for it.
            if combination == .and, verdict == .false { return .false }
            if combination == .or, verdict == .true { return .true }
            tally.add(verdict)
        }
        return combination.verdict(tally)
    }
}

extension StateMatcher.Entity {
    func verdict(on item: some ItemFields, absent: Verdict) -> Verdict {
        var tally = Tally()
        item.forEachField(named: name) { field in tally.add(verdict(on: field, absent: absent)) }
        return tally == Tally() ? absent : entityCheck.verdict(tally)
    }

    private func verdict(on field: ItemField, absent: Verdict) -> Verdict {
        switch field.status {
        case .exists: condition.verdict(on: field.value, absent: absent)
        case .doesNotExist: .false
        case .error: .error
        case .notCollected: .unknown
        }
    }
}

extension StateMatcher.Condition {
    func verdict(on value: ItemValue, absent: Verdict) -> Verdict {
        switch (self, value) {
        case (.value(let query), _): return query.verdict(on: value)
        case (.broken, _): return .error
        case (.record(let entities), .record(let fields)):
            var record = Tally()
            for entity in entities {
                var tally = Tally()
                for field in fields where field.name == entity.name.text {
                    tally.add(entity.condition.verdict(on: field.value, absent: absent))
                }
                record.add(tally == Tally() ? absent : entity.entityCheck.verdict(tally))
            }
            return Operator.and.verdict(record)
        case (.record, _): return .error
        }
    }
}
