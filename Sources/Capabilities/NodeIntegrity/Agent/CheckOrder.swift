import Capability
import Kubernetes

/// What a node has to do next for a FileIntegrity, and what it goes by.
///
/// Everything is decided from resources and the node's own record, so a process that begins anew goes on as the one
/// before would have.
struct CheckOrder: Equatable, Sendable {
    /// What has to be done.
    enum Action: Equatable, Sendable {
        /// Nothing before so many seconds have passed.
        case wait(seconds: Int64)
        /// Nothing until the FileIntegrity changes: the node is being updated.
        case hold
        /// A database has to be made; what was there before is kept as a backup.
        case initialize
        /// The files have to be compared with the database.
        case check
        /// Those that were touched have to be; a check of all is not due.
        case checkTouched
        /// Changes that somebody named have to be taken over into the database.
        case approve([String])
        /// The database is gone though one was published.
        case missing
    }

    let action: Action
    /// The number of the wish that a new database fulfils.
    let request: UInt64
    /// What stands for the configuration.
    let configuration: String

    /// So many seconds a node's clock may be behind the cluster's.
    private static let skew: Int64 = 300

    /// Decides.
    ///
    /// - Parameters:
    ///   - record: what the node remembers; nil for nothing.
    ///   - published: what the cluster remembers of the node.
    ///   - isTouched: whether something happened to the files since the last check.
    ///   - now: seconds since 1970.
    init(
        _ integrity: FileIntegrityResource, node: String, configuration: String, record: NodeRecord?,
        hasDatabase: Bool, published: PublishedBaseline?, isTouched: Bool = false, now: Int64
    ) {
        self.configuration = configuration
        request = InitRequests(of: integrity.object).wanted(of: node)
        let fulfilled = record.map { $0.owner == integrity.object.uid ? $0.request : 0 } ?? 0
        let isWished = request > max(fulfilled, published?.request ?? 0)
        let isOutdated = record.map { $0.configuration != configuration } ?? false
        if let text = integrity.object.annotations[NodeReconciler.holdoffKey], NodeList(text).contains(node) {
            action = .hold
            return
        }
        let created = integrity.object.creationTimestamp.flatMap { Timestamp($0) }?.seconds ?? 0
        let first = created + integrity.initialDelay - now
        if record == nil, integrity.initialDelay > 0, first > 0, first <= integrity.initialDelay + Self.skew {
            action = .wait(seconds: min(first, integrity.initialDelay))
        } else if isWished || isOutdated {
            action = .initialize
        } else if record == nil || !hasDatabase {
            action = published == nil ? .initialize : .missing
        } else if let words = NodeApprovals.words(for: node, in: integrity.object),
            NodeApprovals.digest(words) != record?.approval
        {
            action = .approve(words)
        } else if record?.counter ?? 0 > published?.counter ?? 0 {
            // A larger number was made by a process that ended before it could tell.
            action = .check
        } else {
            // From start to start; a clock that was set back is no reason to wait for it.
            let due = (record?.started ?? 0) + integrity.gracePeriod - now
            let isDue = due <= 0 || due > integrity.gracePeriod
            action = isDue ? .check : isTouched ? .checkTouched : .wait(seconds: due)
        }
    }

    /// Whether what was done by an order still is what is wanted.
    func isStillWanted(_ later: CheckOrder) -> Bool {
        later.action != .hold && later.request == request && later.configuration == configuration
    }
}
