/// Which parts of a document may come out otherwise when another part does.
struct Dependents {
    /// Something in the document that is evaluated at most once.
    enum Part: Hashable {
        case definition(String)
        case test(String)
        case object(String)
        case state(String)
        case variable(String)
    }

    private var users: [Part: [Part]] = [:]
    /// The variables that reckon from the time of the scan.
    private(set) var clocked: [String] = []
    /// Whether parts depend on each other in a circle or in a chain that is not followed to its end.
    ///
    /// What they come to then depends on where they are entered.
    private(set) var isTangled = false

    init(_ definitions: Definitions) {
        for (id, definition) in definitions.definitions {
            if let criteria = definition.criteria { add(criteria, to: .definition(id)) }
        }
        for (id, test) in definitions.tests {
            if let object = test.object { add(.object(object), to: .test(id)) }
            for state in test.states { add(.state(state), to: .test(id)) }
        }
        for (id, object) in definitions.objects {
            for variable in object.variables { add(.variable(variable), to: .object(id)) }
            for filter in object.allFilters { add(.state(filter.state), to: .object(id)) }
            if case .set(let set) = object.content {
                for member in set.members { add(.object(member), to: .object(id)) }
            }
        }
        for (id, state) in definitions.states {
            for variable in state.entities.flatMap(\.variables) { add(.variable(variable), to: .state(id)) }
        }
        for (id, variable) in definitions.variables {
            guard case .local(let component) = variable.source else { continue }
            for used in component.variables { add(.variable(used), to: .variable(id)) }
            for used in component.objects { add(.object(used.id), to: .variable(id)) }
            if component.asksTime { clocked.append(id) }
        }
        isTangled = findsTangle()
    }

    /// Takes the parts in an order in which none comes before what it depends on; in a circle there is none.
    private func findsTangle() -> Bool {
        var waiting: [Part: Int] = [:]
        for user in users.values.joined() { waiting[user, default: 0] += 1 }
        var pending = users.keys.filter { waiting[$0] == nil }
        var depths: [Part: Int] = [:]
        while let part = pending.popLast() {
            let depth = (depths.removeValue(forKey: part) ?? 1) + 1
            if depth >= ReferencePath.limit { return true }
            for user in users[part] ?? [] {
                depths[user] = max(depths[user] ?? 1, depth)
                guard let left = waiting[user] else { continue }
                waiting[user] = left == 1 ? nil : left - 1
                if left == 1 { pending.append(user) }
            }
        }
        return !waiting.isEmpty
    }

    /// The parts themselves and everything that depends on them.
    func reached(from parts: [Part]) -> Set<Part> {
        var seen = Set(parts)
        // A list and not a recursion: a chain may be longer than the stack.
        var pending = parts
        while let part = pending.popLast() {
            for user in users[part] ?? [] where seen.insert(user).inserted { pending.append(user) }
        }
        return seen
    }

    private mutating func add(_ part: Part, to user: Part) { users[part, default: []].append(user) }

    private mutating func add(_ criteria: Criteria, to user: Part) {
        for node in criteria.nodes {
            switch node {
            case .criteria(let inner): add(inner, to: user)
            case .test(let id, _, _, _): add(.test(id), to: user)
            case .definition(let id, _, _, _): add(.definition(id), to: user)
            }
        }
    }
}

extension Component {
    /// Whether the time of the scan is part of the computation.
    fileprivate var asksTime: Bool {
        switch self {
        case .literal, .variable, .object: return false
        case .function(let function, let components):
            if case .timeDifference = function { return true }
            return components.contains(where: \.asksTime)
        }
    }
}
