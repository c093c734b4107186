/// Decides one check as kube-bench does.
struct CheckEvaluation {
    let check: Check
    let auditor: Auditor

    /// The outputs of a check's audits.
    private struct Outputs {
        var flags = ""
        var configuration = ""
        var environment: Result<String, AuditObstacle> = .success("")
    }

    /// Why the tests could not be made.
    private enum Failure: Error {
        case audit(String)
        case unanswered(String)
    }

    /// The state of a check that its tests do not decide, or that they do.
    func result() -> CheckResult {
        let hasType = !check.type.trimmed.isEmpty
        if check.isScored, !hasType, check.tests == nil {
            return CheckResult(check, .warn, .noTests, reason: "There are no tests")
        }
        if check.type == "skip" {
            return CheckResult(check, .info, .skipped, reason: "Test marked as skip")
        }
        if check.type == "manual" {
            return CheckResult(check, .warn, .manual, reason: "Test marked as a manual test")
        }
        let negative: CheckState = check.isScored ? .fail : .warn
        guard let tests = check.tests, !tests.items.isEmpty else {
            return CheckResult(check, negative, .noTests, reason: "No tests defined")
        }
        do throws(Failure) {
            let outcome = try evaluate(tests, try outputs())
            return CheckResult(
                check, outcome.holds ? .pass : negative, .tests, actual: outcome.actual,
                expected: outcome.expected)
        } catch {
            switch error {
            case .audit(let reason): return CheckResult(check, negative, .failedAudit, reason: reason)
            case .unanswered(let reason): return CheckResult(check, .warn, .unanswered, reason: reason)
            }
        }
    }

    private func outputs() throws(Failure) -> Outputs {
        var outputs = Outputs()
        switch auditor.answer(check.auditEnvironment) {
        case .success(let answer): outputs.environment = .success(try text(answer, check.auditEnvironment))
        // A variable counts only where there is neither flag nor field, so this may not matter.
        case .failure(let obstacle): outputs.environment = .failure(obstacle)
        }
        outputs.flags = try text(try answered(check.audit), check.audit)
        let answer = try answered(check.auditConfiguration)
        do throws(Failure) {
            outputs.configuration = try text(answer, check.auditConfiguration)
        } catch {
            // A configuration file that is not there is no failure when the flags are known.
            let output = String(decoding: answer.output, as: UTF8.self)
            let isMissing = answer.code == 127 || output.contains("No such file or directory")
            let hasEnvironment = (try? outputs.environment.get()).map { !$0.isEmpty } ?? false
            guard isMissing, hasEnvironment || !outputs.flags.isEmpty else { throw error }
        }
        return outputs
    }

    private func answered(_ audit: String) throws(Failure) -> AuditAnswer {
        switch auditor.answer(audit) {
        case .success(let answer): return answer
        case .failure(let obstacle): throw unanswered(obstacle, audit)
        }
    }

    private func unanswered(_ obstacle: AuditObstacle, _ audit: String) -> Failure {
        .unanswered("the audit \(audit.trimmed.quotedAsInGo) was not run: \(obstacle.reason)")
    }

    private func text(_ answer: AuditAnswer, _ audit: String) throws(Failure) -> String {
        let output = String(decoding: answer.output, as: UTF8.self)
        guard answer.code == 0 else {
            throw .audit(
                "failed to run: \(audit.trimmed.quotedAsInGo), output: \(output.quotedAsInGo), "
                    + "error: exit status \(answer.code)")
        }
        return output
    }

    private func evaluate(_ tests: CheckTests, _ outputs: Outputs) throws(Failure) -> TestItem.Outcome {
        var outcomes: [TestItem.Outcome] = []
        for item in tests.items { outcomes.append(try evaluate(item, outputs)) }
        let isAnd = tests.combination == .and
        return TestItem.Outcome(
            holds: isAnd ? outcomes.allSatisfy(\.holds) : outcomes.contains(where: \.holds),
            isFound: outcomes.contains(where: \.isFound), actual: outcomes[0].actual,
            expected: outcomes.map(\.expected).joined(separator: isAnd ? " AND " : " OR "))
    }

    /// Flags come before the configuration file, and both before the environment.
    private func evaluate(_ item: TestItem, _ outputs: Outputs) throws(Failure) -> TestItem.Outcome {
        let eachLine = check.usesMultipleValues
        var outcome = item.evaluate(outputs.flags, .flags, eachLine: eachLine)
        if !outcome.isFound, !check.auditConfiguration.isEmpty, !outputs.configuration.isEmpty {
            outcome = item.evaluate(outputs.configuration, .configuration, eachLine: eachLine)
        }
        if !outcome.isFound, !item.variable.isEmpty {
            switch outputs.environment {
            case .success(let output): outcome = item.evaluate(output, .environment, eachLine: eachLine)
            case .failure(let obstacle): throw unanswered(obstacle, check.auditEnvironment)
            }
        }
        return outcome
    }
}

extension String {
    /// The text in quotes as Go's verb `%q` writes it.
    var quotedAsInGo: String {
        var quoted = "\""
        for scalar in unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\t": quoted += "\\t"
            case "\r": quoted += "\\r"
            case "\0"..<" ", "\u{7F}":
                let digits = String(scalar.value, radix: 16)
                quoted += "\\x" + (digits.count == 1 ? "0" : "") + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
