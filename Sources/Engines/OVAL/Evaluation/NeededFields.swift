import Bytes

/// Which fields of each object's items some state, filter or variable reads.
///
/// Objects that meet in a set need the same fields: their items are compared with each other whole.
struct NeededFields {
    private var fields: [String: Set<FieldName>] = [:]
    /// The same as the flat form of a document has it, by name.
    private let known: FlatTable<[String]>?

    init(_ definitions: Definitions) {
        known = definitions.survey?.neededFields
        if known != nil { return }
        let states = definitions.states.mapValues { Set($0.entities.map { FieldName($0.name) }) }
        for test in definitions.tests.values {
            guard let object = test.object else { continue }
            for state in test.states { fields[object, default: []].formUnion(states[state] ?? []) }
        }
        for variable in definitions.variables.values {
            if case .local(let component) = variable.source { add(component) }
        }
        for object in definitions.objects.values {
            if case .set(let set) = object.content { addFilters(of: set, to: object.id, states) }
            for filter in object.filters {
                fields[object.id, default: []].formUnion(states[filter.state] ?? [])
            }
        }
        spread(definitions)
    }

    subscript(_ object: String) -> Set<FieldName> {
        known?[object].map { Set($0.map { FieldName($0) }) } ?? fields[object] ?? []
    }

    /// The names of the fields by object, sorted.
    var names: [String: [String]] { fields.mapValues { $0.map(\.text).sorted() } }

    private mutating func add(_ component: Component) {
        switch component {
        case .literal, .variable: break
        case .object(let id, let field, _): fields[id, default: []].insert(FieldName(field))
        case .function(_, let components): for component in components { add(component) }
        }
    }

    private mutating func addFilters(of set: ObjectSet, to id: String, _ states: [String: Set<FieldName>]) {
        switch set {
        case .sets(_, let sets): for set in sets { addFilters(of: set, to: id, states) }
        case .objects(_, _, let filters):
            for filter in filters { fields[id, default: []].formUnion(states[filter.state] ?? []) }
        }
    }

    /// Hands the needs of a set to its members and theirs to each other, until nothing changes.
    private mutating func spread(_ definitions: Definitions) {
        let groups = definitions.objects.values.compactMap { object -> [String]? in
            guard case .set(let set) = object.content else { return nil }
            return [object.id] + set.members
        }
        var changed = true
        while changed {
            changed = false
            for group in groups {
                let needed = group.reduce(into: Set<FieldName>()) { $0.formUnion(fields[$1] ?? []) }
                for id in group where fields[id] != needed {
                    fields[id] = needed
                    changed = true
                }
            }
        }
    }
}

extension ObjectSet {
    /// The ids of all objects in the set and in the sets inside it.
    var members: [String] {
        switch self {
        case .sets(_, let sets): sets.flatMap(\.members)
        case .objects(_, let ids, _): ids
        }
    }
}
