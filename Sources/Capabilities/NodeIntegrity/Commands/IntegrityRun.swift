import ArgumentParser
import Capability
import FileIntegrity
import Glibc
import Host
import IntegrityVerbs
import Ownership

/// A verb at the terminal: the findings go to standard output, everything else to standard error.
struct IntegrityRun {
    let verb: IntegrityVerb

    /// Opens what the arguments name.
    ///
    /// - Throws: `ValidationError` when they do not say enough.
    init(
        _ arguments: IntegrityArguments, _ more: (inout IntegrityVerb.Options) -> Void = { _ in }
    ) throws {
        do {
            var options = arguments.options
            more(&options)
            verb = try IntegrityVerb(
                configuration: arguments.source, options: options, files: .of(try Host()))
        } catch let error as IntegrityError where error.reason == .usage {
            throw ValidationError(error.description)
        }
        for note in verb.configuration.notes where note.level == .warning {
            StandardError.write("warning: " + PlainText.escaped(note.text))
        }
    }

    init(_ verb: IntegrityVerb) { self.verb = verb }

    /// Carries out an action, with a line of progress on a terminal.
    func look(_ action: IntegrityOutcome.Action) throws -> IntegrityResult {
        let progress = ProgressLine(step: 500)
        defer { progress.end() }
        return try verb.watched { progress.reached($0, "files") }.run(action, clock: presentTime)
    }

    /// Tells of a result and ends with its exit code.
    ///
    /// - Parameter exitCode: nil for that of the result.
    func show(_ result: IntegrityResult, _ format: IntegrityFormat, exitCode: Int32? = nil) throws {
        StandardOutput.put(format.text(result))
        for finding in result.baseline { StandardError.write(PlainText.escaped(finding.sentence)) }
        for problem in result.hidden + result.problems { StandardError.write(PlainText.escaped(problem)) }
        StandardError.write(result.summary)
        throw ExitCode(exitCode ?? result.exitCode)
    }
}

extension IntegrityRun {
    /// Compares the files with the baseline, and the baseline with its statement.
    ///
    /// - Parameter known: what is remembered of the baseline elsewhere.
    func check(_ known: [RollbackEvidence]) throws -> IntegrityResult {
        guard verb.baseline != nil else { return try look(.check) }
        var baseline = try opened(known)
        let progress = ProgressLine(step: 500)
        baseline.onProgress = { progress.reached($0, "files") }
        var result: IntegrityResult
        do {
            defer { progress.end() }
            result = try baseline.check(clock: presentTime)
        }
        try warnOfUnsigned(baseline, result.baseline)
        if result.findings.isEmpty { return result }
        do {
            result.explain(by: try baseline.explainer())
        } catch let error as OwnershipError {
            StandardError.write(
                "warning: no change can be explained: " + PlainText.escaped(error.description))
        }
        return result
    }

    /// What speaks against the baseline; a foreign one that nobody signed is warned of.
    ///
    /// - Throws: when there is none to compare with.
    func verify(_ known: [RollbackEvidence]) throws -> [BaselineFinding] {
        guard verb.baseline != nil else { return [] }
        let baseline = try opened(known)
        let findings = try baseline.findings()
        try warnOfUnsigned(baseline, findings)
        return findings
    }

    /// The baseline; one that is not there although it was published is a failure that says so.
    private func opened(_ known: [RollbackEvidence]) throws -> TrustedBaseline {
        var baseline = try TrustedBaseline(of: verb)
        baseline.known = known
        if known.isEmpty { try baseline.require() }
        if try !baseline.isThere() {
            throw CommandFailure(try baseline.findings().map(\.sentence).joined(separator: "; "))
        }
        return baseline
    }

    private func warnOfUnsigned(_ baseline: TrustedBaseline, _ findings: [BaselineFinding]) throws {
        if findings.isEmpty, try baseline.isUnsigned() {
            StandardError.write("warning: \(verb.baseline ?? ""): is not signed, so it may be anybody's")
        }
    }
}
