import Glibc
import Host
import OVAL
import Rehearsal
import SCAP
import XCCDF

/// The repair of one rule on this host: tried on a copy of its files, and done where that is asked for.
struct RuleRepair: Sendable {
    let content: Content
    let choice: ProfileChoice
    let tailoring: Tailoring?
    let ruleID: String
    /// The rule's shell script, with the profile's values in it.
    let script: String

    /// What a repair came to.
    struct Result: Sendable {
        var state: State
        /// What the script does to files, as the copy showed it.
        var changes: [FileChange] = []
        /// What the script said, in the last run of it.
        var output = ""
    }

    /// How far a repair came.
    enum State: String, Sendable {
        /// On the copy the rule passes after the script.
        case wouldPass = "would pass"
        /// On the copy the rule does not pass after the script. What a script does besides changing files
        /// (services, kernel settings, packages from a network) the copy cannot show.
        case wouldNotPass = "would not pass"
        /// The script ended with an error on the copy.
        case scriptFails = "script fails"
        /// The script ran and the rule passes.
        case repaired
        /// The script ran, the rule did not pass, and the files are as they were.
        case rolledBack = "rolled back"
        /// The content has no shell script for the rule.
        case noScript = "no script"
    }

    /// Runs the script on a copy of the host's files, and checks the rule there.
    func rehearse() throws -> Result {
        try Rehearsal.of(root: "/") { stage in
            let run = try stage.run(script)
            let outcome = try outcome(on: Host(root: stage.root))
            let state: State = outcome.isGood ? .wouldPass : run.isSuccess ? .wouldNotPass : .scriptFails
            return Result(state: state, changes: try stage.changes(), output: run.output)
        }
    }

    /// Runs the script on the host, checks the rule, and brings the files back if it does not pass.
    ///
    /// - Parameters:
    ///   - rehearsal: What the copy showed: these files are kept first.
    ///   - directory: Where they are kept; it stays after a repair, so that the repair can be undone.
    func apply(after rehearsal: Result, keepingIn directory: String) throws -> Result {
        let snapshot = try FileSnapshot(of: rehearsal.changes.map(\.path), root: "/", in: directory)
        let run = try ScriptRun(script)
        var result = rehearsal
        result.output = run.output
        if try outcome(on: Host()).isGood {
            result.state = .repaired
        } else {
            try snapshot.restore()
            snapshot.remove()
            result.state = .rolledBack
        }
        return result
    }

    private func outcome(on host: Host) throws -> Outcome {
        let result = try content.scan(
            choice, tailoring: tailoring, only: [ruleID], collector: Collector(host: host),
            clock: { Int64(time(nil)) })
        return result.results.first { $0.ruleID == ruleID }?.outcome ?? .unknown
    }
}

extension Outcome {
    fileprivate var isGood: Bool { self == .pass || self == .notApplicable }
}
