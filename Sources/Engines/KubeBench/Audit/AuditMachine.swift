public import Host

/// The machine that audits ask about.
///
/// Files and processes may come from different places: in a container with the node's root mounted and its
/// process namespace shared, files come from the mount and processes from the container's own `/proc`.
public struct AuditMachine: Sendable {
    /// The machine's files.
    public let files: Host
    /// The machine's processes; nil when they cannot be known, as for a directory.
    public let processes: [HostProcess]?
    /// The names of users and groups by number.
    let userNames: [UInt32: String]
    let groupNames: [UInt32: String]
    /// Where the environment of a process is read.
    private let live: Host?

    /// Describes a machine.
    ///
    /// - Parameter processes: the host whose processes are the machine's; nil when they cannot be known.
    public init(files: Host, processes: Host?) {
        let live = processes.flatMap { $0.isLive ? $0 : nil }
        self.init(files: files, live: live, processes: live?.processes())
    }

    init(files: Host, live: Host? = nil, processes: [HostProcess]?) {
        self.files = files
        self.live = live
        self.processes = processes
        userNames = Dictionary(
            files.users().compactMap { user in UInt32(exactly: user.userID).map { ($0, user.name) } },
            uniquingKeysWith: { first, _ in first })
        groupNames = Dictionary(
            files.groups().compactMap { group in UInt32(exactly: group.groupID).map { ($0, group.name) } },
            uniquingKeysWith: { first, _ in first })
    }

    /// The host that a path is looked up on: what the kernel says of processes comes from the live machine.
    func host(of path: String) -> Host {
        path.hasPrefix("/proc/") ? live ?? files : files
    }
}

/// What a command line wrote and how it ended.
public struct AuditAnswer: Equatable, Sendable {
    /// Output and error output together, as they came.
    public var output: [UInt8]
    /// The exit code.
    public var code: Int32

    /// Makes an answer.
    public init(output: [UInt8], code: Int32) {
        self.output = output
        self.code = code
    }
}
