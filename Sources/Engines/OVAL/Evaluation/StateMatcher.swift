/// A state whose variables are resolved and whose patterns are compiled, ready to be held against items.
struct StateMatcher: Sendable {
    /// One entity of the state.
    struct Entity: Sendable {
        let name: FieldName
        let query: EntityQuery
        /// How several fields of that name in one item combine.
        let entityCheck: Check
    }

    /// The state's id.
    let id: String
    let entities: [Entity]
    /// How the entities combine.
    let combination: Operator

    /// The fields that the state reads.
    var fields: Set<FieldName> { Set(entities.map(\.name)) }

    /// Whether an item satisfies the state.
    func verdict(on item: some ItemFields) -> Verdict {
        var tally = Tally()
        for entity in entities { tally.add(Self.verdict(of: entity, on: item)) }
        return combination.verdict(tally)
    }

    private static func verdict(of entity: Entity, on item: some ItemFields) -> Verdict {
        var tally = Tally()
        item.forEachField(named: entity.name) { field in tally.add(verdict(of: entity, on: field)) }
        return entity.entityCheck.verdict(tally)
    }

    private static func verdict(of entity: Entity, on field: ItemField) -> Verdict {
        switch field.status {
        case .exists: entity.query.verdict(on: field.value)
        case .doesNotExist: .false
        case .error: .error
        case .notCollected: .unknown
        }
    }
}
