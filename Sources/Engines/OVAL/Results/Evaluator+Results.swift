extension Evaluator {
    /// Everything that a results document tells of what was evaluated so far.
    ///
    /// Nothing is recorded while a scan runs: it is worked out from the results that the evaluator keeps anyway.
    /// An evaluator made with `collectsWholeItems` gives whole items.
    public func results(on system: SystemInfo = SystemInfo()) -> SystemResults {
        var results = SystemResults()
        results.definitions = definitions.order.compactMap { id in
            guard let result = definitionResults[id], let definition = definitions.definitions[id] else {
                return nil
            }
            return DefinitionOutcome(
                id: id, version: definition.version, definitionClass: definition.definitionClass,
                verdict: result.verdict, messages: result.message.map { [$0] } ?? [],
                criteria: definition.criteria.map(self.outcome(of:)))
        }
        results.characteristics = characteristics(of: system)
        let items = results.characteristics.objects.reduce(into: [:]) { $0[$1.id] = $1.items }
        results.tests = definitions.testOrder.compactMap { id in
            guard testResults[id] != nil, let test = definitions.tests[id] else { return nil }
            return outcome(of: test, items)
        }
        return results
    }

    /// What was collected so far, each item once and numbered in the order of the document's objects.
    public func characteristics(of system: SystemInfo = SystemInfo()) -> SystemCharacteristics {
        var characteristics = SystemCharacteristics()
        characteristics.system = system
        var register = ItemRegister()
        for id in definitions.objectOrder {
            guard let collected = collections[id], let object = definitions.objects[id] else { continue }
            let masked = masks[object: id]
            characteristics.objects.append(
                CollectedObject(
                    id: id, version: object.version, comment: object.comment, flag: collected.flag,
                    messages: collected.messages, variables: shown(object.variables),
                    items: collected.items.map {
                        register.number(of: $0, family: object.family, masked: masked)
                    }))
        }
        characteristics.items = register.hidingMasked()
        return characteristics
    }

    /// Collects every object of the document, whether a definition needs it or not.
    public func collectEverything() {
        for id in definitions.objectOrder { _ = collection(of: id) }
    }

    private func outcome(of criteria: Criteria) -> CriteriaOutcome {
        let nodes = criteria.nodes.map { node -> CriterionOutcome in
            switch node {
            case .criteria(let inner): return .criteria(outcome(of: inner))
            case .test(let id, let negate, let applies, _):
                return .test(
                    .init(
                        id: id, version: definitions.tests[id]?.version ?? 0, negate: negate,
                        applicabilityCheck: applies, verdict: verdict(ofTest: id).negated(if: negate)))
            case .definition(let id, let negate, let applies, _):
                return .definition(
                    .init(
                        id: id, version: definitions.definitions[id]?.version ?? 0, negate: negate,
                        applicabilityCheck: applies, verdict: verdict(ofDefinition: id).negated(if: negate)))
            }
        }
        let combined = criteria.combination.verdict(Tally(nodes.map { $0.verdict }))
        return CriteriaOutcome(
            combination: criteria.combination, negate: criteria.negate,
            applicabilityCheck: criteria.applicabilityCheck, verdict: combined.negated(if: criteria.negate),
            nodes: nodes)
    }

    private func outcome(of test: Test, _ numbers: [String: [Int]]) -> TestOutcome {
        var outcome = TestOutcome(
            id: test.id, version: test.version, existence: test.checkExistence, check: test.check,
            stateOperator: test.stateOperator, verdict: verdict(ofTest: test.id))
        outcome.messages = test.states.flatMap { matcher(ofState: $0).complaints }
        guard let object = test.object else { return outcome }
        let collected = collection(of: object)
        // Without a state there is nothing that an item could be held against (`oval-res:TestedItemType`), and
        // states are not asked when existence has decided.
        let isAsked = !test.states.isEmpty && test.checkExistence.verdict(collected.items) == .true
        outcome.items = zip(numbers[object] ?? [], collected.items).map { number, item in
            TestedItem(item: number, verdict: isAsked ? self.verdict(of: test, on: item) : .notEvaluated)
        }
        let states = test.states.flatMap { definitions.states[$0]?.entities.flatMap(\.variables) ?? [] }
        outcome.variables = shown((definitions.objects[object]?.variables ?? []) + states)
        return outcome
    }

    /// The values of variables and of those that they are computed from, each variable once.
    private func shown(_ ids: [String]) -> [VariableValue] {
        var seen: Set<String> = []
        var order = ids.filter { seen.insert($0).inserted }
        var next = 0
        while next < order.count {
            if case .local(let component) = definitions.variables[order[next]]?.source {
                order += component.variables.filter { seen.insert($0).inserted }
            }
            next += 1
        }
        return order.flatMap { id in
            let texts = values(ofVariable: id).texts
            return texts.map { VariableValue(variable: id, text: masks.hides(variable: id) ? "" : $0) }
        }
    }
}
