import Glibc
import Host
import OVAL
import SCAP
import XCCDF

/// `oscap xccdf eval`: evaluates a profile and prints each rule's result as it comes.
struct EvaluateChecklist {
    let invocation: Invocation

    func run() throws(Failure) -> ExitStatus {
        let session = try ChecklistSession(invocation, options: needed)
        session.warn()
        let printer = RulePrinter(session)
        printer.begin()
        let only = try chosenRules(session)
        let host = try ChecklistSession.host()
        let log = VerboseLog(invocation)
        try log.note("Evaluating \(session.profile.id ?? "(default)") of \(session.content.benchmark.id).")
        let wantsRecord = invocation.arguments.has("oval-results") || invocation.arguments.has("results-arf")
        let record = wantsRecord ? OVALRecord() : nil
        var result: BenchmarkResult
        do throws(SCAPError) {
            result = try session.content.scan(
                session.choice, tailoring: session.tailoring, only: only, collector: Collector(host: host),
                clock: { Int64(time(nil)) }, record: record, evidence: invocation.arguments.has("report"),
                progress: { printer.print($0) })
        } catch {
            throw SourceFile.failure(error)
        }
        if invocation.arguments.has("remediate") {
            printer.beginRemediation()
            result = try Remediation(session).run(on: result, progress: { printer.print($0) })
        }
        for rule in result.results {
            let reasons = rule.messages.isEmpty ? "" : ": " + rule.messages.joined(separator: "; ")
            try log.note("Rule \(rule.ruleID): \(rule.outcome.rawValue)\(reasons)")
        }
        try ChecklistResults(session, result, host: host, record: record).write()
        return Self.status(of: result)
    }

    /// What of the content is printed, repaired with or written; descriptions and repairs are half of it.
    private var needed: ContentOptions {
        if invocation.arguments.has("report") { return .all }
        let needed: ContentOptions = [.checks, .references]
        return invocation.arguments.has("remediate") ? needed.union(.fixes) : needed
    }

    /// 2 when a rule failed or could not be decided.
    static func status(of result: BenchmarkResult) -> ExitStatus {
        let isBad = result.results.contains { [.fail, .unknown, .error].contains($0.outcome) }
        return isBad ? .fail : .ok
    }

    /// The rules of `--rule`, selected or not, without those of `--skip-rule`; nil for the profile's.
    private func chosenRules(_ session: ChecklistSession) throws(Failure) -> Set<String>? {
        let wanted = invocation.arguments.values("rule")
        let skipped = invocation.arguments.values("skip-rule")
        let references = invocation.arguments.values("reference")
        if wanted.isEmpty, skipped.isEmpty, references.isEmpty { return nil }
        let rules = session.content.benchmark.rules
        let ids = Set(rules.map(\.id))
        for name in wanted where !ids.contains(name) {
            throw Failure("Rule '\(name)' not found in selected profile.")
        }
        let selected = rules.indices.filter { session.profile.ruleIsSelected[$0] }.map { rules[$0].id }
        var chosen = Set(wanted.isEmpty ? selected : wanted).subtracting(skipped)
        for reference in references {
            chosen.formIntersection(try RuleReferences(session: session).rules(reference))
        }
        return chosen
    }
}

/// Prints results the way `--progress`, `--progress-full` or neither asks for.
struct RulePrinter {
    private enum Style { case blocks, sparse, saturated }

    private let style: Style
    private let session: ChecklistSession
    private var terminal: Terminal { session.invocation.terminal }

    init(_ session: ChecklistSession) {
        self.session = session
        let arguments = session.invocation.arguments
        style =
            arguments.has("progress-full") ? .saturated : arguments.has("progress") ? .sparse : .blocks
    }

    /// What stands before the first rule.
    func begin() {
        switch style {
        case .blocks: terminal.print("--- Starting Evaluation ---\n\n")
        case .saturated: terminal.print("---evaluation\n")
        case .sparse: break
        }
    }

    /// What stands between the results and those of the repairs.
    func beginRemediation() {
        switch style {
        case .blocks: terminal.print("\n--- Starting Remediation ---\n\n")
        case .saturated: terminal.print("---remediation\n")
        case .sparse: break
        }
    }

    /// One rule's result.
    ///
    /// Carriage returns before the tabs are the peer's.
    func print(_ result: RuleResult) {
        let rule = session.content.benchmark.rules[result.ruleIndex]
        switch style {
        case .sparse: terminal.print("\(result.ruleID):\(result.outcome.rawValue)\n")
        case .saturated: terminal.print("\(result.ruleID)|\(rule.title)|\(result.outcome.rawValue)\n")
        case .blocks:
            var text = "Title\r\t\(rule.title)\nRule\r\t\(result.ruleID)\n"
            for ident in rule.idents { text += "Ident\r\t\(ident.text)\n" }
            terminal.print(text + "Result\r\t\(result.outcome.rawValue)\n\n")
        }
    }
}
