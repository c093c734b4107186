import Controllers
import FileIntegrity
import Glibc
import Host
import IntegrityWatch
import Synchronization

/// A check of all files of a node that is kept up to date with what a watch has looked at since.
struct StandingCheck: Sendable {
    /// What the check found, with the node's own paths.
    var outcome: IntegrityOutcome
    /// The rules.
    var configuration: Configuration
    /// What stands for the rules as the cluster has them.
    var digest: String
    /// The signed statement that the database was held against.
    var signed: SignedStatement
    /// The database as it was then: another one is not vouched for by the statement's check.
    var database: FileStatus?

    /// Who is answerable for the changes; nil when there are none, or nobody could be asked.
    var explanations: NodeExplanations?
    /// Since when nobody has been asked of some changes, in seconds since 1970; nil when all were asked of.
    var pendingSince: Int64?

    /// So long after a change packages are asked of it: that takes longer than telling of the change.
    static let patience: Int64 = 10

    /// Whether packages should be asked now.
    func isExplanationDue(at time: Int64) -> Bool {
        pendingSince.map { time < $0 || time >= $0 + Self.patience } ?? false
    }

    /// Whether what a watch finds later cannot be taken into it.
    var isFinal: Bool { outcome.updated(with: [:], time: 0) == nil }

    /// The state of a database's file.
    static func status(of database: String) -> FileStatus? {
        var status = try? Host().status(of: HostPath(database), followingLinks: true)
        // Neither reading the file nor giving it its place on the disk is a change of it.
        status?.accessTime = 0
        status?.blockCount = 0
        return status
    }
}

/// The last checks of an agent's FileIntegrities.
final class StandingChecks: Sendable {
    private let checks = Mutex<[ObjectKey: StandingCheck]>([:])

    /// The last check of all files, up to date.
    subscript(key: ObjectKey) -> StandingCheck? {
        get { checks.withLock { $0[key] } }
        set { checks.withLock { $0[key] = newValue } }
    }
}
