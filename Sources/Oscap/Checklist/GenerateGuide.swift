import SCAP
import SCAPReports
import XCCDF

/// `oscap xccdf generate guide`: what a profile asks for, as a page for people.
struct GenerateGuide {
    let invocation: Invocation

    func run() throws(Failure) -> ExitStatus {
        let session = try ChecklistSession(invocation, options: .all)
        session.warn()
        let guide = Guide(content: session.content, profile: session.profile)
        guard let output = invocation.arguments.value("output") else {
            do { try guide.writeHTML { invocation.terminal.print($0) } } catch { throw Failure("\(error)") }
            return .ok
        }
        try ResultFile(output).write { receive in try guide.writeHTML(to: receive) }
        return .ok
    }
}
