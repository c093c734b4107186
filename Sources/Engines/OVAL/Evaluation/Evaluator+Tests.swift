/// What evaluating a test came to.
public struct TestResult: Sendable {
    /// The verdict.
    public var verdict: Verdict
    /// How complete the items are.
    public var flag: CollectionFlag
    /// One sentence for each thing that went wrong.
    public var messages: [String]
}

extension Evaluator {
    /// The verdict on a test; `unknown` when the document has no such id.
    public func verdict(ofTest id: String) -> Verdict { result(ofTest: id).verdict }

    /// The verdict on a test with what there is to say about it.
    public func result(ofTest id: String) -> TestResult {
        if let known = testResults[id] { return known }
        guard let test = definitions.tests[id] else {
            return TestResult(verdict: .unknown, flag: .notCollected, messages: [lose(.test(id))])
        }
        var result = evaluate(test)
        if let loss = loss(behind: .test(id)) {
            result = TestResult(verdict: .error, flag: .error, messages: [loss])
        }
        testResults[id] = result
        return result
    }

    private func evaluate(_ test: Test) -> TestResult {
        // Only `unknown_test` has no object, and it is unknown by definition.
        guard let object = test.object else {
            return TestResult(verdict: .unknown, flag: .notCollected, messages: [])
        }
        let collected = collection(of: object)
        let verdict = collected.isUnsupported ? .notEvaluated : self.verdict(of: test, on: collected)
        var messages = collected.messages
        for state in test.states { messages += matcher(ofState: state).complaints }
        return TestResult(verdict: verdict, flag: collected.flag, messages: messages)
    }

    private func verdict(of test: Test, on collected: Collected) -> Verdict {
        // Any number may exist and nothing is asked of them: not being able to look decides nothing, and oscap
        // answers true.
        if test.checkExistence == .any, test.states.isEmpty, collected.flag != .complete { return .true }
        return switch collected.flag {
        case .error: .error
        case .notCollected: .unknown
        case .notApplicable: .notApplicable
        case .doesNotExist: Verdict(test.checkExistence == .none || test.checkExistence == .any)
        case .incomplete: incompleteVerdict(of: test, on: collected.items)
        case .complete: completeVerdict(of: test, on: collected.items)
        }
    }

    private func completeVerdict(of test: Test, on items: ItemList) -> Verdict {
        let existence = test.checkExistence.verdict(items)
        guard existence == .true, !test.states.isEmpty else { return existence }
        if items.statuses.allSatisfy({ $0 == .doesNotExist }) { return existence }
        let present = items.lazy.filter { $0.status != .doesNotExist }
        return test.check.verdict(Tally(present.map { self.verdict(of: test, on: $0) }))
    }

    /// With items missing, only what no further item could change is decided.
    private func incompleteVerdict(of test: Test, on items: ItemList) -> Verdict {
        let count = items.statuses.count { $0 == .exists }
        switch test.checkExistence {
        case .none where count > 0, .onlyOne where count > 1: return .false
        case .atLeastOne where count > 0:
            if test.states.isEmpty { return .true }
        case .any: break
        default: return .unknown
        }
        let tally = Tally(items.lazy.map { self.verdict(of: test, on: $0) })
        switch test.check {
        case .all where tally.false > 0: return .false
        case .atLeastOne where tally.true > 0: return .true
        case .noneSatisfy where tally.true > 0: return .false
        case .onlyOne where tally.true > 1: return .false
        default: return .unknown
        }
    }

    /// Whether an item satisfies the states of a test.
    func verdict(of test: Test, on item: Item) -> Verdict {
        switch item.status {
        case .exists: break
        case .doesNotExist: return .false
        case .error: return .error
        case .notCollected: return .unknown
        }
        if test.states.count == 1 { return matcher(ofState: test.states[0]).verdict(on: item) }
        return test.stateOperator.verdict(
            Tally(test.states.lazy.map { self.matcher(ofState: $0).verdict(on: item) }))
    }
}
