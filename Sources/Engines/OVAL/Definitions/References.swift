extension Object {
    /// The entities that a probe is asked with; none for a set.
    var entities: [Entity] {
        if case .entities(let entities) = content { entities } else { [] }
    }

    /// The filters of the object and of the sets in it.
    var allFilters: [Filter] {
        if case .set(let set) = content { filters + set.filters } else { filters }
    }

    /// The ids of the variables that the entities name, in the document's order.
    var variables: [String] {
        // `variable_object` names its variable in the text of an entity.
        if element == "variable_object", let entity = entities.first(where: { $0.name == "var_ref" }),
            case .literal(let id) = entity.value
        {
            return [id.trimmed]
        }
        return entities.flatMap(\.variables)
    }
}

extension Entity {
    /// The ids of the variables that give it or its fields their values.
    var variables: [String] {
        switch value {
        case .literal: []
        case .variable(let id): [id]
        case .record(let fields): fields.flatMap(\.variables)
        }
    }

    /// Whether it or a field of it is masked.
    var isMaskedSomewhere: Bool {
        if case .record(let fields) = value { return isMasked || fields.contains(where: \.isMaskedSomewhere) }
        return isMasked
    }
}

extension ObjectSet {
    /// How its parts combine.
    var operation: Operation {
        switch self {
        case .sets(let operation, _), .objects(let operation, _, _): operation
        }
    }

    /// The filters of the set and of the sets inside it.
    var filters: [Filter] {
        switch self {
        case .sets(_, let sets): sets.flatMap(\.filters)
        case .objects(_, _, let filters): filters
        }
    }
}

extension Component {
    /// The ids of the variables that it is computed from.
    var variables: [String] {
        switch self {
        case .literal, .object: []
        case .variable(let id): [id]
        case .function(_, let components): components.flatMap(\.variables)
        }
    }

    /// The objects and the fields of their items that it is computed from.
    var objects: [(id: String, field: String)] {
        switch self {
        case .literal, .variable: []
        case .object(let id, let field, _): [(id, field)]
        case .function(_, let components): components.flatMap(\.objects)
        }
    }
}
