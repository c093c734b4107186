extension SystemResults {
    /// The part of the results that directives want told.
    ///
    /// Thin definitions keep no criteria; tests, objects and items stay as long as a full definition needs them.
    /// A definition that a full one extends stays thin, whatever the directives say of it, because the schema
    /// wants every reference to find its end.
    public func reported(under directives: Directives, of document: Definitions) -> SystemResults {
        if directives.isFull { return self }
        var result = self
        var (tests, extended): (Set<String>, Set<String>) = ([], [])
        let wanted = definitions.reduce(into: [String: Directives.Content]()) { wanted, definition in
            wanted[definition.id] = directives.content(of: definition.verdict, definition.definitionClass)
        }
        for definition in definitions where wanted[definition.id] == .full {
            definition.criteria?.forEachReference(
                test: { tests.insert($0) }, definition: { extended.insert($0) })
        }
        result.definitions = definitions.compactMap { definition in
            guard let content = wanted[definition.id] ?? (extended.contains(definition.id) ? .thin : nil)
            else {
                return nil
            }
            var definition = definition
            if content == .thin { definition.criteria = nil }
            return definition
        }
        result.tests.removeAll { !tests.contains($0.id) }
        let objects = document.objects(neededBy: tests)
        result.characteristics.objects.removeAll { !objects.contains($0.id) }
        let items = Set(result.characteristics.objects.flatMap(\.items))
        result.characteristics.items.removeAll { !items.contains($0.number) }
        return result
    }
}

extension CriteriaOutcome {
    fileprivate func forEachReference(test: (String) -> Void, definition: (String) -> Void) {
        for node in nodes {
            switch node {
            case .criteria(let inner): inner.forEachReference(test: test, definition: definition)
            case .test(let reference): test(reference.id)
            case .definition(let reference): definition(reference.id)
            }
        }
    }
}
