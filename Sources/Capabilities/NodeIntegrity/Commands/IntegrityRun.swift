import ArgumentParser
import Capability
import FileIntegrity
import IntegrityVerbs

/// A verb at the terminal: the findings go to standard output, everything else to standard error.
struct IntegrityRun {
    let verb: IntegrityVerb

    /// Opens what the arguments name.
    ///
    /// - Throws: `ValidationError` when they do not say enough.
    init(_ arguments: IntegrityArguments, _ walk: WalkArguments) throws {
        do {
            verb = try IntegrityVerb(arguments, walk)
        } catch let error as IntegrityError where error.reason == .usage {
            throw ValidationError(error.description)
        }
        for note in verb.configuration.notes where note.level == .warning {
            StandardError.write("warning: " + PlainText.escaped(note.text))
        }
    }

    init(_ verb: IntegrityVerb) { self.verb = verb }

    /// Carries out an action, tells of it and ends with its exit code.
    func carryOut(
        _ action: IntegrityOutcome.Action, replaces: Bool = false, _ format: IntegrityFormat
    ) throws {
        let result = try verb.run(action, replaces: replaces, clock: presentTime)
        StandardOutput.put(format.text(result))
        for problem in result.problems { StandardError.write(PlainText.escaped(problem)) }
        StandardError.write(result.summary)
        throw ExitCode(result.exitCode)
    }
}
