/// Answers the audits of checks: by looking at the machine, and if that does not do and it is allowed, by
/// running them.
public final class Auditor {
    /// What a shell line that was run wrote and how it ended; nil when it was stopped or could not be started.
    public typealias Runner = (_ script: String) -> AuditAnswer?

    let machine: AuditMachine
    private let run: Runner?
    private var answers: [String: Result<AuditAnswer, AuditObstacle>] = [:]

    /// Makes an auditor.
    ///
    /// - Parameter run: runs a shell line on the machine; nil when nothing may be run.
    public init(machine: AuditMachine, run: Runner? = nil) {
        self.machine = machine
        self.run = run
    }

    /// What comes of a check.
    public func result(of check: Check) -> CheckResult {
        CheckEvaluation(check: check, auditor: self).result()
    }

    /// The answer to a shell line; one that several checks have is answered once.
    func answer(_ audit: String) -> Result<AuditAnswer, AuditObstacle> {
        let script = audit.trimmed
        if script.isEmpty { return .success(AuditAnswer(output: [], code: 0)) }
        if let known = answers[script] { return known }
        let answer = look(script)
        answers[script] = answer
        return answer
    }

    private func look(_ script: String) -> Result<AuditAnswer, AuditObstacle> {
        let obstacle: AuditObstacle
        do throws(AuditObstacle) { return .success(try AuditShell.answer(script, on: machine)) } catch {
            obstacle = error
        }
        guard let run else { return .failure(obstacle) }
        if let answer = run(script) { return .success(answer) }
        return .failure(AuditObstacle(reason: "the command did not come to its end"))
    }
}
