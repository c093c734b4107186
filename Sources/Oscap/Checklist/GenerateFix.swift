import Glibc
import SCAP
import SCAPReports
import XCCDF

/// `oscap xccdf generate fix`: the repairs of a profile, or of what failed, as one file to run.
struct GenerateFix {
    let invocation: Invocation

    func run() throws(Failure) -> ExitStatus {
        let path = invocation.words[0]
        let kind = try kind()
        let bytes: [UInt8]
        do {
            bytes = try script(path, kind)
        } catch let error as Failure {
            throw error
        } catch {
            throw Failure("\(error)")
        }
        guard let output = invocation.arguments.value("output") else {
            invocation.terminal.print(bytes)
            return .ok
        }
        try ResultFile(output).write(bytes)
        // A script is there to be run.
        if kind == .bash { chmod(output, 0o700) }
        return .ok
    }

    private func script(_ path: String, _ kind: FixKind) throws -> [UInt8] {
        var failures: FixScript.Failures?
        if let id = invocation.arguments.value("result-id") {
            let report = try Report(path: path, resultID: id.isEmpty ? nil : id)
            failures = FixScript.Failures(report)
        }
        let session = try ChecklistSession(invocation, options: .all)
        var script = FixScript(
            benchmark: session.content.benchmark, profile: session.profile, kind: kind, result: failures)
        script.profileDescription = try Report.profileDescription(
            path: session.content.path, benchmarkID: session.content.benchmark.id, profile: session.profile)
        return try script.bytes()
    }

    /// The kind by its name, or by the system that `--template` names.
    private func kind() throws(Failure) -> FixKind {
        if let template = invocation.arguments.value("template") {
            return FixKind.allCases.first { $0.system == template } ?? .bash
        }
        let name = invocation.arguments.value("fix-type") ?? "bash"
        guard let kind = FixKind(rawValue: name) else {
            throw Failure(lines: [
                "Unknown fix type '\(name)'.",
                "Please provide one of: bash, ansible, puppet, anaconda, ignition, kubernetes, blueprint.",
                "Or provide a custom template using '--template' instead.",
            ])
        }
        return kind
    }
}
