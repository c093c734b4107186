extension Definitions {
    /// Looks up every reference, so that a loose end is an error of the content, told before anything runs.
    func checkReferences() throws(OVALError) {
        for definition in definitions.values {
            if let criteria = definition.criteria { try check(criteria, in: definition.id) }
        }
        for test in tests.values {
            if let object = test.object { try require(objects[object], "object", object, from: test.id) }
            for state in test.states { try require(states[state], "state", state, from: test.id) }
        }
        for object in objects.values {
            try check(object.filters, in: object.id)
            switch object.content {
            case .entities(let entities): try check(entities, in: object.id)
            case .set(let set): try check(set, in: object.id)
            }
        }
        for state in states.values { try check(state.entities, in: state.id) }
        for variable in variables.values {
            if case .local(let component) = variable.source { try check(component, in: variable.id) }
        }
    }

    private func check(_ criteria: Criteria, in referrer: String) throws(OVALError) {
        for node in criteria.nodes {
            switch node {
            case .criteria(let criteria): try check(criteria, in: referrer)
            case .test(let id, _, _, _): try require(tests[id], "test", id, from: referrer)
            case .definition(let id, _, _, _): try require(definitions[id], "definition", id, from: referrer)
            }
        }
    }

    private func check(_ filters: [Filter], in referrer: String) throws(OVALError) {
        for filter in filters { try require(states[filter.state], "state", filter.state, from: referrer) }
    }

    private func check(_ entities: [Entity], in referrer: String) throws(OVALError) {
        for entity in entities {
            switch entity.value {
            case .variable(let id): try require(variables[id], "variable", id, from: referrer)
            case .record(let fields): try check(fields, in: referrer)
            // `variable_object` names its variable in the text of an entity.
            case .literal(let id) where entity.name == "var_ref":
                try require(variables[id], "variable", id, from: referrer)
            case .literal: break
            }
        }
    }

    private func check(_ set: ObjectSet, in referrer: String) throws(OVALError) {
        switch set {
        case .sets(_, let sets): for set in sets { try check(set, in: referrer) }
        case .objects(_, let ids, let filters):
            for id in ids { try require(objects[id], "object", id, from: referrer) }
            try check(filters, in: referrer)
        }
    }

    private func check(_ component: Component, in referrer: String) throws(OVALError) {
        switch component {
        case .literal: break
        case .object(let id, _, _): try require(objects[id], "object", id, from: referrer)
        case .variable(let id): try require(variables[id], "variable", id, from: referrer)
        case .function(_, let components): for component in components { try check(component, in: referrer) }
        }
    }

    private func require<Part>(
        _ part: Part?, _ kind: String, _ id: String, from referrer: String
    ) throws(OVALError) {
        if part == nil { throw .missing(file: file, referrer: referrer, kind: kind, id: id) }
    }
}
