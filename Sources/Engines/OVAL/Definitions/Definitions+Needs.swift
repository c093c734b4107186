extension Definitions {
    /// The objects that evaluating some tests may collect: their own, the members of sets, and those that the
    /// variables of objects, states and filters are computed from.
    func objects(neededBy tests: Set<String>) -> Set<String> {
        var needs = Needs()
        for id in tests {
            needs.add(self.tests[id]?.object.map { [$0] } ?? [])
            needs.add(self.tests[id]?.states ?? [])
        }
        // A list of what is still to be followed and not a recursion: a chain may be longer than the stack.
        while let id = needs.pending.popLast() {
            if let object = objects[id] {
                if case .set(let set) = object.content { needs.add(set.members) }
                needs.add(object.allFilters.map(\.state) + object.variables)
            } else if let state = states[id] {
                needs.add(state.entities.flatMap(\.variables))
            } else if case .local(let component) = variables[id]?.source {
                needs.add(component.objects.map(\.id) + component.variables)
            }
        }
        return needs.seen.filter { objects[$0] != nil }
    }

    private struct Needs {
        var seen: Set<String> = []
        var pending: [String] = []

        mutating func add(_ ids: [String]) {
            for id in ids where seen.insert(id).inserted { pending.append(id) }
        }
    }
}
