/// Puts a rule's checks to a checking system (XCCDF 1.2, 7.2.3.5).
struct RuleEvaluation {
    let system: any CheckSystem
    let values: [String: [String]]

    /// The check that decides: of those with the selector, or else of those without, the first that is supported.
    ///
    /// OCIL questions need a person; a rule that has no other check is not checked.
    func applicableCheck(of rule: Rule, selector: String) -> CheckExpression? {
        func candidates(_ selector: String) -> [CheckExpression] {
            rule.checks.filter { check in
                switch check {
                case .check(let check): check.selector == selector
                case .complex: true
                }
            }
        }
        let chosen = candidates(selector)
        return (chosen.isEmpty ? candidates("") : chosen).first { check in
            switch check {
            case .check(let check): system.supports(check.system)
            case .complex: true
            }
        }
    }

    /// What came out of a rule's check.
    struct Answer {
        var outcome: Outcome
        var messages: [String]
        /// The check reduced to the content that answered; nil for several joined.
        var check: Check?
        /// The questions that were answered.
        var asked: [CheckQuery] = []
    }

    /// What came out, why, and which questions were asked for it.
    func evaluate(_ expression: CheckExpression) -> Answer {
        switch expression {
        case .check(let check): return evaluate(check)
        case .complex(let operation, let negate, let parts):
            let answers = parts.map(evaluate)
            guard let first = answers.first else {
                return Answer(outcome: .notChecked, messages: ["The complex check holds no check."])
            }
            let joined = answers.dropFirst().reduce(first.outcome) {
                operation == .and ? $0.and($1.outcome) : $0.or($1.outcome)
            }
            return Answer(
                outcome: negate ? joined.negated : joined, messages: answers.flatMap(\.messages), check: nil,
                asked: answers.flatMap(\.asked))
        }
    }

    private func evaluate(_ check: Check) -> Answer {
        guard system.supports(check.system) else {
            let sentence = "Checks of the system \"\(check.system)\" cannot be evaluated."
            return Answer(outcome: .notChecked, messages: [sentence], check: check)
        }
        var exports: [String: [String]] = [:]
        for export in check.exports {
            guard let value = values[export.valueID] else {
                let sentence = "The check exports \"\(export.valueID)\", which the benchmark does not have."
                return Answer(outcome: .unknown, messages: [sentence], check: check)
            }
            exports[export.name, default: []] += value
        }
        var reasons: [String] = []
        for content in check.contents {
            let query = CheckQuery(
                system: check.system, href: content.href, name: content.name, exports: exports)
            switch system.evaluate(query) {
            case .outcome(let outcome, let messages):
                var answered = check
                answered.contents = [content]
                return Answer(
                    outcome: check.negate ? outcome.negated : outcome, messages: messages, check: answered,
                    asked: [query])
            case .absent(let reason): reasons.append(reason)
            }
        }
        return Answer(
            outcome: .notChecked,
            messages: ["None of the check-content-ref elements was resolvable."] + reasons, check: check)
    }
}
