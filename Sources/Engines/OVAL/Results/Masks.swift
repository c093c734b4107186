import Bytes

/// Which values must not appear in any output (OVAL 5.11, the `mask` attribute of entities).
///
/// The standard masks the entities of the items that a masked entity of an object or a state is about. A value
/// could still leave through a variable, so the mask follows it: down to what a masked entity's variable is
/// computed from, then up to every variable and entity that is computed from something masked. A masked field of
/// a record hides the whole record.
struct Masks {
    private var fields: [String: Set<FieldName>] = [:]
    /// The same as the flat form of a document has it, by name.
    private var known: FlatTable<[String]>?
    /// The variables whose values must not be shown.
    private(set) var variables: Set<String> = []

    init(_ definitions: Definitions) {
        if let survey = definitions.survey {
            known = survey.maskedFields
            variables = survey.maskedVariables
        } else if Self.areNeeded(by: definitions) {
            follow(definitions)
        }
    }

    /// The entities that must not be shown of the items that an object finds.
    subscript(object id: String) -> Set<FieldName> {
        known?[id].map { Set($0.map { FieldName($0) }) } ?? fields[id] ?? []
    }

    /// Whether a variable's values must not be shown.
    func hides(variable id: String) -> Bool { variables.contains(id) }

    /// The names of the masked entities by object, sorted.
    var names: [String: [String]] { fields.mapValues { $0.map(\.text).sorted() } }

    private static func areNeeded(by definitions: Definitions) -> Bool {
        definitions.objects.values.contains { $0.entities.contains(where: \.isMaskedSomewhere) }
            || definitions.states.values.contains { $0.entities.contains(where: \.isMaskedSomewhere) }
    }

    private mutating func follow(_ definitions: Definitions) {
        let users = Self.objects(ofStates: definitions)
        for object in definitions.objects.values {
            mark(object.entities.filter(\.isMaskedSomewhere), of: [object.id])
        }
        for state in definitions.states.values {
            mark(state.entities.filter(\.isMaskedSomewhere), of: users[state.id] ?? [])
        }
        markSources(definitions)
        while spread(definitions, users) {}
    }

    /// The objects whose items a state is held against, by test or by filter.
    private static func objects(ofStates definitions: Definitions) -> [String: Set<String>] {
        var users: [String: Set<String>] = [:]
        for test in definitions.tests.values {
            guard let object = test.object else { continue }
            for state in test.states { users[state, default: []].insert(object) }
        }
        for object in definitions.objects.values {
            for filter in object.allFilters { users[filter.state, default: []].insert(object.id) }
        }
        return users
    }

    private mutating func mark(_ entities: [Entity], of objects: Set<String>) {
        for entity in entities {
            for object in objects { fields[object, default: []].insert(FieldName(entity.name)) }
            variables.formUnion(entity.variables)
        }
    }

    /// Down from the variables of masked entities to everything that they are computed from.
    private mutating func markSources(_ definitions: Definitions) {
        var pending = Array(variables)
        while let id = pending.popLast() {
            guard case .local(let component) = definitions.variables[id]?.source else { continue }
            for (object, field) in component.objects { fields[object, default: []].insert(FieldName(field)) }
            for source in component.variables where variables.insert(source).inserted {
                pending.append(source)
            }
        }
    }

    /// One step upwards; false when nothing changed.
    private mutating func spread(_ definitions: Definitions, _ users: [String: Set<String>]) -> Bool {
        let before = (variables.count, fields.values.reduce(0) { $0 + $1.count })
        for object in definitions.objects.values {
            if case .set(let set) = object.content {
                for member in set.members { fields[object.id, default: []].formUnion(self[object: member]) }
            }
            mark(object.entities.filter(self.reads), of: [object.id])
        }
        for state in definitions.states.values {
            mark(state.entities.filter(self.reads), of: users[state.id] ?? [])
        }
        for variable in definitions.variables.values {
            guard case .local(let component) = variable.source else { continue }
            if component.variables.contains(where: variables.contains)
                || component.objects.contains(where: { self[object: $0].contains(FieldName($1)) })
            {
                variables.insert(variable.id)
            }
        }
        return before != (variables.count, fields.values.reduce(0) { $0 + $1.count })
    }

    private func reads(_ entity: Entity) -> Bool { entity.variables.contains(where: variables.contains) }
}
