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

    /// What came out, why, and the check reduced to the content that answered.
    func evaluate(_ expression: CheckExpression) -> (outcome: Outcome, messages: [String], check: Check?) {
        switch expression {
        case .check(let check): return evaluate(check)
        case .complex(let operation, let negate, let parts):
            var messages: [String] = []
            let outcomes = parts.map { part in
                let answer = evaluate(part)
                messages += answer.messages
                return answer.outcome
            }
            guard let first = outcomes.first else {
                return (.notChecked, ["The complex check holds no check."], nil)
            }
            let joined = outcomes.dropFirst().reduce(first) { operation == .and ? $0.and($1) : $0.or($1) }
            return (negate ? joined.negated : joined, messages, nil)
        }
    }

    private func evaluate(_ check: Check) -> (outcome: Outcome, messages: [String], check: Check?) {
        guard system.supports(check.system) else {
            return (.notChecked, ["Checks of the system \"\(check.system)\" cannot be evaluated."], check)
        }
        var exports: [String: [String]] = [:]
        for export in check.exports {
            guard let value = values[export.valueID] else {
                let sentence = "The check exports \"\(export.valueID)\", which the benchmark does not have."
                return (.unknown, [sentence], check)
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
                return (check.negate ? outcome.negated : outcome, messages, answered)
            case .absent(let reason): reasons.append(reason)
            }
        }
        return (.notChecked, ["None of the check-content-ref elements was resolvable."] + reasons, check)
    }
}
