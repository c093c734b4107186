public import Cluster
public import Controllers
public import Logging

/// What a capability is given to work with: nothing else reaches it from outside.
public struct CapabilityRoom: Sendable {
    /// Which part of the work this process does.
    public enum Role: Sendable {
        /// All of it: one process looks after one host.
        case everything
        /// What needs the cluster alone; once in a cluster, in `martlet operator`.
        case clusterSide
        /// What looks at a node; on every node, in `martlet agent`.
        case hostSide
    }

    /// Where resources live.
    public var cluster: any Cluster
    /// The name of the Node that this process looks after.
    public var nodeName: String
    /// The directory that is looked at as the node's root.
    public var hostRoot: String
    /// A directory for what has to last on this machine; nil where nothing may be kept.
    public var stateDirectory: String?
    /// Which part of the work this process does.
    public var role: Role
    /// The present time, RFC 3339 in UTC.
    public var now: @Sendable () -> String
    /// The log.
    public var logger: Logger
    /// Where alerts go; nil where nobody wants them.
    public var alerts: (any AlertSink)?

    /// Furnishes a room.
    public init(
        cluster: any Cluster, nodeName: String, hostRoot: String, stateDirectory: String? = nil,
        role: Role = .everything,
        now: @escaping @Sendable () -> String, logger: Logger, alerts: (any AlertSink)? = nil
    ) {
        self.cluster = cluster
        self.nodeName = nodeName
        self.hostRoot = hostRoot
        self.stateDirectory = stateDirectory
        self.role = role
        self.now = now
        self.logger = logger
        self.alerts = alerts
    }

    /// A recorder of Events in the name of a component.
    public func events(_ component: String) -> EventRecorder {
        EventRecorder(cluster, component: component, now: now)
    }
}
