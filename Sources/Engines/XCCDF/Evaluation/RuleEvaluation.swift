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

    /// Why none of a rule's checks can be asked, for the systems that people know; one sentence each.
    func reasons(_ rule: Rule) -> [String] {
        rule.checks.compactMap { check in
            guard case .check(let check) = check, !system.supports(check.system) else { return nil }
            return switch check.system {
            case CheckSystemURI.ocil: "The rule asks a question that a person has to answer (OCIL)."
            case CheckSystemURI.sce: "The rule's check is a script (SCE), and scripts of content are not run."
            default: nil
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

    /// One answer for each question of the file when a rule asks for that, `multi-check`, or else one answer
    /// (XCCDF 1.2, 6.4.4.4.1).
    func evaluateEach(
        _ expression: CheckExpression
    ) -> [Answer] {
        guard case .check(let check) = expression, check.isMultiCheck, let exports = try? exports(check)
        else {
            return [evaluate(expression)]
        }
        for content in check.contents where content.name == nil {
            let query = CheckQuery(system: check.system, href: content.href, name: nil, exports: exports)
            guard let answers = system.evaluateEach(query), !answers.isEmpty else { continue }
            return answers.map { answer in
                var answered = check
                answered.contents = [.init(href: content.href, name: answer.name)]
                let asked = CheckQuery(
                    system: check.system, href: content.href, name: answer.name, exports: exports)
                return Answer(
                    outcome: check.negate ? answer.outcome.negated : answer.outcome,
                    messages: answer.messages,
                    check: answered, asked: [asked])
            }
        }
        return [evaluate(expression)]
    }

    /// The values that a check hands over, by the checking system's names.
    private func exports(_ check: Check) throws(UnknownExport) -> [String: [String]] {
        var exports: [String: [String]] = [:]
        for export in check.exports {
            guard let value = values[export.valueID] else { throw UnknownExport(valueID: export.valueID) }
            exports[export.name, default: []] += value
        }
        return exports
    }

    private struct UnknownExport: Error { let valueID: String }

    private func evaluate(_ check: Check) -> Answer {
        guard system.supports(check.system) else {
            let sentence = "Checks of the system \"\(check.system)\" cannot be evaluated."
            return Answer(outcome: .notChecked, messages: [sentence], check: check)
        }
        let handed: [String: [String]]
        do throws(UnknownExport) {
            handed = try exports(check)
        } catch {
            let sentence = "The check exports \"\(error.valueID)\", which the benchmark does not have."
            return Answer(outcome: .unknown, messages: [sentence], check: check)
        }
        var reasons: [String] = []
        for content in check.contents {
            let query = CheckQuery(
                system: check.system, href: content.href, name: content.name, exports: handed)
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
