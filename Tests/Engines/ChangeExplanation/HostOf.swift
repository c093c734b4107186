import FileIntegrity
import Host

/// A machine's files and what changed of them, for tests that ask their own explainer.
struct HostOf {
    let host: Host
    let differences: [Difference]

    init(_ machine: DebianRoot) throws {
        host = try Host(root: machine.root)
        differences = try machine.differences()
    }
}
